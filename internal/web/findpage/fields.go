package findpage

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/outcome"
	"onward/internal/resident"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/control"
	page "onward/ui/page/find"
)

func itoa(n int) string { return strconv.Itoa(n) }

// sections are the form's fieldsets; what the person may not add has no field.
func sections(r *web.Request, f *form.Values) []page.Section {
	d := registering(r)
	list := []page.Section{
		{Title: "Who they are", Parts: identityParts(f)},
		{Title: "How to reach them safely", Parts: contactParts(f)},
		{Title: "Identifiers", Hint: "Leave open what they do not have at hand.", Parts: identifierParts(f)},
		{Title: "How they came, and who supports them", Parts: handParts(r, f)},
	}
	if groups := groupParts(f, d); len(groups) > 0 {
		list = append(list, page.Section{Title: "Priority groups", Hint: "Tick what the resident told you. It can wait.", Parts: groups})
	}
	if parts := baselineParts(f, d); len(parts) > 0 {
		list = append(list, page.Section{Title: "How things stand today", Hint: "The start that progress is measured from. It can wait.", Parts: parts})
	}
	if d.May(access.Add, access.Equality) {
		list = append(list, page.Section{Title: "Equality monitoring", Folded: true,
			Hint: "Every answer is voluntary. The answers are used for statistics alone, and can be given later.", Parts: equalityParts(f)})
	}
	return list
}

// text is a box over so many of twelve columns; change shapes it.
func text(f *form.Values, span int, name, label string, change ...func(*control.Field)) page.Part {
	field := web.Field(f, name, label)
	field.Autocomplete, field.NoSpelling = "off", true
	for _, c := range change {
		c(&field)
	}
	return page.Part{Span: span, Control: control.Text(field)}
}

func optional(f *control.Field) { f.Optional = true }

func hint(words string) func(*control.Field) { return func(f *control.Field) { f.Hint = words } }

func identityParts(f *form.Values) []page.Part {
	birth := web.Field(f, "born", "Date of birth")
	return []page.Part{text(f, 4, "given", "Given name"), text(f, 4, "family", "Family name"),
		text(f, 4, "preferred", "Likes to be called", optional),
		{Span: 4, Control: control.DateText(birth)},
		text(f, 4, "pronouns", "Pronouns", optional, hint("Like she/her"))}
}

func contactParts(f *form.Values) []page.Part {
	address := control.Area{Field: web.Field(f, "address", "Address"), Rows: 2}
	address.Optional, address.Autocomplete = true, "off"
	interpreter := control.Choice{Field: web.Field(f, "interpreter", "Interpreter"), Small: true, Options: []control.Option{{Value: "yes", Label: "Needs an interpreter"}}}
	interpreter.HiddenLabel = true
	return []page.Part{
		text(f, 4, "telephone", "Telephone", optional, func(f *control.Field) { f.Type, f.InputMode = "tel", "tel" }),
		text(f, 4, "email", "Email", optional, func(f *control.Field) { f.Type, f.InputMode = "email", "email" }),
		text(f, 4, "postcode", "Postcode", optional, func(f *control.Field) { f.Width = control.W10 }),
		{Span: 12, Control: control.Textarea(address)},
		text(f, 6, "safe_way", "Safe way to make contact", optional, hint("Like “Text only” or “Do not leave a message”")),
		text(f, 6, "safe_time", "Safe time", optional, hint("Like “After 4pm”")),
		text(f, 6, "language", "Language they would rather speak", optional, hint("Leave open for English")),
		{Span: 6, Control: control.Checkboxes(interpreter)},
	}
}

func identifierParts(f *form.Values) []page.Part {
	return []page.Part{text(f, 4, "nino", "National Insurance number", optional, hint("Like QQ 12 34 56 C")),
		text(f, 4, "universal_credit", "Universal Credit reference", optional, hint("As it stands on their letters")),
		text(f, 4, "uln", "Unique learner number", optional, hint("10 digits"))}
}

func handParts(r *web.Request, f *form.Values) []page.Part {
	entry := control.Choice{Field: web.Field(f, "entry_point", "Which door did they come through?"), Empty: "Choose a door"}
	for _, e := range journey.EntryPoints {
		entry.Options = append(entry.Options, control.Option{Value: e.Code, Label: e.Label})
	}
	spoc := control.Choice{Field: web.Field(f, "spoc", "Single point of contact"), Empty: "Choose a colleague"}
	people, err := r.Site.Directory.Caseworkers(r.Request().Context(), r.Me.Org.ID)
	if err != nil { // the form still shows everything else that was typed
		spoc.Error = fault.Of(err).Public
	}
	for _, c := range people {
		label := c.Name + ", " + strings.ToLower(web.RoleLabel(c.Role))
		if c.Staff == r.Me.Staff {
			label = c.Name + " (you)"
		}
		spoc.Options = append(spoc.Options, control.Option{Value: itoa(c.Staff), Label: label})
	}
	return []page.Part{{Span: 6, Control: control.Select(entry)}, {Span: 6, Control: control.Select(spoc)}}
}

