package gallery_test

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/a-h/templ"

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

// drafting is a form with a note, a box to tick and, as no real one has, a password.
func drafting(keep string) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		inside := templ.Join(control.Textarea(control.Area{Field: control.Field{Name: "text", Label: "Note"}}),
			control.Checkboxes(control.Choice{Field: control.Field{Name: "seen", Label: "Seen"}, Options: []control.Option{{Value: "yes", Label: "Seen"}}}),
			control.Password(control.Field{Name: "password", Label: "Password"}))
		post := control.Post{Action: "/note", CSRF: "t", Key: "k", Version: "3", Draft: control.Draft{Keep: keep, Key: "/note#7"}}
		return control.Form(post).Render(templ.WithChildren(ctx, inside), w)
	})
}

func TestWhatIsTypedIsKeptAsADraft(t *testing.T) {
	t.Parallel()
	d := at(t, layout.View{Title: "Note"}, drafting("/drafts"))
	b := d.open()
	b.Type("#password", "correct horse")
	b.Click("label[for=seen]")
	b.Type("#text", "She called")
	kept := d.next()
	fields, _ := url.ParseQuery(kept.fields.Get("fields"))
	for fields.Get("text") != "She called" { // a slow machine keeps a half of it first
		kept = d.next()
		fields, _ = url.ParseQuery(kept.fields.Get("fields"))
	}
	if kept.path != "/drafts" || kept.fields.Get("key") != "/note#7" || kept.fields.Get("_csrf") != "page-token" || kept.header.Get("X-Csrf-Token") != "page-token" {
		t.Errorf("%+v", kept)
	}
	if len(fields) != 3 || fields.Get("seen") != "yes" || fields.Get("_version") != "3" {
		t.Errorf("what stands in the form was kept as %v", fields)
	}
	b.See("Draft kept")
	b.Type("#text", "")
	b.Click("label[for=seen]")
	for kept.fields.Get("fields") != "" && strings.Contains(kept.fields.Get("fields"), "seen") || strings.Contains(kept.fields.Get("fields"), "called") {
		kept = d.next()
	}
	b.Until(`document.querySelector("[data-draft-state]").textContent === ""`)
}

func TestADraftThatIsNotKeptSaysSo(t *testing.T) {
	t.Parallel()
	d := at(t, layout.View{Title: "Note"}, drafting("/broken"))
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
