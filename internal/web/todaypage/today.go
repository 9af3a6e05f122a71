package todaypage

import (
	"strings"
	"time"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/journey"
	"onward/internal/journey/caseload"
	"onward/internal/journey/diary"
	"onward/internal/organisation"
	"onward/internal/outcome"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/outcomeview"
	"onward/ui/component"
	"onward/ui/control"
	"onward/ui/layout"
	page "onward/ui/page/today"
)

// few is how many rows a section shows; its heading says how many there are.
const few = 5

// day is what the page is made of, read in one transaction.
type day struct {
	now      time.Time
	today    calendar.Date
	schedule diary.Schedule
	risks    []risk
	overdue  list
	quiet    list
	more     bool     // more journeys in work than were judged
	covering []string // names of whom the actor covers for
}

type list struct {
	rows  []caseload.Row
	count int
}

type risk struct {
	row caseload.Row
	e   outcome.Explanation
}

func (d day) shownRisks() []risk { return d.risks[:min(len(d.risks), few)] }

// mine are the journeys of a day's work: one's own, those one supports, and
// those of whoever one covers for.
var mine = caseload.Who{Me: true, Helping: true}

func (p Pages) today(r *web.Request) error {
	var d day
	err := p.Journeys.DB.Ahead(r.Ctx(), func(tx *postgres.Tx) error {
		d = day{}
		return p.read(tx, r.Site.Directory, &d)
	})
	if err != nil {
		return err
	}
	return r.Show(page.Today(p.view(r, d)))
}

func (p Pages) read(tx *postgres.Tx, directory organisation.Store, d *day) error {
	scope := p.Journeys.Gate.Policy.Scope(tx.Actor)
	err := tx.Together(func() error { return p.readSchedule(tx, scope, directory, d) }, func() (err error) {
		d.overdue, err = p.list(tx, scope, caseload.Filter{Who: mine, State: caseload.Open, Overdue: true}, caseload.ByDue)
		return err
	}, func() (err error) {
		d.quiet, err = p.list(tx, scope, caseload.Filter{Who: mine, State: caseload.Open, Quiet: true}, caseload.ByContact)
		return err
	}, func() error { return p.risks(tx, scope, d) })
	if err != nil {
		return err
	}
	d.now, d.today = tx.Actor.Now, tx.Actor.Today
	shown := looks{}
	shown.of(d)
	shown.record(tx, "today")
	return nil
}

// readSchedule reads the appointments of the actor and of those whom they cover.
func (p Pages) readSchedule(tx *postgres.Tx, scope access.Scope, directory organisation.Store, d *day) error {
	covered, err := directory.Covered(tx, tx.Actor.User)
	if err != nil {
		return err
	}
	staff := []int{tx.Actor.User}
	for _, c := range covered {
		staff, d.covering = append(staff, c.Staff), append(d.covering, c.Name)
	}
	d.schedule, err = p.Diary.Day(tx, scope, staff, tx.Actor.Today)
	return err
}

// list reads the first rows, and counts all of them where there are more than
// the page that was read.
func (p Pages) list(tx *postgres.Tx, scope access.Scope, f caseload.Filter, by caseload.Sort) (l list, err error) {
	store, size := caseload.Store{Box: p.Caseload.Box}, caseload.Sizes[0]
	if l.rows, err = store.Rows(tx, scope, caseload.Query{Filter: f, Order: caseload.Order{By: by}, Page: 1, Size: size}); err != nil {
		return l, err
	}
	if l.count = len(l.rows); l.count == size {
		l.count, err = store.Count(tx, scope, access.View, f)
	}
	l.rows = l.rows[:min(len(l.rows), few)]
	return l, err
}

// risks judges the journeys in work, a hundred at most: nobody's caseload has
// more, and a figure that is not whole says so.
func (p Pages) risks(tx *postgres.Tx, scope access.Scope, d *day) error {
	store := caseload.Store{Box: p.Caseload.Box}
	rows, err := store.Rows(tx, scope, caseload.Query{Filter: caseload.Filter{Who: mine, State: caseload.Open, Stages: []journey.Stage{journey.StageInWork}},
		Order: caseload.Order{By: caseload.ByDue}, Page: 1, Size: 100})
	if err != nil {
		return err
	}
	decisions := make([]access.Decision, len(rows))
	for i, row := range rows {
		decisions[i] = row.Decision
	}
	explained, err := p.Outcomes.Explain(tx, decisions)
	for _, row := range rows {
		if e, ok := explained[row.ID()]; ok && e.State == outcome.AtRisk {
			d.risks = append(d.risks, risk{row, e})
		}
	}
	d.more = len(rows) == 100
	return err
}

func (p Pages) view(r *web.Request, d day) page.TodayView {
	v := page.TodayView{Layout: r.View("Today", "Today"), Lead: d.today.Full() + ", " + diary.Clock(d.now)}
	v.Layout.Search = layout.Search{Phone: "/find"}
	v.Find = control.Finder{Field: control.Field{Name: "q", ID: "find", Label: "Find a resident"}, Action: "/find", CSRF: v.Layout.CSRF, Sample: "Name, reference or telephone"}
	if len(d.covering) > 0 {
		v.Covering = "You cover for " + strings.Join(d.covering, " and ") + " today: their appointments and residents are here too."
	}
	v.Schedule = p.schedule(v.Layout.CSRF, d)
	for _, k := range d.shownRisks() {
		v.Risks = append(v.Risks, riskRow(k))
	}
	for _, row := range d.overdue.rows {
		v.Overdue = append(v.Overdue, overdueRow(row, d.today))
	}
	for _, row := range d.quiet.rows {
		v.Quiet = append(v.Quiet, quietRow(row, d.today))
	}
	v.Counts = []component.CountItem{
		{Number: len(d.schedule.Bookings), Label: web.Plural(len(d.schedule.Bookings), "appointment", "appointments"), Href: "#appointments"}, {Number: len(d.risks), Label: web.Plural(len(d.risks), "outcome at risk", "outcomes at risk"), Href: "#risks"},
		{Number: d.overdue.count, Label: "overdue", Href: "#overdue"}, {Number: d.quiet.count, Label: "without contact", Href: "#quiet"},
	}
	return v
}

func name(row caseload.Row) component.Link {
	return component.Link{Label: row.Name(), Href: "/journeys/" + row.ID().String()}
}

func riskRow(k risk) component.RiskRow {
	bar, second := outcomeview.Mini(k.e)
	bar.Width = 190
	row := component.RiskRow{Name: name(k.row), Bar: bar, Day: second, What: "Something stands in the way", Due: "Due " + k.e.ProjectedOn.Short()}
	if k.row.Decision.May(access.View, access.Work) {
		row.What, row.Remedy = k.e.Headline(), k.e.RemedyText()
	}
	return row
}

func overdueRow(row caseload.Row, today calendar.Date) component.OverdueRow {
	late := "since yesterday"
	if n := calendar.WorkingDaysBetween(row.NextDue, today); n > 0 {
		late = web.Count(n, "working day")
	}
	return component.OverdueRow{Name: name(row), Stage: component.Stage(row.Stage), What: row.NextWhat, Due: "due " + row.NextDue.Short(), Late: late}
}

func quietRow(row caseload.Row, today calendar.Date) component.QuietRow {
	last, second := row.LastContact, "last contact "
	if last.IsZero() {
		last, second = row.Opened, "started, no contact yet, "
	}
	words := last.Short()
	if last.Year() != today.Year() {
		words = last.Long()
	}
	return component.QuietRow{Name: name(row), Second: second + words, Stage: component.Stage(row.Stage), Days: today.Sub(last)}
}
