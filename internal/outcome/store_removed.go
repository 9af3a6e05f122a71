package outcome

import (
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/postgres"
)

// Removed is a job, or the pay of one from a day on, that was taken off the
// record within the last 24 hours and can be brought back.
type Removed struct {
	Spell    uuid.UUID
	Pay      uuid.UUID // none where the whole job was removed
	Employer string
	From     calendar.Date // of pay
	At       time.Time
}

// Pay that a later record has taken the place of is not removed, so that nothing
// offers to undo it.
const removedQuery = `select s.id, null::uuid, s.employer, null::date, s.removed_at from onward.spell s
		where s.journey_id = $1 and s.removed_at > onward.now() - interval '24 hours'
	union all select s.id, p.id, s.employer, p.from_on, p.removed_at from onward.pay p join onward.spell s on s.id = p.spell_id
		where s.journey_id = $1 and s.removed_at is null and p.removed_at > onward.now() - interval '24 hours'
			and p.from_on >= s.starts_on and (s.ends_on is null or p.from_on <= s.ends_on)
			and not exists (select from onward.pay o where o.spell_id = p.spell_id and o.from_on = p.from_on and o.removed_at is null)
	order by 5 desc, 1`

// Removed reads what Restore and RestorePay can bring back, the latest first.
func (s Store) Removed(tx *postgres.Tx, d access.Decision) ([]Removed, error) {
	if err := d.Require(access.Change, access.Work); err != nil {
		return nil, err
	}
	rows, err := tx.Conn().Query(tx, removedQuery, d.Subject.Journey)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (r Removed, err error) {
		var pay *uuid.UUID
		if err := row.Scan(&r.Spell, &pay, &r.Employer, &r.From, &r.At); err != nil {
			return r, err
		}
		if pay != nil {
			r.Pay = *pay
		}
		return r, nil
	})
}
