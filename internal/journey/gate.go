package journey

import (
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/fault"
	"onward/internal/postgres"
	"onward/internal/sharing"
)

// Gate is the way to a journey: everything that reads or writes one passes it.
type Gate struct {
	Policy *access.Policy // of roles alone: for duties and for registering
	Rules  *sharing.Rules // with the agreements of the transaction's epoch
}

// NewGate is the gate over a policy of roles.
func NewGate(roles *access.Policy) Gate { return Gate{Policy: roles, Rules: sharing.NewRules(roles)} }

// Scope is the decision for lists of the actor's.
func (g Gate) Scope(tx *postgres.Tx) (access.Scope, error) {
	p, err := g.Rules.At(tx)
	if err != nil {
		return access.Scope{}, err
	}
	return p.Scope(tx.Actor), nil
}

// Decide gives the actor's decision on a journey. A journey that is not there,
// that the second wall hides and that the policy does not open are one answer.
func (g Gate) Decide(tx *postgres.Tx, id uuid.UUID) (access.Decision, error) {
	p, err := g.Rules.At(tx)
	if err != nil {
		return access.Decision{}, err
	}
	on, err := subject(tx, id)
	if errors.Is(err, pgx.ErrNoRows) {
		return access.Decision{}, fault.NotHere()
	}
	if err != nil {
		return access.Decision{}, err
	}
	d := p.Decide(tx.Actor, on)
	return d, d.Require(access.View, access.Existence)
}

// Require is Decide with the one thing that the caller is about to do.
func (g Gate) Require(tx *postgres.Tx, id uuid.UUID, v access.Verb, c access.Category) (access.Decision, error) {
	d, err := g.Decide(tx, id)
	if err != nil {
		return access.Decision{}, err
	}
	return d, d.Require(v, c)
}

// RequireAmend is Require for a change of some row of the category: any, or one
// that the actor's own organisation wrote. Which, the row's store says.
func (g Gate) RequireAmend(tx *postgres.Tx, id uuid.UUID, c access.Category) (access.Decision, error) {
	d, err := g.Decide(tx, id)
	if err != nil {
		return access.Decision{}, err
	}
	return d, d.RequireAmend(c)
}

// Seen records that the actor looked at categories of a journey.
func Seen(tx *postgres.Tx, d access.Decision, what string, categories ...access.Category) {
	seen := access.SetOf(categories...) & d.On(access.View)
	var why access.Ground
	stands, guarded := false, false
	for _, c := range categories {
		if g, ok := d.Ground(access.View, c); ok && (!stands || c.Guarded() && !guarded) {
			why, stands, guarded = g, true, c.Guarded()
		}
	}
	audit.Record(tx, audit.Entry{Action: "view", Subject: what, Journey: d.Subject.Journey, Resident: d.Subject.Resident,
		Categories: seen.Words(), Basis: why.Words(stands), Agreement: why.Number()})
}

// Did records what the actor did to a part of a journey.
func Did(tx *postgres.Tx, d access.Decision, v access.Verb, c access.Category, subject string, id uuid.UUID, fields ...string) {
	why, stands := d.Ground(v, c)
	if !stands && v == access.Change { // a row that its own organisation wrote
		why, stands = d.Ground(access.Amend, c)
	}
	audit.Record(tx, audit.Entry{Action: v.String(), Subject: subject, SubjectID: id, Journey: d.Subject.Journey, Resident: d.Subject.Resident,
		Categories: []string{c.String()}, Basis: why.Words(stands), Agreement: why.Number(), Fields: fields})
}

// DecideResident gives the decision by a resident's newest journey, an open one
// before any other.
func (g Gate) DecideResident(tx *postgres.Tx, resident uuid.UUID) (access.Decision, error) {
	var id uuid.UUID
	err := tx.QueryRow(journeyOfResident, resident).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return access.Decision{}, fault.NotHere()
	}
	if err != nil {
		return access.Decision{}, err
	}
	return g.Decide(tx, id)
}

// Known is the decision for somebody who is about to register this very person:
// on basis match it tells that the journey exists. The zero Decision, which
// denies all, where nobody may be told.
func (g Gate) Known(tx *postgres.Tx, id uuid.UUID) (access.Decision, error) {
	p, err := g.Rules.At(tx)
	if err != nil {
		return access.Decision{}, err
	}
	on := access.Subject{Matching: true}
	err = tx.Conn().QueryRow(tx, "select * from onward.known_elsewhere($1)", []uuid.UUID{id}).
		Scan(&on.Journey, &on.Resident, &on.Lead, &on.SPOC, &on.Informed, &on.Objected, &on.Consents, &on.Sealed, &on.Listed)
	if errors.Is(err, pgx.ErrNoRows) {
		return access.Decision{}, nil
	}
	if err != nil {
		return access.Decision{}, err
	}
	return p.Decide(tx.Actor, on), nil
}
