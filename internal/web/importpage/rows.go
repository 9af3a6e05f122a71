package importpage

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"onward/internal/exchange"
	"onward/internal/exchange/caseload"
	"onward/ui/component"
	"onward/ui/control"
)

// fits is how many columns stand beside each other without scrolling.
const fits = 8

// who are the fields that tell whose row it is.
var who = []caseload.Field{caseload.Given, caseload.Family, caseload.FullName, caseload.Born, caseload.NINO}

// table is judged rows as cells. Among the rows to look at, only the columns
// stand that tell who it is and those with something to say; else all that hold
// anything.
func table(up exchange.Upload, rows []caseload.Row, look bool, chosen []int) component.SheetView {
	at := placing(up)
	shown := map[int]bool{}
	for _, c := range up.Columns {
		shown[c.Index] = slices.Contains(who, c.Field) || !look && (c.Heading != "" || len(c.Samples) > 0)
	}
	all := make([][]said, len(rows))
	for i, row := range rows {
		all[i] = at.says(row)
		for _, s := range all[i] {
			shown[s.column] = true
		}
	}
	maps.DeleteFunc(shown, func(_ int, show bool) bool { return !show })
	columns := slices.Sorted(maps.Keys(shown))
	v := component.SheetView{Caption: "All rows", Wide: len(columns) > fits}
	if look {
		v.Caption = "Rows to look at"
	}
	for _, c := range columns {
		v.Columns = append(v.Columns, component.SheetColumn{Letter: letter(c), Field: at.fieldWords(c), Heading: at.heading(c)})
	}
	for i, row := range rows {
		out := component.SheetRow{Number: row.Number}
		for _, c := range columns {
			out.Cells = append(out.Cells, cell(row, c, all[i]))
		}
		if row.Outcome == caseload.Duplicate {
			out.Cells[slices.Index(columns, at.match(row))].Choice = choice(row, slices.Contains(chosen, row.Number))
		}
		v.Rows = append(v.Rows, out)
	}
	return v
}

// worst orders the severities.
var worst = []caseload.Severity{caseload.Fault, caseload.Warning, caseload.Notice}

func cell(row caseload.Row, column int, all []said) component.SheetCell {
	c := component.SheetCell{Value: raw(row, column)}
	at := len(worst)
	for _, s := range all {
		if s.column == column {
			c.Says = append(c.Says, s.text)
			at = min(at, slices.Index(worst, s.severity))
		}
	}
	if len(c.Says) > 0 {
		c.Kind = component.ProblemKind(worst[at])
	}
	return c
}

// The answers about a likely duplicate.
const (
	leave        = "leave"
	somebodyElse = "else"
	rowPrefix    = "row-"
)

func rowName(number int) string { return fmt.Sprint(rowPrefix, number) }

// rowNumber reads the row that a field of the form is about.
func rowNumber(name string) (int, bool) {
	digits, ok := strings.CutPrefix(name, rowPrefix)
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil && n > 0
}

func choice(row caseload.Row, chosen bool) templ.Component {
	name := rowName(row.Number)
	c := control.Choice{Field: control.Field{ID: name, Name: name, Label: fmt.Sprintf("What to do with row %d", row.Number), HiddenLabel: true}, Small: true}
	c.Options = []control.Option{{Value: leave, Label: "Leave out", Chosen: !chosen}, {Value: somebodyElse, Label: "Somebody else: import", Chosen: chosen}}
	return control.Radios(c)
}
