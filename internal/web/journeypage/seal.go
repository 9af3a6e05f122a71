package journeypage

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/postgres"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/control"
	"onward/ui/layout"
	page "onward/ui/page/journey"
)

func (p Pages) sealRoutes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Path: "/journeys/:id/seal", Duty: access.DoFind, Handle: func(r *web.Request) error { return p.showSeal(r, nil, http.StatusOK) }},
		{Method: http.MethodPost, Path: "/journeys/:id/seal", Duty: access.DoFind, Handle: p.seal},
		{Method: http.MethodPost, Path: "/journeys/:id/seal/list", Duty: access.DoFind, Handle: p.renameSeal},
		{Method: http.MethodPost, Path: "/journeys/:id/seal/lift", Duty: access.DoFind, Handle: p.liftSeal},
	}
}

func (p Pages) showSeal(r *web.Request, v *form.Values, status int) error {
	colleagues, err := r.Site.Directory.Caseworkers(r.Request().Context(), r.Me.Org.ID)
	if err != nil {
		return err
	}
	var view page.SealView
	err = p.open(r, "Seal", sharingShows, func(tx *postgres.Tx, f *Frame) error {
		if err := sharing.MaySeal(f.Decision); err != nil {
			return err
		}
		order, err := p.Seals.Order(tx, f.Decision)
		if err != nil {
			return err
		}
		shown := v
		if shown == nil {
			shown = form.Empty(r.Today())
			for _, staff := range chosenFor(order, f.Head.SPOC, r.Me.Staff) {
				shown.Append("list", strconv.Itoa(staff))
			}
		}
		view = page.SealView{Layout: f.Layout, Problems: web.Problems(shown), Form: r.Post(f.Path("seal")), Cancel: f.Path("sharing")}
		view.Layout.Errors = !shown.OK()
		view.List = control.Choice{Field: web.Field(shown, "list", "Who may see it"), Small: true}
		view.List.Hint = "Name at least two people, so that one is there when the other is away. The single point of contact sees it in any case."
		offered := map[int]bool{}
		for _, c := range colleagues {
			if id := strconv.Itoa(c.Staff); !offered[c.Staff] {
				offered[c.Staff] = true
				view.List.Options = append(view.List.Options, control.Option{Value: id, Label: c.Name, Chosen: shown.Has("list", id)})
			}
		}
		view.List.Name = "list"
		if order == nil {
			view.Reason = sealReason(shown)
			return nil
		}
		view.Form.Action, view.Form.Version = f.Path("seal/list"), strconv.Itoa(order.Version)
		view.Stands = []component.SummaryRow{{Key: "Why", Value: sharing.SealReasonLabel(order.Reason)}, {Key: "Sealed", Value: meta(order.At, order.By, r.Me.Org.Short)},
			{Key: "Who sees it", Value: strings.Join(order.Names, ", ")}}
		view.Lift = &component.ActionView{Action: f.Path("seal/lift"), CSRF: view.Form.CSRF, Key: uuid.NewString(), Version: view.Form.Version,
			Button: component.ButtonView{Label: "Lift the seal", Kind: component.Danger}}
		return nil
	})
	if err != nil {
		return err
	}
	return r.ShowStatus(status, page.Seal(view))
}

// chosenFor are those who stand on the list, or would at first.
func chosenFor(order *sharing.Order, spoc, me int) []int {
	if order != nil {
		return order.List
	}
	return slices.Compact([]int{spoc, me})
}

func sealReason(v *form.Values) control.Choice {
	c := control.Choice{Field: web.Field(v, "reason", "Why?"), Small: true}
	for _, r := range sharing.SealReasons {
		c.Options = append(c.Options, control.Option{Value: r.Code, Label: r.Label})
	}
	return c
}

// named are the people that a form of a seal names.
func named(v *form.Values) []int {
	var list []int
	for _, text := range v.Many("list") {
		staff, _ := strconv.Atoi(text) // what is no number is nobody's, and refused as such
		list = append(list, staff)
	}
	return list
}

func (p Pages) seal(r *web.Request) error {
	return p.sealing(r, []string{"reason", "list[]"}, func(id uuid.UUID, v *form.Values) (string, error) {
		return "Sealed. Only the people you named and the single point of contact see this journey.", p.Seals.Seal(r.Once(), id, v.Text("reason"), named(v))
	})
}

func (p Pages) renameSeal(r *web.Request) error {
	return p.sealing(r, []string{"list[]"}, func(id uuid.UUID, v *form.Values) (string, error) {
		return "Names saved.", p.Seals.Rename(r.Once(), id, named(v), v.Version())
	})
}

func (p Pages) liftSeal(r *web.Request) error {
	return p.sealing(r, nil, func(id uuid.UUID, v *form.Values) (string, error) {
		return "Seal lifted.", p.Seals.Lift(r.Once(), id, v.Version())
	})
}

// sealing answers a form of a seal. Whoever has shut themselves out goes on
// where they begin the day.
func (p Pages) sealing(r *web.Request, fields []string, do func(uuid.UUID, *form.Values) (string, error)) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	v, err := r.Form(fields...)
	if err != nil {
		return err
	}
	words, err := do(id, v)
	if fault.Is(err, fault.Conflict) {
		r.Flash(layout.Flash{Kind: layout.Warning, Text: fault.Of(err).Public})
		return r.Go(Path(id, "seal"), "")
	}
	if err = v.Add(err); err != nil {
		return err
	}
	if !v.OK() {
		return p.showSeal(r, v, http.StatusUnprocessableEntity)
	}
	to := Path(id, "sharing")
	if err := p.DB.Read(r.Ctx(), func(tx *postgres.Tx) error { _, err := p.Journeys.Gate.Decide(tx, id); return err }); err != nil {
		to = r.Home()
	}
	return r.Go(to, words)
}

// banners are what holds on every page of a journey: an emergency with its end,
// a seal with those whom it names.
func (p Pages) banners(tx *postgres.Tx, f *Frame) ([]component.BannerView, error) {
	var list []component.BannerView
	until, err := p.Emergencies.Until(tx, f.Decision)
	if err != nil {
		return nil, err
	}
	if !until.IsZero() {
		list = append(list, component.BannerView{Warning: true, Text: "Emergency access until " + calendar.DayOf(until).Long() + " at " + until.In(calendar.London).Format("15:04") +
			". The lead’s governance officer is told, and reviews what you look at."})
	}
	if !f.Decision.Subject.Sealed {
		return list, nil
	}
	order, err := p.Seals.Order(tx, f.Decision)
	if err != nil || order == nil {
		return list, err
	}
	b := component.BannerView{Warning: true, Text: "This journey is sealed. Only the single point of contact and " + among(order.Names) + " see it. Do not speak of it to others."}
	if sharing.MaySeal(f.Decision) == nil {
		b.Link = &component.Link{Label: "Change the names or lift the seal", Href: f.Path("seal")}
	}
	return append(list, b), nil
}

// among joins names as people say them.
func among(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
