package caseloadpage

import (
	"fmt"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/journey/caseload"
	"onward/internal/web"
	"onward/ui/component"
	page "onward/ui/page/caseload"
)

func (p Pages) list(r *web.Request) error {
	at, err := p.place(r, listPath)
	if err != nil {
		return err
	}
	tabs := builtIn(r)
	found, err := p.Caseload.List(r.Ctx(), at.query, filters(tabs)...)
	if err != nil {
		return err
	}
	if last := (found.Total + sizeOf(at) - 1) / sizeOf(at); at.query.Page > 1 && at.query.Page > last { // rows left meanwhile
		return r.Redirect(303, at.page(max(last, 1)))
	}
	v := page.ListView{Layout: r.View("Caseload", "Caseload"), Bar: p.bar(r, at, found, tabs)}
	v.Bar.Other = component.ButtonView{Label: "Board", Kind: component.Secondary, Href: at.on(boardPath)}
	v.Bar.Head.Range = shownRange(at, found)
	v.Bulk = bulk(r, at, found)
	v.Table = table(r, at, found, v.Bulk != nil)
	v.Pages = component.Paginate(found.Total, sizeOf(at), at.query.Page, at.page, func(size int) string {
		return at.with(func(to *place) { to.query.Size = size })
	})
	if found.Total == 0 {
		v.Empty = empty(at)
	}
	return r.Show(page.List(v))
}

func sizeOf(at place) int {
	for _, size := range caseload.Sizes {
		if at.query.Size == size {
			return size
		}
	}
	return caseload.Sizes[0]
}

func shownRange(at place, found caseload.Page) string {
	if found.Total <= len(found.Rows) {
		return ""
	}
	first := (at.query.Page - 1) * sizeOf(at)
	return fmt.Sprintf("%d to %d", first+1, first+len(found.Rows))
}

// bulk is what can be done to chosen rows; nil where this person can do nothing.
func bulk(r *web.Request, at place, found caseload.Page) *component.BulkView {
	v := &component.BulkView{Action: at.on("/caseload/export"), CSRF: r.Post("").CSRF, Clear: at.href()}
	if leads(r) {
		v.Buttons = append(v.Buttons, component.ButtonView{Label: "Reassign selected", FormAction: at.on("/reassign")})
	}
	if found.Exportable > 0 {
		v.Buttons = append(v.Buttons, component.ButtonView{Label: "Export selected"})
	}
	if len(v.Buttons) == 0 {
		return nil
	}
	return v
}

func table(r *web.Request, at place, found caseload.Page, choose bool) component.CaseloadView {
	v := component.CaseloadView{Caption: "Journeys by " + lower(at.query.Order.By.Label()), Outcome: page.OutcomeHeading, Choose: choose, Sorts: component.CaseloadSorts{
		Resident: sorted(at, caseload.ByName), Stage: sorted(at, caseload.ByStage), Due: sorted(at, caseload.ByDue), Contact: sorted(at, caseload.ByContact), Outcome: sorted(at, caseload.ByOutcome)}}
	several := !onlyMine(at.query.Filter.Who)
	for _, row := range found.Rows {
		v.Rows = append(v.Rows, listRow(row, found.Outcomes, found.Today, several))
	}
	return v
}

func onlyMine(w caseload.Who) bool { return w.Me && !w.Helping && len(w.Staff) == 0 }

// sorted is a column's order: pressed again it turns round.
func sorted(at place, by caseload.Sort) component.Sort {
	now := at.query.Order
	s := component.Sort{Href: at.with(func(to *place) { to.query.Order = caseload.Order{By: by, Backward: now.By == by && !now.Backward} })}
	switch {
	case now.By != by:
	case now.Backward:
		s.Order = component.Descending
	default:
		s.Order = component.Ascending
	}
	return s
}

func listRow(row caseload.Row, outcomes caseload.OutcomeMap, today calendar.Date, several bool) component.CaseloadRow {
	v := component.CaseloadRow{Value: row.ID().String(), Name: component.Link{Label: row.Name(), Href: path(row, "")}, Reference: row.Reference,
		Stage: component.Stage(row.Stage), Contact: short(row.LastContact, today), Outcome: outcomeCell(outcomes, row)}
	if several {
		v.Reference += ", " + row.SPOC
	}
	if row.Lead != "" {
		v.Reference = row.Reference + ", " + row.Lead + ". Call " + row.SPOC
		if row.Phone != "" {
			v.Reference += ", " + row.Phone
		}
	}
	if row.NextWhat != "" {
		v.Next = component.Link{Label: row.NextWhat, Href: path(row, "plan")}
	}
	v.Due, v.DueBold, v.Overdue = due(row, today)
	return v
}

func path(row caseload.Row, part string) string {
	to := "/journeys/" + row.ID().String()
	if part != "" {
		to += "/" + part
	}
	return to
}

// soon is how many days ahead a due day is bold.
const soon = 2

func due(row caseload.Row, today calendar.Date) (text string, bold, overdue bool) {
	d := row.NextDue
	if d.IsZero() {
		return "", false, false
	}
	text = d.Weekly()
	if d == today {
		text = "Today"
	}
	if !row.NextAt.IsZero() && d == today {
		text += ", " + row.NextAt.In(calendar.London).Format("15:04")
	}
	if d.Year() != today.Year() {
		text += fmt.Sprint(" ", d.Year())
	}
	return text, !d.Before(today) && !d.After(today.Add(soon)), d.Before(today)
}

// short is a day with its year where that is not this one.
func short(d, today calendar.Date) string {
	if d.Year() == today.Year() {
		return d.Short()
	}
	return d.Long()
}

func empty(at place) *component.EmptyView {
	if same(at.query.Filter, caseload.Filter{Who: caseload.Who{Me: true}}) || same(at.query.Filter, caseload.Filter{}) {
		return &component.EmptyView{Title: "No open journeys yet", Text: "Find the resident first. If nobody has registered them, start their journey from there.",
			Action: &component.ButtonView{Label: "Find a resident", Href: "/find"}}
	}
	return &component.EmptyView{Title: "No journeys match", Text: "Take a filter away, or clear them all to see every journey that you may see.",
		Action: &component.ButtonView{Label: "Clear the filters", Kind: component.Secondary, Href: clear}}
}

// mayMove says whether the person may put the journey on another stage.
func mayMove(row caseload.Row) bool { return row.Decision.May(access.Change, access.Plan) }
