package control

import (
	"strings"
	"testing"
)

func stages() Choice {
	return Choice{Field: Field{Name: "stage", Label: "Stage", Value: "looking"}, Options: []Option{
		{Value: "new", Label: "New"}, {Value: "looking", Label: "Looking for work"}, {Value: "paused", Label: "Paused", Group: "Beside"}, {Value: "closed", Label: "Closed", Group: "Beside", Disable: true},
	}}
}

func TestTheFieldsValueIsChosen(t *testing.T) {
	t.Parallel()
	holds(t, render(t, Select(stages())), `<option value="looking" selected>`)
	holds(t, render(t, Radios(stages())), `value="looking" checked`)
	c := stages()
	c.Value, c.Options[0].Chosen = "", true
	markup := render(t, Checkboxes(c))
	holds(t, markup, `value="new" checked`)
	if n := strings.Count(markup, " checked"); n != 1 {
		t.Errorf("%d boxes are chosen", n)
	}
}

func TestAnEmptyValueChoosesNothing(t *testing.T) {
	t.Parallel()
	c := Choice{Field: Field{Name: "a"}, Options: []Option{{Value: "", Label: "None"}}}
	lacks(t, render(t, Radios(c)), " checked")
}

func TestOptionsOfAGroupStandUnderItsHeading(t *testing.T) {
	t.Parallel()
	markup := render(t, Select(stages()))
	if n := strings.Count(markup, "<optgroup"); n != 1 {
		t.Errorf("%d groups", n)
	}
	holds(t, markup, `<optgroup label="Beside">`, `value="closed" disabled`)
	c := stages()
	c.Empty = "Any"
	holds(t, render(t, Select(c)), `<option value="">Any</option>`)
}

func TestALongListSaysThatItMayBeTypedIn(t *testing.T) {
	t.Parallel()
	markup := render(t, Autocomplete(stages()))
	holds(t, markup, "data-autocomplete", `<option value=""> </option>`)
	lacks(t, render(t, Select(stages())), "data-autocomplete")
}

// The error summary links to the field's id: that must be the first option.
func TestTheFirstOptionHasTheFieldsID(t *testing.T) {
	t.Parallel()
	markup := render(t, Radios(stages()))
	holds(t, markup, `id="stage" name="stage"`, `id="stage-2"`, `for="stage-2"`)
	holds(t, render(t, Date(Day{Field: Field{Name: "born", Label: "Date of birth"}})), `id="born" name="born-day"`)
}

func TestWhatAnOptionRevealsIsTiedToIt(t *testing.T) {
	t.Parallel()
	c := Choice{Field: Field{Name: "how", Label: "How?"}, Options: []Option{
		{Value: "place", Label: "In person", Hint: "A room is booked", Reveal: Text(Field{Name: "place", Label: "Place"})},
		{Value: "none", Label: "None", Or: true, Alone: true},
	}}
	for _, markup := range []string{render(t, Radios(c)), render(t, Checkboxes(c))} {
		holds(t, markup, `data-aria-controls="conditional-how"`, `id="conditional-how"`, "conditional--hidden", `aria-describedby="how-item-hint"`, ">or</div>", `data-behaviour="exclusive"`)
	}
	c.Value = "place"
	lacks(t, render(t, Radios(c)), "conditional--hidden")
	c.Inline, c.Small = true, true
	holds(t, render(t, Radios(c)), "govuk-radios--inline", "govuk-radios--small")
}

func TestADateMarksTheBoxesThatAreWrong(t *testing.T) {
	t.Parallel()
	d := Day{Field: Field{Name: "born", Label: "Date of birth", Hint: "Like 31 3 1980"}, Day: "31", Month: "2", Year: "1991", Birthday: true}
	lacks(t, render(t, Date(d)), "govuk-input--error")
	d.Error, d.Wrong = "Enter a real date", DayPart|MonthPart
	markup := render(t, Date(d))
	if n := strings.Count(markup, "govuk-input--error"); n != 2 {
		t.Errorf("%d boxes are marked", n)
	}
	holds(t, markup, `name="born-month"`, `value="1991"`, `autocomplete="bday-year"`, `aria-describedby="born-hint born-error"`)
	d.Wrong = 0
	if n := strings.Count(render(t, Date(d)), "govuk-input--error"); n != 3 {
		t.Errorf("%d boxes are marked where it is not known which", n)
	}
}
