package journeypage

import (
	"net/http"
	"strconv"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/journey/diary"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/control"
	"onward/ui/layout"
	page "onward/ui/page/journey"
)

// Buttons on other pages send along where they stand ("from"), so that marking
// an appointment on Today leads back to Today.
func cameFrom(from string, journey, id uuid.UUID) string {
	if path := web.SafePath(from); path != "" {
		return path
	}
	return AppointmentPath(journey, id, "")
}

func (p Pages) attendedAppointment(r *web.Request) error {
	return p.mark(r, diary.Attended, "Marked as attended.")
}

func (p Pages) cancelAppointment(r *web.Request) error {
	return p.mark(r, diary.Cancelled, "Appointment cancelled.")
}

// mark says at the press of a button what became of an appointment; the answer
// offers to take it back.
func (p Pages) mark(r *web.Request, state diary.State, done string) error {
	journey, id, err := appointmentOf(r)
	if err != nil {
		return err
	}
	f, err := r.Form("from")
	if err != nil {
		return err
	}
	err = p.Diary.Mark(r.Once(), journey, id, state, "", f.Version())
	if problem := refused(err); problem != "" {
		r.Flash(layout.Flash{Kind: layout.Warning, Text: problem})
		return r.Go(AppointmentPath(journey, id, ""), "")
	}
	if err != nil {
		return err
	}
	r.Flash(layout.Flash{Kind: layout.Success, Text: done, Undo: &layout.Undo{Label: "Undo", Key: uuid.NewString(),
		Action: AppointmentPath(journey, id, "reopen") + "?version=" + strconv.Itoa(f.Version()+1)}})
	return r.Go(cameFrom(f.Text("from"), journey, id), "")
}

// refused is what to say where a button came too early or too late.
func refused(err error) string {
	switch {
	case fault.Is(err, fault.Conflict):
		return "Somebody changed this appointment meanwhile. Look at it again, then mark it."
	case fault.Is(err, fault.Invalid) && len(fault.Of(err).Fields) > 0:
		return fault.Of(err).Fields[0].Message + "."
	}
	return ""
}

// reopenAppointment takes back what was marked. The version stands in the form
// of the button or, of an Undo, in the address.
func (p Pages) reopenAppointment(r *web.Request) error {
	journey, id, err := appointmentOf(r)
	if err != nil {
		return err
	}
	f, err := r.Form("from")
	if err != nil {
		return err
	}
	version := f.Version()
	if version == 0 {
		version, _ = strconv.Atoi(r.QueryParam("version")) // 0 is nobody's version, and refused
	}
	err = p.Diary.Mark(r.Once(), journey, id, diary.Booked, "", version)
	if problem := refused(err); problem != "" {
		r.Flash(layout.Flash{Kind: layout.Warning, Text: problem})
		return r.Go(AppointmentPath(journey, id, ""), "")
	}
	if err != nil {
		return err
	}
	return r.Go(AppointmentPath(journey, id, ""), "Taken back: the appointment is booked again.")
}

func (p Pages) missedForm(r *web.Request) error {
	f := form.Empty(r.Today())
	f.Set("from", r.QueryParam("from"))
	return p.showMissed(r, f, http.StatusOK)
}

func (p Pages) showMissed(r *web.Request, f *form.Values, status int) error {
	_, id, err := appointmentOf(r)
	if err != nil {
		return err
	}
	var v page.MissedView
	err = p.open(r, "Did not attend", []access.Category{access.Plan}, func(tx *postgres.Tx, frame *Frame) error {
		a, err := p.Diary.Appointment(tx, frame.Decision, id)
		if err != nil {
			return err
		}
		if err := changeable(frame.Decision, access.Plan, a.Org); err != nil {
			return err
		}
		v = page.MissedView{Layout: frame.Layout, Form: r.Post(AppointmentPath(frame.ID, id, "missed")), Problems: web.Problems(f),
			Lead: a.Purpose + ", " + when(a.Terms()), From: web.SafePath(f.Raw("from")), Cancel: cameFrom(f.Raw("from"), frame.ID, id)}
		v.Layout.Errors = !f.OK()
		v.Form.Version = strconv.Itoa(a.Version)
		v.Reason = control.Choice{Field: web.Field(f, "reason", "Why did "+frame.Call()+" not attend?"), Small: true}
		v.Reason.Bold = true
		for _, reason := range diary.Reasons {
			v.Reason.Options = append(v.Reason.Options, control.Option{Value: reason.Code, Label: reason.Label})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.ShowStatus(status, page.Missed(v))
}

func (p Pages) missedAppointment(r *web.Request) error {
	journey, id, err := appointmentOf(r)
	if err != nil {
		return err
	}
	f, err := r.Form("reason", "from", "asked")
	if err != nil {
		return err
	}
	if f.Text("asked") == "" && f.Text("reason") == "" { // a button on another page: the question comes first
		return p.showMissed(r, f, http.StatusOK)
	}
	err = p.Diary.Mark(r.Once(), journey, id, diary.Missed, f.Text("reason"), f.Version())
	if fault.Is(err, fault.Conflict) {
		r.Flash(layout.Flash{Kind: layout.Warning, Text: refused(err)})
		return r.Go(AppointmentPath(journey, id, ""), "")
	}
	if err := f.Add(err); err != nil {
		return err
	}
	if !f.OK() {
		return p.showMissed(r, f, http.StatusUnprocessableEntity)
	}
	return r.Go(cameFrom(f.Text("from"), journey, id), "Marked as not attended.")
}
