package journey

import (
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/audit"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// Explain says why somebody else may see the parts of a journey, or why not. It
// is for the lead's governance officers: they see that the journey exists, and
// the answer holds headings and reasons, nothing of what is written there.
func (g Gate) Explain(tx *postgres.Tx, id uuid.UUID, who actor.Actor) ([]access.Reading, error) {
	d, err := g.Decide(tx, id)
	if err != nil {
		return nil, err
	}
	if !g.Policy.May(tx.Actor.Role, access.DoAudit) || d.Subject.Lead != tx.Actor.Organisation {
		return nil, fault.New(fault.Forbidden, "Only the lead organisation's governance officers ask why others see a journey.")
	}
	p, err := g.Rules.At(tx)
	if err != nil {
		return nil, err
	}
	who.Now, who.Today = tx.Actor.Now, tx.Actor.Today
	on, err := subjectFor(tx, who, id)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, fault.NotHere()
	}
	if err != nil {
		return nil, err
	}
	audit.Record(tx, audit.Entry{Action: "explain", Subject: "access", Journey: id, Resident: on.Resident,
		Categories: access.SetOf(access.Existence).Words(), Basis: d.Basis(access.View, access.Existence)})
	return p.Explain(who, on), nil
}

// ByReference finds a journey that the actor's organisation leads.
func (g Gate) ByReference(tx *postgres.Tx, reference string) (access.Decision, error) {
	var id uuid.UUID
	err := tx.Conn().QueryRow(tx, "select id from onward.journey where lead_org_id = $1 and reference = $2", tx.Actor.Organisation, reference).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return access.Decision{}, fault.NotHere()
	}
	if err != nil {
		return access.Decision{}, err
	}
	return g.Decide(tx, id)
}
