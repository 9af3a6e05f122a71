package journeypage

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"onward/internal/fault"
	"onward/internal/postgres"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/control"
	"onward/ui/layout"
	page "onward/ui/page/journey"
)

// saying is one form on which something that the resident said is recorded.
type saying struct {
	path, heading, lead, done string
	field                     string // what is chosen or typed besides how and when
	choose                    func(p Pages, r *web.Request, tx *postgres.Tx, f *Frame, v *form.Values) (templ.Component, error)
	send                      func(p Pages, ctx context.Context, journey, entry uuid.UUID, v *form.Values, said sharing.Said) (uuid.UUID, error)
	undo                      string // where a send can be taken back, after its id
}

var sayings = []saying{
	{path: "notice", heading: "Record that the privacy notice was given", done: "Recorded. Sharing begins where an agreement in force opens it.", field: "wording", undo: "notices",
		lead:   "Nothing is shared before the resident was told how we share. It takes effect at once.",
		choose: noticeWording,
		send: func(p Pages, ctx context.Context, journey, _ uuid.UUID, v *form.Values, said sharing.Said) (uuid.UUID, error) {
			return p.Says.Tell(ctx, journey, sharing.Told{Wording: v.Text("wording"), Said: said})
		}},
	{path: "consent", heading: "Record consent", done: "Consent recorded.", field: "agreement", choose: consentChoice,
		lead: "Consent is to one version of one agreement. The resident can withdraw it at any time.",
		send: func(p Pages, ctx context.Context, journey, _ uuid.UUID, v *form.Values, said sharing.Said) (uuid.UUID, error) {
			return p.Says.Agree(ctx, journey, v.Int("agreement", 0, "Choose an agreement"), said)
		}},
	{path: "consents/:entry/withdraw", heading: "Record that consent was withdrawn", done: "Withdrawn. It opens nothing any more.",
		lead: "What the agreement opened is closed from the next request on. What others wrote stays theirs.",
		send: func(p Pages, ctx context.Context, journey, entry uuid.UUID, _ *form.Values, said sharing.Said) (uuid.UUID, error) {
			return entry, p.Says.Withdraw(ctx, journey, entry, said)
		}},
	{path: "objection", heading: "Record an objection", done: "Objection recorded. That organisation sees nothing any more.", field: "organisation", choose: objectionChoice,
		lead: "The organisation stops seeing the journey at once, whatever agreements say.",
		send: func(p Pages, ctx context.Context, journey, _ uuid.UUID, v *form.Values, said sharing.Said) (uuid.UUID, error) {
			return p.Says.Object(ctx, journey, v.Int("organisation", 0, "Choose an organisation"), said)
		}},
	{path: "objections/:entry/lift", heading: "Lift an objection", done: "Objection lifted.",
		lead: "Only where the resident says so. The organisation sees again what agreements in force open to it.",
		send: func(p Pages, ctx context.Context, journey, entry uuid.UUID, _ *form.Values, said sharing.Said) (uuid.UUID, error) {
			return entry, p.Says.Lift(ctx, journey, entry, said)
		}},
}

func (s saying) fields() []string {
	fields := []string{"how", "on", "evidence"}
	if s.field != "" {
		fields = append(fields, s.field)
	}
	return fields
}

func (p Pages) showSaying(r *web.Request, s saying, v *form.Values, status int) error {
	fresh := v == nil
	if fresh {
		v = form.Empty(r.Today())
		v.Set("on", web.DateText(r.Today()))
		v.Set(s.field, r.QueryParam(s.field))
	}
	var view page.DetailsFormView
	err := p.open(r, "Sharing", sharingShows, func(tx *postgres.Tx, f *Frame) error {
		if err := sharing.MayRecord(f.Decision); err != nil {
			return err
		}
		post := r.Post(r.Request().URL.Path)
		post.Guard = true
		view = page.DetailsFormView{Layout: f.Layout, Form: post, Problems: web.Problems(v), Heading: s.heading, Lead: s.lead, Cancel: f.Path("sharing")}
		view.Layout.Errors = !v.OK()
		if s.choose != nil {
			c, err := s.choose(p, r, tx, f, v)
			if err != nil {
				return err
			}
			view.Controls = append(view.Controls, c)
		}
		view.Controls = append(view.Controls, mannerChoice(v, "How"), control.DateText(withHint(web.Field(v, "on", "When"))),
			text(v, "evidence", "What shows it", optional, hint("Where the signed form is kept, or the resident’s own words. Nothing about health.")))
		return nil
	})
	if err != nil {
		return err
	}
	return r.ShowStatus(status, page.DetailsForm(view))
}

