package importpage

import (
	"fmt"
	"slices"
	"strconv"

	"onward/internal/exchange"
	"onward/internal/web"
	"onward/ui/chart"
	"onward/ui/component"
	page "onward/ui/page/importing"
)

// view is which rows the check shows, as the address says it.
type view struct {
	all        bool
	page, size int
}

func viewOf(r *web.Request) view {
	v := view{all: r.QueryParam("rows") == "all", size: component.PageSizes[0], page: 1}
	if n, err := strconv.Atoi(r.QueryParam("size")); err == nil && slices.Contains(component.PageSizes, n) {
		v.size = n
	}
	if n, err := strconv.Atoi(r.QueryParam("page")); err == nil && n > 1 && n < 1_000_000 {
		v.page = n
	}
	return v
}

func (v view) on(path string) string {
	rows := "look"
	if v.all {
		rows = "all"
	}
	return fmt.Sprintf("%s?rows=%s&size=%d&page=%d", path, rows, v.size, v.page)
}

func (v view) at(path string, page, size int) string {
	v.page, v.size = page, size
	return v.on(path)
}

// check shows what an import would do, row by row.
func (p Pages) check(r *web.Request) error {
	up, err := p.find(r)
	if err != nil {
		return err
	}
	here := address(up.ID, "")
	if to := home(up); to != here {
		return r.Go(to, "")
	}
	at := viewOf(r)
	total := up.Counts.Look
	if at.all {
		total = up.Counts.Total()
	}
	at.page = max(1, min(at.page, (total+at.size-1)/at.size))
	rows, err := p.Uploads.RowsOf(r.Ctx(), up.ID, exchange.RowFilter{Look: !at.all, Limit: at.size, Offset: (at.page - 1) * at.size})
	if err != nil {
		return err
	}
	v := checkView(r, up)
	v.Form = r.Post(at.on(address(up.ID, "choices")))
	v.Tabs = []component.NavItem{
		{Label: "To look at", Count: strconv.Itoa(up.Counts.Look), Href: view{size: at.size, page: 1}.on(here), Active: !at.all},
		{Label: "All rows", Count: strconv.Itoa(up.Counts.Total()), Href: view{all: true, size: at.size, page: 1}.on(here), Active: at.all}}
	v.Sheet = table(up, rows, !at.all, up.Choices.SomebodyElse)
	v.Choices = hasChoices(v.Sheet)
	v.Foot = foot(up, at, len(rows), total)
	v.Pages = component.Paginate(total, at.size, at.page, func(n int) string { return at.at(here, n, at.size) }, func(n int) string { return at.at(here, 1, n) })
	if len(rows) == 0 {
		v.Empty = &component.EmptyView{Text: "Nothing to look at. See all rows, or import them now."}
	}
	return r.Show(page.Check(v))
}

func checkView(r *web.Request, up exchange.Upload) page.CheckView {
	c, ready := up.Counts, up.Ready()
	v := page.CheckView{Layout: r.View("Check the spreadsheet", "Import"), Caption: caption(up), Start: address(up.ID, "start"), Columns: address(up.ID, "columns"),
		Note: count(c.Total(), "row") + ". Nothing is saved yet.",
		Shares: []chart.Share{{Count: ready, Label: "ready", Kind: chart.Ready}, {Count: c.Rejected, Label: "to put right", Kind: chart.Problem},
			{Count: c.Total() - ready - c.Rejected - c.Blank, Label: "already known", Kind: chart.Known}, {Count: c.Blank, Label: "empty, left out", Kind: chart.Void}}}
	switch {
	case ready > 0:
		v.Import = "Import " + count(ready, "row")
	case c.Duplicate > 0:
		v.Import = "Import the chosen rows"
	}
	if c.Look > 0 {
		v.Problems, v.CSV = address(up.ID, "problems/xlsx"), address(up.ID, "problems/csv")
	}
	return v
}

func hasChoices(v component.SheetView) bool {
	return slices.ContainsFunc(v.Rows, func(row component.SheetRow) bool {
		return slices.ContainsFunc(row.Cells, func(c component.SheetCell) bool { return c.Choice != nil })
	})
}

func foot(up exchange.Upload, at view, shown, total int) string {
	from := (at.page - 1) * at.size
	text := fmt.Sprintf("%d to %d of %d.", from+1, from+shown, total)
	if up.Ready() > 0 && up.Counts.Rejected > 0 {
		text += fmt.Sprintf(" Put them right in the sheet and upload it again, or import the %d now and the rest later.", up.Ready())
	}
	if !at.all {
		text += " Columns with nothing to say of them stand under All rows."
	}
	return text
}
