package gallery_test

import (
	"context"
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"onward/internal/testbrowser"
	"onward/ui/component"
	"onward/ui/layout"
)

func TestTheAnswerToWhatWasDoneTakesTheFocus(t *testing.T) {
	t.Parallel()
	b := testbrowser.Open(t)
	b.Go(serve(t) + "/pieces")
	b.Until(`document.activeElement.hasAttribute("data-flash")`)
}

func TestTheSkipLinkLeadsPastTheFrame(t *testing.T) {
	t.Parallel()
	b := testbrowser.Open(t)
	b.Go(serve(t) + "/today")
	b.Press("\t")
	b.Until(`document.activeElement.classList.contains("govuk-skip-link")`)
	b.Press("\r")
	b.Until(`document.activeElement.id === "main-content"`)
}

// ending is a page whose session ends soon enough for the warning.
func ending(in time.Duration) layout.View {
	now := time.Now()
	return layout.View{Title: "Note", Person: &layout.Person{Name: "Amina Yusufi", Post: "Advisor"}, Session: layout.Session{Now: now, Ends: now.Add(in), Extend: "/session"}}
}

func TestASessionAboutToEndWarnsAndIsExtended(t *testing.T) {
	t.Parallel()
	d := at(t, ending(3*time.Minute), templ.NopComponent)
	d.mux.HandleFunc("POST /session", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Csrf-Token") != "page-token" {
			t.Errorf("token %q", r.Header.Get("X-Csrf-Token"))
		}
		fmt.Fprintf(w, `{"now": %q, "ends": %q}`, time.Now().UTC().Format(time.RFC3339), time.Now().Add(time.Hour).UTC().Format(time.RFC3339))
	})
	b := d.open()
	b.Wait("dialog[open]")
	b.See("in 3 minutes")
	b.Axe()
	b.Click("text=Stay signed in")
	b.Gone("dialog[open]")
}

// The end of a session's whole life is told, and not put off.
func TestTheEndOfASessionsLifeIsTold(t *testing.T) {
	t.Parallel()
	v := ending(3 * time.Minute)
	v.Session.Whole = true
	b := at(t, v, templ.NopComponent).open()
	b.Wait("dialog[open]")
	b.See("12 hours ago")
	b.See("in 3 minutes")
	b.See("kept as a draft")
	if b.Count("[data-session-stay]:not([hidden])") != 0 {
		t.Error("it offers what it cannot do")
	}
	b.Axe()
	b.Screenshot("session-whole")
	b.Click("text=Go on until then")
	b.Gone("dialog[open]")
}

// Whoever stays finds out where going on leads no further.
func TestStayingEndsWithTheSessionsLife(t *testing.T) {
	t.Parallel()
	d := at(t, ending(3*time.Minute), templ.NopComponent)
	d.mux.HandleFunc("POST /session", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `{"now": %q, "ends": %q, "whole": true}`, time.Now().UTC().Format(time.RFC3339), time.Now().Add(4*time.Minute).UTC().Format(time.RFC3339))
	})
	b := d.open()
	b.Screenshot("session-idle")
	b.Click("text=Stay signed in")
	b.See("12 hours ago")
	b.Axe()
}

func TestASessionThatCannotBeExtendedSaysSo(t *testing.T) {
	t.Parallel()
	d := at(t, ending(3*time.Minute), templ.NopComponent)
	d.mux.HandleFunc("POST /session", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	b := d.open()
	b.Click("text=Stay signed in")
	b.See("We could not extend it")
}

func TestASessionWithTimeLeftIsSilent(t *testing.T) {
	t.Parallel()
	b := at(t, ending(time.Hour), templ.NopComponent).open()
	b.Until(`document.documentElement.classList.contains("onward-scripts")`)
	if n := b.Count("dialog[open]"); n != 0 {
		t.Error("the warning is there an hour before the end")
	}
}

// progress is a fragment that is done at its third reading.
func progress(read int32) component.ProgressView {
	v := component.ProgressView{ID: "import", Title: "Importing 3 rows", Done: int(read), Of: 3, Text: fmt.Sprintf("Row %d of 3", read), Poll: "/progress", Reload: "/page"}
	if read >= 3 {
		v.Title, v.Poll = "Imported 3 rows", ""
	}
	return v
}

func TestProgressIsFollowedToItsEnd(t *testing.T) {
	t.Parallel()
	d := at(t, layout.View{Title: "Import"}, component.Progress(progress(1)))
	var read atomic.Int32
	read.Store(1)
	d.mux.HandleFunc("GET /progress", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Fragment") == "" {
			t.Error("the request does not say that it wants the fragment alone")
		}
		if err := component.Progress(progress(read.Add(1))).Render(r.Context(), w); err != nil {
			t.Error(err)
		}
	})
	b := d.open()
	b.See("Imported 3 rows")
	b.Axe()
	if n := read.Load(); n != 3 {
		t.Errorf("the fragment was read to %d", n)
	}
}

func TestProgressSurvivesAnAnswerThatFails(t *testing.T) {
	t.Parallel()
	d := at(t, layout.View{Title: "Import"}, component.Progress(progress(1)))
	var read atomic.Int32
	d.mux.HandleFunc("GET /progress", func(w http.ResponseWriter, r *http.Request) {
		if read.Add(1) == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		if err := component.Progress(progress(3)).Render(r.Context(), w); err != nil {
			t.Error(err)
		}
	})
	d.open().See("Imported 3 rows")
}

func TestLeavingALongFormAsksOnlyWhenSomethingWasTyped(t *testing.T) {
	t.Parallel()
	b := testbrowser.Open(t)
	b.Go(serve(t) + "/forms")
	b.Until(`document.documentElement.classList.contains("onward-scripts")`)
	const asks = `!window.dispatchEvent(new Event("beforeunload", {cancelable: true}))`
	if testbrowser.Eval[bool](b, asks) {
		t.Error("an untouched form asks")
	}
	b.Type("#given", "Rosie")
	if !testbrowser.Eval[bool](b, asks) {
		t.Error("what was typed is lost without a question")
	}
}

func TestABrowserWhoseClockIsOffIsNotSentAway(t *testing.T) {
	t.Parallel()
	page := ending(20 * time.Minute)
	page.Session.Now, page.Session.Ends = page.Session.Now.AddDate(0, -7, 0), page.Session.Ends.AddDate(0, -7, 0)
	b := at(t, page, templ.NopComponent).open()
	b.Until(`document.documentElement.classList.contains("onward-scripts")`)
	if testbrowser.Eval[bool](b, `document.querySelector("dialog[data-session-ends]").open`) {
		t.Error("the warning stands there 20 minutes before the end")
	}
}

func TestASheetOffersPrintingWhereItWorks(t *testing.T) {
	t.Parallel()
	url := serve(t) + "/sheet"
	b := testbrowser.Open(t)
	b.Go(url)
	b.Wait("text=Print")
	plain := testbrowser.Open(t, testbrowser.NoScripts())
	plain.Go(url)
	plain.Gone("text=Print")
}

// Paper has the content and no ways to go elsewhere.
func TestPaperLeavesOutTheFrame(t *testing.T) {
	t.Parallel()
	b := testbrowser.Open(t)
	b.Go(serve(t) + "/journey")
	b.Wait(".onward-header")
	b.Do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		return err
	}))
	for _, gone := range []string{".onward-header", ".onward-navigation", ".onward-footer", ".onward-subnav", ".onward-identity__actions"} {
		b.Gone(gone)
	}
	b.Wait(".onward-identity__name")
	b.Wait(".onward-days__desk")
}
