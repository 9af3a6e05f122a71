package caseloadpage

import (
	"net/http"

	"github.com/google/uuid"

	"onward/internal/fault"
	"onward/internal/journey/caseload"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/layout"
	page "onward/ui/page/caseload"
)

// saveForm asks for the name under which the filter in the address is kept.
func (p Pages) saveForm(r *web.Request) error {
	return p.showSave(r, form.Empty(r.Today()), http.StatusOK)
}

func (p Pages) showSave(r *web.Request, f *form.Values, status int) error {
	at, err := p.place(r, listPath)
	if err != nil {
		return err
	}
	v := page.SaveView{Layout: r.View("Save this filter", "Caseload"), Form: r.Post(at.on("/caseload/filters/new")), Problems: web.Problems(f),
		Name: web.Field(f, "name", "Name of the filter"), Cancel: at.href()}
	v.Layout.Errors = !f.OK()
	v.Name.Hint = "Only you see it. Do not put a resident’s name in it."
	v.Name.Autocomplete = "off"
	for _, tag := range tags(r, at, p.people(r)) {
		v.Filters = append(v.Filters, tag.Label)
	}
	return r.ShowStatus(status, page.Save(v))
}

func (p Pages) save(r *web.Request) error {
	f, err := r.Form("name")
	if err != nil {
		return err
	}
	at, err := p.place(r, listPath)
	if err != nil {
		return err
	}
	name := f.Limit("name", 40, "Enter a name for the filter")
	if !f.OK() {
		return p.showSave(r, f, http.StatusUnprocessableEntity)
	}
	err = p.Caseload.Save(r.Once(), caseload.Saved{Name: name, Filter: at.query.Filter, Order: at.query.Order})
	if _, again := postgres.WasRepeated(err); again {
		err = nil
	}
	if err := f.Add(err); err != nil {
		return err
	}
	if !f.OK() {
		return p.showSave(r, f, http.StatusUnprocessableEntity)
	}
	return r.Go(at.href(), "Filter saved.")
}

func (p Pages) forgetForm(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	kept, err := p.Caseload.Kept(r.Ctx(), id)
	if err != nil {
		return err
	}
	at := place{path: listPath, query: caseload.Query{Filter: kept.Filter, Order: kept.Order}}
	return r.Show(page.Forget(page.ForgetView{Layout: r.View("Delete this filter", "Caseload"), Name: kept.Name, Cancel: at.href(),
		Form: r.Post("/caseload/filters/" + id.String() + "/delete")}))
}

func (p Pages) forget(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	if _, err := r.Form(); err != nil {
		return err
	}
	err = p.Caseload.Forget(r.Once(), id)
	if _, again := postgres.WasRepeated(err); again {
		err = nil
	}
	if err != nil {
		return err
	}
	r.Flash(layout.Flash{Kind: layout.Success, Text: "Filter deleted.",
		Undo: &layout.Undo{Label: "Undo", Action: "/caseload/filters/" + id.String() + "/restore", Key: uuid.NewString()}})
	return r.Go(listPath, "")
}

// restore has a deleted filter back, and shows its list.
func (p Pages) restore(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	if _, err := r.Form(); err != nil {
		return err
	}
	err = p.Caseload.Restore(r.Once(), id)
	if _, again := postgres.WasRepeated(err); again {
		err = nil
	}
	if f := fault.Of(err); err != nil && len(f.Fields) > 0 { // there is no form to show it beside
		r.Flash(layout.Flash{Kind: layout.Warning, Text: f.Fields[0].Message + "."})
		return r.Go(listPath, "")
	}
	if err != nil {
		return err
	}
	kept, err := p.Caseload.Kept(r.Ctx(), id)
	if err != nil {
		return err
	}
	at := place{path: listPath, query: caseload.Query{Filter: kept.Filter, Order: kept.Order}}
	return r.Go(at.href(), "Filter put back.")
}
