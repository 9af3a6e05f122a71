package saypage

import (
	"net/http"

	"github.com/google/uuid"

	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/control"
	page "onward/ui/page/say"
)

var emergencyFields = []string{"given", "family", "born", "reference", "journey", "reason"}

func (p Pages) emergencyForm(r *web.Request) error {
	return r.Show(page.Emergency(emergencyView(r, form.Empty(r.Today()), nil)))
}

func emergencyView(r *web.Request, v *form.Values, several []sharing.Match) page.EmergencyView {
	view := page.EmergencyView{Layout: r.View("Emergency access", "Find a resident"), Problems: web.Problems(v), Form: r.Post("/emergency"),
		Given: web.Field(v, "given", "Given name"), Family: web.Field(v, "family", "Family name"), Born: web.Field(v, "born", "Date of birth"),
		Reference: web.Field(v, "reference", "Or the reference"), Reason: control.Area{Field: web.Field(v, "reason", "What happened, and what you need to know"), Rows: 4, Limit: 1000}}
	view.Layout.Errors, view.Layout.Narrow = !v.OK(), false
	view.Layout.Search.Action = "" // whoever is here found nobody there
	view.Given.Hint, view.Given.NoSpelling, view.Family.NoSpelling = "Exactly as it is on record", true, true
	view.Reference.Hint, view.Reference.Width, view.Reference.NoSpelling = "Like ONW 7K42 9M. With it no name is needed.", control.W10, true
	view.Reason.Hint = "At least a sentence. It is read by the governance officer."
	if len(several) > 0 {
		c := control.Choice{Field: web.Field(v, "journey", "Several match. Which one?"), Small: true}
		for _, m := range several {
			c.Options = append(c.Options, control.Option{Value: m.Journey.String(), Label: m.Lead + ", ONW " + m.Reference})
		}
		view.Several = &c
	}
	return view
}

func (p Pages) declare(r *web.Request) error {
	v, err := r.Form(emergencyFields...)
	if err != nil {
		return err
	}
	w := sharing.Wanted{Given: v.Text("given"), Family: v.Text("family"), Born: v.Birth("born"), Journey: v.UUID("journey"), Reason: v.Text("reason")}
	if typed := v.Text("reference"); typed != "" {
		reference, ok := journey.ParseReference(typed)
		if w.Reference = reference; !ok {
			v.Problem("reference", "Enter a reference like ONW 7K42 9M")
		}
	}
	var id uuid.UUID
	var several []sharing.Match
	if v.OK() {
		id, several, err = p.Emergencies.Declare(r.Once(), w)
		if fault.Is(err, fault.Missing) {
			view := emergencyView(r, v, nil)
			view.Nobody = fault.Of(err).Public
			return r.ShowStatus(http.StatusUnprocessableEntity, page.Emergency(view))
		}
		if err = v.Add(err); err != nil {
			return err
		}
	} else if err := v.Add(w.Check()); err != nil {
		return err
	}
	if len(several) > 0 {
		v.Problem("journey", "Choose which of them it is")
	}
	if !v.OK() {
		return r.ShowStatus(http.StatusUnprocessableEntity, page.Emergency(emergencyView(r, v, several)))
	}
	return r.Go("/journeys/"+id.String(), "Emergency declared. It is recorded, and will be reviewed.")
}
