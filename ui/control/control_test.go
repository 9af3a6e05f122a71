package control

import (
	"context"
	"strings"
	"testing"

	"github.com/a-h/templ"
)

func render(t *testing.T, c templ.Component) string {
	t.Helper()
	var markup strings.Builder
	if err := c.Render(context.Background(), &markup); err != nil {
		t.Fatal(err)
	}
	return markup.String()
}

func holds(t *testing.T, markup string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(markup, part) {
			t.Errorf("no %q in %s", part, markup)
		}
	}
}

func lacks(t *testing.T, markup string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(markup, part) {
			t.Errorf("%q in %s", part, markup)
		}
	}
}

// hostile is what nobody's name is.
const hostile = `"><script>alert(1)</script>`

func TestWhatIsTypedIsEscapedInEveryControl(t *testing.T) {
	t.Parallel()
	f := Field{Name: "a", Label: hostile, Hint: hostile, Value: hostile, Error: hostile, Prefix: hostile, Suffix: hostile}
	c := Choice{Field: f, Empty: hostile, Options: []Option{{Value: hostile, Label: hostile, Hint: hostile}}}
	for name, control := range map[string]templ.Component{
		"text": Text(f), "date text": DateText(f), "time": Time(f), "password": Password(f),
		"area": Textarea(Area{Field: f, Limit: 10}), "select": Select(c), "autocomplete": Autocomplete(c),
		"radios": Radios(c), "checkboxes": Checkboxes(c), "date": Date(Day{Field: f, Day: hostile, Month: hostile, Year: hostile}),
		"file": File(Upload{Field: f, Accept: hostile}), "search": Search(Finder{Field: f, CSRF: hostile, Sample: hostile}),
		"summary": ErrorSummary([]Problem{{Text: hostile, Href: "#a"}, {Text: hostile}}),
		"form":    Form(Post{Action: "/", CSRF: hostile, Key: hostile, Version: hostile, Draft: Draft{Keep: hostile, Key: hostile, Name: hostile, Back: hostile, Open: "/", Discard: "/"}}), "submit": Submit(hostile, "/"), "hidden": Hidden(hostile, hostile),
	} {
		if markup := render(t, control); strings.Contains(markup, "<script") {
			t.Errorf("%s lets markup through: %s", name, markup)
		}
	}
}

func TestAFieldWithAnErrorPointsToWhatIsSaidOfIt(t *testing.T) {
	t.Parallel()
	markup := render(t, Text(Field{Name: "hours", Label: "Hours", Hint: "Like 37.5", Error: "Enter the hours", Value: "37,5"}))
	holds(t, markup,
		`<label class="govuk-label" for="hours">`, `id="hours" name="hours" type="text" value="37,5"`,
		`aria-describedby="hours-hint hours-error"`, `id="hours-hint"`, `id="hours-error"`,
		"govuk-form-group--error", "govuk-input--error", `Error: </span>Enter the hours`)
}

func TestAFieldWithoutHintOrErrorIsDescribedByNothing(t *testing.T) {
	t.Parallel()
	markup := render(t, Text(Field{Name: "given", ID: "person-given", Label: "Given name"}))
	lacks(t, markup, "aria-describedby", "error", "hint")
	holds(t, markup, `for="person-given"`, `id="person-given" name="given"`)
}

func TestALabelIsTheHeadingOfAPageThatAsksOneThing(t *testing.T) {
	t.Parallel()
	holds(t, render(t, Text(Field{Name: "a", Label: "When?", Heading: true})), `<h1 class="govuk-label-wrapper">`, "govuk-label--l")
	holds(t, render(t, Radios(Choice{Field: Field{Name: "a", Label: "How?", Heading: true}})), `<h1 class="govuk-fieldset__heading">`)
	holds(t, render(t, Text(Field{Name: "a", Label: "Note", HiddenLabel: true})), "govuk-visually-hidden")
	holds(t, render(t, Text(Field{Name: "a", Label: "Pay", Optional: true, Bold: true})), "(optional)", "govuk-label--s")
}

func TestAnInputTellsTheKeyboardAndTheBrowserWhatItIsFor(t *testing.T) {
	t.Parallel()
	markup := render(t, Text(Field{Name: "pay", Label: "Pay", Type: "tel", InputMode: "decimal", Autocomplete: "off", Width: W5, NoSpelling: true, Disabled: true,
		Prefix: "£", Suffix: "an hour", Attributes: templ.Attributes{"data-own": "1"}}))
	holds(t, markup, `type="tel"`, `inputmode="decimal"`, `autocomplete="off"`, "govuk-input--width-5", `spellcheck="false"`, " disabled", `data-own="1"`,
		`<div class="govuk-input__prefix" aria-hidden="true">£</div>`, "an hour")
}

func TestDatesAndTimesInOneBoxSayHowTheyAreTyped(t *testing.T) {
	t.Parallel()
	holds(t, render(t, DateText(Field{Name: "due", Label: "Do it by"})), "Like 31 3 1980", "govuk-input--width-10", `autocomplete="off"`)
	holds(t, render(t, Time(Field{Name: "at", Label: "Start"})), "Like 9:30 or 14:00", "govuk-input--width-5", `autocomplete="off"`)
	own := render(t, DateText(Field{Name: "due", Label: "Do it by", Hint: "A Monday", Width: W20, Autocomplete: "bday"}))
	holds(t, own, "A Monday", "govuk-input--width-20", `autocomplete="bday"`)
	holds(t, render(t, Time(Field{Name: "at", Hint: "Morning", Width: W10, Autocomplete: "on"})), "Morning", "govuk-input--width-10", `autocomplete="on"`)
}

func TestAPasswordIsNeverSentBack(t *testing.T) {
	t.Parallel()
	markup := render(t, Password(Field{Name: "password", Label: "Password", Value: "correct horse"}))
	lacks(t, markup, "correct horse")
	holds(t, markup, `autocomplete="current-password"`, `aria-controls="password"`, " hidden")
	holds(t, render(t, Password(Field{Name: "p", Autocomplete: "new-password"})), `autocomplete="new-password"`)
}
