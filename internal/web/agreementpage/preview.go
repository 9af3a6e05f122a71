package agreementpage

import (
	"fmt"
	"strings"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/ui/component"
	page "onward/ui/page/agreement"
)

// preview is the panel of who gains and who loses sight, with the signature in
// the same panel as its consequences.
func (p Pages) preview(r *web.Request, a sharing.Agreement, ends bool) (*page.ChangeView, error) {
	e, err := p.Agreements.Effect(r.Ctx(), a.ID, ends)
	if err != nil {
		return nil, err
	}
	v := &page.ChangeView{Title: "What changes when it is signed", Aside: "Counted today at " + r.Site.DB.Now().In(calendar.London).Format("15:04") + " on " + e.Open.String() + " open journeys"}
	if ends {
		v.Title = "What changes if it stops"
	}
	longest := 1
	for _, s := range e.Sights {
		longest = max(longest, s.Gains.Least(), s.Loses.Least(), s.More.Least(), s.Fewer.Least())
	}
	for _, s := range e.Sights {
		if row := changeRow(a, s, longest); len(row.Bars) > 0 {
			v.Rows = append(v.Rows, row)
		}
		if !ends && !s.Objected.None() {
			v.Notes = append(v.Notes, sentence(s.Objected.String())+" objected to "+s.Name+": it gains nothing on them.")
		}
	}
	switch {
	case e.Empty() && a.Terms.BasisWords() == "Statistics":
		v.Empty = "Nobody sees another journey: it shares figures alone."
	case e.Empty():
		v.Empty = "Nobody gains or loses sight of a journey today. Residents who have not been told, or not agreed, stay out of sight."
	}
	v.Notes = append(v.Notes, "Sealed journeys stay sealed. What an organisation wrote, it keeps.")
	if a.WaitsFor(r.Me.Org.ID) && !ends {
		v.Title = "What changes if you sign"
		v.Foot = &page.ChangeFoot{Title: "Sign for the " + r.Me.Org.Name, Text: "Nobody signs for another organisation. You can suspend it at any time.",
			Links: []component.Link{{Label: "Send back with a question", Href: path(a.ID, "question")}}, Go: &component.ButtonView{Label: "Read and sign", Href: path(a.ID, "sign")}}
	}
	return v, nil
}

func sentence(count string) string {
	if count == "1" {
		return "1 resident"
	}
	return strings.ToUpper(count[:1]) + web.CountText(count[1:], "resident")
}

func changeRow(a sharing.Agreement, s sharing.Sight, longest int) page.ChangeRow {
	row := page.ChangeRow{Name: s.Name}
	width := func(c sharing.Count) string { return fmt.Sprintf("%d%%", max(2, c.Least()*60/longest)) }
	bar := func(c sharing.Count, sign, words string, loss, pale bool) {
		if !c.None() {
			row.Bars = append(row.Bars, page.ChangeBar{Loss: loss, Pale: pale, Width: width(c), Figure: sign + c.String(), Words: words})
		}
	}
	bar(s.Loses, "−", "", true, false)
	bar(s.Fewer, "", "see less", true, true)
	bar(s.Gains, "+", "", false, false)
	bar(s.More, "", "see more", false, true)
	_, party := a.Terms.Party(s.Organisation)
	var words []string
	switch {
	case !s.Gains.None() && s.More.None():
		words = append(words, "Gains: "+list(s.Adds))
	case !s.Adds.Empty():
		words = append(words, "Adds "+list(s.Adds)+" to journeys that it sees today")
	}
	switch {
	case !s.Loses.None() && !party:
		words = append(words, "Leaves. Keeps what it wrote")
	case !s.Drops.Empty():
		words = append(words, "Loses: "+list(s.Drops))
	}
	row.Second = strings.Join(words, ". ")
	return row
}

// list is categories in a sentence: "identity, contact and plan". That a person
// is supported goes without saying where more is seen.
func list(set access.Set) string {
	var words []string
	for _, c := range sharing.AllCategories() {
		if set.Has(c) && (c != access.Existence || set.Len() == 1) {
			words = append(words, strings.ToLower(sharing.CategoryWords(c)))
		}
	}
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
