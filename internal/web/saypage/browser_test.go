package saypage_test

import (
	"testing"

	"onward/internal/webtest"
)

// TestSayPagesInABrowser goes through the pages as their people do, at a desk,
// on a phone and without scripts, and holds each state to axe.
func TestSayPagesInABrowser(t *testing.T) {
	t.Parallel()
	for seat := range seats {
		t.Run(seat, func(t *testing.T) {
			t.Parallel()
			s := webtest.New(t)
			rosa := s.Rosa()
			imported(t, s, rosa, "2026-04-14")
			s.Start("joel", "Tomasz", "Brandl")
			b := sitDown(t, s, "tom", seat)
			b.Go(s.URL + "/notices")
			b.See("Rosa Adomako")
			b.Axe()
			b.Click("text=Record as told")
			b.See("Choose whom you told")
			b.Axe()
			b.Click("label[for=j" + rosa.String() + "]")
			b.Type("#wording", "Leaflet 4")
			b.Click("label[for=how]")
			b.Screenshot("notices-" + seat)
			b.Click("text=Record as told")
			b.See("1 resident recorded as told.")
			b.Axe()
			b.Screenshot("notices-done-" + seat)

			b = sitDown(t, s, "bola", seat)
			b.Go(s.URL + "/find")
			b.Click("text=Emergency access")
			b.See("Open the journey for 24 hours") // the page is there
			b.Axe()
			b.Click("text=Open the journey for 24 hours")
			b.See("There is a problem")
			b.Axe()
			b.Type("#given", "Rosa")
			b.Type("#family", "Adomaki")
			b.Type("#born", "4 5 1991")
			b.Type("#reason", why)
			b.Click("text=Open the journey for 24 hours")
			b.See("Nobody is found by exactly this")
			b.Axe()
			b.Screenshot("emergency-nobody-" + seat)
			b.Type("#family", "Adomako")
			b.Click("text=Open the journey for 24 hours")
			b.See("Emergency access until")
			b.Axe()
			b.Screenshot("emergency-open-" + seat)

			b = sitDown(t, s, "grace", seat)
			b.Go(s.URL + "/emergencies")
			b.See("Bola Adeyemi")
			b.Axe()
			b.Screenshot("emergencies-" + seat)
			b.Click(".onward-name")
			b.See("Was it right to open the journey?")
			b.Axe()
			b.Screenshot("review-" + seat)
			b.Click("label[for=finding]")
			b.Click("text=Save the review")
			b.See("Review saved.")
			b.Axe()
			b.Go(s.URL + "/seals")
			b.Axe()
		})
	}
}