func mannerChoice(v *form.Values, label string) templ.Component {
	c := control.Choice{Field: web.Field(v, "how", label), Small: true}
	for _, m := range sharing.Manners {
		c.Options = append(c.Options, control.Option{Value: m.Code, Label: m.Label})
	}
	return control.Radios(c)
}

func noticeWording(_ Pages, _ *web.Request, _ *postgres.Tx, _ *Frame, v *form.Values) (templ.Component, error) {
	return text(v, "wording", "Which version of the privacy notice", hint("As it stands on the leaflet, like Leaflet 4"), width(control.W20)), nil
}

func consentChoice(p Pages, _ *web.Request, tx *postgres.Tx, f *Frame, v *form.Values) (templ.Component, error) {
	list, err := p.Says.Agreements(tx, f.Decision)
	if err != nil {
		return nil, err
	}
	c := control.Choice{Field: web.Field(v, "agreement", "To which agreement"), Empty: "Choose an agreement"}
	for _, a := range list {
		if a.Consent {
			c.Options = append(c.Options, control.Option{Value: strconv.Itoa(a.ID), Label: fmt.Sprintf("%s, version %d", a.Title, a.Number)})
		}
	}
	if len(c.Options) == 0 {
		c.Hint = "No agreement in force asks for consent."
	}
	return control.Select(c), nil
}

func objectionChoice(p Pages, _ *web.Request, tx *postgres.Tx, f *Frame, v *form.Values) (templ.Component, error) {
	all, err := p.Says.Organisations(tx, f.Decision)
	if err != nil {
		return nil, err
	}
	c := control.Choice{Field: web.Field(v, "organisation", "To which organisation"), Empty: "Choose an organisation"}
	for id, o := range all {
		if id != f.Head.LeadID {
			c.Options = append(c.Options, control.Option{Value: strconv.Itoa(id), Label: o.Name})
		}
	}
	slices.SortFunc(c.Options, func(a, b control.Option) int { return compareWords(a.Label, b.Label) })
	return control.Select(c), nil
}

func compareWords(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (p Pages) sendSaying(r *web.Request, s saying) error {
	journey, err := r.ID("id")
	if err != nil {
		return err
	}
	entry, _ := uuid.Parse(r.Param("entry")) // of a form without one, none
	v, err := r.Form(s.fields()...)
	if err != nil {
		return err
	}
	said := sharing.Said{How: v.Text("how"), On: v.Date("on"), Evidence: v.Text("evidence")}
	if v.OK() {
		entry, err = s.send(p, r.Once(), journey, entry, v, said)
		if fault.Is(err, fault.Conflict) {
			r.Flash(layout.Flash{Kind: layout.Warning, Text: fault.Of(err).Public})
			return r.Go(Path(journey, "sharing"), "")
		}
		if err = v.Add(once(err)); err != nil {
			return err
		}
	}
	if !v.OK() {
		return p.showSaying(r, s, v, http.StatusUnprocessableEntity)
	}
	flash := layout.Flash{Kind: layout.Success, Text: s.done}
	if s.undo != "" {
		flash.Undo = &layout.Undo{Label: "Undo", Action: Path(journey, "sharing/"+s.undo+"/"+entry.String()+"/remove"), Key: uuid.NewString()}
	}
	r.Flash(flash)
	return r.Go(Path(journey, "sharing"), "")
}

// untell takes back a notice that was recorded by mistake.
func (p Pages) untell(r *web.Request) error {
	journey, err := r.ID("id")
	if err != nil {
		return err
	}
	entry, err := r.ID("entry")
	if err != nil {
		return err
	}
	err = once(p.Says.Untell(r.Once(), journey, entry))
	if fault.Is(err, fault.Conflict) {
		r.Flash(layout.Flash{Kind: layout.Warning, Text: fault.Of(err).Public})
		return r.Go(Path(journey, "sharing"), "")
	}
	if err != nil {
		return err
	}
	return r.Go(Path(journey, "sharing"), "Taken back. Nothing is shared before the resident was told.")
}
