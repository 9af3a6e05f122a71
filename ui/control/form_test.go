package control

import (
	"strings"
	"testing"
)

func TestAFormCarriesTokenKeyAndVersion(t *testing.T) {
	t.Parallel()
	markup := render(t, Form(Post{ID: "note", Action: "/notes", CSRF: "token", Key: "key", Version: "4", Multipart: true, Guard: true}))
	holds(t, markup, `method="post"`, `action="/notes"`, "novalidate", "data-once", "data-guard", `id="note"`, `enctype="multipart/form-data"`,
		`name="_csrf" value="token"`, `name="_key" value="key"`, `name="_version" value="4"`)
	plain := render(t, Form(Post{Action: "/notes", CSRF: "token"}))
	lacks(t, plain, "_key", "_version", "enctype", "data-guard")
}

func TestAFormsAddressCannotBeAScript(t *testing.T) {
	t.Parallel()
	lacks(t, render(t, Form(Post{Action: "javascript:alert(1)"})), "javascript:")
	lacks(t, render(t, Submit("Save", "javascript:alert(1)")), "javascript:")
}

func TestTheSummaryIsThereOnlyWithProblems(t *testing.T) {
	t.Parallel()
	if markup := render(t, ErrorSummary(nil)); strings.TrimSpace(markup) != "" {
		t.Errorf("%q", markup)
	}
	markup := render(t, ErrorSummary([]Problem{{Text: "Enter a name", Href: "#given"}, {Text: "Ask your manager"}}))
	holds(t, markup, `<a href="#given">Enter a name</a>`, `<span class="onward-problem">Ask your manager</span>`, `role="alert"`)
}

func TestATextareaCounts(t *testing.T) {
	t.Parallel()
	markup := render(t, Textarea(Area{Field: Field{Name: "note", Label: "Note", Error: "Enter a note", Value: "Two\nlines"}, Limit: 4000}))
	holds(t, markup, `data-maxlength="4000"`, `aria-describedby="note-error note-info"`, "up to 4000 characters", `rows="5"`, "Two\nlines</textarea>", "govuk-textarea--error", "govuk-js-character-count")
	plain := render(t, Textarea(Area{Field: Field{Name: "note", Label: "Note"}, Rows: 2}))
	lacks(t, plain, "character-count", "aria-describedby")
	holds(t, plain, `rows="2"`)
}

func TestAFileBoxSaysWhatItTakes(t *testing.T) {
	t.Parallel()
	holds(t, render(t, File(Upload{Field: Field{Name: "sheet", Label: "Spreadsheet"}, Accept: ".csv,.xlsx", Multiple: true})), `type="file" accept=".csv,.xlsx" multiple`)
}

func TestASearchIsPostedSinceANameMustNotStandInAnAddress(t *testing.T) {
	t.Parallel()
	holds(t, render(t, Search(Finder{Field: Field{Name: "q", Label: "Find a resident"}, Action: "/find", CSRF: "token"})), `role="search" method="post" action="/find"`, `name="_csrf" value="token"`)
}

func TestAFieldsetNamesItsGroup(t *testing.T) {
	t.Parallel()
	lacks(t, render(t, Fieldset(Field{Label: "Job"})), `id=""`)
	markup := render(t, Fieldset(Field{ID: "spell", Label: "Job", Hint: "First day and last", Error: "Enter a job"}))
	holds(t, markup, `id="spell"`, "<legend", "Job", `aria-describedby="spell-hint spell-error"`)
}

func TestSubmitHasAWayOutWhereThereIsOne(t *testing.T) {
	t.Parallel()
	holds(t, render(t, Submit("Save", "/back")), "Save</button>", `href="/back"`)
	lacks(t, render(t, Submit("Save", "")), "Cancel")
}

func TestAFormKeepsADraftAndBringsOneBack(t *testing.T) {
	t.Parallel()
	d := Draft{Keep: "/drafts", Key: "/note#7", Name: "/note", Discard: "/drafts/discard"}
	markup := render(t, Form(Post{Action: "/note", CSRF: "t", Key: "k", Draft: d}))
	holds(t, markup, `data-draft="/drafts"`, `data-draft-key="/note#7"`, "data-draft-state")
	lacks(t, markup, "data-draft-back", "Discard")
	d.Back = "You were writing this on 24 November at 14:05. It is filled in below."
	holds(t, render(t, Form(Post{Action: "/note", CSRF: "t", Key: "k", Draft: d})), d.Back, `action="/drafts/discard"`, `name="draft" value="/note"`, `value="k"`, "data-draft-back", "Discard it")
	d.Keep, d.Open = "", "/note?draft=open"
	markup = render(t, Form(Post{Action: "/note", CSRF: "t", Key: "k", Draft: d}))
	holds(t, markup, `href="/note?draft=open"`)
	lacks(t, markup, "data-draft-key", "data-draft-state")
	lacks(t, render(t, Form(Post{Action: "/note"})), "draft")
}
