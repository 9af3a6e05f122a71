package todaypage

import (
	"onward/internal/calendar"
	"onward/internal/journey/diary"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/ui/component"
	page "onward/ui/page/today"
)

// week shows the diary of the week that holds the day in the address, this
// week without one.
func (p Pages) week(r *web.Request) error {
	on, asked := calendar.ParseISO(r.QueryParam("day"))
	var v page.WeekView
	err := p.Journeys.DB.Read(r.Ctx(), func(tx *postgres.Tx) error {
		if asked != nil {
			on = tx.Actor.Today
		}
		days, err := p.Diary.Week(tx, p.Journeys.Gate.Policy.Scope(tx.Actor), []int{r.Me.Staff}, on)
		if err != nil || len(days) == 0 {
			return err
		}
		v = page.WeekView{Layout: r.View("Week", "Today"), Lead: "From " + days[0].Day.Long(),
			Before: component.Link{Label: "Week before", Href: "/week?day=" + days[0].Day.Add(-7).String()},
			After:  component.Link{Label: "Week after", Href: "/week?day=" + days[0].Day.Add(7).String()}}
		shown := looks{}
		for _, s := range days {
			v.Days = append(v.Days, weekDay(v.Layout.CSRF, s, tx))
			shown.bookings(s.Bookings)
		}
		shown.record(tx, "week")
		return nil
	})
	if err != nil {
		return err
	}
	return r.Show(page.Week(v))
}

func weekDay(csrf string, s diary.Schedule, tx *postgres.Tx) page.WeekDay {
	d := page.WeekDay{Title: s.Day.Full()}
	for _, b := range s.Bookings {
		d.Rows = append(d.Rows, booking(csrf, b, tx.Actor.Now, false))
	}
	return d
}
