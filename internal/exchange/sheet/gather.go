package sheet

import (
	"strings"
)

// gather builds a table row by row and holds it to the limits.
type gather struct {
	limits Limits
	table  *Table
	blanks int // that wait for a row which is not blank
	text   int // bytes of all cells so far
}

// add takes the next row; rows that a workbook leaves out must be added as blank.
func (g *gather) add(number int, cells []Cell) error {
	cells = trimmed(cells)
	if len(cells) == 0 {
		if g.table.HeadingRow > 0 {
			g.blanks++
		}
		return nil
	}
	if err := g.check(number, cells); err != nil {
		return err
	}
	if g.table.HeadingRow == 0 {
		g.table.HeadingRow = number
		g.table.Headings = Row{Cells: cells}.Texts(0)
		return nil
	}
	if err := g.flush(); err != nil {
		return err
	}
	g.table.Rows = append(g.table.Rows, Row{Number: number, Cells: cells})
	return g.checkRows()
}

// flush turns the blank rows that wait into rows of the table.
func (g *gather) flush() error {
	last := g.table.HeadingRow
	if n := len(g.table.Rows); n > 0 {
		last = g.table.Rows[n-1].Number
	}
	if len(g.table.Rows)+g.blanks > g.limits.Rows {
		return invalid(msgRows, g.limits.Rows)
	}
	for i := range g.blanks {
		g.table.Rows = append(g.table.Rows, Row{Number: last + 1 + i})
	}
	g.blanks = 0
	return nil
}

func (g *gather) checkRows() error {
	if len(g.table.Rows) > g.limits.Rows {
		return invalid(msgRows, g.limits.Rows)
	}
	return nil
}

func (g *gather) check(number int, cells []Cell) error {
	if len(cells) > g.limits.Columns {
		return invalid(msgColumns, number, g.limits.Columns)
	}
	for i, c := range cells {
		if len(c.Text) > g.limits.Cell {
			return invalid(msgCell, number, Letter(i), g.limits.Cell)
		}
		g.text += len(c.Text)
	}
	// A workbook may show one stored text in every cell, so that little
	// unpacks to little and is read as a great deal.
	if g.text > g.limits.Unpacked {
		return invalid(msgBigInside, megabytes(g.limits.Unpacked))
	}
	return nil
}

// done is the table, unless there is none.
func (g *gather) done() (*Table, error) {
	switch {
	case g.table.HeadingRow == 0:
		return nil, invalid(msgEmpty)
	case len(g.table.Rows) == 0:
		return nil, invalid(msgNoRows)
	}
	return g.table, nil
}

// trimmed cuts the cells off a row's end in which nothing can be seen.
func trimmed(cells []Cell) []Cell {
	for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1].Text) == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}
