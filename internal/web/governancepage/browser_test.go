package governancepage_test

import (
	"fmt"
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

// TestGovernanceIsAccessible looks at every state of the pages at a desk and on
// a phone, and goes the officer's way with and without scripts.
func TestGovernanceIsAccessible(t *testing.T) {
	t.Parallel()
	s, rosa := looked(t)
	at := "/governance/journeys/" + rosa.String()
	for name, options := range map[string][]testbrowser.Option{"": nil, "-390": {testbrowser.Phone()}, "-plain": {testbrowser.NoScripts()}} {
		t.Run("width"+name, func(t *testing.T) {
			t.Parallel()
			b := testbrowser.Open(t, options...)
			signIn(s, b, "grace")
			b.Go(s.URL + "/governance/journeys")
			if name == "-plain" {
				plain(s, b, reference(t, s, rosa))
				return
			}
			b.Axe()
			b.Screenshot("governance-lookup" + name)
			b.Type("#reference", reference(t, s, rosa))
			b.Click("main form button[type=submit]")
			b.See("Who sees which section")
			for path, shot := range map[string]string{at: "governance-journey", at + "/why": "governance-why",
				fmt.Sprintf("%s/why?organisation=%d&who=post-%d", at, s.Orgs["brent"], s.Posts["bola"]): "governance-answer",
				"/journeys/" + rosa.String() + "/record":                                                "governance-record", "/audit": "audit", "/audit?only=emergency": "audit-empty",
				"/audit?from=soon": "audit-error", "/audit/export?basis=neighbour": "audit-export"} {
				b.Go(s.URL + path)
				b.Axe()
				b.Screenshot(shot + name)
			}
		})
	}
}

// plain goes the whole way without scripts: from the reference to why somebody
// sees the journey, and to its trace.
func plain(s *webtest.Site, b *testbrowser.Browser, ref string) {
	b.Type("#reference", ref)
	b.Click("main form button[type=submit]")
	b.See("Who sees which section")
	b.Click("a[href$='why?section=plan']")
	b.Choose("#organisation", fmt.Sprint(s.Orgs["brent"]))
	b.Click("main form button[type=submit]")
	b.Choose("#who", fmt.Sprintf("post-%d", s.Posts["bola"]))
	b.Click("main form button[type=submit]")
	b.See("Role rule advisor on basis neighbour")
	b.Go(s.URL + "/audit")
	b.Type("#reference", ref)
	b.Click(".onward-search button")
	b.See("One journey")
	b.See("Bola Adeyemi")
}
