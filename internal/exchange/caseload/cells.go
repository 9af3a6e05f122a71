package caseload

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"onward/internal/calendar"
	"onward/internal/exchange/sheet"
	"onward/internal/resident"
)

// reader reads one row, field by field, and writes what it finds into it.
type reader struct {
	columns map[Field][]Column
	today   calendar.Date
	row     sheet.Row
	out     *Row
}

// cell is one field's text with the place that it stood in.
type cell struct {
	sheet.Cell
	column Column
	text   string // trimmed; empty where the sheet says nothing or "n/a"
}

// nothing are the words that people write into a cell that has no answer.
var nothing = map[string]bool{
	"": true, "na": true, "none": true, "nil": true, "null": true, "unknown": true, "notknown": true, "notapplicable": true,
	"notprovided": true, "notgiven": true, "notrecorded": true, "tbc": true, "tba": true, "nothing": true, "blank": true, "dontknow": true, "dk": true,
}

// blank is true of a text that says nothing: no letter or figure, or a word for it.
func blank(text string) bool {
	return len(text) < 30 && nothing[resident.Key(text)]
}

// nameless is blank for a name: Na, Nil and Null are family names, N/A is none.
func nameless(text string) bool {
	switch strings.ToLower(text) {
	case "n/a", "n.a.", "unknown", "not known", "none", "tbc", "tba":
		return true
	}
	return resident.Key(text) == "" || text == "NA"
}

// trim takes off what cannot be seen at both ends; inside, all stays as typed.
func trim(text string) string {
	return strings.TrimFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\u200b' || r == '\ufeff'
	})
}

// all gives the cells of a field that say something.
func (r *reader) all(f Field) []cell {
	var found []cell
	silent := blank
	switch f {
	case Given, Family, FullName, Preferred:
		silent = nameless
	}
	for _, column := range r.columns[f] {
		c := r.row.Cell(column.Index)
		if text := trim(c.Text); !silent(text) {
			found = append(found, cell{c, column, text})
		}
	}
	return found
}

// one gives the cell of a field that one column holds, with an empty text where
// it says nothing.
func (r *reader) one(f Field) cell {
	if found := r.all(f); len(found) > 0 {
		return found[0]
	}
	if columns := r.columns[f]; len(columns) > 0 {
		return cell{column: columns[0]}
	}
	return cell{column: Column{Index: NoColumn, Field: f}}
}

// text reads a field as it stands, several columns joined, shortened to what the
// record holds. The whole of a shortened text is kept.
func (r *reader) text(f Field, most int) string {
	var parts []string
	cells := r.all(f)
	for _, c := range cells {
		parts = append(parts, c.text)
	}
	text := strings.Join(parts, fields.joint[f])
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	r.keep(cells[0], text)
	r.warn(cells[0], "Shorten this to "+strconv.Itoa(most)+" characters. The whole text is in the notes.")
	return trim(string([]rune(text)[:most]))
}

// date reads a field as a day, the zero Date where it cannot; then the text is kept.
func (r *reader) date(f Field) calendar.Date {
	c := r.one(f)
	if c.text == "" {
		return calendar.Date{}
	}
	d, err := c.day(calendar.ParseTyped, r.today)
	if err != nil {
		r.keep(c, c.text)
		r.warn(c, err.Error()+". What is here is in the notes.")
	}
	return d
}

// day reads a cell as a date: formatted as one, as the number of one, or as text.
func (c cell) day(parse func(string, calendar.Date) (calendar.Date, error), today calendar.Date) (calendar.Date, error) {
	if d, ok := c.Day(); ok {
		return parse(d.String(), today)
	}
	if n := c.Number; n != nil && len(n.Decimal) == 5 && !strings.Contains(n.Decimal, ".") {
		// A plain number may count from 1904 as the workbook does; Serial does not.
		if d, ok := calendar.FromSerial(n.Serial); ok {
			return parse(d.String(), today)
		}
	}
	return parse(c.text, today)
}

func (r *reader) problem(c cell, s Severity, message string) {
	r.out.Problems = append(r.out.Problems, Problem{Column: c.column.Index, Field: c.column.Field, Severity: s, Message: message})
}

func (r *reader) fault(c cell, message string)  { r.problem(c, Fault, message) }
func (r *reader) warn(c cell, message string)   { r.problem(c, Warning, message) }
func (r *reader) notice(c cell, message string) { r.problem(c, Notice, message) }

// remark notices an empty cell, unless the sheet has no column for it: then every
// row would say so.
func (r *reader) remark(c cell, message string) {
	if c.column.Index != NoColumn {
		r.notice(c, message)
	}
}

// keep puts a text into the notes under its heading.
func (r *reader) keep(c cell, text string) {
	heading := c.column.Heading
	if heading == "" {
		heading = c.column.Field.Label()
	}
	if heading == "" {
		heading = "Column " + c.column.Letter
	}
	r.out.Values.Kept = append(r.out.Values.Kept, Kept{Heading: heading, Text: text})
}
