package todaypage

import (
	"strconv"
	"time"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/journey/diary"
	"onward/internal/web"
	"onward/ui/component"
)

// schedule is the day as rows in the order of time, free time between them.
func (p Pages) schedule(csrf string, d day) []component.ScheduleRow {
	var rows []component.ScheduleRow
	free := d.schedule.Free
	now := current(d.schedule.Bookings, d.now)
	for i, b := range d.schedule.Bookings {
		for len(free) > 0 && !free[0].Until.After(b.Start) {
			rows, free = appendFree(rows, free[0], d.now), free[1:]
		}
		rows = append(rows, booking(csrf, b, d.now, i == now))
	}
	for _, slot := range free {
		rows = appendFree(rows, slot, d.now)
	}
	return rows
}

// leastFree is the shortest free time worth a row.
const leastFree = 45 * time.Minute

func appendFree(rows []component.ScheduleRow, s diary.Slot, now time.Time) []component.ScheduleRow {
	if s.Until.Sub(s.From) < leastFree || s.Until.Before(now) {
		return rows
	}
	return append(rows, component.ScheduleRow{Free: diary.Clock(s.From) + " to " + diary.Clock(s.Until) + " free",
		Book: &component.Link{Label: "Book a time", Hidden: " from " + diary.Clock(s.From), Href: "/caseload"}})
}

// current is the appointment that is on or next, -1 once the day's are over.
func current(bookings []diary.Booking, now time.Time) int {
	for i, b := range bookings {
		if b.State == diary.Booked && b.End.After(now) {
			return i
		}
	}
	return -1
}

func booking(csrf string, b diary.Booking, now time.Time, current bool) component.ScheduleRow {
	at := "/journeys/" + b.Journey.String()
	row := component.ScheduleRow{Start: diary.Clock(b.Start), End: diary.Clock(b.End), Name: component.Link{Label: b.Resident, Href: at},
		Stage: component.Stage(b.Stage), Text: b.Purpose, Now: current, Past: b.End.Before(now)}
	if b.Resident == "" {
		row.Name.Label = "A resident"
	}
	if where := b.Where(); where != "" {
		row.Text += ", " + where
	}
	switch {
	case b.State != diary.Booked:
		row.Note = b.State.Label()
	case current && b.Start.After(now) && b.Start.Sub(now) < time.Hour:
		row.Note = "Starts in " + web.Count(int(b.Start.Sub(now).Round(time.Minute)/time.Minute), "minute")
	}
	if b.State == diary.Booked && b.Start.Before(now) && b.Decision.May(access.Change, access.Plan) {
		row.Actions = attendance(csrf, at, b)
	}
	return row
}

// attendance are the two answers that an appointment waits for once it began.
func attendance(csrf, at string, b diary.Booking) []component.ActionView {
	button := func(label, state string) component.ActionView {
		return component.ActionView{Action: at + "/appointments/" + b.ID.String() + "/" + state, CSRF: csrf, Key: uuid.NewString(), Version: strconv.Itoa(b.Version),
			Fields: []component.Pair{{Name: "from", Value: "/today"}},
			Button: component.ButtonView{Label: label, Hidden: ", " + b.Resident, Kind: component.White, Small: true}}
	}
	return []component.ActionView{button("Attended", "attended"), button("Did not attend", "missed")}
}
