package gallery_test

import (
	"net/http"
	"testing"

	"onward/internal/testbrowser"
	"onward/ui/control"
	"onward/ui/layout"
)

func TestTheErrorSummaryTakesTheFocusAndLeadsToTheField(t *testing.T) {
	t.Parallel()
	b := testbrowser.Open(t)
	b.Go(serve(t) + "/forms")
	b.Until(`document.activeElement.classList.contains("govuk-error-summary")`)
	b.Click("text=Choose how to meet")
	b.Until(`document.activeElement.id === "how"`)
	b.Click("text=Enter a real date, like 28 2 1991")
	b.Until(`document.activeElement.id === "born"`)
}

func TestARadioRevealsItsQuestionOnlyWhileItIsChosen(t *testing.T) {
	t.Parallel()
	url := serve(t) + "/forms"
	b := testbrowser.Open(t)
	b.Go(url)
	b.Gone("#place")
	b.Click("text=In person")
	b.Wait("#place")
	b.Axe()
	b.Click("text=By telephone")
	b.Gone("#place")

	plain := testbrowser.Open(t, testbrowser.NoScripts())
	plain.Go(url)
	plain.Wait("#place")
}

func TestNoneOfTheseClearsTheOthers(t *testing.T) {
	t.Parallel()
	b := testbrowser.Open(t)
	b.Go(serve(t) + "/forms")
	b.Click("text=None of these")
	b.Until(`!document.getElementById("groups").checked`)
}

func TestCharactersAreCountedDown(t *testing.T) {
	t.Parallel()
	b := testbrowser.Open(t)
	b.Go(serve(t) + "/forms")
	b.Type("#note", "Four")
	b.See("You have 3,996 characters remaining")
}

func TestALongListIsTypedIn(t *testing.T) {
	t.Parallel()
	url := serve(t) + "/forms"
	b := testbrowser.Open(t)
	b.Go(url)
	b.Wait("#barrier.autocomplete__input")
	b.Type("#barrier", "rent")
	b.Wait("#barrier__listbox--visible, .autocomplete__menu--visible")
	b.Axe()
	b.Click(".autocomplete__option")
	b.Until(`document.getElementById("barrier-select").value === "2"`)

	plain := testbrowser.Open(t, testbrowser.NoScripts())
	plain.Go(url)
	if n := plain.Count("select#barrier"); n != 1 {
		t.Errorf("%d lists where scripts are off", n)
	}
}

func TestAPasswordCanBeShown(t *testing.T) {
	t.Parallel()
	b := testbrowser.Open(t)
	b.Go(serve(t) + "/sign-in")
	b.Type("#password", "correct horse")
	b.Click("text=Show")
	b.Until(`document.getElementById("password").type === "text"`)
}

func note(draft string) control.Area {
	return control.Area{Field: control.Field{Name: "text", Label: "Note"}, Draft: draft, DraftKey: "note-7"}
}

func TestWhatIsTypedIsKeptAsADraft(t *testing.T) {
	t.Parallel()
	d := at(t, layout.View{Title: "Note"}, control.Textarea(note("/drafts")))
	b := d.open()
	b.Type("#text", "She called")
	kept := d.next()
	for kept.fields.Get("text") != "She called" { // a slow machine keeps a half of it first
		kept = d.next()
	}
	if kept.path != "/drafts" || kept.fields.Get("key") != "note-7" || kept.fields.Get("_csrf") != "page-token" || kept.header.Get("X-Csrf-Token") != "page-token" {
		t.Errorf("%+v", kept)
	}
	b.See("Draft kept")
}

func TestADraftThatIsNotKeptSaysSo(t *testing.T) {
	t.Parallel()
	d := at(t, layout.View{Title: "Note"}, control.Textarea(note("/broken")))
	d.mux.HandleFunc("POST /broken", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	b := d.open()
	b.Type("#text", "She called")
	b.See("Draft not kept")
}

// Sent twice is done once: the second press goes nowhere while the first waits.
func TestAFormIsSentOnce(t *testing.T) {
	t.Parallel()
	d := at(t, layout.View{Title: "Form"}, control.Form(control.Post{Action: "/slow", CSRF: "t"}))
	answered := make(chan struct{})
	t.Cleanup(func() { close(answered) })
	d.mux.HandleFunc("POST /slow", func(w http.ResponseWriter, r *http.Request) {
		d.keep(w, r)
		<-answered
	})
	b := d.open()
	b.Until(`document.documentElement.classList.contains("onward-scripts")`)
	sent := testbrowser.Eval[[]bool](b, `(() => {
		const form = document.querySelector("form[data-once]");
		const send = () => form.dispatchEvent(new SubmitEvent("submit", {cancelable: true}));
		return [send(), send()];
	})()`)
	if !sent[0] || sent[1] {
		t.Errorf("first sent %v, second sent %v", sent[0], sent[1])
	}
}
