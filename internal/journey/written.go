package journey

import (
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// writtenQuery finds who leads a journey by a row that the acting organisation
// wrote there: the row is open to it while the journey itself is hidden.
const writtenQuery = `select lead_org_id from (
	select lead_org_id from onward.note where journey_id = $1 and author_org_id = $2 and lead_org_id <> $2
	union all select lead_org_id from onward.action where journey_id = $1 and author_org_id = $2 and lead_org_id <> $2
	union all select lead_org_id from onward.appointment where journey_id = $1 and author_org_id = $2 and lead_org_id <> $2
	union all select lead_org_id from onward.intervention where journey_id = $1 and author_org_id = $2 and lead_org_id <> $2
	union all select lead_org_id from onward.spell where journey_id = $1 and author_org_id = $2 and lead_org_id <> $2) w limit 1`

// DecideWritten is the decision on what the actor's organisation wrote on a
// journey, also where it no longer comes to the journey. Then the subject holds
// the lead and the writing alone, so that nothing else is open; that a seal
// closes it too is for the second wall, which shows no row of a sealed journey.
func (g Gate) DecideWritten(tx *postgres.Tx, id uuid.UUID) (access.Decision, error) {
	p, err := g.Rules.At(tx)
	if err != nil {
		return access.Decision{}, err
	}
	on, err := subject(tx, id)
	if errors.Is(err, pgx.ErrNoRows) {
		on = access.Subject{Journey: id, Wrote: true}
		err = tx.QueryRow(writtenQuery, id, tx.Actor.Organisation).Scan(&on.Lead)
	}
	if errors.Is(err, pgx.ErrNoRows) {
		return access.Decision{}, fault.NotHere()
	}
	if err != nil {
		return access.Decision{}, err
	}
	d := p.Decide(tx.Actor, on)
	if d.Wrote() == 0 {
		return access.Decision{}, fault.NotHere()
	}
	return d, nil
}

// SeenWritten records that the actor read what its own organisation wrote.
func SeenWritten(tx *postgres.Tx, d access.Decision, what string, categories ...access.Category) {
	seen := access.SetOf(categories...) & d.Wrote()
	audit.Record(tx, audit.Entry{Action: "view", Subject: what, Journey: d.Subject.Journey, Resident: d.Subject.Resident,
		Categories: seen.Words(), Basis: access.Author.String()})
}
