package scenario

import (
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/postgres"
)

// known is the decision with what a search before registering tells besides:
// that somebody supports this person, where an agreement says so.
func (a *asker) known(tx *postgres.Tx, policy *access.Policy, on access.Subject, id uuid.UUID) (access.Decision, error) {
	d := policy.Decide(tx.Actor, on)
	if d.May(access.View, access.Existence) {
		return d, nil
	}
	return a.gate.Known(tx, id)
}
