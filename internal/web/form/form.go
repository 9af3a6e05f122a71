// Package form reads what a browser sends: the fields that a page names, each
// once, and nothing else.
package form

import (
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/fault"
)

// Values are a form's fields as they were typed, with the problems found so far.
// Reading never fails on the spot: a page shows all problems at once.
type Values struct {
	values   url.Values
	today    calendar.Date
	problems []fault.Field
}

// most is how much one field may hold, in bytes; pages set tighter limits.
const most = 64 << 10

// Empty is a form before anything was typed.
func Empty(today calendar.Date) *Values { return &Values{values: url.Values{}, today: today} }

// With gives a form filled in with what is on record.
func With(today calendar.Date, values map[string]string) *Values {
	v := Empty(today)
	for name, value := range values {
		v.values.Set(name, value)
	}
	return v
}

// Read takes the named fields from the body of a POST. A name that ends in []
// may come several times. Fields that were not named, or came twice, are
// refused: they are a mistake of ours or an attack, never a person's typing.
func Read(r *http.Request, today calendar.Date, names ...string) (*Values, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case err != nil:
		return nil, fault.New(fault.Invalid, "Send this page's form again.")
	case kind == "multipart/form-data":
		err = r.ParseMultipartForm(8 << 20)
	default:
		err = r.ParseForm()
	}
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "What was sent could not be read. Reload the page and try again.")
	}
	v := &Values{values: url.Values{}, today: today}
	for name, sent := range r.PostForm {
		many := slices.Contains(names, name+"[]")
		if !many && !slices.Contains(names, name) && !slices.Contains([]string{"_csrf", "_key", "_version"}, name) {
			return nil, fault.New(fault.Invalid, "This form has a field that the page does not know. Reload the page and try again.")
		}
		if !many && len(sent) != 1 {
			return nil, fault.New(fault.Invalid, "This form has a field twice. Reload the page and try again.")
		}
		for _, text := range sent {
			if len(text) > most || !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
				return nil, fault.New(fault.Invalid, "One of the fields is too long or holds characters that cannot be stored.")
			}
		}
		v.values[name] = sent
	}
	return v, nil
}

// Text is a field with the blanks around it and carriage returns taken away.
func (v *Values) Text(name string) string {
	return strings.TrimSpace(strings.ReplaceAll(v.values.Get(name), "\r\n", "\n"))
}

// Raw is what was typed, to be shown again.
func (v *Values) Raw(name string) string { return v.values.Get(name) }

// Set puts a value, as a page does that fills in what it knows.
func (v *Values) Set(name, value string) { v.values.Set(name, value) }

// Sent says whether the form had a field at all.
func (v *Values) Sent(name string) bool { return v.values.Has(name) }

// Many are the values of a field that may come several times.
func (v *Values) Many(name string) []string { return v.values[name] }

// Has says whether a box was ticked or a value chosen among many.
func (v *Values) Has(name, value string) bool { return slices.Contains(v.values[name], value) }

// Need is Text with the message for an empty one.
func (v *Values) Need(name, message string) string {
	text := v.Text(name)
	if text == "" {
		v.Problem(name, message)
	}
	return text
}

// Limit is Need for text of at most n characters; needed may be empty for optional text.
func (v *Values) Limit(name string, n int, needed string) string {
	text := v.Text(name)
	if text == "" && needed != "" {
		v.Problem(name, needed)
	}
	if utf8.RuneCountInString(text) > n {
		v.Problem(name, "Shorten this to "+strconv.Itoa(n)+" characters or fewer")
	}
	return text
}

// Date reads a day as people type it; empty is no day.
func (v *Values) Date(name string) calendar.Date {
	text := v.Text(name)
	if text == "" {
		return calendar.Date{}
	}
	d, err := calendar.ParseTyped(text, v.today)
	if err != nil {
		v.Problem(name, err.Error())
	}
	return d
}

// NeedDate is Date with the message for an empty one.
func (v *Values) NeedDate(name, message string) calendar.Date {
	if v.Text(name) == "" {
		v.Problem(name, message)
		return calendar.Date{}
	}
	return v.Date(name)
}

// Clock reads a time of the day like 9:30, 14.00 or 1400 as hours and minutes.
func (v *Values) Clock(name, message string) (hour, minute int) {
	text := strings.ToLower(strings.ReplaceAll(v.Text(name), " ", ""))
	for _, layout := range []string{"15:04", "15.04", "1504", "3:04pm", "3.04pm", "3pm", "15"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.Hour(), t.Minute()
		}
	}
	v.Problem(name, message)
	return 0, 0
}

// Int reads a whole number; empty is otherwise.
func (v *Values) Int(name string, otherwise int, message string) int {
	text := v.Text(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		v.Problem(name, message)
	}
	return n
}

// UUID reads an id that the page itself put into the form; anything else is the zero id.
func (v *Values) UUID(name string) uuid.UUID {
	id, err := uuid.Parse(v.Text(name))
	if err != nil {
		return uuid.Nil
	}
	return id
}

// Version is the version of the record that the page was made from.
func (v *Values) Version() int {
	n, _ := strconv.Atoi(v.values.Get("_version"))
	return n
}

// Problem notes what to do about a field.
func (v *Values) Problem(name, message string) {
	v.problems = append(v.problems, fault.Field{Name: name, Message: message})
}

// Add takes over the fields of an Invalid fault and gives back any other error.
func (v *Values) Add(err error) error {
	if err == nil {
		return nil
	}
	f := fault.Of(err)
	if f.Kind != fault.Invalid || len(f.Fields) == 0 {
		return err
	}
	v.problems = append(v.problems, f.Fields...)
	return nil
}

// OK says that nothing is wrong so far.
func (v *Values) OK() bool { return len(v.problems) == 0 }

// Problems are what is wrong, in the order in which it was found.
func (v *Values) Problems() []fault.Field { return v.problems }

// Error is the first message about a field, empty where nothing is wrong with it.
func (v *Values) Error(name string) string {
	for _, p := range v.problems {
		if p.Name == name {
			return p.Message
		}
	}
	return ""
}

// Birth reads a date of birth: like Date, and never in the future.
func (v *Values) Birth(name string) calendar.Date {
	text := v.Text(name)
	if text == "" {
		return calendar.Date{}
	}
	d, err := calendar.ParseBirth(text, v.today)
	if err != nil {
		v.Problem(name, err.Error())
	}
	return d
}

// Take brings over what was typed into some fields of another form, with what
// is wrong with them: for pages that hold two forms.
func (v *Values) Take(from *Values, names ...string) {
	for _, name := range names {
		v.values[name] = from.values[name]
	}
	v.problems = append(v.problems, from.problems...)
}

// Of gives a form filled in with all that stood in another.
func Of(today calendar.Date, values url.Values) *Values { return &Values{values: values, today: today} }

// Replace makes the named fields, as Read takes them, exactly what they are in
// another form, also empty or not ticked.
func (v *Values) Replace(from *Values, names ...string) {
	for _, name := range names {
		name = strings.TrimSuffix(name, "[]")
		delete(v.values, name)
		if sent := from.values[name]; len(sent) > 0 {
			v.values[name] = sent
		}
	}
}

// Append adds a value to a field that may come several times.
func (v *Values) Append(name, value string) { v.values.Add(name, value) }
