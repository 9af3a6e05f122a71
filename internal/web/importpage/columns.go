package importpage

import (
	"fmt"
	"net/http"
	"strings"

	"onward/internal/exchange"
	"onward/internal/exchange/caseload"
	"onward/internal/fault"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/control"
	page "onward/ui/page/importing"
)

func fieldName(column int) string { return fmt.Sprintf("column-%d", column) }

func (p Pages) columnsForm(r *web.Request) error {
	up, err := p.find(r)
	if err != nil {
		return err
	}
	if !up.Open() {
		return r.Go(home(up), "")
	}
	f := form.Empty(r.Today())
	for _, c := range up.Columns {
		f.Set(fieldName(c.Index), string(c.Field))
	}
	return showColumns(r, up, f, http.StatusOK)
}

func showColumns(r *web.Request, up exchange.Upload, f *form.Values, status int) error {
	v := page.ColumnsView{Layout: r.View("Match the columns", "Import"), Caption: caption(up), Form: r.Post(address(up.ID, "columns")),
		Problems: web.Problems(f), Cancel: "/import"}
	v.Layout.Errors = !f.OK()
	v.Table = component.TableView{Caption: "Columns of the sheet", Stack: true,
		Columns: []component.TableColumn{{Label: "Column"}, {Label: "What stands in it"}, {Label: "What it holds"}}}
	var left []string
	shown := 0
	for _, c := range up.Columns {
		if c.Heading == "" && len(c.Samples) == 0 {
			continue
		}
		shown++
		if f.Raw(fieldName(c.Index)) == "" {
			left = append(left, columnWords(c.Column))
		}
		v.Table.Rows = append(v.Table.Rows, component.TableRow{Cells: []component.Cell{{Text: columnWords(c.Column)},
			{Content: page.ColumnSample(c.Samples)}, {Content: control.Select(holds(f, c.Column))}}})
	}
	v.Lead = fmt.Sprintf("%d of %s recognised. Look through them and correct what is wrong.", shown-len(left), count(shown, "column")+were(shown))
	if len(left) > 0 {
		v.Left = "Not imported: " + strings.Join(left, ", ") + ". What stands there stays out unless you say what it is."
	}
	return r.ShowStatus(status, page.Columns(v))
}

func were(n int) string {
	if n == 1 {
		return " was"
	}
	return " were"
}

// columnWords is a column by its letter and heading: C “DOB”.
func columnWords(c caseload.Column) string {
	if c.Heading == "" {
		return c.Letter + ", no heading"
	}
	return c.Letter + " “" + c.Heading + "”"
}

func holds(f *form.Values, c caseload.Column) control.Choice {
	choice := control.Choice{Field: web.Field(f, fieldName(c.Index), "What column "+columnWords(c)+" holds"), Empty: "Not imported"}
	choice.HiddenLabel = true
	for _, field := range caseload.Fields() {
		choice.Options = append(choice.Options, control.Option{Value: string(field), Label: field.Label()})
	}
	return choice
}

func (p Pages) columns(r *web.Request) error {
	up, err := p.find(r)
	if err != nil {
		return err
	}
	names := make([]string, len(up.Columns))
	for i := range names {
		names[i] = fieldName(i)
	}
	f, err := r.Form(names...)
	if err != nil {
		return err
	}
	if !up.Open() {
		return r.Go(home(up), "")
	}
	fields := matched(f, up)
	if !f.OK() {
		return showColumns(r, up, f, http.StatusUnprocessableEntity)
	}
	if err := p.Uploads.Assign(r.Once(), up.ID, fields); fault.Is(err, fault.Invalid) {
		f.Problem(fieldName(0), fault.Of(err).Public)
		return showColumns(r, up, f, http.StatusUnprocessableEntity)
	} else if err != nil {
		return err
	}
	return r.Go(address(up.ID, ""), "")
}

// matched reads what the columns hold. The sheet's own check is the same; here
// each problem finds its field.
func matched(f *form.Values, up exchange.Upload) []caseload.Field {
	fields := make([]caseload.Field, len(up.Columns))
	first := map[caseload.Field]string{}
	for i, c := range up.Columns {
		field := caseload.Field(f.Text(fieldName(i)))
		if field == "" {
			continue
		}
		letter, taken := first[field]
		switch {
		case field.Label() == "":
			f.Problem(fieldName(i), "Choose what the column holds from the list")
		case taken && !field.Many():
			f.Problem(fieldName(i), "Choose something else here: column "+letter+" holds the "+label(field)+" already")
		}
		if !taken {
			first[field] = c.Letter
		}
		fields[i] = field
	}
	_, full := first[caseload.FullName]
	_, given := first[caseload.Given]
	_, family := first[caseload.Family]
	if !full && !(given && family) {
		f.Problem(firstShown(up), "Say which columns hold the given name and the family name, or which holds the full name")
	}
	return fields
}

// label is a field's name inside a sentence; National Insurance keeps its capitals.
func label(field caseload.Field) string {
	text := field.Label()
	if field == caseload.NINO {
		return text
	}
	return strings.ToLower(text[:1]) + text[1:]
}

// firstShown is the first select on the page, where a problem of all of them leads.
func firstShown(up exchange.Upload) string {
	for _, c := range up.Columns {
		if c.Field == "" && (c.Heading != "" || len(c.Samples) > 0) {
			return fieldName(c.Index)
		}
	}
	return fieldName(0)
}
