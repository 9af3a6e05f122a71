package postgres

import (
	"fmt"
	"strings"

	"github.com/google/uuid"

	"onward/internal/calendar"
)

// Bulk gathers rows for one table and inserts them in one statement. COPY is
// refused under row-level security; an insert from arrays is nearly as quick.
type Bulk struct {
	table   string
	columns []string // "name type"
	values  [][]any  // a slice a column
}

// NewBulk makes a bulk for a table's columns, each written "name type". The
// names come from the program, never from a person.
func NewBulk(table string, columns ...string) *Bulk {
	return &Bulk{table: table, columns: columns, values: make([][]any, len(columns))}
}

// Add puts a row's values in the order of the columns.
func (b *Bulk) Add(row ...any) {
	if len(row) != len(b.columns) {
		panic(fmt.Sprintf("postgres: %d values for %d columns of %s", len(row), len(b.columns), b.table))
	}
	for i, v := range row {
		b.values[i] = append(b.values[i], native(v))
	}
}

// native gives a value in the form that pgx writes without asking for its
// driver.Value first: in bulk that is half of the time.
func native(v any) any {
	switch v := v.(type) {
	case uuid.UUID:
		return [16]byte(v)
	case calendar.Date:
		day, _ := v.Value() // never fails: a time.Time or, for no day, nil
		return day
	}
	return v
}

// Insert writes the rows gathered so far; without rows it does nothing.
func (b *Bulk) Insert(tx *Tx) error {
	if len(b.values[0]) == 0 {
		return nil
	}
	var names, picks, aliases, arrays []string
	var args []any
	for i, column := range b.columns {
		name, kind, _ := strings.Cut(column, " ")
		alias := fmt.Sprintf("c%d", i)
		pick, array := alias, fmt.Sprintf("$%d::%s[]", i+1, kind)
		switch kind {
		case "numeric": // decimals travel as written
			array = fmt.Sprintf("$%d::text[]::numeric[]", i+1)
		case "words": // a text[] a row, as its literal: unnest would take arrays of arrays apart
			pick, array = alias+"::text[]", fmt.Sprintf("$%d::text[]", i+1)
		}
		names, picks, aliases = append(names, name), append(picks, pick), append(aliases, alias)
		arrays, args = append(arrays, array), append(args, b.values[i])
	}
	_, err := tx.conn.Exec(tx, fmt.Sprintf("insert into %s (%s) select %s from unnest(%s) as x(%s)", b.table, strings.Join(names, ", "),
		strings.Join(picks, ", "), strings.Join(arrays, ", "), strings.Join(aliases, ", ")), args...)
	b.values = make([][]any, len(b.columns))
	return translate(err)
}
