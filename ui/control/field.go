// Package control is the form controls of Onward, in the GOV.UK Design System's
// markup so that its scripts and styles hold.
//
//	Form           the form element with token, idempotency key and version
//	ErrorSummary   what is wrong, on top, linked to each field
//	Text           one line of text; Width, Prefix, Suffix, InputMode shape it
//	Textarea       many lines, with a count where Limit is set, kept where Draft is
//	Password       with "Show"
//	Select         one of a list
//	Autocomplete   one of a long list, typed; a Select where scripts do not run
//	Radios         one of a few, each with what it reveals
//	Checkboxes     any of a few
//	Date           three boxes: day, month, year
//	DateText       one box: 31 3 1980
//	Time           one box: 14:30
//	File           a file to send
//	Fieldset       a group under one legend
//	Search         a box with a magnifier
//	Submit         the green button, beside a way to cancel
//
// Names that handlers read: "_csrf", "_key" and "_version" of Form; a Date named
// "born" sends "born-day", "born-month" and "born-year".
package control

import "github.com/a-h/templ"

// Field is what every control has. ID falls back to Name.
type Field struct {
	ID           string
	Name         string
	Label        string
	Hint         string
	Value        string
	Error        string // what to do about it; empty where nothing is wrong
	Heading      bool   // the label is the page's h1, where a page asks one thing
	Bold         bool   // the label is bold, where a fieldset has several parts
	HiddenLabel  bool   // the label is there only for those who listen
	Optional     bool   // says "(optional)" after the label
	Width        Width
	Type         string // of the input: "email", "tel", "search"; "text" where empty
	InputMode    string // the phone's keyboard: "numeric", "decimal", "email", "tel"
	Autocomplete string // the browser's own filling-in: "username", "bday-day", "off"
	Prefix       string // "£"
	Suffix       string // "hours a week"
	NoSpelling   bool   // names, codes and addresses are not spell-checked
	Disabled     bool
	Attributes   templ.Attributes // further data- attributes
}

// Width is how many characters a box is made for, so that its size tells what
// is expected.
type Width string

// The widths of a box; Full is the whole column.
const (
	Full Width = ""
	W2   Width = "2"
	W3   Width = "3"
	W4   Width = "4"
	W5   Width = "5"
	W10  Width = "10"
	W20  Width = "20"
	W30  Width = "30"
)

// Choice is a Field answered from Options: radios, checkboxes, a list.
type Choice struct {
	Field
	Options []Option
	Inline  bool // side by side, for two short answers
	Small   bool // smaller circles and boxes, where a professional works all day
	Empty   string
}

// Option is one answer of a Choice. It is chosen where Chosen is set or where
// Value is the field's.
type Option struct {
	Value   string
	Label   string
	Hint    string
	Chosen  bool
	Or      bool            // "or" stands before it
	Alone   bool            // choosing it clears the other boxes: "None of these"
	Reveal  templ.Component // asked when this is chosen; always shown where scripts do not run
	Group   string          // in a Select, the heading under which it stands
	Disable bool
}

func (f Field) id() string {
	if f.ID != "" {
		return f.ID
	}
	return f.Name
}

func (f Field) hintID() string  { return f.id() + "-hint" }
func (f Field) errorID() string { return f.id() + "-error" }

// describedBy lists the elements that explain the field, as aria-describedby wants.
func (f Field) describedBy(more ...string) string {
	list := ""
	add := func(id string) {
		if list != "" {
			list += " "
		}
		list += id
	}
	if f.Hint != "" {
		add(f.hintID())
	}
	if f.Error != "" {
		add(f.errorID())
	}
	for _, id := range more {
		add(id)
	}
	return list
}

func (f Field) groupClass() string {
	if f.Error != "" {
		return "govuk-form-group govuk-form-group--error"
	}
	return "govuk-form-group"
}

func (f Field) inputType() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

func (f Field) inputClass(base string) string {
	class := base
	if f.Width != Full {
		class += " govuk-input--width-" + string(f.Width)
	}
	if f.Error != "" {
		class += " " + base + "--error"
	}
	return class
}

func (f Field) labelClass(base string) string {
	switch {
	case f.HiddenLabel:
		return base + " govuk-visually-hidden"
	case f.Heading:
		return base + " " + base + "--l"
	case f.Bold:
		return base + " " + base + "--s"
	}
	return base
}

// attributes gathers what only some inputs have, so that the templates stay
// free of one condition for each.
func (f Field) attributes(more ...string) templ.Attributes {
	a := templ.Attributes{}
	if ids := f.describedBy(more...); ids != "" {
		a["aria-describedby"] = ids
	}
	if f.InputMode != "" {
		a["inputmode"] = f.InputMode
	}
	if f.Autocomplete != "" {
		a["autocomplete"] = f.Autocomplete
	}
	if f.NoSpelling {
		a["spellcheck"] = "false"
	}
	if f.Disabled {
		a["disabled"] = true
	}
	for name, value := range f.Attributes {
		a[name] = value
	}
	return a
}

func (c Choice) chosen(o Option) bool {
	return o.Chosen || (o.Value != "" && o.Value == c.Value)
}

// optionID gives the first option the field's own id, so that the error
// summary's link lands on it.
func (c Choice) optionID(i int) string {
	if i == 0 {
		return c.id()
	}
	return c.id() + "-" + itoa(i+1)
}
