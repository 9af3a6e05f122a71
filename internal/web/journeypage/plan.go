package journeypage

import (
	"net/http"
	"strconv"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/journey/plan"
	"onward/internal/organisation"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/control"
	page "onward/ui/page/journey"
)

func (p Pages) planRoutes() []web.Route {
	routes := []web.Route{{Method: http.MethodGet, Path: "/journeys/:id/plan", Duty: access.DoFind, Handle: p.planTab}}
	for _, e := range []entry{goalEntry, actionEntry, taskEntry} {
		routes = append(routes, e.routes(p)...)
	}
	return append(routes, p.tickRoutes()...)
}

// wholePlan is all that the tab shows.
type wholePlan struct {
	goals   []plan.Goal
	actions []plan.Action
	support []plan.Intervention
	tasks   []plan.Task
}

func (p Pages) wholePlan(tx *postgres.Tx, d access.Decision) (w wholePlan, err error) {
	if w.goals, err = p.Plan.Goals(tx, d); err != nil {
		return w, err
	}
	if w.actions, err = p.Plan.Actions(tx, d); err != nil {
		return w, err
	}
	if w.support, err = p.Plan.Interventions(tx, d); err != nil {
		return w, err
	}
	w.tasks, err = p.Plan.Tasks(tx, d)
	return w, err
}

func (p Pages) planTab(r *web.Request) error {
	colleagues, err := r.Site.Directory.Caseworkers(r.Request().Context(), r.Me.Org.ID)
	if err != nil {
		return err
	}
	var v page.PlanView
	err = p.open(r, "Plan", []access.Category{access.Plan}, func(tx *postgres.Tx, f *Frame) error {
		w, err := p.wholePlan(tx, f.Decision)
		if err != nil {
			return err
		}
		v = page.PlanView{Layout: f.Layout, Print: f.Path("plan/print")}
		today := tx.Actor.Today
		goalsOf(&v, f, w.goals)
		v.Actions, v.Done = actionsOf(f, w.actions, today)
		v.Tasks, v.TasksDone = tasksOf(f, w.tasks, today)
		v.Interventions = supportOf(f, w.support, today)
		if f.Decision.May(access.Add, access.Plan) {
			v.AddGoal, v.AddSupport, v.AddTask = f.Path("goals/new"), f.Path("support/new"), f.Path("tasks/new")
			v.Quick = quick(r, f, colleagues)
		}
		v.Removed, err = p.removedFromPlan(tx, f)
		return err
	})
	if err != nil {
		return err
	}
	return r.Show(page.Plan(v))
}

func goalsOf(v *page.PlanView, f *Frame, goals []plan.Goal) {
	v.NoGoal = "Nothing is written down yet of what " + f.Call() + " wants."
	if f.Decision.May(access.Add, access.Plan) {
		v.NoGoal = "Ask " + f.Call() + " what they want, and write it down in their own words."
	}
	for i, g := range goals {
		if i == 0 {
			v.Goal = &component.QuoteView{Words: "“" + g.Words + "”", By: f.Call() + "’s words, " + g.SaidOn.Long() + ".",
				Link: &component.Link{Label: openLabel(f, g.Org), Hidden: "the goal", Href: f.Path("goals/" + g.ID.String())}}
			continue
		}
		v.Earlier = append(v.Earlier, page.EarlierGoal{Words: component.Link{Label: "“" + g.Words + "”", Href: f.Path("goals/" + g.ID.String())},
			By: g.SaidOn.Long()})
	}
}

func openLabel(f *Frame, author int) string {
	if f.Decision.MayChangeRow(access.Plan, author) {
		return "Change"
	}
	return "History"
}

func actionsOf(f *Frame, list []plan.Action, today calendar.Date) (open, done []page.ActionRow) {
	for _, a := range list {
		row := page.ActionRow{What: component.Link{Label: a.What, Href: f.Path("actions/" + a.ID.String())}, Who: a.Owner.Words(f.Call()),
			When: dayWords(a.Due, today), Status: planMark(a.Due, a.Done, today)}
		if f.Decision.MayChangeRow(access.Plan, a.Org) {
			row.Tick = tickButton(f, f.Layout.CSRF, "actions", a.ID, a.Version, !a.Done.IsZero(), a.What)
		}
		if a.Done.IsZero() {
			open = append(open, row)
		} else {
			done = append(done, row)
		}
	}
	return open, done
}

