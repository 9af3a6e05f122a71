package journeypage_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"onward/internal/calendar"
	"onward/internal/webtest"
)

// onDay puts the site's clock to noon in London of a day.
func onDay(t *testing.T, s *webtest.Site, iso string) {
	t.Helper()
	s.AsOwner(t, "delete from onward.clock_shift")
	s.AsOwner(t, "insert into onward.clock_shift values ($1::timestamptz - pg_catalog.now())", calendar.MustISO(iso).At(12, 0))
}

func booking(more ...string) url.Values {
	v := url.Values{"on": {"21 4 2026"}, "at": {"10:00"}, "minutes": {"45"}, "manner": {"place"}, "place": {"Acton Library"}, "purpose": {"Review of plan"}}
	for i := 0; i+1 < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return v
}

// booked books an appointment and gives its address.
func booked(t *testing.T, c *webtest.Client, id string, more ...string) string {
	t.Helper()
	r := c.Post("/journeys/"+id+"/appointments/new", booking(more...))
	if r.Status != http.StatusSeeOther {
		t.Fatalf("booking: %d %s", r.Status, r.Text())
	}
	return r.Location
}

func TestBookAndSeeTheAppointment(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	onDay(t, s, "2026-04-15")
	id := s.Rosa().String()
	c := s.As("amina")
	form := c.Get("/journeys/" + id + "/appointments/new")
	has(t, form.Text(), "Book an appointment", "Amina Yusufi", "Joel Hartigan", "In person", "1 hour 30 minutes", "2 hours")
	hasNot(t, form.Text(), "Bola Adeyemi", "Petra Novak")
	page := c.Follow("/journeys/"+id+"/appointments/new", booking("at", "2pm"))
	has(t, page.Text(), "Booked for Tue 21 April, 14:00.", "Review of plan", "Tuesday 21 April 2026, 14:00 to 14:45", "Acton Library", "Amina Yusufi, Ealing", "Cancel the appointment")
	hasNot(t, page.Text(), "Did not attend", "Attended")
}

func TestWhoSeesAnAppointmentAndWhoChangesIt(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	id := s.Rosa().String()
	path := booked(t, s.As("amina"), id)
	text := s.As("joel").Get(path).Text()
	has(t, text, "Review of plan", "Acton Library")
	hasNot(t, text, "Change", "Cancel the appointment")
	joel := s.As("joel")
	for _, part := range []string{"/change", "/missed"} {
		if r := joel.Get(path + part); r.Status != http.StatusNotFound {
			t.Errorf("a colleague opens %s: %d", part, r.Status)
		}
	}
	for part, values := range map[string]url.Values{"/change": booking("_version", "1"), "/attended": {"_version": {"1"}}, "/cancel": {"_version": {"1"}}, "/missed": {"reason": {"forgot"}, "_version": {"1"}}} {
		if r := joel.Post(path+part, values); r.Status != http.StatusNotFound {
			t.Errorf("a colleague posts %s: %d", part, r.Status)
		}
	}
	if r := joel.Get("/journeys/" + id + "/appointments/new"); r.Status != http.StatusNotFound {
		t.Errorf("a colleague books: %d", r.Status)
	}
	for _, who := range []string{"bola", "jan", "grace", "ines"} {
		if r := s.As(who).Get(path); r.Status != http.StatusNotFound {
			t.Errorf("%s sees the appointment: %d", who, r.Status)
		}
	}
	other := s.Start("amina", "Tomasz", "Brandl").String()
	if r := s.As("amina").Get(strings.Replace(path, id, other, 1)); r.Status != http.StatusNotFound {
		t.Errorf("by way of another journey: %d", r.Status)
	}
}

func TestEveryMistakeInABookingSaysWhatToDo(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	path := "/journeys/" + s.Rosa().String() + "/appointments/new"
	c := s.As("amina")
	for message, values := range map[string]url.Values{
		"Enter the day of the appointment, like 31 3 2026": booking("on", ""),
		"There is a problem":                                            booking("on", "31 2 2026"),
		"Enter the time it begins, like 9:30 or 14:00":                  booking("at", ""),
		"Enter the time it begins, like 9:30":                           booking("at", "teatime"),
		"Enter another time: the clocks go forward that night":          booking("on", "29 3 2026", "at", "1:30"),
		"Choose how long it lasts":                                      booking("minutes", "0"),
		"Choose how you will meet":                                      booking("manner", ""),
		"Enter where you will meet":                                     booking("place", ""),
		"Enter what the appointment is for":                             booking("purpose", " "),
		"Shorten this to 200 characters or fewer":                       booking("purpose", strings.Repeat("x", 201)),
		"Choose somebody who works with residents at your organisation": booking("advisor", "999"),
	} {
		r := c.Post(path, values)
		if r.Status != http.StatusUnprocessableEntity || strings.Count(r.Body, "govuk-error-message") != 1 {
			t.Errorf("%s: %d, %d messages", message, r.Status, strings.Count(r.Body, "govuk-error-message"))
		}
		has(t, r.Text(), "There is a problem", message)
		if values.Get("place") != "" {
			has(t, r.Body, `value="Acton Library"`)
		}
	}
}

