package exportpage_test

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"onward/internal/fixture"
	"onward/internal/job"
	"onward/internal/testbrowser"
	"onward/internal/webtest"
)

// withWorker makes files in the background as the server does, but only when
// somebody is woken: an export that nobody wakes for is never made.
func withWorker(t *testing.T, s *webtest.Site) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	j := job.Export(s.App.Exports)
	j.Every = 24 * time.Hour
	running := job.Start(ctx, []job.Job{j}, slog.New(slog.DiscardHandler))
	t.Cleanup(func() { cancel(); running.Wait() })
}

func signIn(s *webtest.Site, b *testbrowser.Browser, who string) {
	b.Go(s.URL + "/sign-in")
	b.Type("#email", s.Colleague(who).Email)
	b.Type("#password", fixture.Password)
	b.Click("main button[type=submit]:not([aria-controls])")
	b.See("Official-Sensitive")
}

// TestExportsInABrowser asks for a file and gets it, at a desk, on a phone and
// without scripts, past every state that an export can be in.
func TestExportsInABrowser(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]testbrowser.Option{"": nil, "-390": {testbrowser.Phone()}, "-plain": {testbrowser.NoScripts()}} {
		t.Run("way"+name, func(t *testing.T) {
			t.Parallel()
			s := webtest.New(t)
			s.Rosa()
			b := testbrowser.Open(t, options...)
			shot := func(what string) {
				b.Axe()
				b.Screenshot(what + name)
			}
			signIn(s, b, "amina")
			b.Go(s.URL + "/exports")
			b.See("No exports yet")
			shot("exports-empty")
			b.Go(s.URL + "/caseload/export?state=open&who=me")
			b.Click("label[for=format]")
			b.Click("text=Make the file")
			b.See("Waiting to start") // nobody works yet
			shot("export-waiting")
			waiting := b.Address()
			withWorker(t, s)
			s.App.Exports.Wake <- struct{}{}
			if name == "-plain" {
				for b.Count("a[href$='/file']") == 0 {
					b.Go(waiting)
				}
			}
			b.See("The file is ready") // the script looks again by itself
			shot("export-ready")
			b.Go(s.URL + "/exports")
			b.See("Ready, 1 row")
			shot("exports")
			s.AsOwner(t, "update onward.export set state = 'failed', failure = 'The export broke off because of a fault on our side. Export the list again; if it breaks off once more, tell whoever looks after Onward.'")
			b.Go(waiting)
			b.See("The export broke off")
			shot("export-broke")
			s.AsOwner(t, "update onward.export set state = 'done', failure = '', done_at = onward.now() - interval '25 hours'")
			b.Go(waiting)
			b.See("The file is gone")
			shot("export-gone")
		})
	}
}

// TestTheWakeAfterAsking has a worker that only ever works when it is woken.
func TestTheWakeAfterAsking(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	s.Rosa()
	withWorker(t, s)
	c := s.As("amina")
	for range 2 {
		at := ask(t, c, "/caseload/export?state=any")
		for r := c.Get(at); ; r = c.Get(at) {
			if t.Context().Err() != nil {
				t.Fatal("nobody was woken")
			}
			if !strings.Contains(r.Text(), "Making the file") {
				has(t, r.Text(), "The file is ready")
				break
			}
		}
	}
}
