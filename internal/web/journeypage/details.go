package journeypage

import (
	"errors"
	"net/http"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/journey"
	"onward/internal/outcome"
	"onward/internal/postgres"
	"onward/internal/resident"
	"onward/internal/web"
	"onward/ui/component"
	page "onward/ui/page/journey"
)

func (p Pages) detailRoutes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Path: "/journeys/:id/details", Duty: access.DoFind, Handle: p.details},
		{Method: http.MethodGet, Path: "/journeys/:id/details/identity", Duty: access.DoFind, Handle: p.identityForm},
		{Method: http.MethodPost, Path: "/journeys/:id/details/identity", Duty: access.DoFind, Handle: p.changeIdentity},
		{Method: http.MethodGet, Path: "/journeys/:id/details/contact", Duty: access.DoFind, Handle: p.contactForm},
		{Method: http.MethodPost, Path: "/journeys/:id/details/contact", Duty: access.DoFind, Handle: p.changeContact},
		{Method: http.MethodGet, Path: "/journeys/:id/details/equality", Duty: access.DoFind, Handle: p.equalityForm},
		{Method: http.MethodPost, Path: "/journeys/:id/details/equality", Duty: access.DoFind, Handle: p.changeEquality},
		{Method: http.MethodGet, Path: "/journeys/:id/details/background", Duty: access.DoFind, Handle: p.backgroundForm},
		{Method: http.MethodPost, Path: "/journeys/:id/details/background", Duty: access.DoFind, Handle: p.changeBackground},
	}
}

// background is what shows how things stood on entry: the baseline, and the
// priority groups with each in its own category.
var background = []access.Category{access.Circumstances, access.HousingMoney, access.Health, access.Equality, access.Offences, access.Work}

func (p Pages) details(r *web.Request) error {
	var v page.DetailsView
	shows := append([]access.Category{access.Identity, access.Contact, access.Plan}, background...)
	err := p.open(r, "Details", shows, func(tx *postgres.Tx, f *Frame) error {
		v.Layout = f.Layout
		d := f.Decision
		link := func(c access.Category, part, what string) *component.Link {
			if !d.May(access.Change, c) {
				return nil
			}
			return &component.Link{Label: "Change", Hidden: " " + what, Href: f.Path("details/" + part)}
		}
		var failed error
		changed := func(c access.Category) string {
			words, err := p.changedWords(tx, d, c)
			failed = errors.Join(failed, err)
			return words
		}
		v.Parts = append(v.Parts, page.DetailsPart{Title: "Identity", Rows: identityRows(f.Person), Change: link(access.Identity, "identity", "identity"), Changed: changed(access.Identity)})
		if f.Person.Seen.Has(access.Contact) {
			v.Parts = append(v.Parts, page.DetailsPart{Title: "Contact", Rows: contactRows(f.Person.Contact), Change: link(access.Contact, "contact", "contact details"), Changed: changed(access.Contact)})
		}
		groups, err := p.Journeys.Store.Groups(tx, d)
		if err != nil {
			return err
		}
		base, err := p.Journeys.Store.Baseline(tx, d)
		if err != nil {
			return err
		}
		if d.May(access.View, access.Circumstances) {
			onEntry, err := p.changedOnEntry(tx, d)
			if err != nil {
				return err
			}
			v.Parts = append(v.Parts, page.DetailsPart{Title: "On entry", Rows: backgroundRows(d, f.Head, groups, base), Change: link(access.Circumstances, "background", "how things stood on entry"), Changed: onEntry})
		}
		if d.May(access.View, access.Equality) {
			e, err := p.Journeys.Residents.Equality(tx, d)
			if err != nil {
				return err
			}
			v.Parts = append(v.Parts, page.DetailsPart{Title: "Equality monitoring", Rows: equalityRows(e), Change: link(access.Equality, "equality", "equality monitoring"), Changed: changed(access.Equality)})
		}
		return failed
	})
	if err != nil {
		return err
	}
	return r.Show(page.Details(v))
}

