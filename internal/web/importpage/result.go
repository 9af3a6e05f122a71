package importpage

import (
	"onward/internal/access"
	"onward/internal/exchange"
	"onward/internal/web"
	"onward/ui/chart"
	"onward/ui/component"
	"onward/ui/layout"
	page "onward/ui/page/importing"
)

// result says what became of the sheet, and what to do next.
func (p Pages) result(r *web.Request) error {
	up, err := p.find(r)
	if err != nil {
		return err
	}
	if to := home(up); to != address(up.ID, "result") {
		return r.Go(to, "")
	}
	c := up.Counts
	title := count(c.Created, "journey") + " started"
	v := page.ResultView{Layout: r.View(title, "Import"), Caption: caption(up), Title: title, Text: "From " + caption(up),
		Shares: []chart.Share{{Count: c.Created, Label: "imported", Kind: chart.Ready}, {Count: c.Rejected, Label: "to put right", Kind: chart.Problem},
			{Count: c.Duplicate + c.Known, Label: "already known, left out", Kind: chart.Known}, {Count: c.Blank, Label: "empty, left out", Kind: chart.Void}},
		Note: count(up.Rows, "row"), Next: next(r, up), Files: files(up)}
	if up.State == exchange.StateFailed {
		v.Title, v.Failure, v.Text = "The import broke off", up.Failure, ""
		v.Layout.Title = v.Title
		post := r.Post(address(up.ID, "again"))
		v.Again = &component.ActionView{Action: post.Action, CSRF: post.CSRF, Key: post.Key, Button: component.ButtonView{Label: "Start it again"}}
	}
	return r.Show(page.Result(v))
}

func next(r *web.Request, up exchange.Upload) []component.Link {
	var links []component.Link
	if up.Counts.Rejected > 0 {
		links = append(links, component.Link{Label: "Put the rejected rows right in the file below and upload it"})
	}
	if up.Counts.Duplicate > 0 {
		links = append(links, component.Link{Label: "People who are likely known already were left out. Upload the sheet again to choose otherwise: rows that are in are known again", Href: "/import"})
	}
	if r.May(access.DoToday) {
		links = append(links, component.Link{Label: "Journeys whose adviser was not found here came to you, each with a task: see Today", Href: "/today"})
	}
	if r.May(access.DoCaseload) {
		links = append(links, component.Link{Label: "See the caseload", Href: "/caseload"})
	} else {
		links = append(links, component.Link{Label: "Find a resident", Href: "/find"})
	}
	return append(links, component.Link{Label: "Import another spreadsheet", Href: "/import"})
}

func files(up exchange.Upload) component.TableView {
	t := component.TableView{Caption: "Files", Stack: true, Columns: []component.TableColumn{{Label: "File"}, {Label: "Download"}}}
	add := func(title, second string, links ...component.Link) {
		t.Rows = append(t.Rows, component.TableRow{Cells: []component.Cell{{Text: title, Second: second}, {Content: page.Downloads(links)}}})
	}
	if n := up.Counts.Rejected; n > 0 {
		add("Rejected rows", count(n, "row")+" as they were, with what to put right", both(up, "rejected", "the rejected rows")...)
	}
	if up.Counts.Rejected+up.Counts.Look > 0 {
		add("Problems", "Every cell with something to say of it", both(up, "problems", "the problems")...)
	}
	add("Report", "What became of every row, one JSON object a line", component.Link{Label: "JSON lines", Hidden: "of the report", Href: address(up.ID, "report")})
	return t
}

func both(up exchange.Upload, part, what string) []component.Link {
	return []component.Link{{Label: "Excel workbook", Hidden: "of " + what, Href: address(up.ID, part+"/xlsx")}, {Label: "CSV", Hidden: "of " + what, Href: address(up.ID, part+"/csv")}}
}

// again goes on with an import that broke off.
func (p Pages) again(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	if err := p.Uploads.Again(r.Ctx(), id); err != nil {
		return err
	}
	r.Flash(layout.Flash{Kind: layout.Success, Text: "The import goes on."})
	return r.Go(address(id, "progress"), "")
}
