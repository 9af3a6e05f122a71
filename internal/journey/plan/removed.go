package plan

import (
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/postgres"
)

// Removed is a part of the plan that was taken off within the last 24 hours.
type Removed struct {
	ID   uuid.UUID
	Part string // goal, action or intervention
	What string // the goal's words, what was to be done, the kind of support
	At   time.Time
}

const removedQuery = `select id, part, what, removed_at from (
		select id, journey_id, removed_at, 'goal' as part, words as what from onward.goal
		union all select id, journey_id, removed_at, 'action', what from onward.action
		union all select id, journey_id, removed_at, 'intervention', type from onward.intervention) x
	where journey_id = $1 and removed_at > onward.now() - interval '24 hours' order by removed_at desc, id`

// Removed reads what can be brought back, the latest first. Whoever may not
// change the plan has nothing to bring back.
func (s Store) Removed(tx *postgres.Tx, d access.Decision) ([]Removed, error) {
	if err := d.Require(access.Change, access.Plan); err != nil {
		return nil, err
	}
	rows, err := tx.Conn().Query(tx, removedQuery, d.Subject.Journey)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (r Removed, err error) {
		if err := row.Scan(&r.ID, &r.Part, &r.What, &r.At); err != nil {
			return r, err
		}
		if r.Part == "intervention" {
			r.What = TypeLabel(r.What)
		}
		return r, nil
	})
}