// changedWords say who last wrote a part of the details: "Changed by Amina
// Yusufi, 14 April 2026".
func (p Pages) changedWords(tx *postgres.Tx, d access.Decision, c access.Category) (string, error) {
	changed, err := p.Journeys.Residents.Changed(tx, d, c)
	if err != nil || changed.By == "" {
		return "", err
	}
	did := "Changed"
	if changed.First {
		did = "Added"
	}
	return did + " by " + changed.By + ", " + calendar.DayOf(changed.At).Long(), nil
}

// changedOnEntry says who last corrected how things stood on entry.
func (p Pages) changedOnEntry(tx *postgres.Tx, d access.Decision) (string, error) {
	changed, err := p.Journeys.Store.ChangedBackground(tx, d)
	if err != nil || changed.By == "" {
		return "", err
	}
	return "Changed by " + changed.By + ", " + calendar.DayOf(changed.At).Long(), nil
}

func row(key, value string) component.SummaryRow {
	if value == "" {
		value = "Not on record"
	}
	return component.SummaryRow{Key: key, Value: value}
}

func identityRows(p resident.Person) []component.SummaryRow {
	i, n := p.Identity, p.Identifiers
	return []component.SummaryRow{row("Given name", i.Given), row("Family name", i.Family), row("Likes to be called", i.Preferred), row("Pronouns", i.Pronouns),
		row("Date of birth", i.Born.Long()), row("National Insurance number", resident.NINO(n.NINO).Spaced()),
		row("Universal Credit reference", n.UniversalCredit), row("Unique learner number", n.ULN)}
}

func contactRows(c resident.Contact) []component.SummaryRow {
	interpreter := "No"
	if c.Interpreter {
		interpreter = "Yes"
	}
	tel := row("Telephone", c.Telephone.Spaced())
	if c.Telephone != "" {
		tel.Href = "tel:" + string(c.Telephone)
	}
	mail := row("Email", c.Email)
	if c.Email != "" {
		mail.Href = "mailto:" + c.Email
	}
	return []component.SummaryRow{tel, row("Safe way to reach them", c.SafeWay), row("Safe time", c.SafeTime), mail, row("Address", c.Address),
		row("Postcode", c.Postcode), row("Language", c.Language), row("Interpreter needed", interpreter)}
}

func backgroundRows(d access.Decision, h journey.Head, groups []journey.Group, b journey.Baseline) []component.SummaryRow {
	var rows []component.SummaryRow
	if d.May(access.View, access.Plan) {
		rows = append(rows, row("Came through", journey.EntryLabel(h.EntryPoint)))
	}
	rows = append(rows, row("Started", h.OpenedOn.Long()), row("Qualifications", journey.ChoiceLabel(journey.Qualifications, b.Qualification)))
	without := ""
	if b.MonthsWithout.Known {
		without = web.Count(b.MonthsWithout.Count, "month")
	}
	rows = append(rows, row("Time out of work", without))
	if d.May(access.View, access.Work) {
		rows = append(rows, row("Work", journey.ChoiceLabel(journey.WorkStatuses, b.Work)))
		if b.Amount > 0 || b.Hours != "" {
			rows = append(rows, row("Pay", PayWords(outcome.PayRecord{Known: b.Amount > 0, Pence: int64(b.Amount), Per: outcome.Period(b.Per), Hours: b.Hours})))
		}
	}
	if d.May(access.View, access.HousingMoney) {
		rows = append(rows, row("Benefits", b.Benefits))
	}
	for i, g := range groups {
		key := ""
		if i == 0 {
			key = "Priority groups"
		}
		rows = append(rows, component.SummaryRow{Key: key, Value: g.Label})
	}
	return rows
}

func equalityRows(e resident.Equality) []component.SummaryRow {
	var rows []component.SummaryRow
	for _, q := range resident.Questions {
		answer := *e.Answer(q.Name)
		for _, o := range q.Options {
			if o.Code == answer {
				answer = o.Label
			}
		}
		if answer == "" {
			answer = "Not asked yet"
		}
		rows = append(rows, component.SummaryRow{Key: q.Label, Value: answer})
	}
	return rows
}
