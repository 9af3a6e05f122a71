package importpage_test

import (
	"os"
	"path/filepath"
	"testing"

	"onward/internal/fixture"
	"onward/internal/testbrowser"
	"onward/internal/webtest"
)

// ways are the browsers in which an import is tried.
var ways = map[string][]testbrowser.Option{"desk": nil, "phone": {testbrowser.Phone()}, "without scripts": {testbrowser.NoScripts()}}

// The whole way, with axe on each state of each page.
func TestImportInABrowser(t *testing.T) {
	t.Parallel()
	for name, options := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := webtest.New(t)
			known(s, "Mei")
			file := filepath.Join(t.TempDir(), "Ealing caseload.csv")
			text := append(borough(t), []byte("X1,Mei,Jones,,3/6/1995\n")...)
			if err := os.WriteFile(file, text, 0o600); err != nil {
				t.Fatal(err)
			}
			b := testbrowser.Open(t, options...)
			look := func(picture string) { b.Axe(); narrow(t, b); b.Screenshot(picture + " " + name) }
			b.Go(s.URL + "/sign-in?next=/import")
			b.Type("#email", s.Colleague("tom").Email)
			b.Type("#password", fixture.Password)
			b.Click("text=Sign in")
			b.See("Nothing yet")
			b.Click("text=Upload")
			b.See("Choose a spreadsheet to upload")
			look("import upload")
			b.Upload("#file", file)
			b.Click("text=Upload")
			b.See("Look through them and correct what is wrong")
			b.Choose("#column-1", "family")
			b.Click("text=Check the rows")
			b.See("holds the family name already")
			look("import columns")
			b.Choose("#column-1", "given")
			b.Click("text=Check the rows")
			b.See("Nothing is saved yet")
			look("import check")
			b.Click(`[value="else"]`)
			b.Click("text=Save the choices")
			b.See("Choices saved.")
			b.Click(".onward-tabs a[href*='rows=all']")
			b.See("1 to 25 of 606")
			look("import all rows")
			b.Click(".onward-head__aside button")
			b.See("Waiting to start")
			look("import progress")
			work(t, s)
			b.Go(b.Address())
			b.See("journeys started")
			look("import result")
			b.Go(s.URL + "/import")
			b.See("Imported")
			look("import list")
		})
	}
}

// narrow fails where the page itself scrolls sideways.
func narrow(t *testing.T, b *testbrowser.Browser) {
	t.Helper()
	if over := testbrowser.Eval[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
		t.Errorf("%s scrolls %d px sideways", b.Address(), over)
	}
}
