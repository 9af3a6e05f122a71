package governancepage

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"onward/internal/organisation"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/control"
)

// fields are the filters that the panel asks for.
func fields(r *web.Request, at place, f *form.Values, everyone []organisation.Colleague) []templ.Component {
	return []templ.Component{
		control.Select(people(r, at, everyone)),
		control.Select(organisations(at, everyone)),
		control.Select(words("action", "Did", "Anything", at.ask.Action, deeds)),
		control.Select(categories(at)),
		control.Select(words("basis", "On basis", "Any basis", at.ask.Basis, grounds)),
		control.DateText(web.Field(f, "from", "From")),
		control.DateText(web.Field(f, "until", "Until")),
		control.Checkboxes(ticks(at)),
	}
}

// people are the officer's own colleagues, and the one who is chosen: others are
// found by their organisation, and chosen by their name in the list.
func people(r *web.Request, at place, everyone []organisation.Colleague) control.Choice {
	c := control.Choice{Field: control.Field{ID: "staff", Name: "staff", Label: "Member of staff"}, Empty: "Anybody"}
	seen := map[int]bool{}
	for _, p := range everyone {
		if !seen[p.Staff] && (p.Org.ID == r.Me.Org.ID || p.Staff == at.ask.Staff) {
			seen[p.Staff] = true
			c.Options = append(c.Options, control.Option{Value: strconv.Itoa(p.Staff), Label: p.Name, Chosen: p.Staff == at.ask.Staff})
		}
	}
	slices.SortFunc(c.Options, byLabel)
	return c
}

func organisations(at place, everyone []organisation.Colleague) control.Choice {
	c, _ := choices(asked{organisation: at.ask.Organisation}, everyone)
	c.Label, c.Empty = "Their organisation", "Any organisation"
	return c
}

func words(name, label, empty, chosen string, known map[string]string) control.Choice {
	c := control.Choice{Field: control.Field{ID: name, Name: name, Label: label}, Empty: empty}
	for value, words := range known {
		c.Options = append(c.Options, control.Option{Value: value, Label: words, Chosen: value == chosen})
	}
	slices.SortFunc(c.Options, func(a, b control.Option) int { return cmp.Or(byLabel(a, b), cmp.Compare(a.Value, b.Value)) })
	return c
}

func categories(at place) control.Choice {
	c := control.Choice{Field: control.Field{ID: "category", Name: "category", Label: "Section"}, Empty: "Any section"}
	for _, category := range sharing.AllCategories() {
		c.Options = append(c.Options, control.Option{Value: category.String(), Label: sharing.CategoryWords(category), Chosen: category.String() == at.ask.Category})
	}
	return c
}

// ticks narrow to what an officer looks at first.
func ticks(at place) control.Choice {
	return control.Choice{Field: control.Field{ID: "only", Name: "only", Label: "Only"}, Small: true, Options: []control.Option{
		{Value: "guarded", Label: "Guarded sections, notes and documents", Chosen: at.ask.Guarded}, {Value: "emergency", Label: "Emergencies", Chosen: at.ask.Emergency}}}
}
