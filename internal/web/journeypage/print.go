package journeypage

import (
	"net/http"
	"slices"
	"strings"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/journey/diary"
	"onward/internal/journey/plan"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/ui/layout"
	page "onward/ui/page/journey"
)

func (p Pages) printRoutes() []web.Route {
	return []web.Route{{Method: http.MethodGet, Path: "/journeys/:id/plan/print", Duty: access.DoFind, Handle: p.printPlan}}
}

// mostMeetings and mostDone keep the plan to a page or two.
const (
	mostMeetings = 3
	mostDone     = 5
)

// printPlan is the paper that the resident takes home. It is theirs, so it has
// no marking; and others at home may read it, so that barriers, notes and the
// staff's own tasks are not on it.
func (p Pages) printPlan(r *web.Request) error {
	var v page.PrintView
	err := p.open(r, "Print the plan", []access.Category{access.Plan}, func(tx *postgres.Tx, f *Frame) error {
		goals, err := p.Plan.Goals(tx, f.Decision)
		if err != nil {
			return err
		}
		actions, err := p.Plan.Actions(tx, f.Decision)
		if err != nil {
			return err
		}
		meetings, err := p.Diary.Upcoming(tx, f.Decision, mostMeetings)
		if err != nil {
			return err
		}
		v = page.PrintView{Name: f.Head.SPOCName, Telephone: unbroken(f.Head.SPOCPhone), Organisation: f.Head.Lead, Sheet: layout.Sheet{Title: "Your plan",
			Partnership: f.Head.Lead, Printed: tx.Actor.Today.Long() + ", " + r.Me.Name, Back: &layout.Link{Label: "Back to the plan", Href: f.Path("plan")}}}
		if name := f.Person.Identity; name.Given != "" {
			v.Sheet.For = "For " + name.Call() + " " + name.Family
		}
		if len(goals) > 0 {
			v.Goal, v.Said = "“"+goals[0].Words+"”", "You said this on "+goals[0].SaidOn.Long()+"."
		}
		share(&v, actions)
		v.Appointments = printMeetings(meetings)
		return nil
	})
	if err != nil {
		return err
	}
	return r.Show(page.PrintPlan(v))
}

// share gives each action to whoever does it, in the order of their first.
func share(v *page.PrintView, actions []plan.Action) {
	for _, a := range actions {
		if !a.Done.IsZero() {
			if len(v.Done) < mostDone {
				v.Done = append(v.Done, a.What)
			}
			continue
		}
		step := page.PrintStep{What: a.What}
		if !a.Due.IsZero() {
			step.When = "By " + a.Due.Full()
		}
		if a.Owner.Kind == plan.ByResident {
			v.You = append(v.You, step)
			continue
		}
		i := slices.IndexFunc(v.Others, func(h page.PrintHelp) bool { return h.Who == a.Owner.Name })
		if i < 0 {
			i = len(v.Others)
			v.Others = append(v.Others, page.PrintHelp{Who: a.Owner.Name})
		}
		v.Others[i].Steps = append(v.Others[i].Steps, step)
	}
}

func printMeetings(list []diary.Appointment) []page.PrintMeeting {
	meetings := make([]page.PrintMeeting, len(list))
	for i, a := range list {
		how := "At " + a.Place
		switch a.Manner {
		case diary.Telephone:
			how = comma("By telephone", a.Place)
		case diary.Video:
			how = comma("By video", a.Place)
		}
		meetings[i] = page.PrintMeeting{When: calendar.DayOf(a.Start).Full() + " at " + a.Start.In(calendar.London).Format("15:04"),
			What: a.Purpose + ", with " + a.AdvisorName, How: how}
	}
	return meetings
}

// unbroken keeps a number on one line.
func unbroken(number string) string { return strings.ReplaceAll(number, " ", "\u00a0") }
