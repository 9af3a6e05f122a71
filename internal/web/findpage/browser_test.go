package findpage_test

import (
	"testing"

	"onward/internal/fixture"
	"onward/internal/testbrowser"
	"onward/internal/testdb"
	"onward/internal/webtest"
)

func TestMain(m *testing.M) { testdb.Main(m) }

func signIn(s *webtest.Site, b *testbrowser.Browser, who string) {
	b.Go(s.URL + "/sign-in")
	b.Type("#email", s.Colleague(who).Email)
	b.Type("#password", fixture.Password)
	b.Click("main button[type=submit]:not([aria-controls])")
	b.See("Official-Sensitive")
}

// TestFindAndStartAreAccessible walks from a search to a new journey, past a
// likely duplicate, at a desk and on a phone, with and without scripts.
func TestFindAndStartAreAccessible(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]testbrowser.Option{"": nil, "-390": {testbrowser.Phone()}, "-plain": {testbrowser.NoScripts()}} {
		t.Run("way"+name, func(t *testing.T) {
			t.Parallel()
			s := webtest.New(t)
			s.Rosa()
			for range 26 {
				s.Start("joel", "Maria", "Silva")
			}
			b := testbrowser.Open(t, options...)
			shot := func(what string) {
				b.Axe()
				b.Screenshot(what + name)
			}
			signIn(s, b, "amina")
			b.Go(s.URL + "/find")
			shot("find")
			b.Click(".onward-search__button")
			b.See("Enter a name, a reference")
			shot("find-problem")
			b.Type("#q", "rosa 4 5 1991")
			b.Click(".onward-search__button")
			b.See("1 person matches")
			shot("find-one")
			b.Type("#q", "maria silva")
			b.Click(".onward-search__button")
			b.See("26 people match")
			shot("find-many")
			b.Click(".onward-filter__panel > summary")
			shot("find-filters")
			b.Click("label[for=stage]")
			b.Click("text=Apply filters")
			b.See("Remove this filter")
			shot("find-filtered")
			b.Type("#q", "rossa adomako 4 5 1919")
			b.Click(".onward-search__button")
			b.See("Nobody matches")
			shot("find-nobody")
			b.Click("main a.govuk-button")
			b.See("Who they are")
			shot("start")
			if given, born := b.Value("#given"), b.Value("#born"); given != "Rossa" || born != "4 5 1919" {
				t.Errorf("what was typed did not come along: %q, %q", given, born)
			}
			b.Click("main form[data-once] button[type=submit].govuk-button:not(.govuk-button--secondary)")
			b.See("There is a problem")
			shot("start-problem")
			b.Type("#given", "Rosa")
			b.Type("#born", "4 5 1991")
			b.Choose("#entry_point", "library")
			b.Click("main form[data-once] button[type=submit].govuk-button:not(.govuk-button--secondary)")
			b.See("Is it one of these people?")
			shot("start-twins")
			b.Click("text=This is somebody else: register them")
			b.Click("main form[data-once] button[type=submit].govuk-button:not(.govuk-button--secondary)")
			b.See("Journey started.")
		})
	}
}
