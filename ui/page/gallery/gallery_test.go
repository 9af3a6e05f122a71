package gallery_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/a-h/templ"

	"onward/internal/testbrowser"
	"onward/ui"
	"onward/ui/page/gallery"
)

// serve gives the gallery over HTTP under the product's own policy, so that an
// inline style or script anywhere shows itself.
func serve(t *testing.T) string {
	t.Helper()
	if !ui.Built() {
		t.Fatal(ui.NotBuilt)
	}
	mux := http.NewServeMux()
	mux.Handle(ui.Prefix, ui.Handler())
	for _, page := range gallery.Pages() {
		mux.Handle("/"+page.Name, strict(templ.Handler(page.Content)))
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func strict(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'")
		next.ServeHTTP(w, r)
	})
}

// Every page of the gallery satisfies axe and the policy, at the desk, on a
// phone and without scripts, and none scrolls sideways.
func TestPages(t *testing.T) {
	t.Parallel()
	url := serve(t)
	windows := map[string][]testbrowser.Option{
		"1280":       nil,
		"390":        {testbrowser.Phone()},
		"no-scripts": {testbrowser.NoScripts()},
	}
	for _, page := range gallery.Pages() {
		for window, options := range windows {
			t.Run(page.Name+"/"+window, func(t *testing.T) {
				t.Parallel()
				b := testbrowser.Open(t, options...)
				b.Go(url + "/" + page.Name)
				b.Screenshot(page.Name + "-" + window)
				b.Axe()
				wide := testbrowser.Eval[int](b, "document.documentElement.scrollWidth")
				room := testbrowser.Eval[int](b, "document.documentElement.clientWidth")
				if wide > room {
					t.Errorf("the page is %d wide in a window of %d", wide, room)
				}
			})
		}
	}
}

// At 400% a desk's window has 320 pixels: everything still fits, and only a
// sheet scrolls, within itself.
func TestPagesReflowAtFourHundredPerCent(t *testing.T) {
	t.Parallel()
	url := serve(t)
	b := testbrowser.Open(t, testbrowser.Width(320))
	for _, page := range gallery.Pages() {
		b.Go(url + "/" + page.Name)
		if wide := testbrowser.Eval[int](b, "document.documentElement.scrollWidth"); wide > 320 {
			t.Errorf("%s is %d wide in a window of 320", page.Name, wide)
		}
	}
}

// Between phone and desk nothing may scroll sideways either.
func TestPagesFitEveryWindow(t *testing.T) {
	t.Parallel()
	url := serve(t)
	for _, width := range []int{641, 800, 1024} {
		b := testbrowser.Open(t, testbrowser.Width(width))
		for _, page := range gallery.Pages() {
			b.Go(url + "/" + page.Name)
			b.Screenshot(fmt.Sprintf("%s-%d", page.Name, width))
			if wide := testbrowser.Eval[int](b, "document.documentElement.scrollWidth"); wide > width {
				t.Errorf("%s is %d wide in a window of %d", page.Name, wide, width)
			}
		}
	}
}
