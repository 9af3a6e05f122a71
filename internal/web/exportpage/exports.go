// Package exportpage is the files that somebody asked for: the question which
// kind, how far each is, and the file. Every list with an export leads here.
//
// The list of exports itself has neither search, filters, order nor pages:
// what is on it is somebody's own of one week, no more than 50, newest first.
// A file of it would only name files that are gone the next day.
package exportpage

import (
	"fmt"
	"net/http"
	"time"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/exchange/export"
	"onward/internal/web"
	"onward/ui/component"
	page "onward/ui/page/export"
)

// Pages are the pages, over the service that makes the files.
type Pages struct{ Exports export.Service }

// Routes says who can reach what. Whose an export is, and whose role exports at
// all, the service asks.
func (p Pages) Routes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Path: "/exports", Duty: access.DoExport, Handle: p.list},
		{Method: http.MethodGet, Path: "/exports/:id", Duty: access.DoExport, Handle: p.one},
		{Method: http.MethodGet, Path: "/exports/:id/file", Duty: access.DoExport, Handle: p.file},
	}
}

func address(id uuid.UUID) string { return "/exports/" + id.String() }

func (p Pages) list(r *web.Request) error {
	all, err := p.Exports.List(r.Ctx())
	if err != nil {
		return err
	}
	v := page.ListView{Layout: r.View("Exports", "Exports"), Table: component.TableView{Caption: "Your exports", Stack: true,
		Columns: []component.TableColumn{{Label: "List"}, {Label: "Asked for"}, {Label: "State"}, {Label: "File"}}}}
	for _, e := range all {
		file := component.Cell{Text: kind(e)}
		if e.Ready() {
			file = component.Cell{Text: kind(e), Href: address(e.ID) + "/file", Hidden: "of " + e.Title, Second: size(e.Bytes)}
		}
		v.Table.Rows = append(v.Table.Rows, component.TableRow{Cells: []component.Cell{{Text: e.Title, Href: address(e.ID), Bold: true},
			{Text: moment(e.Created)}, {Text: state(e), Second: lasts(e)}, file}})
	}
	if len(all) == 0 {
		v.Empty = &component.EmptyView{Title: "No exports yet", Text: "Open a list, narrow it to what you need and press Export.",
			Action: &component.ButtonView{Label: "Open the caseload", Href: "/caseload"}}
	}
	return r.Show(page.List(v))
}

// one shows an export under way, and its file once there is one. The script asks
// for the page again; without scripts a link does, since a page that reloads by
// itself fails WCAG 2.2.1.
func (p Pages) one(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	e, err := p.Exports.Get(r.Ctx(), id)
	if err != nil {
		return err
	}
	v := page.OneView{Caption: "Export", Title: e.Title, Narrowed: e.Narrowed, Back: component.Link{Label: "Back to the list", Href: e.Back}}
	switch {
	case e.Waiting():
		v.Bar = progress(e)
	case e.State == export.Failed:
		v.Caption, v.Problem = "The export broke off", e.Failure
	case e.Expired:
		v.Caption, v.Problem = "The file is gone", "The file was deleted a day after it was made. Export the list again."
	default:
		v.Caption = "The file is ready"
		v.Text = fmt.Sprintf("%s, %s, %s. It is deleted on %s.", kind(e), rows(e.Rows), size(e.Bytes), moment(e.Finished.Add(export.Kept)))
		v.Download = &component.ButtonView{Label: "Download", Href: address(e.ID) + "/file"}
	}
	v.Layout = r.View(v.Title+": "+v.Caption, "Exports")
	return r.Show(page.One(v))
}

func progress(e export.Export) *component.ProgressView {
	v := &component.ProgressView{ID: "progress", Title: "Making the file", Text: "Waiting to start", Poll: address(e.ID), Reload: address(e.ID)}
	switch {
	case e.State == export.Running && e.Parts == 0:
		v.Text = "Reading the list"
	case e.State == export.Running:
		v.Done, v.Of, v.Text = e.Made, e.Parts, fmt.Sprintf("%s, part %d of %d", rows(e.Rows), e.Made, e.Parts)
	}
	return v
}

var kinds = map[string]struct{ label, mime string }{
	"csv":  {"CSV", "text/csv; charset=utf-8"},
	"xlsx": {"Excel workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
}

func (p Pages) file(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	e, content, err := p.Exports.File(r.Ctx(), id)
	if err != nil {
		return err
	}
	name := e.Name + "-" + calendar.DayOf(e.Finished).String() + "." + e.Format
	r.Response().Header().Set(echo.HeaderContentDisposition, fmt.Sprintf("attachment; filename=%q", name))
	return r.Blob(http.StatusOK, kinds[e.Format].mime, content)
}

func kind(e export.Export) string { return kinds[e.Format].label }

func state(e export.Export) string {
	switch {
	case e.State == export.Queued:
		return "Waiting to start"
	case e.State == export.Running:
		return "Being made"
	case e.State == export.Failed:
		return "Broke off"
	case e.Expired:
		return "Deleted"
	}
	return "Ready, " + rows(e.Rows)
}

// lasts says until when a file is there, or what to do where there is none.
func lasts(e export.Export) string {
	switch {
	case e.Ready():
		return "Until " + moment(e.Finished.Add(export.Kept))
	case e.State == export.Failed:
		return e.Failure
	}
	return ""
}

func rows(n int) string { return web.Count(n, "row") }

func size(bytes int) string {
	if bytes < 1<<20 {
		return fmt.Sprintf("%d KB", (bytes+1023)/1024)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/(1<<20))
}

func moment(t time.Time) string {
	return calendar.DayOf(t).Long() + ", " + t.In(calendar.London).Format("15:04")
}
