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

// Gate is the way to a journey: everything that reads or writes one passes it.
type Gate struct{ Policy *access.Policy }

// Decide gives the actor's decision on a journey. A journey that is not there,
// that the second wall hides and that the policy does not open are one answer.
func (g Gate) Decide(tx *postgres.Tx, id uuid.UUID) (access.Decision, error) {
	on := access.Subject{Journey: id}
	err := tx.QueryRow(subjectQuery, id, tx.Actor.User, tx.Actor.Today).Scan(&on.Resident, &on.Lead, &on.SPOC, &on.Supporting)
	if errors.Is(err, pgx.ErrNoRows) {
		return access.Decision{}, fault.NotHere()
	}
	if err != nil {
		return access.Decision{}, err
	}
	d := g.Policy.Decide(tx.Actor, on)
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

// Seen records that the actor looked at categories of a journey.
func Seen(tx *postgres.Tx, d access.Decision, what string, categories ...access.Category) {
	seen := access.SetOf(categories...) & d.On(access.View)
	basis := ""
	for _, c := range categories {
		if b := d.Basis(access.View, c); b != "" && (basis == "" || c.Guarded()) {
			basis = b
		}
	}
	audit.Record(tx, audit.Entry{Action: "view", Subject: what, Journey: d.Subject.Journey, Resident: d.Subject.Resident,
		Categories: seen.Words(), Basis: basis})
}

// Did records what the actor did to a part of a journey.
func Did(tx *postgres.Tx, d access.Decision, v access.Verb, c access.Category, subject string, id uuid.UUID, fields ...string) {
	audit.Record(tx, audit.Entry{Action: v.String(), Subject: subject, SubjectID: id, Journey: d.Subject.Journey, Resident: d.Subject.Resident,
		Categories: []string{c.String()}, Basis: d.Basis(v, c), Fields: fields})
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
