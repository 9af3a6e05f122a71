package sharing

import (
	"onward/internal/access"
	"onward/internal/postgres"
)

// Rules gives each transaction the policy of its own epoch.
type Rules struct{ keeper *access.Keeper }

// NewRules keeps the policy of roles; agreements are read when somebody acts.
func NewRules(roles *access.Policy) *Rules { return &Rules{keeper: access.NewKeeper(roles)} }

// At is the policy for a transaction: never one of an older epoch than the
// transaction stands in, and of its London day.
func (r *Rules) At(tx *postgres.Tx) (*access.Policy, error) {
	return r.keeper.At(tx.Epoch, tx.Actor.Today, func() (int64, []access.Agreement, error) { return inForce(tx) })
}
