package importpage

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"onward/internal/exchange"
	"onward/internal/exchange/caseload"
	"onward/internal/exchange/sheet"
	"onward/internal/fault"
	"onward/internal/web"
)

type writer func(io.Writer, []string, iter.Seq[[]sheet.Value]) error

var writers = map[string]writer{"csv": sheet.WriteCSV, "xlsx": sheet.WriteXLSX}

var kinds = map[string]string{"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"jsonl": "application/jsonl; charset=utf-8"}

// rejected is the rows that were rejected with what to put right, to be
// uploaded again.
func (p Pages) rejected(r *web.Request) error {
	up, err := p.find(r)
	if err != nil {
		return err
	}
	s, rows, err := p.Uploads.Rejections(r.Ctx(), up.ID)
	if err != nil {
		return err
	}
	headings, values := s.Rejections(rows)
	return sendSheet(r, "rejected", headings, values)
}

// problems is a row for each thing that is said of a cell.
func (p Pages) problems(r *web.Request) error {
	up, err := p.find(r)
	if err != nil {
		return err
	}
	rows, err := p.Uploads.RowsOf(r.Ctx(), up.ID, exchange.RowFilter{})
	if err != nil {
		return err
	}
	headings, values := listed(up, rows)
	return sendSheet(r, "problems", headings, values)
}

func listed(up exchange.Upload, rows []caseload.Row) ([]string, iter.Seq[[]sheet.Value]) {
	at := placing(up)
	return []string{"Row", "Column", "Heading", "Kind", "What to do", "In the cell"}, func(yield func([]sheet.Value) bool) {
		for _, row := range rows {
			for _, said := range at.says(row) {
				cells := []sheet.Value{sheet.Whole(row.Number), sheet.Text(""), sheet.Text(""), sheet.Text(said.kindWords(row)), sheet.Text(said.text), sheet.Text("")}
				if c := said.column; c >= 0 {
					cells[1], cells[2], cells[5] = sheet.Text(sheet.Letter(c)), sheet.Text(at.heading(c)), sheet.Text(raw(row, c))
				}
				if !yield(cells) {
					return
				}
			}
		}
	}
}

func sendSheet(r *web.Request, name string, headings []string, rows iter.Seq[[]sheet.Value]) error {
	format := r.Param("format")
	write, known := writers[format]
	if !known {
		return fault.NotHere()
	}
	var file bytes.Buffer
	if err := write(&file, headings, rows); err != nil {
		return err
	}
	return send(r, name, format, file.Bytes())
}

func send(r *web.Request, name, format string, content []byte) error {
	r.Response().Header().Set(echo.HeaderContentDisposition, fmt.Sprintf("attachment; filename=%q", name+"-"+r.Today().String()+"."+format))
	return r.Blob(http.StatusOK, kinds[format], content)
}

// report is what became of every row, as the command writes it.
func (p Pages) report(r *web.Request) error {
	up, err := p.find(r)
	if err != nil {
		return err
	}
	if up.Open() {
		return fault.NotHere()
	}
	rows, err := p.Uploads.RowsOf(r.Ctx(), up.ID, exchange.RowFilter{})
	if err != nil {
		return err
	}
	var file bytes.Buffer
	for row := range slices.Values(rows) {
		line, err := caseload.ReportLine(row)
		if err != nil {
			return err
		}
		file.Write(append(line, '\n'))
	}
	return send(r, "report", "jsonl", file.Bytes())
}
