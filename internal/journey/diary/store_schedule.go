package diary

import (
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/postgres"
)

// The subject of each row's decision stands on the row, with the identity and
// the stage, which are handed on only where that decision lets them through.
const (
	subject = `, j.resident_id, j.lead_org_id, j.spoc_id,
	exists (select from onward.supporter u where u.journey_id = j.id and u.staff_id = $1 and u.until_at is null)
	or exists (select from onward.absence c where c.staff_id = j.spoc_id and c.cover_id = $1 and $2::date between c.from_on and c.until_on
		and c.organisation_id = j.lead_org_id), coalesce(i.given || ' ' || i.family, ''), coalesce(p.stage, '')`
	journeys = ` join onward.journey j on j.id = a.journey_id left join onward.resident_identity i on i.resident_id = j.resident_id
	left join onward.progress p on p.journey_id = j.id`
)

// Between reads the appointments of members of staff that begin in a stretch of
// time, cancelled ones left out. Rows that the scope does not let through are absent.
func (s Store) Between(tx *postgres.Tx, scope access.Scope, staff []int, from, until time.Time) ([]Booking, error) {
	if err := scope.Require(access.Plan); err != nil {
		return nil, err
	}
	return bookings(tx, scope, `where a.advisor_id = any ($3) and a.starts_at >= $4 and a.starts_at < $5 and a.state <> 'cancelled'
		order by a.starts_at, a.ends_at, a.id`, staff, from, until)
}

// Overlapping reads the booked appointments of one member of staff that a
// stretch of time touches, the one with the given id left out.
func (s Store) Overlapping(tx *postgres.Tx, scope access.Scope, staff int, from, until time.Time, except uuid.UUID) ([]Clash, error) {
	if err := scope.Require(access.Plan); err != nil {
		return nil, err
	}
	list, err := bookings(tx, scope, `where a.advisor_id = $3 and a.starts_at < $5 and a.ends_at > $4 and a.starts_at > $4 - interval '1 day'
		and a.state = 'booked' and a.id <> $6 order by a.starts_at, a.id`, staff, from, until, except)
	if err != nil {
		return nil, err
	}
	clashes := make([]Clash, len(list))
	for i, b := range list {
		clashes[i] = Clash{From: b.Start, Until: b.End, Resident: b.Resident}
	}
	return clashes, nil
}

func bookings(tx *postgres.Tx, scope access.Scope, where string, args ...any) ([]Booking, error) {
	rows, err := tx.Query(fields+subject+tables+journeys+" "+where, append([]any{tx.Actor.User, tx.Actor.Today}, args...)...)
	if err != nil {
		return nil, err
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (b Booking, err error) {
		var on access.Subject
		err = row.Scan(append(b.targets(), &on.Resident, &on.Lead, &on.SPOC, &on.Supporting, &b.Resident, &b.Stage)...)
		on.Journey = b.Journey
		b.Decision = scope.Row(on)
		return b, err
	})
	if err != nil {
		return nil, err
	}
	return admitted(all), nil
}

// admitted leaves out what may not be seen, of the list and of each row.
func admitted(all []Booking) []Booking {
	kept := all[:0]
	for _, b := range all {
		if !b.Decision.May(access.View, access.Plan) {
			continue
		}
		if !b.Decision.May(access.View, access.Identity) {
			b.Resident = ""
		}
		kept = append(kept, b)
	}
	return kept
}
