package journeypage

import (
	"net/http"

	"onward/internal/access"
	"onward/internal/journey/barrier"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/ui/component"
	page "onward/ui/page/journey"
)

func (p Pages) barrierRoutes() []web.Route {
	return append([]web.Route{{Method: http.MethodGet, Path: "/journeys/:id/barriers", Duty: access.DoFind, Handle: p.barrierTab}}, barrierEntry.routes(p)...)
}

// barrierCategories are what the tab may show. Existence stands first: what is
// seen beyond it, and whether anything may be, each barrier's category decides.
var barrierCategories = []access.Category{access.Existence, access.Circumstances, access.HousingMoney, access.Health, access.Equality, access.Offences}

// seesBarriers says whether somebody may see barriers of any category.
func seesBarriers(d access.Decision) bool { return !(d.On(access.View) & barrier.Categories).Empty() }

func (p Pages) barrierTab(r *web.Request) error {
	var v page.BarriersView
	err := p.open(r, "Barriers", barrierCategories, func(tx *postgres.Tx, f *Frame) error {
		d := f.Decision
		if !seesBarriers(d) { // a list of nothing would say that nothing is on record
			return d.Require(access.View, access.Circumstances)
		}
		list, err := p.Barriers.List(tx, d)
		if err != nil {
			return err
		}
		v = page.BarriersView{Layout: f.Layout, Empty: "No barrier is on record."}
		if !(d.On(access.Add) & barrier.Categories).Empty() {
			v.Add = f.Path("barriers/new")
			v.Empty = "Nothing is on record yet. Ask " + f.Call() + " what stands in the way, and add it."
		}
		for _, b := range list {
			if b.Status == barrier.Resolved {
				v.Removed = append(v.Removed, barrierRow(f, b))
			} else {
				v.Now = append(v.Now, barrierRow(f, b))
			}
		}
		v.Undo, err = p.removedBarriers(tx, f)
		return err
	})
	if err != nil {
		return err
	}
	return r.Show(page.Barriers(v))
}

func barrierRow(f *Frame, b barrier.Barrier) page.BarrierRow {
	row := page.BarrierRow{Title: component.Link{Label: b.Title(), Href: f.Path("barriers/" + b.ID.String())}, Severity: b.Severity.Label(),
		Since: sinceWords(b), Found: barrier.FinderLabel(b.FoundBy), Status: barrierStatus(b)}
	if b.Detail != "" {
		row.Second = b.Kind.Label
	}
	if row.Found == "" {
		row.Found = b.Author + ", " + b.AuthorOrg
	}
	row.Guarded = guardedLabel(b)
	return row
}

func guardedLabel(b barrier.Barrier) string {
	if b.Kind.Category.Guarded() {
		return CategoryLabel(b.Kind.Category)
	}
	return ""
}

func sinceWords(b barrier.Barrier) string {
	if b.Since.IsZero() {
		return "Not known"
	}
	return b.Since.Long()
}
