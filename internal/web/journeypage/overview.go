package journeypage

import (
	"fmt"
	"net/http"
	"sort"
	"strings"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/journey/barrier"
	"onward/internal/journey/diary"
	"onward/internal/journey/plan"
	"onward/internal/journey/timeline"
	"onward/internal/outcome"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/outcomeview"
	"onward/ui/component"
	page "onward/ui/page/journey"
)

func (p Pages) overviewRoutes() []web.Route {
	return []web.Route{{Method: http.MethodGet, Path: "/journeys/:id", Duty: access.DoFind, Handle: p.overview}}
}

// overview answers four questions at a glance: where is this person, what
// stands in the way, what happens next, and how far is it to the outcome.
func (p Pages) overview(r *web.Request) error {
	var v page.OverviewView
	shows := []access.Category{access.Existence, access.Plan, access.Circumstances, access.HousingMoney, access.Health, access.Offences, access.Equality, access.Notes, access.Work, access.Outcomes}
	var jobs []outcome.Record
	beside := []func(*postgres.Tx, *Frame) error{func(tx *postgres.Tx, f *Frame) (err error) {
		if f.Decision.May(access.View, access.Work) {
			jobs, err = p.Outcomes.Store.List(tx, f.Decision)
		}
		return err
	}}
	for _, part := range []func(*postgres.Tx, *Frame, *page.OverviewView) error{p.words, p.progress, p.inTheWay, p.next, p.lately} {
		beside = append(beside, func(tx *postgres.Tx, f *Frame) error { return part(tx, f, &v) })
	}
	err := p.open(r, "Overview", shows, func(tx *postgres.Tx, f *Frame) error {
		v.Layout = f.Layout
		standing(f, jobs, tx.Actor.Today, &v)
		return p.whySeen(tx, f, &v) // needs the person, which the frame has read by now
	}, beside...)
	if err != nil {
		return err
	}
	return r.Show(page.Overview(v))
}

// words puts the resident's own words first.
func (p Pages) words(tx *postgres.Tx, f *Frame, v *page.OverviewView) error {
	if !f.Decision.May(access.View, access.Plan) {
		return nil
	}
	goals, err := p.Plan.Store.Goals(tx, f.Decision)
	if err != nil || len(goals) == 0 {
		if f.Decision.May(access.Add, access.Plan) {
			v.Ask = &component.ButtonView{Label: "Write down what " + f.Call() + " wants", Href: f.Path("goals/new"), Kind: component.Secondary}
		}
		return err
	}
	v.Quote = &component.QuoteView{Words: "“" + goals[0].Words + "”", By: fmt.Sprintf("%s’s words, %s.", f.Call(), goals[0].SaidOn.Long())}
	if len(goals) > 1 {
		v.Quote.Link = &component.Link{Label: "Earlier goals", Href: f.Path("plan")}
	}
	return nil
}

// standing is the stage line with a sentence on where the person is now.
func standing(f *Frame, jobs []outcome.Record, today calendar.Date, v *page.OverviewView) {
	if f.Head.Stage == "" {
		v.Sentence = fmt.Sprintf("%s leads since %s. Ask %s.", f.Head.Lead, f.Head.OpenedOn.Long(), f.Head.SPOCName)
		return
	}
	v.Steps = component.StageSteps(component.Stage(f.Head.Stage))
	v.Sentence = fmt.Sprintf("%s since %s.", f.Head.Stage.Label(), f.Head.StageOn.Long())
	if now := currentJob(jobs, today); now != nil {
		v.Job = jobSentence(*now, today)
		v.Sentence = ""
	}
}

func currentJob(jobs []outcome.Record, today calendar.Date) *outcome.Record {
	for i := len(jobs) - 1; i >= 0; i-- {
		if !jobs[i].Start.After(today) && (jobs[i].End.IsZero() || !jobs[i].End.Before(today)) {
			return &jobs[i]
		}
	}
	return nil
}

func jobSentence(j outcome.Record, today calendar.Date) *page.JobSentence {
	s := &page.JobSentence{Before: "Working at ", Employer: j.Employer, After: " since " + j.Start.Long()}
	if j.Title != "" {
		s.Before = j.Title + " at "
	}
	var pay outcome.PayRecord
	for _, p := range j.PayRecords {
		if !p.From.After(today) {
			pay = p
		}
	}
	if pay.Hours != "" {
		s.After += ", " + web.CountText(pay.Hours, "hour") + " a week"
	}
	if pay.Known {
		pay.Hours = ""
		s.After += " at " + PayWords(pay)
	}
	s.After += "."
	return s
}

func (p Pages) progress(tx *postgres.Tx, f *Frame, v *page.OverviewView) error {
	explained, err := p.Outcomes.Explain(tx, []access.Decision{f.Decision})
	if err != nil {
		return err
	}
	e, ok := explained[f.ID]
	if !ok || len(e.Stretches) == 0 {
		return nil
	}
	withPay := f.Decision.May(access.View, access.Work)
	panel := outcomeview.Panel(e, withPay)
	if panel.Threat != nil && withPay {
		panel.Threat.Link = &component.Link{Label: "See every day", Href: f.Path("work")}
		if f.Decision.May(access.Add, access.Plan) {
			panel.Threat.Button = &component.ButtonView{Label: "Plan what to do", Href: f.Path("actions/new")}
		}
	}
	v.Panel = &panel
	return nil
}

