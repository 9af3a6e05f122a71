package journeypage

import (
	"net/http"
	"strconv"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/journey/diary"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/ui/component"
	"onward/ui/layout"
	page "onward/ui/page/journey"
)

func (p Pages) appointmentRoutes() []web.Route {
	const one = "/journeys/:id/appointments/:appointment"
	return []web.Route{
		{Method: http.MethodGet, Path: "/journeys/:id/appointments/new", Duty: access.DoFind, Handle: p.newAppointment},
		{Method: http.MethodPost, Path: "/journeys/:id/appointments/new", Duty: access.DoFind, Handle: p.bookAppointment},
		{Method: http.MethodGet, Path: one, Duty: access.DoFind, Handle: p.appointment},
		{Method: http.MethodGet, Path: one + "/change", Duty: access.DoFind, Handle: p.changeAppointmentForm},
		{Method: http.MethodPost, Path: one + "/change", Duty: access.DoFind, Handle: p.changeAppointment},
		{Method: http.MethodPost, Path: one + "/attended", Duty: access.DoFind, Handle: p.attendedAppointment},
		{Method: http.MethodGet, Path: one + "/missed", Duty: access.DoFind, Handle: p.missedForm},
		{Method: http.MethodPost, Path: one + "/missed", Duty: access.DoFind, Handle: p.missedAppointment},
		{Method: http.MethodPost, Path: one + "/cancel", Duty: access.DoFind, Handle: p.cancelAppointment},
		{Method: http.MethodPost, Path: one + "/reopen", Duty: access.DoFind, Handle: p.reopenAppointment},
	}
}

// appointmentOf is the journey and the appointment in the address.
func appointmentOf(r *web.Request) (journey, id uuid.UUID, err error) {
	if journey, err = r.ID("id"); err != nil {
		return journey, id, err
	}
	id, err = r.ID("appointment")
	return journey, id, err
}

// AppointmentPath is the address of an appointment, or of one of its forms:
// "attended" and "missed" are those of its buttons on other pages.
func AppointmentPath(journey, id uuid.UUID, form string) string {
	path := "appointments/" + id.String()
	if form != "" {
		path += "/" + form
	}
	return Path(journey, path)
}

// appointment shows one appointment and what can be done about it.
func (p Pages) appointment(r *web.Request) error {
	_, id, err := appointmentOf(r)
	if err != nil {
		return err
	}
	var v page.AppointmentView
	err = p.open(r, "Appointment", []access.Category{access.Plan}, func(tx *postgres.Tx, f *Frame) error {
		a, err := p.Diary.Appointment(tx, f.Decision, id)
		if err != nil {
			return err
		}
		v = page.AppointmentView{Layout: f.Layout, Heading: a.Purpose, State: appointmentMark(a), Rows: appointmentRows(a, tx.Actor.Today)}
		if f.Decision.May(access.View, access.Plan) {
			v.Layout.Back = &layout.Link{Label: "Timeline", Href: f.Path("timeline")}
		}
		if f.Decision.MayChangeRow(access.Plan, a.Org) {
			appointmentActions(&v, f, a, tx.Actor.Today)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.Show(page.Appointment(v))
}

func appointmentRows(a diary.Appointment, today calendar.Date) []component.SummaryRow {
	rows := []component.SummaryRow{
		{Key: "When", Value: calendar.DayOf(a.Start).Full() + ", " + span(a)},
		{Key: "Where", Value: a.Where()},
		{Key: "With", Value: a.AdvisorName},
		{Key: "Booked by", Value: a.By + ", " + a.ByOrg, Second: stamp(a.CreatedAt, today)},
	}
	if a.State == diary.Missed {
		rows = append(rows, component.SummaryRow{Key: "Why", Value: diary.ReasonLabel(a.Reason)})
	}
	return rows
}

// span is 10:00 to 10:45.
func span(a diary.Appointment) string { return diary.Clock(a.Start) + " to " + diary.Clock(a.End) }

func appointmentMark(a diary.Appointment) component.Status {
	switch a.State {
	case diary.Attended:
		return component.Achieved(a.State.Label())
	case diary.Missed:
		return component.Ended(a.State.Label())
	case diary.Cancelled:
		return component.Stopped(a.State.Label())
	}
	return component.Waiting(a.State.Label())
}

// appointmentActions are the buttons: what became of it from its day on, before
// that a change; and the way back from a slip.
func appointmentActions(v *page.AppointmentView, f *Frame, a diary.Appointment, today calendar.Date) {
	post := func(form string, b component.ButtonView) component.ActionView {
		return component.ActionView{Action: AppointmentPath(f.ID, a.ID, form), CSRF: f.Layout.CSRF, Key: uuid.NewString(),
			Version: strconv.Itoa(a.Version), Button: b}
	}
	if a.State != diary.Booked {
		v.Actions = append(v.Actions, post("reopen", component.ButtonView{Label: "Take this back", Kind: component.Secondary}))
		return
	}
	v.Change = AppointmentPath(f.ID, a.ID, "change")
	if !calendar.DayOf(a.Start).After(today) {
		v.Missed = AppointmentPath(f.ID, a.ID, "missed")
		v.Actions = append(v.Actions, post("attended", component.ButtonView{Label: "Attended"}))
	}
	v.Cancel = post("cancel", component.ButtonView{Label: "Cancel the appointment", Kind: component.Secondary})
}
