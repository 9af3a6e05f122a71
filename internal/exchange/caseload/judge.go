package caseload

import (
	"onward/internal/calendar"
	"onward/internal/exchange/sheet"
)

// Judge reads every row of the sheet, in order. It takes time in proportion to
// the rows and changes nothing; today bounds dates of birth and says which
// century two figures of a year are in.
func (s *Sheet) Judge(today calendar.Date) []Row {
	columns := map[Field][]Column{}
	for _, c := range s.Columns {
		if c.Field != "" {
			columns[c.Field] = append(columns[c.Field], c)
		}
	}
	rows := make([]Row, len(s.Table.Rows))
	earlier := newEarlier()
	for i, row := range s.Table.Rows {
		out := &rows[i]
		*out = Row{Number: row.Number, Raw: row.Texts(len(s.Columns))}
		r := &reader{columns: columns, today: today, row: row, out: out}
		r.judge(len(s.Columns))
		if out.Outcome == Created {
			earlier.compare(out)
		}
	}
	return rows
}

func (r *reader) judge(columns int) {
	if r.empty() {
		r.out.Outcome = Skipped
		return
	}
	r.names()
	r.birth()
	r.nino()
	r.contact()
	r.progress()
	r.barriers()
	r.work()
	r.beyond(columns)
	r.out.SourceKey = r.out.Values.sourceKey()
	r.out.Outcome = Created
	for _, p := range r.out.Problems {
		if p.Severity == Fault {
			r.out.Outcome = Rejected
		}
	}
}

// empty is true of a row that says nothing in any column that is imported.
func (r *reader) empty() bool {
	for f := range r.columns {
		if len(r.all(f)) > 0 {
			return false
		}
	}
	return true
}

// beyond keeps what stands to the right of the last heading.
func (r *reader) beyond(columns int) {
	for i := columns; i < len(r.row.Cells); i++ {
		c := cell{Cell: r.row.Cell(i), column: Column{Index: i, Letter: sheet.Letter(i)}}
		if text := trim(c.Text); !blank(text) {
			r.keep(c, text)
			r.warn(c, "There is no heading over this cell: look whether the row has slipped. What is here is in the notes.")
		}
	}
}