func TestAClashIsShownAndMayBeBooked(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	onDay(t, s, "2026-04-15")
	booked(t, s.As("amina"), s.Start("amina", "Tomasz", "Brandl").String())
	id := s.Rosa().String()
	c := s.As("amina")
	path := "/journeys/" + id + "/appointments/new"
	r := c.Post(path, booking("at", "10:30", "advisor", "", "_key", "0197c2f2-0000-7000-8000-000000000001"))
	if r.Status != http.StatusConflict {
		t.Fatalf("%d %s", r.Status, r.Text())
	}
	has(t, r.Text(), "has another appointment at that time: 10:00 to 10:45 with Tomasz Brandl.", "Choose another time, or book it all the same", "Book it all the same")
	has(t, r.Body, `value="Acton Library"`, `value="10:30"`)
	page := c.Follow(path, booking("at", "10:30", "anyway", "yes", "_key", "0197c2f2-0000-7000-8000-000000000001"))
	has(t, page.Text(), "Booked for Tue 21 April, 10:30.")
	again := c.Follow(path, booking("at", "10:30", "anyway", "yes", "_key", "0197c2f2-0000-7000-8000-000000000001"))
	if again.Status != http.StatusOK || len(appointmentsOf(t, s)) != 2 {
		t.Errorf("sent twice: %d, %d appointments", again.Status, len(appointmentsOf(t, s)))
	}
}

func appointmentsOf(t *testing.T, s *webtest.Site) []string {
	t.Helper()
	return column(t, s, "select purpose from onward.appointment")
}

func TestChangeShowsBothVersionsOnConflict(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	onDay(t, s, "2026-04-15")
	id := s.Rosa().String()
	amina, tom := s.As("amina"), s.As("tom")
	path := booked(t, amina, id)
	has(t, amina.Get(path+"/change").Body, `value="21 4 2026"`, `value="10:00"`, `name="_version" value="1"`)
	has(t, tom.Follow(path+"/change", booking("at", "15:00", "_version", "1")).Text(), "Changed to Tue 21 April, 15:00.", "15:00 to 15:45", "With Amina Yusufi")
	r := amina.Post(path+"/change", booking("at", "16:00", "place", "Ealing Work Hub", "_version", "1"))
	if r.Status != http.StatusConflict {
		t.Fatalf("%d %s", r.Status, r.Text())
	}
	has(t, r.Text(), "Tom Redgate, Ealing")
	has(t, r.Text(), "Tue 21 April, 15:00", "Tue 21 April, 16:00", "Acton Library", "Ealing Work Hub", "Keep mine")
	has(t, r.Body, `name="_version" value="2"`, `name="at" value="16:00"`)
	has(t, amina.Follow(path+"/change", booking("at", "16:00", "place", "Ealing Work Hub", "_version", "2")).Text(), "Ealing Work Hub")
	if r := amina.Post(path+"/change", booking("purpose", "", "_version", "3")); r.Status != http.StatusUnprocessableEntity {
		t.Errorf("a mistake in a change: %d", r.Status)
	}
	booked(t, amina, s.Start("amina", "Tomasz", "Brandl").String(), "at", "9:00")
	r = amina.Post(path+"/change", booking("at", "9:15", "_version", "3"))
	has(t, r.Text(), "9:00 to 9:45 with Tomasz Brandl", "Save it all the same")
}

func TestMarkingAnAppointment(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	onDay(t, s, "2026-04-15")
	id := s.Rosa().String()
	c := s.As("amina")
	path := booked(t, c, id)
	version := func(v string, more ...string) url.Values {
		values := url.Values{"_version": {v}}
		for i := 0; i+1 < len(more); i += 2 {
			values.Set(more[i], more[i+1])
		}
		return values
	}
	has(t, c.Follow(path+"/attended", version("1")).Text(), "Wait until the day of the appointment")
	onDay(t, s, "2026-04-21")
	c = s.As("amina") // the session of six days ago is over
	has(t, c.Get(path).Text(), "Attended", "Did not attend")
	page := c.Follow(path+"/attended", version("1"))
	has(t, page.Text(), "Marked as attended.", "Undo", "Take this back")
	has(t, page.Body, path+"/reopen?version=2")
	has(t, c.Follow(path+"/reopen?version=2", nil).Text(), "Taken back")
	has(t, c.Follow(path+"/reopen?version=1", nil).Text(), "booked again") // it is already: nothing to do
	r := c.Post(path+"/missed", version("3", "from", "/today"))            // the button on Today
	if r.Status != http.StatusOK || strings.Contains(r.Body, "govuk-error-message") {
		t.Errorf("the button leads to %d", r.Status)
	}
	has(t, r.Text(), "Why did Rosie not attend?")
	r = c.Post(path+"/missed", version("3", "asked", "yes", "from", "/today"))
	if r.Status != http.StatusUnprocessableEntity {
		t.Fatalf("without a reason: %d", r.Status)
	}
	has(t, r.Text(), "Choose why they did not attend", "Review of plan, Tue 21 April, 10:00")
	has(t, r.Body, `name="from" value="/today"`, `href="/today"`)
	if r := c.Post(path+"/missed", version("3", "reason", "forgot", "from", "/today")); r.Location != "/today" {
		t.Errorf("from Today it leads to %q (%d)", r.Location, r.Status)
	}
	has(t, c.Get(path).Text(), "Did not attend", "Forgot")
	if r := c.Post(path+"/cancel", version("3", "from", "//evil.example")); r.Location != path {
		t.Errorf("it leads off the site: %q", r.Location)
	}
	has(t, c.Get(path).Text(), "Somebody changed this appointment meanwhile")
	has(t, c.Follow(path+"/missed", version("3", "reason", "told")).Text(), "Somebody changed this appointment meanwhile")
	has(t, c.Follow(path+"/change", booking("_version", "4")).Text(), "Somebody marked this appointment meanwhile")
	if r := c.Get("/journeys/" + id + "/appointments/nonsense"); r.Status != http.StatusNotFound {
		t.Errorf("an address that is none: %d", r.Status)
	}
}
