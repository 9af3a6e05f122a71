package journeypage

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/control"
	"onward/ui/layout"
	page "onward/ui/page/journey"
)

func (p Pages) supporterRoutes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Path: "/journeys/:id/supporters", Duty: access.DoFind, Handle: func(r *web.Request) error {
			return p.showSupporters(r, form.Empty(r.Today()), http.StatusOK)
		}},
		{Method: http.MethodPost, Path: "/journeys/:id/supporters", Duty: access.DoFind, Handle: p.addSupporter},
		{Method: http.MethodPost, Path: "/journeys/:id/supporters/end", Duty: access.DoFind, Handle: p.endSupporter},
		{Method: http.MethodPost, Path: "/journeys/:id/supporters/restore", Duty: access.DoFind, Handle: p.resumeSupporter},
	}
}

func (p Pages) showSupporters(r *web.Request, f *form.Values, status int) error {
	colleagues, err := r.Site.Directory.Caseworkers(r.Request().Context(), r.Me.Org.ID)
	if err != nil {
		return err
	}
	var v page.SupportersView
	err = p.open(r, "Supporters", []access.Category{access.Existence}, func(tx *postgres.Tx, frame *Frame) error {
		if err := frame.Decision.Require(access.Change, access.Existence); err != nil {
			return err
		}
		spocs, supporters, err := p.Journeys.Store.Holders(tx, frame.Decision)
		if err != nil {
			return err
		}
		v = page.SupportersView{Layout: frame.Layout, Form: r.Post(frame.Path("supporters")), Problems: web.Problems(f)}
		v.Layout.Errors = !f.OK()
		v.Colleague = control.Choice{Field: web.Field(f, "staff", "Colleague"), Empty: "Choose a colleague"}
		v.Colleague.Hint = "A supporter sees what the single point of contact sees."
		for _, c := range colleagues {
			if c.Staff != frame.Head.SPOC {
				v.Colleague.Options = append(v.Colleague.Options, control.Option{Value: strconv.Itoa(c.Staff), Label: c.Name})
			}
		}
		for _, h := range supporters {
			v.Supporters = append(v.Supporters, page.Supporter{Name: h.Name, Since: h.From.Long(),
				End: component.ActionView{Action: frame.Path("supporters/end"), CSRF: v.Form.CSRF, Key: uuid.NewString(),
					Button: component.ButtonView{Label: "End", Hidden: " " + h.Name + "’s support", Kind: component.Secondary, Small: true},
					Fields: []component.Pair{{Name: "staff", Value: strconv.Itoa(h.Staff)}}}})
		}
		v.History = history(spocs)
		v.Removed, err = p.endedRows(tx, frame)
		return err
	})
	if err != nil {
		return err
	}
	return r.ShowStatus(status, page.Supporters(v))
}

func history(spocs []journey.Holder) []component.SummaryRow {
	var rows []component.SummaryRow
	for _, h := range spocs {
		row := component.SummaryRow{Key: h.Name, Value: "since " + h.From.Long(), Second: h.Reason}
		if !h.Until.IsZero() {
			row.Value = fmt.Sprintf("%s to %s", h.From.Long(), h.Until.Long())
		}
		rows = append(rows, row)
	}
	return rows
}

func (p Pages) addSupporter(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	f, err := r.Form("staff")
	if err != nil {
		return err
	}
	f.Need("staff", "Choose a colleague")
	staff := f.Int("staff", 0, "Choose a colleague")
	if f.OK() {
		if err = f.Add(renamed(once(p.Journeys.Support(r.Once(), id, staff)), "spoc", "staff")); err != nil {
			return err
		}
	}
	if !f.OK() {
		return p.showSupporters(r, f, http.StatusUnprocessableEntity)
	}
	return r.Go(Path(id, "supporters"), "Supporter named.")
}

func (p Pages) endSupporter(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	f, err := r.Form("staff")
	if err != nil {
		return err
	}
	staff := f.Int("staff", 0, "Choose a colleague")
	if err := once(p.Journeys.EndSupport(r.Once(), id, staff)); err != nil {
		return err
	}
	r.Flash(layout.Flash{Kind: layout.Success, Text: "Support ended. It can be taken up again below for 24 hours."})
	return r.Go(Path(id, "supporters"), "")
}

// endedRows are the supporters whose part can be taken up again.
func (p Pages) endedRows(tx *postgres.Tx, f *Frame) ([]component.RemovedRow, error) {
	list, err := p.Journeys.Store.EndedSupporters(tx, f.Decision)
	if err != nil {
		return nil, err
	}
	var rows []component.RemovedRow
	for _, e := range list {
		rows = append(rows, component.RemovedRow{What: e.Name, Who: "Ended by " + e.By + " " + lately(e.At, tx.Actor.Today),
			Undo: component.ActionView{Action: f.Path("supporters/restore"), CSRF: f.Layout.CSRF, Key: uuid.NewString(),
				Fields: []component.Pair{{Name: "staff", Value: strconv.Itoa(e.Staff)}},
				Button: component.ButtonView{Label: "Undo", Hidden: " ending " + e.Name + "’s support", Kind: component.Secondary, Small: true}}})
	}
	return rows, nil
}

func (p Pages) resumeSupporter(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	f, err := r.Form("staff")
	if err != nil {
		return err
	}
	if err := f.Add(renamed(once(p.Journeys.ResumeSupport(r.Once(), id, f.Int("staff", 0, "Choose a colleague"))), "spoc", "staff")); err != nil {
		return err
	}
	if !f.OK() {
		return p.showSupporters(r, f, http.StatusUnprocessableEntity)
	}
	return r.Go(Path(id, "supporters"), "The supporter is back.")
}
