package journeypage

import (
	"errors"
	"net/http"
	"strconv"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/journey/diary"
	"onward/internal/organisation"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/control"
	page "onward/ui/page/journey"
)

// termNames are the names of the form, besides the button that books in spite of
// a clash.
var termNames = []string{"on", "at", "minutes", "manner", "place", "purpose", "advisor"}

var appointmentFields = append([]string{"anyway"}, termNames...)

// lengths are the minutes that the form offers.
var lengths = []int{15, 30, 45, 60, 90, 120}

func (p Pages) newAppointment(r *web.Request) error {
	f := form.With(r.Today(), map[string]string{"minutes": "30", "manner": string(diary.Place), "advisor": strconv.Itoa(r.Me.Staff)})
	return p.showBooking(r, f, nil, http.StatusOK)
}

// showBooking is the form of a new appointment, with what clashes where
// something does.
func (p Pages) showBooking(r *web.Request, f *form.Values, clash *diary.Clashing, status int) error {
	colleagues, err := r.Site.Directory.Caseworkers(r.Ctx(), r.Me.Org.ID)
	if err != nil {
		return err
	}
	var v page.AppointmentFormView
	err = p.open(r, "Book an appointment", nil, func(tx *postgres.Tx, frame *Frame) error {
		if err := frame.Decision.Require(access.Add, access.Plan); err != nil {
			return err
		}
		post := r.Post(frame.Path("appointments/new"))
		if err := r.Draft(tx, &post, f, termNames...); err != nil {
			return err
		}
		v = appointmentForm(frame, f, colleagues, post)
		v.Heading, v.Save, v.Cancel = "Book an appointment", "Book", frame.Path("")
		return nil
	})
	if err != nil {
		return err
	}
	warn(&v, f, clash, colleagues)
	return r.ShowStatus(status, page.AppointmentForm(v))
}

// appointmentForm is what a booking and a change have in common.
func appointmentForm(frame *Frame, f *form.Values, colleagues []organisation.Colleague, post control.Post) page.AppointmentFormView {
	v := page.AppointmentFormView{Layout: frame.Layout, Form: post}
	v.Form.Guard = true
	v.On, v.At = web.Field(f, "on", "Day"), web.Field(f, "at", "Begins at")
	v.On.Hint = likeDay
	v.Minutes = control.Choice{Field: web.Field(f, "minutes", "Lasts")}
	v.Minutes.Hint = "Like 45 minutes"
	offered := false
	for _, n := range lengths {
		value := strconv.Itoa(n)
		offered = offered || value == f.Raw("minutes")
		v.Minutes.Options = append(v.Minutes.Options, control.Option{Value: value, Label: length(n)})
	}
	if n, err := strconv.Atoi(f.Raw("minutes")); err == nil && !offered && n > 0 {
		v.Minutes.Options = append(v.Minutes.Options, control.Option{Value: f.Raw("minutes"), Label: length(n)})
	}
	v.Manner = control.Choice{Field: web.Field(f, "manner", "How will you meet?"), Inline: true, Small: true}
	for _, m := range diary.Manners {
		v.Manner.Options = append(v.Manner.Options, control.Option{Value: string(m), Label: m.Label()})
	}
	v.Place = web.Field(f, "place", "Where")
	v.Place.Hint = "Like Acton Library, room 2. For a call, the number or link if it is not the usual one"
	v.Purpose = web.Field(f, "purpose", "What for")
	v.Purpose.Hint = "Like Review of plan. Leave health and convictions to a note"
	v.Advisor = control.Choice{Field: web.Field(f, "advisor", "With")}
	for _, c := range colleagues {
		v.Advisor.Options = append(v.Advisor.Options, control.Option{Value: strconv.Itoa(c.Staff), Label: c.Name})
	}
	return v
}

// length is a number of minutes in words.
func length(minutes int) string {
	hours, rest := minutes/60, minutes%60
	words := strconv.Itoa(rest) + " minutes"
	switch {
	case hours == 0:
		return words
	case hours == 1 && rest == 0:
		return "1 hour"
	case hours == 1:
		return "1 hour " + words
	case rest == 0:
		return strconv.Itoa(hours) + " hours"
	}
	return strconv.Itoa(hours) + " hours " + words
}

// warn says what the appointment would clash with, and offers to book it all
// the same. It comes after the frame, so that the summary has its problem.
func warn(v *page.AppointmentFormView, f *form.Values, clash *diary.Clashing, colleagues []organisation.Colleague) {
	if clash != nil {
		f.Problem("at", "Choose another time, or book it all the same")
		v.At.Error = f.Error("at")
		name := "Somebody else"
		for _, c := range colleagues {
			if strconv.Itoa(c.Staff) == f.Raw("advisor") {
				name = c.Name
			}
		}
		v.Clash = &component.BannerView{Warning: true, Text: name + " has another appointment at that time: "}
		for i, c := range clash.With {
			if i > 0 {
				v.Clash.Text += "; "
			}
			v.Clash.Text += diary.Clock(c.From) + " to " + diary.Clock(c.Until)
			if c.Resident != "" {
				v.Clash.Text += " with " + c.Resident
			}
		}
		v.Clash.Text += "."
	}
	v.Problems = web.Problems(f)
	v.Layout.Errors = !f.OK()
}

// readTerms takes an appointment from a form. What cannot be read is told here;
// whether it can be, by the terms' own check.
func readTerms(f *form.Values) diary.Terms {
	t := diary.Terms{On: f.Date("on"), Hour: -1, Manner: diary.Manner(f.Text("manner")), Place: f.Text("place"), Purpose: f.Text("purpose")}
	if f.Text("at") != "" {
		t.Hour, t.Minute = f.Clock("at", "Enter the time it begins, like 9:30 or 14:00")
	}
	t.Minutes = f.Int("minutes", 0, "Choose how long it lasts")
	t.Advisor = f.Int("advisor", 0, "Choose who meets them from the list")
	return t
}

func (p Pages) bookAppointment(r *web.Request) error {
	id, err := r.ID("id")
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
		return p.showBooking(r, f, nil, http.StatusUnprocessableEntity)
	}
	booked, err := p.Diary.Book(r.Once(), id, diary.New{Terms: t}, f.Text("anyway") == "yes")
	var clash *diary.Clashing
	if errors.As(err, &clash) {
		return p.showBooking(r, f, clash, http.StatusConflict)
	}
	if err := f.Add(err); err != nil {
		return err
	}
	if !f.OK() {
		return p.showBooking(r, f, nil, http.StatusUnprocessableEntity)
	}
	return r.Go(AppointmentPath(id, booked, ""), "Booked for "+when(t)+".")
}

// when is the day and the time of an appointment in a sentence.
func when(t diary.Terms) string {
	return calendar.DayOf(t.Start()).Weekly() + ", " + diary.Clock(t.Start())
}
