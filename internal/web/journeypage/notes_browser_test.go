package journeypage_test

import (
	"testing"

	"onward/internal/fixture"
	"onward/internal/testbrowser"
	"onward/internal/webtest"
)

// seats are the browsers that people work in: at a desk, on a phone, and where
// scripts do not run.
var seats = map[string][]testbrowser.Option{
	"desk":       nil,
	"phone":      {testbrowser.Phone()},
	"no-scripts": {testbrowser.NoScripts()},
}

// sitDown opens a browser in which somebody has signed in.
func sitDown(t *testing.T, s *webtest.Site, who, seat string) *testbrowser.Browser {
	t.Helper()
	b := testbrowser.Open(t, seats[seat]...)
	b.Go(s.URL + "/sign-in")
	b.Type("#email", s.Colleague(who).Email)
	b.Type("#password", fixture.Password)
	b.Click("main button[type=submit]")
	b.Gone("#password")
	return b
}

func TestANoteInTwoClicksInABrowser(t *testing.T) {
	t.Parallel()
	for seat := range seats {
		t.Run(seat, func(t *testing.T) {
			t.Parallel()
			s := webtest.New(t)
			onDay(t, s, "2026-04-15")
			id := s.Rosa().String()
			b := sitDown(t, s, "amina", seat)
			b.Go(s.URL + "/journeys/" + id + "/timeline")
			b.Axe()
			b.Click("text=Add a note") // the first click
			b.Wait("#text")
			b.Axe()
			b.Screenshot("note-form-" + seat)
			b.Type("#text", "She starts on Monday.\nHer sister minds Kofi until then.")
			b.Click("text=Save note") // the second
			b.See("Note added.")
			b.See("She starts on Monday.")
			b.Axe()
			b.Screenshot("timeline-" + seat)
			b.Click("text=Face to face")
			b.See("Written by Amina Yusufi, Ealing")
			b.Axe()
			b.Click("text=Correct")
			b.Type("#text", "She starts on Tuesday.")
			b.Click("text=Save correction")
			b.See("Earlier versions")
			b.Axe()
			b.Screenshot("note-" + seat)
			b.Click("text=Correct")
			b.Type("#text", "")
			b.Click("text=Save correction")
			b.See("There is a problem")
			b.Axe()
			b.Screenshot("note-problem-" + seat)
		})
	}
}

func TestTheFilterOfTheTimelineInABrowser(t *testing.T) {
	t.Parallel()
	for seat := range seats {
		t.Run(seat, func(t *testing.T) {
			t.Parallel()
			s := webtest.New(t)
			onDay(t, s, "2026-04-15")
			id := s.Rosa().String()
			booked(t, s.As("amina"), id)
			b := sitDown(t, s, "amina", seat)
			b.Go(s.URL + "/journeys/" + id + "/timeline")
			b.Click(".onward-filter__panel summary")
			b.Wait("#kind")
			b.Axe()
			b.Screenshot("timeline-filter-" + seat)
			b.Click("label[for=kind]")
			b.Type("#from", "1 4 2026")
			b.Click("text=Apply filters")
			b.See("1 entry")
			b.See("From 1 April 2026")
			b.Axe()
			b.Screenshot("timeline-filtered-" + seat)
			testbrowser.Eval[bool](b, `[...document.querySelectorAll(".onward-filter__tag")].at(-1).focus() ?? true`)
			b.Press("\r") // by keyboard: the tag is a link
			b.Until(`!location.search.includes("from")`)
			b.Go(s.URL + "/journeys/" + id + "/timeline?until=1+1+2020")
			b.See("Nothing on the timeline fits these filters")
			b.Axe()
		})
	}
}