func (p Pages) inTheWay(tx *postgres.Tx, f *Frame, v *page.OverviewView) error {
	if !f.Decision.May(access.View, access.Circumstances) {
		return nil
	}
	list, err := p.Barriers.List(tx, f.Decision)
	if err != nil {
		return err
	}
	v.Barriers = &page.OverviewList[component.StatusRow]{Link: f.Path("barriers")}
	for _, b := range list[:min(len(list), 5)] {
		status := barrierStatus(b)
		v.Barriers.Rows = append(v.Barriers.Rows, component.StatusRow{Title: component.Link{Label: b.Title(), Href: f.Path("barriers/" + b.ID.String())},
			Second: b.Author + ", " + b.AuthorOrg, Status: &status})
	}
	return nil
}

func barrierStatus(b barrier.Barrier) component.Status {
	switch b.Standing() {
	case barrier.Removed:
		return component.Achieved("Removed")
	case barrier.Eased:
		return component.Eased("")
	case barrier.InHand:
		return component.InHand("")
	}
	return component.ToDo("")
}

// upcoming is one thing that happens next, of the plan or of the diary.
type upcoming struct {
	day calendar.Date
	row component.NextRow
}

func (p Pages) next(tx *postgres.Tx, f *Frame, v *page.OverviewView) error {
	if !f.Decision.May(access.View, access.Plan) {
		return nil
	}
	open, err := p.Plan.Store.Open(tx, f.Decision)
	if err != nil {
		return err
	}
	meetings, err := p.Diary.Upcoming(tx, f.Decision, 5)
	if err != nil {
		return err
	}
	var all []upcoming
	for _, n := range open {
		all = append(all, planned(f, n, tx.Actor.Today))
	}
	for _, a := range meetings {
		all = append(all, meeting(f, a, tx.Actor.Today))
	}
	sort.SliceStable(all, func(i, j int) bool { return before(all[i].day, all[j].day) })
	v.Next = &page.OverviewList[component.NextRow]{Link: f.Path("plan")}
	for _, u := range all[:min(len(all), 5)] {
		v.Next.Rows = append(v.Next.Rows, u.row)
	}
	return nil
}

// before puts what has no day last.
func before(a, b calendar.Date) bool {
	if a.IsZero() || b.IsZero() {
		return !a.IsZero() && b.IsZero()
	}
	return a.Before(b)
}

func planned(f *Frame, n plan.Next, today calendar.Date) upcoming {
	u := upcoming{day: n.Due, row: component.NextRow{Day: shortDay(n.Due, today), Title: component.Link{Label: n.What, Href: f.Path("plan")}, Second: n.Owner.Words(f.Call())}}
	var status component.Status
	switch plan.Stand(n.Due, calendar.Date{}, today) {
	case plan.Overdue:
		status = component.Overdue(plan.StandWords(n.Due, calendar.Date{}, today))
	case plan.DueSoon:
		status = component.DueSoon(plan.StandWords(n.Due, calendar.Date{}, today))
	default:
		return u
	}
	u.row.Status = &status
	return u
}

func meeting(f *Frame, a diary.Appointment, today calendar.Date) upcoming {
	day := calendar.DayOf(a.Start)
	words := []string{a.Purpose, diary.Clock(a.Start)}
	if where := a.Where(); where != "" {
		words = append(words, where)
	}
	return upcoming{day: day, row: component.NextRow{Day: shortDay(day, today), Second: f.Call() + " and " + a.AdvisorName,
		Title: component.Link{Label: strings.Join(words, ", "), Href: f.Path("appointments/" + a.ID.String())}}}
}

// shortDay is a day in the narrow column: Fri 17 while it is near, 31 Mar later.
func shortDay(d, today calendar.Date) string {
	switch away := d.Sub(today); {
	case d.IsZero():
		return "Open"
	case away > -28 && away < 28:
		return fmt.Sprintf("%s %d", d.Weekday().String()[:3], d.DayOfMonth())
	}
	return fmt.Sprintf("%d %s", d.DayOfMonth(), d.Month().String()[:3])
}

func (p Pages) lately(tx *postgres.Tx, f *Frame, v *page.OverviewView) error {
	if !f.Decision.May(access.View, access.Plan) {
		return nil
	}
	entries, err := p.Timeline.Lately(tx, f.Decision, 4)
	if err != nil {
		return err
	}
	v.Lately = &page.OverviewList[component.TimelineEntry]{Link: f.Path("timeline")}
	for _, e := range entries {
		v.Lately.Rows = append(v.Lately.Rows, latelyEntry(e))
	}
	return nil
}

func latelyEntry(e timeline.Entry) component.TimelineEntry {
	when := e.Day().Short()
	if e.Timed {
		when += ", " + diary.Clock(e.At)
	}
	meta := when
	for _, part := range []string{e.By, e.ByOrg} {
		if part != "" {
			meta += ", " + part
		}
	}
	out := component.TimelineEntry{Title: e.Title, Meta: meta, Text: shorten(e.Text, 160)}
	if e.Category.Guarded() {
		out.Guarded = CategoryLabel(e.Category)
	}
	return out
}

// shorten ends a long text after a whole word.
func shorten(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	cut := string(runes[:most])
	if i := strings.LastIndexByte(cut, ' '); i > most/2 {
		cut = cut[:i]
	}
	return cut + " …"
}
