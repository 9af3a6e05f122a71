package sheet

import (
	"io"
	"iter"
	"strconv"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// What one worksheet holds at most.
const (
	mostXLSXRows = 1_048_576
	mostXLSXText = 32_767
)

const (
	msgWideRows = "Excel holds at most 1,048,576 rows in a sheet. Export as CSV, or narrow the list."
	msgLongCell = "A cell holds more text than Excel can. Export as CSV."
)

// WriteXLSX writes a workbook of one sheet with real dates and numbers, its
// headings bold and held in place. Texts are stored as texts, so that nothing in
// them can be a formula, and nothing else is in the file. It fails with an Invalid
// fault for what a worksheet cannot hold, else with the errors of w.
func WriteXLSX(w io.Writer, headings []string, rows iter.Seq[[]Value]) (err error) {
	f := excelize.NewFile()
	defer func() {
		if closing := f.Close(); err == nil {
			err = closing
		}
	}()
	book, err := newBook(f)
	if err != nil {
		return err
	}
	if err := book.headings(headings); err != nil {
		return err
	}
	for row := range rows {
		if err := book.row(row); err != nil {
			return err
		}
	}
	if err := book.stream.Flush(); err != nil {
		return err
	}
	_, err = f.WriteTo(w)
	return err
}

// book is a workbook that is being written from the top.
type book struct {
	stream            *excelize.StreamWriter
	written           int
	bold, money, date int // styles
}

func newBook(f *excelize.File) (*book, error) {
	day, pounds := "dd/mm/yyyy", `"£"#,##0.00`
	b := &book{}
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&b.bold, excelize.Style{Font: &excelize.Font{Bold: true}}},
		{&b.money, excelize.Style{CustomNumFmt: &pounds}},
		{&b.date, excelize.Style{CustomNumFmt: &day}},
	} {
		id, err := f.NewStyle(&s.style)
		if err != nil {
			return nil, err
		}
		*s.id = id
	}
	var err error
	b.stream, err = f.NewStreamWriter(f.GetSheetName(0))
	return b, err
}

func (b *book) headings(headings []string) error {
	if err := b.stream.SetColWidth(1, max(1, len(headings)), 18); err != nil {
		return err
	}
	if err := b.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	cells := make([]any, len(headings))
	for i, h := range headings {
		cells[i] = excelize.Cell{StyleID: b.bold, Value: Text(h).text}
	}
	return b.write(cells)
}

func (b *book) row(values []Value) error {
	cells := make([]any, len(values))
	for i, v := range values {
		switch v.kind {
		case kindText:
			if utf8.RuneCountInString(v.text) > mostXLSXText {
				return invalid(msgLongCell)
			}
			if v.text != "" {
				cells[i] = v.text
			}
		case kindNumber, kindMoney:
			cells[i] = b.number(v)
		case kindDay:
			cells[i] = excelize.Cell{StyleID: b.date, Value: v.day.Serial()}
		}
	}
	return b.write(cells)
}

// number is floating point because that is what a worksheet stores; nothing is
// reckoned with it here.
func (b *book) number(v Value) excelize.Cell {
	n, err := strconv.ParseFloat(v.text, 64)
	if err != nil {
		return excelize.Cell{Value: v.text}
	}
	if v.kind == kindMoney {
		return excelize.Cell{StyleID: b.money, Value: n}
	}
	return excelize.Cell{Value: n}
}

func (b *book) write(cells []any) error {
	if b.written == mostXLSXRows {
		return invalid(msgWideRows)
	}
	b.written++
	at, err := excelize.CoordinatesToCellName(1, b.written)
	if err != nil {
		return err
	}
	return b.stream.SetRow(at, cells)
}
