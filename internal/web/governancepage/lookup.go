package governancepage

import (
	"net/http"

	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/control"
	page "onward/ui/page/governance"
)

// showLookup asks for a reference. It is posted: no address holds it.
func (p Pages) showLookup(r *web.Request, f *form.Values, status int) error {
	if f == nil {
		f = form.Empty(r.Today())
	}
	v := page.LookupView{Layout: r.View("Who sees what", sightNav), Form: r.Post(lookupPath), Problems: web.Problems(f), Reference: web.Field(f, "reference", "Reference")}
	v.Layout.Errors = !f.OK()
	v.Reference.Hint = "As it stands on the resident’s letter, like ONW 7K42 9M. You cannot look a journey up by name."
	v.Reference.Width = control.W10
	return r.ShowStatus(status, page.Lookup(v))
}

func (p Pages) lookup(r *web.Request) error {
	f, err := r.Form("reference")
	if err != nil {
		return err
	}
	id, problem, err := p.found(r, f.Text("reference"))
	if err != nil {
		return err
	}
	if problem != "" {
		f.Problem("reference", problem)
		return p.showLookup(r, f, http.StatusUnprocessableEntity)
	}
	return r.Go(path(id, ""), "")
}
