package journeypage_test

import (
	"testing"

	"onward/internal/calendar"
	"onward/internal/web"
	"onward/internal/webtest"
)

// TestTheSharingTabInABrowser goes through what is recorded at a desk, on a
// phone and without scripts, and holds each state to axe.
func TestTheSharingTabInABrowser(t *testing.T) {
	t.Parallel()
	for seat := range seats {
		t.Run(seat, func(t *testing.T) {
			t.Parallel()
			s := webtest.New(t)
			today := calendar.DayOf(s.DB.Now())
			agreed(t, s, 1, "West London case sharing", "neighbour", "informed")
			agreed(t, s, 2, "West London referrals", "referral", "consent")
			at := s.URL + "/journeys/" + s.Rosa().String()
			b := sitDown(t, s, "amina", seat)
			b.Go(at + "/sharing")
			b.See("Not told yet")
			b.Axe()
			b.Screenshot("sharing-untold-" + seat)
			b.Go(at + "/sharing/notice")
			b.Type("#on", "1 1 2099")
			b.Click("text=Save")
			b.See("There is a problem")
			b.Axe()
			b.Screenshot("sharing-notice-" + seat)
			b.Type("#wording", "Leaflet 4")
			b.Click("label[for=how]")
			b.Type("#on", web.DateText(today))
			b.Click("text=Save")
			b.See("Recorded. Sharing begins")
			s.As("bola").Get("/journeys/" + at[len(at)-36:])
			s.As("amina").Follow("/journeys/"+at[len(at)-36:]+"/sharing/consent", said("agreement", "2", "how", "signed", "on", web.DateText(today)))
			b.Go(at + "/sharing")
			b.See("Bola Adeyemi")
			b.Axe()
			b.Screenshot("sharing-" + seat)
			b.Go(at + "/sharing/objection")
			b.Axe()
			b.Go(at + "/sharing/looks")
			b.Axe()
			b.Go(at + "/sharing/print")
			b.See("You can change your mind")
			b.Axe()
			b.Screenshot("sharing-paper-" + seat)
			b.Go(at + "/seal")
			b.Axe()
			b.Screenshot("seal-" + seat)
			b.Click("label[for=reason]")
			b.Click("text=Joel Hartigan")
			b.Click("text=Seal the journey")
			b.See("This journey is sealed.")
			b.Axe()
			b.Screenshot("sealed-" + seat)
			b.Go(at + "/seal")
			b.Axe()
			b.Click("text=Lift the seal")
			b.See("Seal lifted.")
		})
	}
}
