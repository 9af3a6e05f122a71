package agreementpage

import (
	"net/http"
	"strconv"

	"onward/internal/fault"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/control"
	"onward/ui/layout"
	page "onward/ui/page/agreement"
)

func (p Pages) signForm(r *web.Request) error {
	a, err := p.version(r)
	if err != nil {
		return err
	}
	if !a.WaitsFor(r.Me.Org.ID) {
		return r.Go(path(a.ID), "")
	}
	return p.showSign(r, a, form.Empty(r.Today()), http.StatusOK)
}

func (p Pages) showSign(r *web.Request, a sharing.Agreement, f *form.Values, status int) error {
	v := page.SignView{Layout: view(r, "Read and sign", backTo(a)), Head: component.HeadView{Title: "Read and sign", Caption: a.Terms.Title + ", " + "version " + strconv.Itoa(a.Number)},
		Problems: web.Problems(f), Clauses: clauses(a), Fingerprint: a.Fingerprint(), For: "Sign for the " + r.Me.Org.Name, Form: r.Post(path(a.ID, "sign")), Cancel: path(a.ID)}
	v.Layout.Errors = !f.OK()
	v.Read = control.Choice{Field: web.Field(f, "read", "Your signature"), Options: []control.Option{{Value: "yes", Label: "I have read it and sign for my organisation", Chosen: f.Has("read", "yes")}}}
	v.Read.HiddenLabel = true
	return r.ShowStatus(status, page.Sign(v))
}

// sign takes the signature under the text that was read: its fingerprint comes
// with the form.
func (p Pages) sign(r *web.Request) error {
	f, err := r.Form("fingerprint", "read")
	if err != nil {
		return err
	}
	a, err := p.version(r)
	if err != nil {
		return err
	}
	f.Need("read", "Tick that you have read it and sign for your organisation")
	if !f.OK() && a.WaitsFor(r.Me.Org.ID) {
		return p.showSign(r, a, f, http.StatusUnprocessableEntity)
	}
	err = p.Agreements.Sign(r.Once(), a.ID, f.Raw("fingerprint"))
	if fault.Is(err, fault.Conflict) && a.WaitsFor(r.Me.Org.ID) {
		f.Problem("read", fault.Of(err).Public)
		return p.showSign(r, a, f, http.StatusConflict)
	}
	if err != nil {
		return err
	}
	return r.Go(path(a.ID), "Signed for the "+r.Me.Org.Name+".")
}

// clauses are the whole text of a version, section by section.
func clauses(a sharing.Agreement) (all []page.Clause) {
	t := a.Terms
	facts := map[string][]component.SummaryRow{
		"basis": {{Key: "Holds for", Value: t.BasisWords()}, {Key: "Residents are", Value: sharing.Find(sharing.Conditions, t.Condition)},
			{Key: "UK GDPR Article 6", Value: sharing.Find(sharing.Articles6, t.Article6)}},
		"guarded": {{Key: "UK GDPR Article 9", Value: sharing.Find(sharing.Articles9, t.Article9)}, {Key: "DPA 2018, Schedule 1", Value: sharing.Find(sharing.Schedules1, t.Schedule1)}},
		"rights":  {{Key: "Contact for rights", Value: t.RightsContact}, {Key: "Contact for complaints", Value: t.ComplaintsContact}}, "governance": {{Key: "Contact for breaches", Value: t.BreachContact}},
		"review": {{Key: "First day", Value: t.From.Long()}, {Key: "Last day", Value: t.Until.Long()}, {Key: "Review", Value: t.Review.Long()}},
		"data":   {{Key: "Categories", Value: sentenceCase(list(t.Categories))}},
	}
	for _, q := range t.Parties {
		facts["parties"] = append(facts["parties"], component.SummaryRow{Key: q.Name, Value: q.Words()})
	}
	for _, s := range sharing.Contents() {
		c := page.Clause{Title: strconv.Itoa(s.Order) + ". " + s.Title, Rows: facts[s.Key]}
		for _, x := range s.Texts {
			c.Rows = append(c.Rows, component.SummaryRow{Key: x.Label, Value: t.Sections[x.Key]})
		}
		for i := range c.Rows {
			if c.Rows[i].Value == "" {
				c.Rows[i].Value = "–"
			}
		}
		all = append(all, c)
	}
	return all
}

// text is the whole of a version on paper, with its signatures.
func (p Pages) text(r *web.Request) error {
	a, err := p.version(r)
	if err != nil {
		return err
	}
	whole := clauses(a)
	signatures := page.Clause{Title: "Signatures"}
	for _, q := range a.Terms.Parties {
		row := component.SummaryRow{Key: q.Name, Value: "Not signed"}
		if q.Signed() {
			row.Value = q.SignedBy + ", " + on(q.SignedAt)
		}
		signatures.Rows = append(signatures.Rows, row)
	}
	if print := a.Fingerprint(); print != "" {
		signatures.Rows = append(signatures.Rows, component.SummaryRow{Key: "Fingerprint of the text (SHA-256)", Value: print})
	}
	sheet := layout.Sheet{Title: a.Terms.Title, Partnership: r.Me.Org.Partnership, For: numbered(a) + ", " + standing(a, 0, r.Today()).Words, Printed: r.Today().Long() + ", " + r.Me.Name,
		Back: &layout.Link{Label: "Back to the agreement", Href: path(a.ID)}}
	return r.Show(page.Paper(page.PaperView{Sheet: sheet, Clauses: append(whole, signatures)}))
}