func tasksOf(f *Frame, list []plan.Task, today calendar.Date) (open, done []page.ActionRow) {
	for _, t := range list {
		row := page.ActionRow{What: component.Link{Label: t.What, Href: f.Path("tasks/" + t.ID.String())}, Who: t.AssigneeName,
			When: dayWords(t.Due, today), Status: planMark(t.Due, t.Done, today)}
		if f.Decision.MayChangeRow(access.Plan, t.Org) {
			row.Tick = tickButton(f, f.Layout.CSRF, "tasks", t.ID, t.Version, !t.Done.IsZero(), t.What)
		}
		if t.Done.IsZero() {
			open = append(open, row)
		} else {
			done = append(done, row)
		}
	}
	return open, done
}

// dayWords is a day as short as it is clear: without the year within this one.
func dayWords(d, today calendar.Date) string {
	switch {
	case d.IsZero():
		return "No day agreed"
	case d.Year() == today.Year():
		return d.Weekly()
	}
	return d.Long()
}

func supportOf(f *Frame, list []plan.Intervention, today calendar.Date) []component.StatusRow {
	rows := make([]component.StatusRow, len(list))
	for i, s := range list {
		status := supportStatus(s, today)
		rows[i] = component.StatusRow{Title: component.Link{Label: plan.TypeLabel(s.Type), Href: f.Path("support/" + s.ID.String())},
			Second: supportWords(s), Status: &status}
	}
	return rows
}

func supportStatus(s plan.Intervention, today calendar.Date) component.Status {
	switch words := plan.ResultLabel(s.Result); {
	case s.Result == "left" || s.Result == "not_started":
		return component.Stopped(words)
	case s.Result != "":
		return component.Achieved(words)
	case s.Starts.After(today):
		return component.ToDo("Not started")
	case !s.Ends.IsZero() && s.Ends.Before(today):
		return component.Waiting("Result to come")
	}
	return component.InHand("Under way")
}

// supportWords is who gives it, under which programme, when and how much.
func supportWords(s plan.Intervention) string {
	words := s.Provider
	if s.Programme != "" && s.Programme != s.Provider {
		words = comma(words, s.Programme)
	}
	span := "from " + s.Starts.Long()
	if s.Ends == s.Starts {
		span = s.Starts.Long()
	} else if !s.Ends.IsZero() {
		span = s.Starts.Long() + " to " + s.Ends.Long()
	}
	words = comma(words, span)
	if s.Hours != "" {
		words = comma(words, web.CountText(s.Hours, "hour"))
	}
	return words
}

func comma(a, b string) string {
	if a == "" {
		return b
	}
	return a + ", " + b
}

// quick is the form on the plan itself: the resident or a colleague does it; an
// organisation is named on the form of its own.
func quick(r *web.Request, f *Frame, colleagues []organisation.Colleague) *page.QuickAction {
	empty := form.Empty(r.Today())
	empty.Set("who", string(plan.ByResident))
	post := r.Post(f.Path("actions/new"))
	q := &page.QuickAction{Form: post, What: web.Field(empty, "what", "What is to be done"), When: web.Field(empty, "due", "By when, like 31 3 2026"),
		Who: control.Choice{Field: web.Field(empty, "who", "Who does it")}, More: f.Path("actions/new")}
	q.When.Width, q.When.NoSpelling, q.When.Autocomplete = control.W10, true, "off"
	q.Who.Options = []control.Option{{Value: string(plan.ByResident), Label: f.Call()}}
	for _, c := range colleagues {
		q.Who.Options = append(q.Who.Options, control.Option{Value: strconv.Itoa(c.Staff), Label: c.Name})
	}
	return q
}
