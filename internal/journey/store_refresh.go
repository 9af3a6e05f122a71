package journey

import (
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/postgres"
)

// RefreshMany is Refresh for the journeys of a bulk write, in one statement.
// Where a single decision does not hold, nothing is refreshed.
func RefreshMany(tx *postgres.Tx, decisions []access.Decision) error {
	ids := make([]uuid.UUID, len(decisions))
	for i, d := range decisions {
		if err := d.Require(access.View, access.Existence); err != nil {
			return err
		}
		ids[i] = d.Subject.Journey
	}
	if len(ids) == 0 {
		return nil
	}
	_, err := tx.Conn().Exec(tx, refreshMany, ids)
	return err
}

// The parts of refresh, each journey's own: a lateral look-up by the journey's
// index costs the same whether one journey or half a thousand are asked for. A
// row that stands as it should is left alone.
const refreshMany = `update onward.progress p
	set next_due = coalesce(f.due, '9999-12-31'), next_at = f.at, next_what = coalesce(f.what, ''), next_kind = coalesce(f.kind, ''), last_contact_on = greatest(f.day, p.last_contact_on)
	from (select j.id, n.due, n.at, n.what, n.kind, c.day from unnest($1::uuid[]) j(id)
		left join lateral (select due, at, what, kind from (
			select due_on as due, null::timestamptz as at, what, 'action' as kind from onward.action
				where journey_id = j.id and done_on is null and removed_at is null and due_on is not null
			union all select (starts_at at time zone 'Europe/London')::date, starts_at, purpose, 'appointment' from onward.appointment
				where journey_id = j.id and state = 'booked'
			union all select due_on, null, what, 'task' from onward.task where journey_id = j.id and done_on is null and due_on is not null) x
			order by due, at nulls first limit 1) n on true
		left join lateral (select max(day) as day from (
			select happened_on as day from onward.note where journey_id = j.id and superseded_at is null and contact not in ('none', 'record')
			union all select (starts_at at time zone 'Europe/London')::date from onward.appointment where journey_id = j.id and state = 'attended') y) c on true) f
	where p.journey_id = f.id and (p.next_due, p.next_at, p.next_what, p.next_kind, p.last_contact_on)
		is distinct from (coalesce(f.due, '9999-12-31'), f.at, coalesce(f.what, ''), coalesce(f.kind, ''), greatest(f.day, p.last_contact_on))`
