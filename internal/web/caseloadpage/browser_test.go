package caseloadpage_test

import (
	"testing"

	"onward/internal/fixture"
	"onward/internal/testbrowser"
	"onward/internal/webtest"
)

func signIn(s *webtest.Site, b *testbrowser.Browser, who string) {
	b.Go(s.URL + "/sign-in")
	b.Type("#email", s.Colleague(who).Email)
	b.Type("#password", fixture.Password)
	b.Click("main button[type=submit]:not([aria-controls])")
	b.See("Official-Sensitive")
}

// TestCaseloadIsAccessible looks at every state of the pages at a desk and on a phone.
func TestCaseloadIsAccessible(t *testing.T) {
	t.Parallel()
	s, ids := world(t, pictured...)
	for name, options := range map[string][]testbrowser.Option{"": nil, "-390": {testbrowser.Phone()}} {
		t.Run("width"+name, func(t *testing.T) {
			t.Parallel()
			b := testbrowser.Open(t, options...)
			signIn(s, b, "tom")
			for path, shot := range map[string]string{
				"/caseload": "caseload", "/caseload/board": "caseload-board", "/caseload?state=closed": "caseload-empty",
				"/caseload/filters/new?state=any&stage=looking": "caseload-save", "/caseload/export?state=open": "caseload-export",
				"/reassign?journey=" + ids["Brandl"].String(): "reassign",
			} {
				b.Go(s.URL + path)
				b.Axe()
				b.Screenshot(shot + name)
			}
			b.Go(s.URL + "/caseload?state=open")
			b.Click(".onward-filter__panel > summary")
			b.Axe()
			b.Screenshot("caseload-filters" + name)
		})
	}
}
