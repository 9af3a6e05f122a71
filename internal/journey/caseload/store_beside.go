package caseload

import (
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/journey"
	"onward/internal/postgres"
)

// Beside are how many of the organisation's own journeys stand beside each
// choice of a filter, whatever else is chosen of its kind; nil on a list of
// others' journeys.
type Beside struct {
	Stages map[journey.Stage]int
	// Advisors are by single point of contact. Nil also on the actor's own list,
	// which is not to wait for a walk over all of the organisation's.
	Advisors map[int]int
}

// queueBeside counts by stage and by advisor along with the list. The clause of
// the list has found what was typed already.
func (s Store) queueBeside(tx *postgres.Tx, b *pgx.Batch, scope access.Scope, f Filter, list *clause, n *Beside) error {
	if f.From.Others() {
		return nil
	}
	stages, who := f, f
	stages.Stages, who.Who = nil, Who{}
	n.Stages = map[journey.Stage]int{}
	if err := queueBy(s, tx, b, scope, stages, list, "p.stage", n.Stages); err != nil {
		return err
	}
	if f.Who.mine() {
		return nil
	}
	n.Advisors = map[int]int{}
	return queueBy(s, tx, b, scope, who, list, "p.spoc_id", n.Advisors)
}

func queueBy[K comparable](s Store, tx *postgres.Tx, b *pgx.Batch, scope access.Scope, f Filter, list *clause, column string, n map[K]int) error {
	typed := f.Words != ""
	f.Words = ""
	c, err := s.where(tx, scope, access.View, f)
	if err != nil {
		return err
	}
	if typed {
		c.found(list.residents)
	}
	b.Queue("select "+column+", count(*) from onward.progress p where "+c.sql+" group by 1", c.args...).Query(func(rows pgx.Rows) error {
		var of K
		var many int
		_, err := pgx.ForEachRow(rows, []any{&of, &many}, func() error {
			n[of] = many
			return nil
		})
		return err
	})
	return nil
}
