package governancepage

import (
	"slices"
	"strings"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/ui/layout"
	page "onward/ui/page/governance"
)

// recordDays and recordRows are how much of the trace stands on the paper.
const (
	recordDays = 3 * 365
	recordRows = 2000
)

// record is "who has seen my record", to hand over: for the governance officer
// of the lead, who sees the reference alone, and for the single point of
// contact. Staff are named by role and organisation, since a resident is told
// who received their data and colleagues have rights of their own; the single
// point of contact, whom they know, stands under their name.
func (p Pages) record(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	var v page.RecordView
	err = p.DB.Read(r.Ctx(), func(tx *postgres.Tx) error {
		d, err := p.Journeys.Gate.Require(tx, id, access.View, access.Existence)
		if err != nil {
			return err
		}
		officer := p.Journeys.Gate.Policy.May(tx.Actor.Role, access.DoAudit)
		if d.Subject.Lead != tx.Actor.Organisation || !officer && d.Subject.SPOC != tx.Actor.User {
			return fault.NotHere()
		}
		head, err := p.Journeys.Store.Head(tx, d)
		if err != nil {
			return err
		}
		person, err := p.Journeys.Residents.Person(tx, d)
		if err != nil {
			return err
		}
		looks, err := p.Says.Looks(tx, d, recordDays, 0, recordRows)
		if err != nil {
			return err
		}
		v = recordSheet(head, looks)
		v.Sheet.Printed = tx.Actor.Today.Long() + ", " + r.Me.Org.Name
		v.Sheet.For = "For the resident with the reference ONW " + head.Reference
		v.Sheet.Back = &layout.Link{Label: "Back to ONW " + head.Reference, Href: path(id, "")}
		if !officer {
			v.Sheet.For = "For " + strings.TrimSpace(person.Identity.Call()+" "+person.Identity.Family)
			v.Sheet.Back = &layout.Link{Label: "Back to the journey", Href: "/journeys/" + id.String()}
		}
		journey.Seen(tx, d, "who has seen the record", access.Existence, access.Identity)
		return nil
	})
	if err != nil {
		return err
	}
	return r.Show(page.Record(v))
}

// seen is what one kind of reader did on one day, on one basis.
type seen struct {
	who, basis string
	wrote      bool
}

// recordSheet gathers the trace by day and reader, the newest day first.
func recordSheet(head journey.Head, looks []sharing.Look) page.RecordView {
	v := page.RecordView{Sheet: layout.Sheet{Title: "Who has seen my record", Partnership: head.Lead}, Contact: head.SPOCName, Phone: unbroken(head.SPOCPhone), Lead: head.Lead,
		Cut: len(looks) == recordRows}
	for len(looks) > 0 {
		day := calendar.DayOf(looks[0].At)
		n := slices.IndexFunc(looks, func(l sharing.Look) bool { return calendar.DayOf(l.At) != day })
		if n < 0 {
			n = len(looks)
		}
		v.Days = append(v.Days, page.RecordDay{Day: day.Full(), Lines: recordLines(head, looks[:n])})
		looks = looks[n:]
	}
	return v
}

func recordLines(head journey.Head, looks []sharing.Look) (lines []page.RecordLine) {
	var order []seen
	parts := map[seen]access.Set{}
	for _, l := range looks {
		s := seen{who: reader(l, head), basis: l.Basis, wrote: wrote(l)}
		if _, known := parts[s]; !known {
			order = append(order, s)
		}
		parts[s] |= l.Categories
	}
	for _, s := range order {
		did, set := "saw ", parts[s]
		if s.wrote {
			did, set = "wrote or changed ", set&^access.SetOf(access.Existence)
		}
		lines = append(lines, page.RecordLine{Who: s.who, What: did + plain(set), Why: reasons[s.basis]})
	}
	return lines
}

// reader is who looked, as the resident is told.
func reader(l sharing.Look, head journey.Head) string {
	if l.Staff == head.SPOC {
		return l.Name + ", your contact at " + l.OrgName
	}
	role := roleWords[l.Role]
	if role == "" {
		role = "Somebody"
	}
	return role + " at " + l.OrgName
}

var roleWords = map[string]string{"advisor": "An advisor", "manager": "A manager", "intake": "Somebody at reception", "governance": "The officer who checks how we share",
	"analyst": "An analyst", "administrator": "An administrator"}

// wrote says that it was more than a look.
func wrote(l sharing.Look) bool {
	return l.Action == "add" || l.Action == "change" || l.Action == "amend" || l.Action == "import"
}

// reasons are the bases at reading age 9.
var reasons = map[string]string{"caseload": "They help you.", "own": "They work where we keep your record.", "offered": "We asked if they can help you.", "referral": "They help you too.",
	"neighbour": "They work with us.", "match": "You may have gone to them for help.", "emergency": "There was an emergency.", "author": "They wrote it."}

// plainWords are the sections at reading age 9. The guarded ones share one:
// others at home may read the paper.
var plainWords = map[access.Category]string{access.Existence: "that we help you", access.Identity: "your name and birthday", access.Contact: "how to reach you",
	access.Circumstances: "how you live", access.HousingMoney: "your home and money", access.Plan: "your plan", access.Notes: "our notes", access.Work: "your job and pay",
	access.Outcomes: "how you got on", access.Documents: "your papers"}

func plain(set access.Set) string {
	var words []string
	guarded := false
	for _, c := range sharing.AllCategories() {
		switch {
		case !set.Has(c):
		case c.Guarded():
			guarded = true
		default:
			words = append(words, plainWords[c])
		}
	}
	if guarded {
		words = append(words, "things we keep extra safe")
	}
	switch n := len(words); n {
	case 0:
		return "your record"
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
}

func unbroken(number string) string { return strings.ReplaceAll(number, " ", "\u00a0") }
