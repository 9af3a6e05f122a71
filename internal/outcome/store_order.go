package outcome

import (
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/postgres"
)

// Three ranges of one index. Rows are locked in one order, so that two lists
// that find the same do not wait for each other for ever.
const staleQuery = `select journey_id from onward.progress where journey_id in (
		select journey_id from onward.progress where lead_org_id = $1 and outcome_by < $2
		union all select journey_id from onward.progress where lead_org_id = $1 and outcome_by > $2
		union all select journey_id from onward.progress where lead_org_id = $1 and outcome_by = $2 and outcome_until <= $3
		limit $4)
	order by journey_id for no key update`

// stale reads the spells of journeys whose place does not hold any more, at
// most as many as are settled at once; without a spell, none.
func (s Store) stale(tx *postgres.Tx, scope access.Scope, by int32) (map[uuid.UUID][]Record, error) {
	if err := scope.Require(access.Outcomes); err != nil {
		return nil, err
	}
	rows, err := tx.Conn().Query(tx, staleQuery, scope.Who.Organisation, by, tx.Actor.Today, settled)
	if err != nil {
		return nil, err
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	found, err := spells(tx, ids)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if _, ok := found[id]; !ok {
			found[id] = nil
		}
	}
	return found, nil
}

// unsettle says that the journey's place does not hold any more.
func (s Store) unsettle(tx *postgres.Tx, d access.Decision) error {
	if err := d.Require(access.View, access.Existence); err != nil {
		return err
	}
	_, err := tx.Conn().Exec(tx, "update onward.progress set outcome_until = '0001-01-01' where journey_id = $1", d.Subject.Journey)
	return err
}

// places gathers what is kept in one statement.
type places struct {
	by    int32
	ids   []uuid.UUID
	ranks []int16
	on    []calendar.Date
	until []calendar.Date
}

func newPlaces(by int32, n int) *places {
	return &places{by: by, ids: make([]uuid.UUID, 0, n), ranks: make([]int16, 0, n)}
}

func (b *places) add(id uuid.UUID, p place) {
	b.ids, b.ranks, b.on, b.until = append(b.ids, id), append(b.ranks, p.rank), append(b.on, p.on), append(b.until, p.until)
}

func (b *places) keep(tx *postgres.Tx) error {
	_, err := tx.Conn().Exec(tx, `update onward.progress p set outcome_rank = x.rank, outcome_on = x.day, outcome_until = x.until, outcome_by = $5
		from unnest($1::uuid[], $2::int2[], $3::date[], $4::date[]) x (id, rank, day, until) where p.journey_id = x.id`, b.ids, b.ranks, b.on, b.until, b.by)
	return err
}