// groupParts are the groups that the person may add, in two columns.
func groupParts(f *form.Values, d access.Decision) []page.Part {
	var options []control.Option
	for _, g := range journey.Groups {
		if d.May(access.Add, g.Category) {
			options = append(options, control.Option{Value: g.Code, Label: g.Label, Chosen: f.Has("groups", g.Code)})
		}
	}
	var parts []page.Part
	for column, half := range [][]control.Option{options[:(len(options)+1)/2], options[(len(options)+1)/2:]} {
		c := control.Choice{Field: web.Field(f, "groups", "Priority groups"), Small: true, Options: half}
		c.HiddenLabel, c.Value = true, ""
		if column > 0 {
			c.ID, c.Label, c.Error = "groups-more", "Further priority groups", ""
		}
		if len(half) > 0 {
			parts = append(parts, page.Part{Span: 6, Control: control.Checkboxes(c)})
		}
	}
	return parts
}

func baselineParts(f *form.Values, d access.Decision) []page.Part {
	var parts []page.Part
	if d.May(access.Add, access.Work) {
		amount := func(f *control.Field) { f.Prefix, f.InputMode, f.Width = "£", "decimal", control.W10 }
		per := control.Choice{Field: web.Field(f, "per", "Pay is for"), Empty: "Choose", Options: []control.Option{{Value: "hour", Label: "An hour"}, {Value: "week", Label: "A week"},
			{Value: "month", Label: "A month"}, {Value: "year", Label: "A year"}}}
		parts = append(parts, page.Part{Span: 4, Control: control.Select(choice(f, "work", "Work", journey.WorkStatuses))},
			text(f, 3, "amount", "Pay before tax", optional, amount), page.Part{Span: 2, Control: control.Select(per)},
			text(f, 3, "hours", "Hours a week", optional, func(f *control.Field) { f.InputMode, f.Width = "decimal", control.W5 }))
	}
	if d.May(access.Add, access.Circumstances) {
		parts = append(parts, page.Part{Span: 4, Control: control.Select(choice(f, "qualification", "Highest qualification", journey.Qualifications))},
			text(f, 4, "months", "Months out of work", optional, func(f *control.Field) { f.InputMode, f.Width = "numeric", control.W4 }))
	}
	if d.May(access.Add, access.HousingMoney) {
		parts = append(parts, text(f, 4, "benefits", "Benefits", optional, hint("As they tell you, like “Universal Credit”")))
	}
	return parts
}

func choice(f *form.Values, name, label string, of []journey.Choice) control.Choice {
	c := control.Choice{Field: web.Field(f, name, label), Empty: "Not asked yet"}
	for _, o := range of {
		c.Options = append(c.Options, control.Option{Value: o.Code, Label: o.Label})
	}
	return c
}

func equalityParts(f *form.Values) []page.Part {
	var parts []page.Part
	for _, q := range resident.Questions {
		c := control.Choice{Field: web.Field(f, q.Name, q.Label), Empty: "Not asked yet"}
		for _, o := range q.Options {
			c.Options = append(c.Options, control.Option{Value: o.Code, Label: o.Label})
		}
		parts = append(parts, page.Part{Span: 6, Control: control.Select(c)})
	}
	return parts
}

// birth reads the date of birth; an empty box is none. The calendar's own
// sentences may be shown beside the field.
func birth(f *form.Values, today calendar.Date) calendar.Date {
	if f.Text("born") == "" {
		return calendar.Date{}
	}
	d, err := calendar.ParseBirth(f.Text("born"), today)
	if err != nil {
		f.Problem("born", err.Error())
	}
	return d
}

// pence reads the pay; an empty box is none.
func pence(f *form.Values) int {
	if f.Text("amount") == "" {
		return 0
	}
	n, err := outcome.ParsePounds(f.Text("amount"))
	if err != nil || n < 0 || n > 100_000_000 {
		f.Problem("amount", "Enter the pay in pounds, like 14.80")
		return 0
	}
	return int(n)
}

var hoursText = regexp.MustCompile(`^\d{1,3}(\.\d{1,2})?$`)

func hours(f *form.Values) string {
	typed := f.Text("hours")
	if typed == "" {
		return ""
	}
	if n, err := strconv.ParseFloat(typed, 64); err != nil || n > 168 || !hoursText.MatchString(typed) {
		f.Problem("hours", "Enter the hours worked each week, like 37.5")
		return ""
	}
	return typed
}

// withoutFigures leaves the words of a search that can be a name.
func withoutFigures(typed string) string {
	words := strings.FieldsFunc(typed, func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
	var names []string
	for _, w := range words {
		if !strings.ContainsFunc(w, unicode.IsDigit) {
			names = append(names, w)
		}
	}
	return strings.Join(names, " ")
}

// raised begins each word of a name that was typed in small letters with a
// capital; whoever used any knows better.
func raised(name string) string {
	if name != strings.ToLower(name) {
		return name
	}
	words := strings.Fields(name)
	for i, w := range words {
		r, size := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToTitle(r)) + w[size:]
	}
	return strings.Join(words, " ")
}
