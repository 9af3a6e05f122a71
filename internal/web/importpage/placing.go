package importpage

import (
	"slices"
	"strings"

	"onward/internal/exchange"
	"onward/internal/exchange/caseload"
	"onward/internal/exchange/sheet"
)

// place knows in which column of a sheet each thing that is to be said of a row
// stands: the problem's own, else the first that holds its field, else the name.
type place struct {
	columns []exchange.UploadColumn
	first   map[caseload.Field]int
	name    int
}

func placing(up exchange.Upload) place {
	at := place{columns: up.Columns, first: map[caseload.Field]int{}}
	for _, c := range up.Columns {
		if _, taken := at.first[c.Field]; !taken && c.Field != "" {
			at.first[c.Field] = c.Index
		}
	}
	for _, f := range []caseload.Field{caseload.Family, caseload.Given, caseload.FullName} {
		if c, ok := at.first[f]; ok {
			at.name = c
		}
	}
	return at
}

// said is one thing to say of a cell.
type said struct {
	column   int
	severity caseload.Severity
	text     string
}

func (s said) kindWords(row caseload.Row) string {
	switch {
	case s.severity == caseload.Fault:
		return "To put right"
	case s.severity == caseload.Warning:
		return "Warning"
	case row.Outcome == caseload.Duplicate:
		return "Already known"
	}
	return "Notice"
}

// says lists all that is to be said of a row, with its columns.
func (at place) says(row caseload.Row) []said {
	var list []said
	switch {
	case blank(row):
		return nil
	case row.Outcome == caseload.Skipped:
		list = append(list, said{at.name, caseload.Notice, "Imported before: left out"})
	case row.Outcome == caseload.Duplicate && row.DuplicateOf == 0:
		list = append(list, said{at.match(row), caseload.Notice, "Likely known already: same " + strings.Join(row.DuplicateBy, ", ")})
	}
	for _, p := range row.Problems {
		list = append(list, said{at.of(row, p), p.Severity, p.Message})
	}
	return list
}

func (at place) of(row caseload.Row, p caseload.Problem) int {
	if p.Column != caseload.NoColumn {
		return p.Column
	}
	if c, ok := at.first[p.Field]; ok {
		return c
	}
	if p.Field == "" && p.Severity == caseload.Notice && row.Outcome == caseload.Duplicate {
		return at.match(row)
	}
	return at.name
}

// match is the column of what agrees best with somebody who is known.
func (at place) match(row caseload.Row) int {
	if c, ok := at.first[caseload.NINO]; ok && slices.Contains(row.DuplicateBy, caseload.NINO.Label()) {
		return c
	}
	return at.name
}

func (at place) heading(column int) string {
	if column < len(at.columns) {
		return at.columns[column].Heading
	}
	return ""
}

// fieldWords is what a column holds, in words.
func (at place) fieldWords(column int) string {
	switch {
	case column >= len(at.columns):
		return "No heading"
	case at.columns[column].Field == "":
		return "Not imported"
	}
	return at.columns[column].Field.Label()
}

func letter(column int) string { return sheet.Letter(column) }

// blank is true of a row with nothing in it.
func blank(row caseload.Row) bool { return row.Outcome == caseload.Skipped && row.SourceKey == "" }

func raw(row caseload.Row, column int) string {
	if column < len(row.Raw) {
		return row.Raw[column]
	}
	return ""
}
