package journeypage

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/journey/diary"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	page "onward/ui/page/journey"
)

func (p Pages) changeAppointmentForm(r *web.Request) error {
	return p.showChange(r, nil, nil, http.StatusOK)
}

// showChange is the form of other terms: with what was typed or, without
// values, with what was agreed.
func (p Pages) showChange(r *web.Request, f *form.Values, clash *diary.Clashing, status int) error {
	_, id, err := appointmentOf(r)
	if err != nil {
		return err
	}
	colleagues, err := r.Site.Directory.Caseworkers(r.Ctx(), r.Me.Org.ID)
	if err != nil {
		return err
	}
	var v page.AppointmentFormView
	err = p.open(r, "Change the appointment", []access.Category{access.Plan}, func(tx *postgres.Tx, frame *Frame) error {
		a, err := p.Diary.Appointment(tx, frame.Decision, id)
		if err != nil {
			return err
		}
		if err := changeable(frame.Decision, access.Plan, a.Org); err != nil {
			return err
		}
		if f == nil {
			f = form.With(r.Today(), termFields(a.Terms()))
			f.Set("_version", strconv.Itoa(a.Version))
		}
		post := r.Post(AppointmentPath(frame.ID, id, "change"))
		post.Version = strconv.Itoa(f.Version())
		if err := r.Draft(tx, &post, f, termNames...); err != nil {
			return err
		}
		v = appointmentForm(frame, f, colleagues, post)
		v.Heading, v.Save, v.Cancel = "Change the appointment", "Save", AppointmentPath(frame.ID, id, "")
		return nil
	})
	if err != nil {
		return err
	}
	warn(&v, f, clash, colleagues)
	return r.ShowStatus(status, page.AppointmentForm(v))
}

// termFields are an appointment's terms as the form has them.
func termFields(t diary.Terms) map[string]string {
	return map[string]string{"on": typed(t.On), "at": diary.Clock(t.Start()), "minutes": strconv.Itoa(t.Minutes), "manner": string(t.Manner),
		"place": t.Place, "purpose": t.Purpose, "advisor": strconv.Itoa(t.Advisor)}
}

func (p Pages) changeAppointment(r *web.Request) error {
	journey, id, err := appointmentOf(r)
	if err != nil {
		return err
	}
	f, err := r.Form(appointmentFields...)
	if err != nil {
		return err
	}
	t := readTerms(f)
	if err := f.Add(t.Check()); err != nil {
		return err
	}
	if !f.OK() {
		return p.showChange(r, f, nil, http.StatusUnprocessableEntity)
	}
	err = p.Diary.Change(r.Once(), journey, id, t, f.Version(), f.Text("anyway") == "yes")
	var clash *diary.Clashing
	switch {
	case errors.As(err, &clash):
		return p.showChange(r, f, clash, http.StatusConflict)
	case fault.Is(err, fault.Conflict):
		return p.appointmentConflict(r, id, t)
	}
	if err := f.Add(err); err != nil {
		return err
	}
	if !f.OK() {
		return p.showChange(r, f, nil, http.StatusUnprocessableEntity)
	}
	return r.Go(AppointmentPath(journey, id, ""), "Changed to "+when(t)+".")
}

// appointmentConflict shows what somebody else agreed meanwhile beside what was
// sent. One that has been marked meanwhile can no longer be changed.
func (p Pages) appointmentConflict(r *web.Request, id uuid.UUID, mine diary.Terms) error {
	journey, err := r.ID("id")
	if err != nil {
		return err
	}
	over := false
	var v page.ConflictView
	err = p.open(r, "Change the appointment", []access.Category{access.Plan}, func(tx *postgres.Tx, f *Frame) error {
		now, err := p.Diary.Appointment(tx, f.Decision, id)
		if err != nil {
			return err
		}
		over = now.State != diary.Booked
		who, at, err := p.changedPart("appointment", id)(tx, f.Decision)
		if err != nil {
			return err
		}
		when := lately(at, r.Today())
		if who == "" {
			who, when = "Somebody", "meanwhile"
		}
		v = page.ConflictView{Layout: f.Layout, Conflict: component.ConflictView{Action: AppointmentPath(f.ID, id, "change"), CSRF: f.Layout.CSRF,
			Key: uuid.NewString(), Version: strconv.Itoa(now.Version), Who: who, When: when, Cancel: AppointmentPath(f.ID, id, "")}}
		fillTermConflict(&v.Conflict, now, mine)
		return nil
	})
	switch {
	case err != nil:
		return err
	case over:
		return r.Go(AppointmentPath(journey, id, ""), "Somebody marked this appointment meanwhile. Nothing was changed.")
	}
	return r.ShowStatus(http.StatusConflict, page.Conflict(v))
}

func fillTermConflict(v *component.ConflictView, now diary.Appointment, mine diary.Terms) {
	kept := now.Terms()
	for _, d := range []struct{ label, kept, mine string }{
		{"When", when(kept), when(mine)}, {"Lasts", length(kept.Minutes), length(mine.Minutes)}, {"How", kept.Manner.Label(), mine.Manner.Label()},
		{"Where", kept.Place, mine.Place}, {"What for", kept.Purpose, mine.Purpose},
	} {
		if d.kept != d.mine {
			v.Fields = append(v.Fields, component.ConflictField{Label: d.label, Kept: d.kept, Yours: d.mine})
		}
	}
	for _, name := range termNames {
		v.Sent = append(v.Sent, component.Pair{Name: name, Value: termFields(mine)[name]})
	}
}
