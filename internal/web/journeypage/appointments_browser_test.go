package journeypage_test

import (
	"testing"

	"onward/internal/webtest"
)

func TestBookingAcrossAClashInABrowser(t *testing.T) {
	t.Parallel()
	for seat := range seats {
		t.Run(seat, func(t *testing.T) {
			t.Parallel()
			s := webtest.New(t)
			onDay(t, s, "2026-04-15")
			booked(t, s.As("amina"), s.Start("amina", "Tomasz", "Brandl").String())
			b := sitDown(t, s, "amina", seat)
			b.Go(s.URL + "/journeys/" + s.Rosa().String() + "/appointments/new")
			b.Axe()
			b.Screenshot("appointment-form-" + seat)
			b.Click("main form button[type=submit]")
			b.See("Enter the day of the appointment, like 31 3 2026")
			b.Axe()
			b.Screenshot("appointment-problem-" + seat)
			b.Type("#on", "21 4 2026")
			b.Type("#at", "10.30")
			b.Type("#place", "Acton Library")
			b.Type("#purpose", "Review of plan")
			b.Click("main form button[type=submit]")
			b.See("10:00 to 10:45 with Tomasz Brandl")
			b.Axe()
			b.Screenshot("appointment-clash-" + seat)
			b.Click("text=Book it all the same")
			b.See("Booked for Tue 21 April, 10:30.")
			b.Axe()
			b.Screenshot("appointment-" + seat)
			onDay(t, s, "2026-04-21")
			s.AsOwner(t, "update onward.sessions set expiry = '2100-01-01'") // the session lasts, the appointment is what is told of
			b.Go(b.Address())
			b.Click("text=Attended")
			b.See("Marked as attended.")
			b.Axe()
			b.Click("text=Undo")
			b.See("Taken back")
			b.Click("text=Did not attend")
			b.See("Why did Rosie not attend?")
			b.Axe()
			b.Screenshot("missed-" + seat)
			b.Click("text=Save")
			b.See("Choose why they did not attend")
			b.Axe()
			b.Click("text=Forgot")
			b.Click("text=Save")
			b.See("Marked as not attended.")
			b.Axe()
			b.Screenshot("appointment-missed-" + seat)
		})
	}
}
