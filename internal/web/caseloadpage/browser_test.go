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

// TestManagersDay reassigns from the list, with and without scripts: the bar
// stands there only while rows are chosen where scripts can see to that.
func TestManagersDay(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]testbrowser.Option{"scripts": nil, "plain": {testbrowser.NoScripts()}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, ids := world(t, pictured[3], pictured[11])
			b := testbrowser.Open(t, options...)
			signIn(s, b, "tom")
			b.Go(s.URL + "/caseload")
			if name == "scripts" {
				b.Gone("[data-bulk-bar]")
			}
			b.Click("label[for=choose-" + ids["Brandl"].String() + "]")
			b.Wait("[data-bulk-bar]")
			b.Axe()
			b.Click("text=Reassign selected")
			b.See("Reassign Tomasz Brandl")
			b.Click("text=Continue")
			b.See("Choose the colleague who becomes the single point of contact")
			b.Axe()
			b.Choose("#spoc", itoa(s.Staff["joel"]))
			b.Type("#reason", "Amina goes on leave")
			b.Click("text=Continue")
			b.See("Check before you reassign")
			b.Axe()
			b.Screenshot("reassign-check-" + name)
			b.Click("text=Reassign 1 journey")
			b.See("Joel Hartigan is the single point of contact now.")
		})
	}
}

// TestCardsMoveInABrowser presses a card's button, and lets another be dragged.
func TestCardsMoveInABrowser(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]testbrowser.Option{"scripts": nil, "plain": {testbrowser.NoScripts()}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, ids := world(t, pictured[3], pictured[11])
			b := testbrowser.Open(t, options...)
			signIn(s, b, "amina")
			b.Go(s.URL + "/caseload/board")
			b.Click("[data-column=looking] [data-card] summary")
			b.Axe()
			b.Click("[data-column=looking] [data-card] button[value=in_work]")
			b.See("Moved to In work.")
			if at, _ := stage(t, s, ids["Brandl"].String()); at != "in_work" {
				t.Errorf("by button: %s", at)
			}
			b.Click("[data-column=assessing] [data-card] summary")
			b.Click("[data-column=assessing] [data-card] button[value=paused]")
			b.See("Why is it paused?")
			if name != "scripts" {
				return
			}
			b.Go(s.URL + "/caseload/board")
			testbrowser.Eval[bool](b, `(() => {
				const carry = new DataTransfer(), send = (to, type) => to.dispatchEvent(new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: carry}));
				const card = document.querySelector("[data-column=assessing] [data-card]"), column = document.querySelector("[data-column=preparing]");
				send(card, "dragstart"); send(column, "dragover"); send(column, "drop");
				return true;
			})()`)
			b.See("Moved to Getting ready.")
			if at, _ := stage(t, s, ids["Qadir"].String()); at != "preparing" {
				t.Errorf("by dragging: %s", at)
			}
		})
	}
}
