package agreementpage

import (
	"strings"

	"onward/internal/sharing"
	"onward/internal/web"
	"onward/ui/component"
	"onward/ui/layout"
	page "onward/ui/page/agreement"
)

// register is the record of all sharing that UK GDPR Article 30 asks for, on paper.
func (p Pages) register(r *web.Request) error {
	shelf, err := p.Agreements.Register(r.Ctx())
	if err != nil {
		return err
	}
	v := page.PaperView{Empty: "No agreement has been offered for signature yet.", Lead: "Record of processing under UK GDPR Article 30: what the " + r.Me.Org.Name + " shares with other organisations, and receives from them, under agreements."}
	v.Sheet = layout.Sheet{Title: "Register of sharing", Partnership: r.Me.Org.Partnership, For: r.Me.Org.Name, Printed: shelf.Today.Long() + ", " + r.Me.Name,
		Back: &layout.Link{Label: "Back to agreements", Href: root}}
	for _, a := range shelf.Agreements {
		v.Clauses = append(v.Clauses, page.Clause{Title: a.Terms.Title + ", version " + strings.TrimPrefix(numbered(a), "Version "), Rows: entry(a, standing(a, 0, shelf.Today).Words)})
	}
	return r.Show(page.Paper(v))
}

// entry is one agreement in the register.
func entry(a sharing.Agreement, stands string) []component.SummaryRow {
	t := a.Terms
	var discloses, receives []string
	for _, q := range t.Parties {
		name := q.Name
		if words := sharing.Find(sharing.Capacities, q.Capacity); words != "" {
			name += " (" + strings.ToLower(words) + ")"
		}
		if q.Discloses {
			discloses = append(discloses, name)
		}
		if q.Receives {
			receives = append(receives, name)
		}
	}
	guarded := "None"
	if !t.Guarded().Empty() {
		guarded = sentenceCase(list(t.Guarded())) + ". " + sharing.Find(sharing.Articles9, t.Article9) + ". " + sharing.Find(sharing.Schedules1, t.Schedule1)
	}
	rows := []component.SummaryRow{{Key: "Stands", Value: stands}, {Key: "From and until", Value: t.From.Long() + " to " + t.Until.Long()}, {Key: "Purpose", Value: t.Sections["purpose"]},
		{Key: "Whose data", Value: "Residents who are supported into work"}, {Key: "Categories of data", Value: sentenceCase(list(t.Categories))}, {Key: "Guarded data", Value: guarded},
		{Key: "Who discloses", Value: strings.Join(discloses, ", ")}, {Key: "Who receives", Value: strings.Join(receives, ", ")}, {Key: "Holds for", Value: t.BasisWords()},
		{Key: "Lawful basis", Value: sharing.Find(sharing.Articles6, t.Article6)}, {Key: "Residents are", Value: sharing.Find(sharing.Conditions, t.Condition)},
		{Key: "Retention", Value: t.Sections["retention"]}, {Key: "Security", Value: t.Sections["security"]}, {Key: "Data protection officers", Value: t.Sections["officers"]},
		{Key: "Impact assessment", Value: t.Sections["dpia"]}, {Key: "Review", Value: t.Review.Long()}, {Key: "Contact for rights", Value: t.RightsContact}}
	for i := range rows {
		rows[i].Value = said(rows[i].Value)
	}
	return rows
}
