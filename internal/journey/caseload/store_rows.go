package caseload

import (
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/journey"
)

// columns of a row, over progress p, journey j, resident_identity i and staff s.
const columns = `p.journey_id, p.resident_id, p.lead_org_id, p.spoc_id, j.reference, s.name, i.given, i.family, i.preferred, i.born,
	p.stage, p.stage_on, p.reason, p.entry_point, p.next_what, p.next_kind, nullif(p.next_due, '9999-12-31'), p.next_at, p.last_contact_on, p.opened_on, p.version`

const joins = ` join onward.journey j on j.id = p.journey_id join onward.resident_identity i on i.resident_id = p.resident_id
	join onward.staff s on s.id = p.spoc_id`

// orders are the columns of each Sort, forward; the reverse turns each round.
var orders = map[Sort][]string{
	ByDue:     {"p.next_due", "p.journey_id"},
	ByName:    {"i.sort_key", "p.journey_id"},
	ByStage:   {"array_position('{new,assessing,preparing,looking,in_work,sustained,paused,closed}', p.stage)", "p.next_due", "p.journey_id"},
	ByContact: {"p.last_contact_on nulls first", "p.journey_id"},
	ByOpened:  {"p.opened_on desc", "p.journey_id desc"},
	ByOutcome: {"p.outcome_rank", "p.outcome_on", "p.journey_id"},
}

func (o Order) sql() string {
	keys := orders[o.By]
	if keys == nil {
		keys = orders[ByDue]
	}
	if !o.Backward {
		return " order by " + strings.Join(keys, ", ")
	}
	turned := make([]string, len(keys))
	for i, key := range keys {
		switch {
		case strings.HasSuffix(key, " nulls first"):
			turned[i] = strings.TrimSuffix(key, " nulls first") + " desc nulls last"
		case strings.HasSuffix(key, " desc"):
			turned[i] = strings.TrimSuffix(key, " desc")
		default:
			turned[i] = key + " desc"
		}
	}
	return " order by " + strings.Join(turned, ", ")
}

// ordersOutcomes says that the scope opens outcomes wherever it lists: an order
// by what may not be seen would tell of it.
func ordersOutcomes(scope access.Scope) bool { return scope.Own.Has(access.Outcomes) }

// open is the order as far as the scope opens what it goes by.
func (c *clause) open(o Order) Order {
	if o.By == ByOutcome && !ordersOutcomes(c.scope) {
		return Order{By: ByDue}
	}
	return o
}

// rows is the statement of a page: the rows are chosen, ordered and cut on
// progress alone, and only those of the page are joined to the rest. No more than
// most rows, where it is given, can be on the page or before it.
func (c *clause) rows(o Order, limit string, most int) *statement {
	q := c.copy()
	o = q.open(o)
	order := o.sql()
	if q.shared != nil && q.plain && most > 0 && (o == Order{By: ByDue} || o == Order{}) {
		q.shared.drive = func(c *clause) string { return c.nearest(most) }
	}
	return q.statement("select " + columns + ", " + q.supporting() + " from (" + q.chosen(o) + order + limit + ") p" + joins + order)
}

// cards is the statement of the first rows of each stage, each along the index
// of its own stage.
func (c *clause) cards(o Order, most int) *statement {
	if c.shared != nil {
		return c.cardsShared(o, most)
	}
	q := c.copy()
	q.and("p.stage = st.stage")
	o = q.open(o)
	order := o.sql()
	return q.statement("select " + columns + ", " + q.supporting() + " from unnest(" + q.arg(words(journey.Line)) + "::text[]) st(stage) cross join lateral (" +
		q.chosen(o) + order + fmt.Sprintf(" limit %d) p", most) + joins + order)
}

// chosen selects the rows of the clause, ready to be ordered. By name it walks
// the index of names, unless the clause has few rows to begin with.
func (c *clause) chosen(o Order) string {
	switch {
	case o.By != ByName:
		return "select p.* from " + c.from() + " where " + c.sql
	case c.few, c.shared != nil:
		return "select p.* from " + c.from() + " join onward.resident_identity i on i.resident_id = p.resident_id where " + c.sql
	}
	return `select p.* from onward.resident_identity i join onward.journey k on k.resident_id = i.resident_id
		join onward.progress p on p.journey_id = k.id where i.lead_org_id = ` + c.org() + " and " + c.sql
}

// statement is finished SQL with its parameters, and whose rows it reads for what.
type statement struct {
	sql   string
	args  []any
	scope access.Scope
	verb  access.Verb
}

func (c *clause) statement(sql string) *statement {
	return &statement{sql: sql, args: c.args, scope: c.scope, verb: c.verb}
}

func (q *statement) queue(b *pgx.Batch, into *[]Row) {
	b.Queue(q.sql, q.args...).Query(func(rows pgx.Rows) (err error) {
		*into, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (Row, error) { return scanRow(row, q.scope, q.verb) })
		return err
	})
}

func scanRow(row pgx.CollectableRow, scope access.Scope, v access.Verb) (Row, error) {
	var r Row
	var on access.Subject
	var at *time.Time
	err := row.Scan(&on.Journey, &on.Resident, &on.Lead, &on.SPOC, &r.Reference, &r.SPOC, &r.Given, &r.Family, &r.Preferred, &r.Born,
		&r.Stage, &r.StageOn, &r.Reason, &r.Entry, &r.NextWhat, &r.NextKind, &r.NextDue, &at, &r.LastContact, &r.Opened, &r.Version, &on.Supporting)
	if err != nil {
		return r, err
	}
	if at != nil {
		r.NextAt = *at
	}
	r.Decision = scope.Row(on)
	if on.Lead != scope.Who.Organisation {
		whole := r
		r.whole = &whole // decided by settle, once the facts of its subject are known
	}
	r.trim(v)
	return r, nil
}

func (c *clause) queueCount(b *pgx.Batch, into *int) {
	if c.shared != nil {
		c.queueCountShared(b, into)
		return
	}
	b.Queue("select count(*) from onward.progress p where "+c.sql, c.args...).QueryRow(func(row pgx.Row) error { return row.Scan(into) })
}

// queueStages counts by stage into the columns of a board.
func (c *clause) queueStages(b *pgx.Batch, p *Page) {
	q := c.copy()
	if q.shared != nil && q.plain {
		q.shared.drive = func(c *clause) string { return c.nearest(MostShared) }
	}
	sql := "select p.stage, count(*) from " + q.from() + " where " + q.sql + " group by p.stage"
	b.Queue(sql, q.args...).Query(func(rows pgx.Rows) error {
		for rows.Next() {
			var stage string
			var n int
			if err := rows.Scan(&stage, &n); err != nil {
				return err
			}
			p.Total += n
			for i := range p.Columns {
				if string(p.Columns[i].Stage) == stage {
					p.Columns[i].Count = n
				}
			}
		}
		return rows.Err()
	})
}
