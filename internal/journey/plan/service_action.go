package plan

import (
	"context"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/postgres"
)

// AddAction puts an action on the plan and gives its id.
func (s Service) AddAction(ctx context.Context, journeyID uuid.UUID, a ActionFacts) (uuid.UUID, error) {
	return s.add(ctx, journeyID, func(tx *postgres.Tx, d access.Decision, b *Batch) (uuid.UUID, error) {
		id, err := b.AddAction(d, a, Past{})
		if err != nil {
			return id, err
		}
		return id, s.owns(tx, d, a.Owner)
	})
}

// owns is nil where a colleague, if that is who does it, can.
func (s Service) owns(tx *postgres.Tx, d access.Decision, o Owner) error {
	if o.Kind != ByAdvisor {
		return nil
	}
	return s.works(tx, d, o.Staff, "colleague", "Choose a colleague who works with residents at your organisation")
}

// ChangeAction writes what an action is over the version that was read.
func (s Service) ChangeAction(ctx context.Context, journeyID, id uuid.UUID, a ActionFacts, version int) error {
	return over(ctx, s, journeyID, id, actions, version, s.Action, func(tx *postgres.Tx, d access.Decision, old Action) ([]string, error) {
		if err := a.Check(); err != nil {
			return nil, err
		}
		if !a.Owner.Same(old.Owner) { // whoever has left meanwhile may stay written there
			if err := s.owns(tx, d, a.Owner); err != nil {
				return nil, err
			}
		}
		return a.differing(old.ActionFacts), s.Store.over(tx, d, actions, id, version, "what = ?, owner_kind = ?, owner_id = ?, owner_name = ?, due_on = ?",
			a.What, string(a.Owner.Kind), orNull(a.Owner.Staff), a.Owner.Name, a.Due)
	})
}

// FinishAction says that an action was done today; ReopenAction that it was not.
func (s Service) FinishAction(ctx context.Context, journeyID, id uuid.UUID, version int) error {
	return over(ctx, s, journeyID, id, actions, version, s.Action, func(tx *postgres.Tx, d access.Decision, _ Action) ([]string, error) {
		return []string{"done"}, s.Store.over(tx, d, actions, id, version, "done_on = ?", tx.Actor.Today)
	})
}

// ReopenAction says that an action is to do after all.
func (s Service) ReopenAction(ctx context.Context, journeyID, id uuid.UUID, version int) error {
	return over(ctx, s, journeyID, id, actions, version, s.Action, func(tx *postgres.Tx, d access.Decision, _ Action) ([]string, error) {
		return []string{"done"}, s.Store.over(tx, d, actions, id, version, "done_on = ?", calendar.Date{})
	})
}

// RemoveAction takes an action off the plan; RestoreAction undoes that for a day.
func (s Service) RemoveAction(ctx context.Context, journeyID, id uuid.UUID, version int) error {
	return remove(ctx, s, journeyID, id, actions, version, s.Action)
}

// RestoreAction undoes a removal of the last 24 hours.
func (s Service) RestoreAction(ctx context.Context, journeyID, id uuid.UUID) error {
	return s.bringBack(ctx, journeyID, id, actions)
}
