package journeypage_test

import (
	"net/url"
	"testing"

	"github.com/google/uuid"

	"onward/internal/webtest"
)

// TestADraftAndAnUndoInABrowser types into a form, finds it filled in elsewhere
// and sees what was removed, at a desk and on a phone.
func TestADraftAndAnUndoInABrowser(t *testing.T) {
	t.Parallel()
	for seat := range seats {
		t.Run(seat, func(t *testing.T) {
			t.Parallel()
			s := webtest.New(t)
			journey := "/journeys/" + s.Rosa().String()
			c := s.As("amina")
			c.Post(journey+"/actions/new", url.Values{"what": {"Send the payslip"}, "who": {"resident"}})
			c.Post(taken(t, c, journey+"/plan", journey+"/actions")+"/remove", url.Values{"_version": {"1"}})
			if seat == "no-scripts" { // what was typed elsewhere is offered all the same
				c.Post("/drafts", url.Values{"key": {journey + "/support/new#" + uuid.NewString()}, "fields": {"provider=Acton+College"}, "_key": {""}})
			} else {
				first := sitDown(t, s, "amina", seat)
				first.Go(s.URL + journey + "/support/new")
				first.Type("#provider", "Acton College")
				first.See("Draft kept")
			}
			b := sitDown(t, s, "amina", seat) // at another desk
			b.Go(s.URL + journey + "/support/new")
			b.See("It is filled in below")
			if got := b.Value("#provider"); got != "Acton College" {
				t.Errorf("it came back as %q", got)
			}
			b.Axe()
			b.Screenshot("draft-back-" + seat)
			b.Click("text=Discard it")
			b.See("Draft discarded")
			if got := b.Value("#provider"); got != "" {
				t.Errorf("discarded, it stands there as %q", got)
			}
			b.Go(s.URL + journey + "/plan")
			b.See("Recently removed")
			b.Axe()
			b.Screenshot("recently-removed-" + seat)
			b.Click("text=Undo")
			b.See("Send the payslip")
		})
	}
}
