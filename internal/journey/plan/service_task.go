package plan

import (
	"context"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/postgres"
)

// AddTask gives somebody of the lead organisation a task and gives its id.
func (s Service) AddTask(ctx context.Context, journeyID uuid.UUID, t TaskFacts) (uuid.UUID, error) {
	return s.add(ctx, journeyID, func(tx *postgres.Tx, d access.Decision, b *Batch) (uuid.UUID, error) {
		id, err := b.AddTask(d, t, Past{})
		if err != nil {
			return id, err
		}
		return id, s.takes(tx, d, t.Assignee)
	})
}

func (s Service) takes(tx *postgres.Tx, d access.Decision, staff int) error {
	if staff == 0 {
		return nil // the actor's own
	}
	return s.works(tx, d, staff, "assignee", "Choose somebody who works with residents at your organisation")
}

// ChangeTask writes what a task is over the version that was read.
func (s Service) ChangeTask(ctx context.Context, journeyID, id uuid.UUID, t TaskFacts, version int) error {
	return over(ctx, s, journeyID, id, tasks, version, s.Task, func(tx *postgres.Tx, d access.Decision, old Task) ([]string, error) {
		if t.Assignee == 0 {
			t.Assignee = tx.Actor.User
		}
		if err := t.Check(); err != nil {
			return nil, err
		}
		if t.Assignee != old.Assignee {
			if err := s.takes(tx, d, t.Assignee); err != nil {
				return nil, err
			}
		}
		return t.differing(old.TaskFacts), s.Store.over(tx, d, tasks, id, version, "what = ?, assignee_id = ?, due_on = ?", t.What, t.Assignee, t.Due)
	})
}

// FinishTask says that a task was done today; ReopenTask that it was not.
func (s Service) FinishTask(ctx context.Context, journeyID, id uuid.UUID, version int) error {
	return over(ctx, s, journeyID, id, tasks, version, s.Task, func(tx *postgres.Tx, d access.Decision, _ Task) ([]string, error) {
		return []string{"done"}, s.Store.over(tx, d, tasks, id, version, "done_on = ?", tx.Actor.Today)
	})
}

// ReopenTask says that a task is to do after all.
func (s Service) ReopenTask(ctx context.Context, journeyID, id uuid.UUID, version int) error {
	return over(ctx, s, journeyID, id, tasks, version, s.Task, func(tx *postgres.Tx, d access.Decision, _ Task) ([]string, error) {
		return []string{"done"}, s.Store.over(tx, d, tasks, id, version, "done_on = ?", calendar.Date{})
	})
}
