package plan

import (
	"context"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/postgres"
)

// AddGoal keeps what the resident wants now, and gives its id. The goals before
// it stay.
func (s Service) AddGoal(ctx context.Context, journeyID uuid.UUID, g GoalFacts) (uuid.UUID, error) {
	return s.add(ctx, journeyID, func(_ *postgres.Tx, d access.Decision, b *Batch) (uuid.UUID, error) { return b.AddGoal(d, g, Past{}) })
}

// ChangeGoal puts a goal right over the version that was read: words that were
// taken down wrongly. A new wish is a new goal.
func (s Service) ChangeGoal(ctx context.Context, journeyID, id uuid.UUID, g GoalFacts, version int) error {
	return over(ctx, s, journeyID, id, goals, version, s.Goal, func(tx *postgres.Tx, d access.Decision, old Goal) ([]string, error) {
		if err := g.Check(tx.Actor.Today); err != nil {
			return nil, err
		}
		return g.differing(old.GoalFacts), s.Store.over(tx, d, goals, id, version, "words = ?, said_on = ?", g.Words, g.SaidOn)
	})
}

// RemoveGoal takes a goal off the plan; RestoreGoal undoes that for a day.
func (s Service) RemoveGoal(ctx context.Context, journeyID, id uuid.UUID, version int) error {
	return remove(ctx, s, journeyID, id, goals, version, s.Goal)
}

// RestoreGoal undoes a removal of the last 24 hours.
func (s Service) RestoreGoal(ctx context.Context, journeyID, id uuid.UUID) error {
	return s.bringBack(ctx, journeyID, id, goals)
}
