package agreementpage

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"onward/internal/fault"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/ui/component"
	"onward/ui/control"
	page "onward/ui/page/agreement"
)

// showDraft lists the sections of a draft and what is missing in each.
func (p Pages) showDraft(r *web.Request, a sharing.Agreement) error {
	v, err := p.draft(r, a)
	if err != nil {
		return err
	}
	return r.Show(page.Draft(v))
}

func (p Pages) draft(r *web.Request, a sharing.Agreement) (page.DraftView, error) {
	v := page.DraftView{Layout: view(r, a.Terms.Title, backToAll), Head: component.HeadView{Title: a.Terms.Title, Lead: numbered(a) + ", last changed " + on(a.ChangedAt) + " by " + a.ChangedBy},
		Status: component.ToDo("Draft"), Banner: banner(a), Text: component.Link{Label: "Full text", Href: path(a.ID, "text")},
		Drop: component.ButtonView{Label: "Drop this draft", Href: path(a.ID, "end"), Kind: component.Secondary}}
	lacks := map[string]int{}
	for _, g := range a.Terms.Missing(r.Today()) {
		lacks[g.Section]++
		v.Gaps = append(v.Gaps, component.Link{Label: g.Message, Href: path(a.ID, "draft", g.Section) + "#" + g.Field})
	}
	for _, s := range sharing.Contents() {
		status := component.Achieved("Complete")
		if n := lacks[s.Key]; n > 0 {
			status = component.ToDo(strconv.Itoa(n) + " missing")
		}
		v.Sections = append(v.Sections, component.StatusRow{Title: component.Link{Label: s.Title, Href: path(a.ID, "draft", s.Key)}, Second: sentenceCase(s.Contents), Status: &status})
	}
	if len(v.Gaps) == 0 {
		v.Offer = &component.ActionView{Action: path(a.ID, "offer"), CSRF: r.Post("").CSRF, Key: uuid.NewString(), Version: strconv.Itoa(a.Revision),
			Button: component.ButtonView{Label: "Offer for signature"}}
	}
	var err error
	v.Change, err = p.preview(r, a, false)
	return v, err
}

func sentenceCase(text string) string {
	if text == "" || strings.HasPrefix(text, "DPIA") {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// offer sends a draft out for signature. What it lacks, and what somebody
// changed meanwhile, stand on top of the draft's page.
func (p Pages) offer(r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	a, err := p.version(r)
	if err != nil {
		return err
	}
	err = p.Agreements.Offer(r.Once(), a.ID, f.Version())
	if err == nil {
		return r.Go(path(a.ID), "Offered for signature. Every party’s governance officer finds it under To sign.")
	}
	said := fault.Of(err)
	if said.Kind != fault.Conflict && said.Kind != fault.Invalid || a.State != sharing.Draft {
		return err
	}
	v, err := p.draft(r, a)
	if err != nil {
		return err
	}
	v.Layout.Errors = true
	status := http.StatusUnprocessableEntity
	if said.Kind == fault.Conflict {
		status = http.StatusConflict
		v.Problems = append(v.Problems, control.Problem{Text: said.Public})
	}
	for _, field := range said.Fields {
		v.Problems = append(v.Problems, control.Problem{Text: field.Message, Href: "#missing"})
	}
	return r.ShowStatus(status, page.Draft(v))
}
