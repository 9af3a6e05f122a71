package importpage

import (
	"errors"
	"io"
	"net/http"
	"time"

	"onward/internal/calendar"
	"onward/internal/exchange"
	"onward/internal/fault"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/control"
	page "onward/ui/page/importing"
)

func (p Pages) uploadForm(r *web.Request) error {
	return p.showUpload(r, form.Empty(r.Today()), http.StatusOK)
}

func (p Pages) showUpload(r *web.Request, f *form.Values, status int) error {
	list, err := p.Uploads.List(r.Ctx())
	if err != nil {
		return err
	}
	v := page.UploadView{Layout: r.View("Import a caseload", "Import"), Form: r.Post("/import"), Problems: web.Problems(f),
		File: control.Upload{Field: web.Field(f, "file", "Spreadsheet"), Accept: ".csv,.xlsx,.tsv,.txt"}}
	v.Layout.Errors, v.Form.Multipart = !f.OK(), true
	v.File.Bold, v.File.Value = true, ""
	v.File.Hint = "An Excel workbook (.xlsx) or a CSV file of up to 10 MB, with one person in each row and headings above them"
	if len(list) == 0 {
		v.Empty = &component.EmptyView{Text: "Nothing yet. Choose a spreadsheet above and upload it."}
	}
	v.Earlier = earlier(list)
	return r.ShowStatus(status, page.Upload(v))
}

func earlier(list []exchange.Upload) component.TableView {
	t := component.TableView{Caption: "Your imports", Stack: true, Columns: []component.TableColumn{{Label: "Spreadsheet"}, {Label: "Uploaded"}, {Label: "State"}, {Label: "Result"}}}
	for _, up := range list {
		t.Rows = append(t.Rows, component.TableRow{Cells: []component.Cell{{Text: up.FileName, Href: home(up), Bold: true}, {Text: moment(up.Created)},
			{Text: stateWords(up)}, {Text: resultWords(up)}}})
	}
	return t
}

func moment(t time.Time) string {
	return calendar.DayOf(t).Long() + ", " + t.In(calendar.London).Format("15:04")
}

func stateWords(up exchange.Upload) string {
	switch up.State {
	case exchange.StateQueued:
		return "Waiting to start"
	case exchange.StateRunning:
		return "Importing"
	case exchange.StateDone:
		return "Imported"
	case exchange.StateFailed:
		return "Broke off"
	}
	if up.Matched {
		return "To check"
	}
	return "Columns to match"
}

func resultWords(up exchange.Upload) string {
	if up.Open() || up.State == exchange.StateQueued || up.State == exchange.StateRunning {
		return count(up.Rows, "row")
	}
	words := count(up.Counts.Created, "journey")
	if up.Counts.Rejected > 0 {
		words += ", " + count(up.Counts.Rejected, "row") + " to put right"
	}
	return words
}

func (p Pages) upload(r *web.Request) error {
	f, err := r.Form("file") // browsers send an empty field for no file
	if err != nil {
		return err
	}
	name, content, err := sent(r)
	if err != nil {
		return err
	}
	switch {
	case name == "":
		f.Problem("file", "Choose a spreadsheet to upload")
	case len(content) > exchange.MostBytes:
		f.Problem("file", "Choose a file of 10 MB or less. Split the sheet, or take out pictures and other sheets")
	}
	if !f.OK() {
		return p.showUpload(r, f, http.StatusUnprocessableEntity)
	}
	id, err := p.Uploads.Keep(r.Once(), name, content)
	if fault.Is(err, fault.Invalid) {
		f.Problem("file", fault.Of(err).Public)
		return p.showUpload(r, f, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return r.Go(address(id, "columns"), "")
}

// sent reads the file of the form: one byte more than may be, at most. Without
// one the name is empty.
func sent(r *web.Request) (name string, content []byte, err error) {
	header, err := r.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return "", nil, nil
	}
	if err != nil {
		return "", nil, fault.Wrap(err, fault.Invalid, "The file did not arrive whole. Try again.")
	}
	file, err := header.Open()
	if err != nil {
		return "", nil, err
	}
	defer file.Close()
	content, err = io.ReadAll(io.LimitReader(file, exchange.MostBytes+1))
	return header.Filename, content, err
}
