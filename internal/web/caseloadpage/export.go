package caseloadpage

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"net/http"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"onward/internal/exchange/sheet"
	"onward/internal/fault"
	"onward/internal/journey/caseload"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/control"
	"onward/ui/layout"
	page "onward/ui/page/caseload"
)

// exportForm says what is in the file before it leaves the organisation.
func (p Pages) exportForm(r *web.Request) error {
	return p.showExport(r, form.Empty(r.Today()), nil, http.StatusOK)
}

func (p Pages) showExport(r *web.Request, f *form.Values, chosen []uuid.UUID, status int) error {
	at, err := p.place(r, listPath)
	if err != nil {
		return err
	}
	n := len(chosen)
	if n == 0 {
		found, err := p.Caseload.List(r.Ctx(), at.query)
		if err != nil {
			return err
		}
		n = found.Exportable
	}
	title := fmt.Sprintf("Export %d %s", n, plural(n, "journey", "journeys"))
	v := page.ExportView{Layout: r.View(title, "Caseload"), Title: title, Form: r.Post(at.on("/caseload/export")), Problems: web.Problems(f), Cancel: at.href(),
		Format: control.Choice{Field: web.Field(f, "format", "Which kind of file?"), Small: true, Options: []control.Option{
			{Value: "xlsx", Label: "Excel workbook", Hint: "Dates and numbers stay dates and numbers"}, {Value: "csv", Label: "CSV", Hint: "For other programs"}}}}
	v.Layout.Errors = !f.OK()
	if len(chosen) == 0 {
		for _, tag := range tags(r, at, p.people(r)) {
			v.Filters = append(v.Filters, tag.Label)
		}
	}
	for _, id := range chosen {
		v.Chosen = append(v.Chosen, id.String())
	}
	return r.ShowStatus(status, page.Export(v))
}

// export first asks for the kind of file, also for rows chosen on the list,
// and then makes it of exactly the rows that the list shows and the person may
// take along.
func (p Pages) export(r *web.Request) error {
	f, err := r.Form("journey[]", "format", "asked", "do")
	if err != nil {
		return err
	}
	chosen, err := ids(f)
	if err != nil {
		return err
	}
	write, known := writers[f.Text("format")]
	switch {
	case f.Text("asked") == "" && len(chosen) == 0:
		return p.nothingChosen(r)
	case f.Text("asked") == "":
		return p.showExport(r, f, chosen, http.StatusOK)
	case !known:
		f.Problem("format", "Choose a kind of file")
		return p.showExport(r, f, chosen, http.StatusUnprocessableEntity)
	}
	return p.send(r, chosen, f.Text("format"), write)
}

func (p Pages) send(r *web.Request, chosen []uuid.UUID, format string, write func(io.Writer, []string, iter.Seq[[]sheet.Value]) error) error {
	at, err := p.place(r, listPath)
	if err != nil {
		return err
	}
	filter := at.query.Filter
	if len(chosen) > 0 {
		filter = caseload.Filter{State: caseload.Any}
	}
	found, err := p.Caseload.Export(r.Ctx(), filter, at.query.Order, chosen)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	headings, rows := exported(found)
	if err := write(&file, headings, rows); err != nil {
		return err
	}
	r.Response().Header().Set(echo.HeaderContentDisposition, fmt.Sprintf("attachment; filename=%q", "caseload-"+found.Today.String()+"."+format))
	return r.Blob(http.StatusOK, kinds[format], file.Bytes())
}

var writers = map[string]func(io.Writer, []string, iter.Seq[[]sheet.Value]) error{"csv": sheet.WriteCSV, "xlsx": sheet.WriteXLSX}

var kinds = map[string]string{"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}

// exported is the list as cells: its columns, and those that stand on the list
// within others.
func exported(found caseload.Page) ([]string, iter.Seq[[]sheet.Value]) {
	headings := []string{"Reference", "Resident", "Stage", "Next action", "Due", "Last contact", "Single point of contact", "Opened"}
	if found.Outcomes != nil {
		headings = append(headings, "Outcome", "Days that count", "Days needed")
	}
	return headings, func(yield func([]sheet.Value) bool) {
		for _, row := range found.Rows {
			cells := []sheet.Value{sheet.Text(row.Reference), sheet.Text(row.Name()), sheet.Text(row.Stage.Label()), sheet.Text(row.NextWhat),
				sheet.Day(row.NextDue), sheet.Day(row.LastContact), sheet.Text(row.SPOC), sheet.Day(row.Opened)}
			if cell := outcomeCell(found.Outcomes, row); cell != nil {
				cells = append(cells, sheet.Text(cell.Status.Words), sheet.Whole(cell.Bar.Count), sheet.Whole(cell.Bar.Of))
			}
			for len(cells) < len(headings) {
				cells = append(cells, sheet.Value{})
			}
			if !yield(cells) {
				return
			}
		}
	}
}

// ids are the journeys of a form's boxes.
func ids(f *form.Values) ([]uuid.UUID, error) {
	var list []uuid.UUID
	for _, text := range f.Many("journey") {
		id, err := uuid.Parse(text)
		if err != nil {
			return nil, fault.NotHere()
		}
		list = append(list, id)
	}
	if len(list) > mostChosen {
		return nil, fault.New(fault.Invalid, "Choose fewer journeys at once.")
	}
	return list, nil
}

// mostChosen is as many as a page of the list can hold.
const mostChosen = 100

// nothingChosen answers a bar that was pressed without a row: it is always
// there where scripts do not run.
func (p Pages) nothingChosen(r *web.Request) error {
	at, err := p.place(r, listPath)
	if err != nil {
		return err
	}
	r.Flash(layout.Flash{Kind: layout.Warning, Title: "No journey selected", Text: "Tick the journeys first, then press the button again."})
	return r.Go(at.href(), "")
}
