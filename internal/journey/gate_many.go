package journey

import (
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/postgres"
)

// DecideMany gives the actor's decisions on many journeys, in their order. One
// that is not there, or that nothing opens, is left out.
func (g Gate) DecideMany(tx *postgres.Tx, ids []uuid.UUID) ([]access.Decision, error) {
	p, err := g.Rules.At(tx)
	if err != nil {
		return nil, err
	}
	subjects, err := Subjects(tx, ids)
	if err != nil {
		return nil, err
	}
	decisions := make([]access.Decision, 0, len(ids))
	for _, id := range ids {
		if on, ok := subjects[id]; ok {
			if d := p.Decide(tx.Actor, on); d.May(access.View, access.Existence) {
				decisions = append(decisions, d)
			}
		}
	}
	return decisions, nil
}

// DecideEach is DecideMany by journey: one that the actor does not come to has
// no decision in the answer.
func (g Gate) DecideEach(tx *postgres.Tx, ids []uuid.UUID) (map[uuid.UUID]access.Decision, error) {
	decisions, err := g.DecideMany(tx, ids)
	each := make(map[uuid.UUID]access.Decision, len(decisions))
	for _, d := range decisions {
		each[d.Subject.Journey] = d
	}
	return each, err
}
