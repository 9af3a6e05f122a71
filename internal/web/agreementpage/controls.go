package agreementpage

import (
	"github.com/a-h/templ"

	"onward/internal/sharing"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/control"
	page "onward/ui/page/agreement"
)

// controls are a section's fields, in the order in which they are asked.
func (d drafting) controls(f *form.Values) (list []templ.Component) {
	text := func(name, label, hint string) {
		field := web.Field(f, name, label)
		field.Hint = hint
		list = append(list, control.Text(field))
	}
	date := func(name, label, hint string) {
		field := web.Field(f, name, label)
		field.Hint = hint
		list = append(list, control.DateText(field))
	}
	one := func(name, label string, answered []sharing.Answer) {
		c := answers(f, name, label, answered)
		c.Empty = "Choose one"
		list = append(list, control.Select(c))
	}
	switch d.section.Key {
	case "parties":
		text("title", "Title", "What people call the agreement")
		list = append(list, d.parties(f)...)
	case "data":
		list = append(list, control.Checkboxes(categories(f)))
	case "basis":
		list = append(list, control.Checkboxes(answers(f, "bases", "It holds for", sharing.Bases)), control.Radios(answers(f, "condition", "Residents are", sharing.Conditions)))
		one("article6", "Lawful basis under UK GDPR Article 6", sharing.Articles6)
	case "guarded":
		one("article9", "Condition under UK GDPR Article 9", sharing.Articles9)
		one("schedule1", "Condition under Schedule 1 of the Data Protection Act 2018", sharing.Schedules1)
	case "rights":
		text("rights_contact", "Contact for residents’ rights", "One address for all parties: an email address or a telephone number")
		text("complaints_contact", "Contact for complaints", "")
	case "governance":
		text("breach_contact", "Contact for breaches", "Who answers at any hour")
	case "review":
		date("from", "First day", "For example, "+web.DateText(d.agreement.Terms.From))
		date("until", "Last day", "")
		date("review", "Day of review", "Governance officers are reminded 60 days before")
	}
	for _, x := range d.section.Texts {
		field := web.Field(f, x.Key, x.Label)
		field.Hint, field.Optional = x.Hint, x.Needed == "" && x.Hint == ""
		if x.Short {
			list = append(list, control.Text(field))
			continue
		}
		list = append(list, control.Textarea(control.Area{Field: field, Rows: 4}))
	}
	return list
}

func categories(f *form.Values) control.Choice {
	c := control.Choice{Field: web.Field(f, "categories", "Categories that are shared"), Small: true}
	c.Hint = "Only what is ticked can be seen, and of it only what a post and a referral allow."
	for _, category := range sharing.AllCategories() {
		c.Options = append(c.Options, control.Option{Value: category.String(), Label: sharing.CategoryWords(category), Hint: guardedHint(category), Chosen: f.Has("categories", category.String())})
	}
	return c
}

// parties asks of each organisation what it does; one that does nothing is no party.
func (d drafting) parties(f *form.Values) (list []templ.Component) {
	for i, c := range d.candidates {
		flow := control.Choice{Field: web.Field(f, flowName(c), c.Name), Small: true, Options: []control.Option{
			{Value: "discloses", Label: "Discloses", Chosen: f.Has(flowName(c), "discloses")}, {Value: "receives", Label: "Receives", Chosen: f.Has(flowName(c), "receives")}}}
		flow.Bold = true
		if i == 0 { // where the error summary and the list of what is missing lead
			flow.ID, flow.Error = "party", f.Error("party")
		}
		capacity := answers(f, capacityName(c), "Capacity of "+c.Name, sharing.Capacities)
		if capacity.Value == "" {
			capacity.Value = "controller"
		}
		list = append(list, page.Party(page.PartyControl{Name: c.Name, Flow: flow, Capacity: capacity}))
	}
	return list
}
