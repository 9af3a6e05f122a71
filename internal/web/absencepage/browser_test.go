package absencepage_test

import (
	"strconv"
	"testing"

	"onward/internal/fixture"
	"onward/internal/testbrowser"
	"onward/internal/web"
	"onward/internal/webtest"
)

// TestAbsencesInABrowser goes through the page as a manager does, at a desk
// without scripts and on a phone, and holds each of its states to axe.
func TestAbsencesInABrowser(t *testing.T) {
	t.Parallel()
	for name, option := range map[string]testbrowser.Option{"plain": testbrowser.NoScripts(), "phone": testbrowser.Phone()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := webtest.New(t)
			day := today(t, s)
			b := testbrowser.Open(t, option)
			b.Go(s.URL + "/sign-in")
			b.Type("#email", s.Colleague("tom").Email)
			b.Type("#password", fixture.Password)
			b.Click("main button[type=submit]:not([aria-controls])")
			b.See("Official-Sensitive")
			b.Go(s.URL + "/absences")
			b.See("Nobody is away")
			b.Axe()
			b.Click("text=Add absence")
			b.See("Choose who is away")
			b.Axe()
			b.Choose("#staff", strconv.Itoa(s.Staff["amina"]))
			b.Choose("#cover", strconv.Itoa(s.Staff["joel"]))
			b.Type("#from", web.DateText(day))
			b.Type("#until", web.DateText(day.Add(5)))
			b.Click("text=Add absence")
			b.See("Away now")
			b.Axe()
			b.Screenshot("absences-" + name)
			b.Click(".onward-action button")
			b.See("Cover ended.")
		})
	}
}
