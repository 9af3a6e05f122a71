package caseload

import (
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
)

// tally counts for many clauses at once: those of the same people and state in
// one walk over their rows, whatever else narrows them.
type tally []*walkOver

type walkOver struct {
	first   *clause // whose base all of them have
	args    []any
	columns []string
	into    []any
}

func (t *tally) add(c *clause, into *int) {
	i := slices.IndexFunc(*t, func(w *walkOver) bool { return w.first.sameBase(c) })
	if i < 0 {
		i = len(*t)
		*t = append(*t, &walkOver{first: c, args: slices.Clone(c.args[:c.baseArgs])})
	}
	w := (*t)[i]
	if c.shared != nil {
		w.into = append(w.into, into)
		return
	}
	column := "count(*)"
	if rest := strings.TrimPrefix(c.sql[c.base:], " and "); rest != "" {
		column += " filter (where " + renumber(rest, c.baseArgs, len(w.args)-c.baseArgs) + ")"
		w.args = append(w.args, c.args[c.baseArgs:]...)
	}
	w.columns, w.into = append(w.columns, column), append(w.into, into)
}

func (t tally) queue(b *pgx.Batch) {
	for _, w := range t {
		if w.first.shared != nil {
			w.first.queueCount(b, w.into[0].(*int))
			continue
		}
		b.Queue("select "+strings.Join(w.columns, ", ")+" from onward.progress p where "+w.first.sql[:w.first.base], w.args...).
			QueryRow(func(row pgx.Row) error { return row.Scan(w.into...) })
	}
}

// sameBase compares the parameters too: they are numbers, days and lists of numbers.
func (c *clause) sameBase(o *clause) bool {
	if c.shared != nil || o.shared != nil { // others' journeys are each counted alone
		return false
	}
	if c.sql[:c.base] != o.sql[:o.base] || c.baseArgs != o.baseArgs {
		return false
	}
	for i := range c.baseArgs {
		a, ok := c.args[i].([]int)
		b, both := o.args[i].([]int)
		if ok != both || ok && !slices.Equal(a, b) || !ok && c.args[i] != o.args[i] {
			return false
		}
	}
	return true
}

// renumber moves the parameters beyond the base by so many places. A dollar
// stands for nothing else in a clause: what people typed is a parameter.
func renumber(sql string, base, by int) string {
	if by == 0 {
		return sql
	}
	var out strings.Builder
	for {
		i := strings.IndexByte(sql, '$')
		if i < 0 {
			return out.String() + sql
		}
		end := i + 1
		for end < len(sql) && sql[end] >= '0' && sql[end] <= '9' {
			end++
		}
		n, _ := strconv.Atoi(sql[i+1 : end])
		if n > base {
			n += by
		}
		out.WriteString(sql[:i+1] + strconv.Itoa(n))
		sql = sql[end:]
	}
}
