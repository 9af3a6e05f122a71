package testbrowser

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// recorder stands in for a test, to see a Browser fail it.
type recorder struct {
	testing.TB
	mu       sync.Mutex
	failures []string
	cleanups []func()
}

func (r *recorder) Helper()          {}
func (r *recorder) Cleanup(f func()) { r.cleanups = append(r.cleanups, f) }
func (r *recorder) Errorf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failures = append(r.failures, format)
	for _, arg := range args {
		if v, ok := arg.(violation); ok {
			r.failures = append(r.failures, v.String())
		}
		if s, ok := arg.(string); ok {
			r.failures = append(r.failures, s)
		}
	}
}
func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	runtime.Goexit()
}

// seen runs steps as a test of its own and gives what failed it.
func seen(t *testing.T, steps func(testing.TB)) string {
	t.Helper()
	r := &recorder{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		steps(r)
	}()
	<-done
	for i := len(r.cleanups) - 1; i >= 0; i-- {
		r.cleanups[i]()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return strings.Join(r.failures, "\n")
}

func serve(t *testing.T, markup string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'self' 'nonce-test'")
		if r.URL.Path != "/" {
			w.WriteHeader(http.StatusNotFound)
		}
		_, _ = w.Write([]byte(`<!DOCTYPE html><html lang="en"><title>Test</title><main><h1>Test</h1>` + markup + `</main></html>`))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestAPageWithoutFaultsPassesAxe(t *testing.T) {
	t.Parallel()
	url := serve(t, `<p>Plain</p>`)
	if failures := seen(t, func(tb testing.TB) { b := Open(tb); b.Go(url); b.Axe() }); failures != "" {
		t.Error(failures)
	}
}

func TestAxeNamesTheRuleAndTheElement(t *testing.T) {
	t.Parallel()
	url := serve(t, `<input id="nameless">`)
	for name, options := range map[string][]Option{"with scripts": nil, "without": {NoScripts()}} {
		failures := seen(t, func(tb testing.TB) { b := Open(tb, options...); b.Go(url); b.Axe() })
		if !strings.Contains(failures, "(label)") || !strings.Contains(failures, `id="nameless"`) {
			t.Errorf("%s: %q", name, failures)
		}
	}
}

func TestAPageThatThrowsFailsItsTest(t *testing.T) {
	t.Parallel()
	url := serve(t, `<script nonce="test">document.title = "thrown"; throw new Error("broken")</script>`)
	failures := seen(t, func(tb testing.TB) { b := Open(tb); b.Go(url); b.Until(`document.title === "thrown"`) })
	if !strings.Contains(failures, "broken") {
		t.Errorf("%q", failures)
	}
}

func TestWhatThePolicyRefusesFailsTheTest(t *testing.T) {
	t.Parallel()
	url := serve(t, `<p style="color: red">Red</p>`)
	failures := seen(t, func(tb testing.TB) { b := Open(tb); b.Go(url); b.See("Red") })
	if !strings.Contains(failures, "Content Security Policy") {
		t.Errorf("%q", failures)
	}
}

func TestAMissingPageIsTheServersBusiness(t *testing.T) {
	t.Parallel()
	url := serve(t, "")
	if failures := seen(t, func(tb testing.TB) { b := Open(tb); b.Go(url + "/missing"); b.See("Test") }); failures != "" {
		t.Error(failures)
	}
}

func TestNoScriptsRunsNone(t *testing.T) {
	t.Parallel()
	url := serve(t, `<p id="p">as sent</p><script nonce="test">document.getElementById("p").textContent = "changed"</script>`)
	b := Open(t, NoScripts())
	b.Go(url)
	if got := b.Text("#p"); got != "as sent" {
		t.Errorf("%q", got)
	}
	with := Open(t)
	with.Go(url)
	with.See("changed")
}

func TestThingsAreFoundByWhatIsShownOrHeard(t *testing.T) {
	t.Parallel()
	b := Open(t)
	b.Go(serve(t, `<style nonce="test">.govuk-visually-hidden {position: absolute; left: -9999px}</style>
		<a hidden href="#wrong">Stop</a>
		<a href="#stop">Stop <span class="govuk-visually-hidden">sharing with "Brent"</span></a>
		<a href="#two" aria-label="Page 2">2</a>`))
	b.Click("text=Stop")
	b.Until(`location.hash === "#stop"`)
	b.Click("text=Page 2")
	b.Until(`location.hash === "#two"`)
	b.Click(`text=Stop sharing with "Brent"`)
	b.Until(`location.hash === "#stop"`)
	if n := b.Count("a"); n != 3 {
		t.Errorf("%d links", n)
	}
}

func TestTypingReplacesAndChoosingIsHeard(t *testing.T) {
	t.Parallel()
	b := Open(t)
	b.Go(serve(t, `<input id="i" value="old"><textarea id="a">old</textarea>
		<select id="s"><option value="1">One<option value="2">Two</select><p id="p"></p>
		<script nonce="test">document.getElementById("s").addEventListener("change", (e) => { document.getElementById("p").textContent = e.target.value })</script>`))
	b.Type("#i", "new")
	b.Type("#a", "two\nlines")
	if got := b.Value("#i") + "|" + b.Value("#a"); got != "new|two\nlines" {
		t.Errorf("%q", got)
	}
	b.Type("#i", "")
	if got := b.Value("#i"); got != "" {
		t.Errorf("%q", got)
	}
	b.Choose("#s", "2")
	if got := b.Text("#p"); got != "2" {
		t.Errorf("%q", got)
	}
	b.Press(kb.Tab)
	if got := b.Focused(); got != "a" {
		t.Errorf("the focus is on %q", got)
	}
}

func TestAFileIsPutIntoItsBox(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(path, []byte("name\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	b := Open(t)
	b.Go(serve(t, `<input id="f" type="file">`))
	b.Upload("#f", path)
	b.Until(`document.getElementById("f").files[0].name === "list.csv"`)
}

func TestTabsShareNothing(t *testing.T) {
	t.Parallel()
	url := serve(t, "<p>Same server</p>")
	one, other := Open(t), Open(t)
	one.Go(url)
	Eval[string](one, `document.cookie = "mine=1"`)
	other.Go(url)
	if got := Eval[string](other, "document.cookie"); got != "" {
		t.Errorf("another test's cookie: %q", got)
	}
	if got := other.Address(); got != url+"/" {
		t.Errorf("%q", got)
	}
}

func TestAWindowHasItsWidth(t *testing.T) {
	t.Parallel()
	url := serve(t, "<p>Wide</p><p hidden id=h>Hidden</p>")
	for width, options := range map[int][]Option{1280: nil, 390: {Phone()}, 800: {Width(800)}} {
		b := Open(t, options...)
		b.Go(url)
		b.Wait("p")
		b.Gone("#h")
		if got := Eval[int](b, "innerWidth"); got != width {
			t.Errorf("%d wide, want %d", got, width)
		}
	}
}

func TestAPictureIsKeptWhereAFolderIsNamed(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "shots")
	t.Setenv("ONWARD_SHOTS", folder) // hence not in parallel
	b := Open(t)
	b.Go(serve(t, "<p>Picture</p>"))
	b.Screenshot("page")
	picture, err := os.ReadFile(filepath.Join(folder, "page.png"))
	if err != nil || !strings.HasPrefix(string(picture), "\x89PNG") {
		t.Errorf("%d bytes, %v", len(picture), err)
	}
	t.Setenv("ONWARD_SHOTS", "")
	b.Screenshot("none")
}
