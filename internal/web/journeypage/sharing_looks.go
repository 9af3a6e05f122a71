package journeypage

import (
	"fmt"
	"strconv"
	"strings"

	"onward/internal/actor"
	"onward/internal/calendar"
	"onward/internal/postgres"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/ui/component"
	page "onward/ui/page/journey"
)

// glance is what one person did with a journey on one day, on one basis.
type glance struct {
	sharing.Look // the newest
	what         []string
}

// glances puts looks that follow each other together where the same person
// looked on the same day on the same basis; at most so many.
func glances(looks []sharing.Look, most int) []glance {
	var list []glance
	for _, l := range looks {
		n := len(list)
		same := n > 0 && list[n-1].Staff == l.Staff && list[n-1].Org == l.Org && list[n-1].Basis == l.Basis && calendar.DayOf(list[n-1].At) == calendar.DayOf(l.At)
		if !same {
			if n == most {
				break
			}
			list = append(list, glance{Look: l})
		}
		list[len(list)-1].add(lookWords(l))
	}
	return list
}

func (g *glance) add(what string) {
	for _, known := range g.what {
		if strings.EqualFold(known, what) {
			return
		}
	}
	if len(g.what) > 0 && !strings.Contains(what, "(") {
		what = strings.ToLower(what[:1]) + what[1:]
	}
	g.what = append(g.what, what)
}

// verbsOfTrace are how the audit's actions read; what is none of them was a look.
var verbsOfTrace = map[string]string{"add": "Added: ", "change": "Changed: ", "amend": "Changed: ", "seal": "Sealed or changed the ", "export": "Exported: ", "declare": "Declared an ",
	"review": "Reviewed an ", "explain": "Asked why others see it: ", "reassign": "Reassigned: "}

func lookWords(l sharing.Look) string {
	subject := l.Subject
	if subject == "" {
		subject = "the journey"
	}
	if verb := verbsOfTrace[l.Action]; verb != "" {
		return verb + subject
	}
	return strings.ToUpper(subject[:1]) + subject[1:]
}

// basisWords say on which basis somebody looked, without the lead's name.
var basisWords = map[string]string{"caseload": "Their caseload", "own": "Lead organisation", "offered": "Referral offered", "referral": "Referral", "neighbour": "Neighbour",
	"match": "Was about to register the same person", "emergency": "Emergency", "author": "Wrote it"}

func looksTable(f *Frame, list []glance, today calendar.Date) component.TableView {
	v := component.TableView{Caption: "Who has looked", Stack: true, Columns: []component.TableColumn{{Label: "When"}, {Label: "Who"}, {Label: "What"}, {Label: "Why"}}}
	for _, g := range list {
		why := basisWords[g.Basis]
		if why == "" {
			why = "Own work"
		}
		v.Rows = append(v.Rows, component.TableRow{Cells: []component.Cell{{Text: lookTime(g, today)}, {Text: g.Name, Second: web.RoleLabel(actor.Role(g.Role)) + ", " + g.OrgName},
			{Text: strings.Join(g.what, ", ")}, {Text: why}}})
	}
	return v
}

func lookTime(g glance, today calendar.Date) string {
	clock := g.At.In(calendar.London).Format("15:04")
	switch day := calendar.DayOf(g.At); {
	case day == today:
		return "Today, " + clock
	case day.Year() == today.Year():
		return day.Short() + ", " + clock
	default:
		return day.Long() + ", " + clock
	}
}

func lookCount(looks []sharing.Look) string {
	n := 0
	for _, l := range looks {
		if l.Action == "view" {
			n++
		}
	}
	more := ""
	if len(looks) == mostLook {
		more = "more than "
	}
	return more + web.Count(n, "look") + " in " + web.Count(lookDays, "day")
}

// lookPage is how many rows of the trace are read for a page.
const lookPage = 100

// allLooks is the whole trace, in pages that go back in time.
func (p Pages) allLooks(r *web.Request) error {
	var v page.LooksView
	before, _ := strconv.ParseInt(r.QueryParam("before"), 10, 64) // what is no number begins with the newest
	err := p.open(r, "Sharing", sharingShows, func(tx *postgres.Tx, f *Frame) error {
		if err := ofLead(f.Decision); err != nil {
			return err
		}
		looks, err := p.Says.Looks(tx, f.Decision, lookDays*40, max(before, 0), lookPage)
		if err != nil {
			return err
		}
		v = page.LooksView{Layout: f.Layout, Table: looksTable(f, glances(looks, lookPage), tx.Actor.Today)}
		if len(looks) == lookPage {
			v.Earlier = f.Path("sharing/looks") + fmt.Sprintf("?before=%d", looks[lookPage-1].ID)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.Show(page.Looks(v))
}
