package sheet

import (
	"strings"

	"onward/internal/calendar"
)

// Table is one sheet: its headings and the rows beneath them.
type Table struct {
	Name       string // of the file, as it was given
	Sheet      string // of the worksheet; empty for separated text
	HeadingRow int    // the sheet's own number of the row that Headings stand in
	Headings   []string
	Rows       []Row // blank ones too, except after the last that is not
}

// Row is one record. A line break within quotation marks makes no new one.
type Row struct {
	Number int // as people count in the sheet: the first row is 1
	Cells  []Cell
}

// Cell is one field: what the sheet shows, and the number beneath it if it has one.
type Cell struct {
	Text   string  // as typed or shown, line breaks as \n; dates of a workbook as 31/03/1980
	Number *Number // nil for text, and for all cells of separated text
}

// Number is what a workbook keeps for a numeric cell.
type Number struct {
	Decimal string // in plain figures, to the fifteen that Excel keeps; empty for a date that is stored as text
	Serial  int    // the whole days of it in the 1900 system, whichever the workbook counts in
	Dated   bool   // formatted as a date
}

// Cell gives a cell by column from 0; beyond a short row's end it is empty.
func (r Row) Cell(column int) Cell {
	if column < 0 || column >= len(r.Cells) {
		return Cell{}
	}
	return r.Cells[column]
}

// Blank is true of a row in which nothing can be seen.
func (r Row) Blank() bool {
	for _, c := range r.Cells {
		if strings.TrimSpace(c.Text) != "" {
			return false
		}
	}
	return true
}

// Texts are the row's cells as shown, as many as the table has columns or more.
func (r Row) Texts(columns int) []string {
	texts := make([]string, max(columns, len(r.Cells)))
	for i, c := range r.Cells {
		texts[i] = c.Text
	}
	return texts
}

// Day is the date of a cell that is formatted as one.
func (c Cell) Day() (calendar.Date, bool) {
	if c.Number == nil || !c.Number.Dated {
		return calendar.Date{}, false
	}
	return calendar.FromSerial(c.Number.Serial)
}

// Headed gives the same sheet with one of the rows beneath as its headings: the
// first rows of a sheet are often a title and a date.
func (t *Table) Headed(row int) *Table {
	head := *t
	head.HeadingRow = t.Rows[row].Number
	head.Headings = t.Rows[row].Texts(0)
	head.Rows = t.Rows[row+1:]
	return &head
}

// Letter is the name of a column from 0: A to Z, AA …
func Letter(column int) string {
	var letters []byte
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		letters = append([]byte{byte('A' + (n-1)%26)}, letters...)
	}
	return string(letters)
}
