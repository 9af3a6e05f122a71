package plan

import (
	"context"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/secret"
)

// Service does the work of this package, each piece in one transaction in the
// name of the actor in the context. What it reads, it reads through its Store,
// in the caller's transaction.
type Service struct {
	DB   *postgres.DB
	Gate journey.Gate
	Box  *secret.Box
	Store
}

// add puts one part on a journey's plan, in the actor's name and as of now, and
// gives its id; a repeated send gives the id of the first.
func (s Service) add(ctx context.Context, journeyID uuid.UUID, do func(*postgres.Tx, access.Decision, *Batch) (uuid.UUID, error)) (id uuid.UUID, err error) {
	err = s.DB.Write(ctx, func(tx *postgres.Tx) error {
		d, err := s.Gate.Require(tx, journeyID, access.Add, access.Plan)
		if err != nil {
			return err
		}
		b := NewBatch(tx)
		if id, err = do(tx, d, b); err != nil {
			return err
		}
		if err := b.Insert(tx); err != nil {
			return err
		}
		tx.Answer(id.String())
		return journey.Refresh(tx, d)
	})
	if answer, again := postgres.WasRepeated(err); again {
		return uuid.Parse(answer)
	}
	return id, err
}

// over runs a change of one part of a plan once it is clear that it works on
// the version that is kept now. The change names the fields that it touches.
func over[T interface{ version() int }](ctx context.Context, s Service, journeyID, id uuid.UUID, p part, version int,
	read func(*postgres.Tx, access.Decision, uuid.UUID) (T, error), change func(*postgres.Tx, access.Decision, T) ([]string, error)) error {
	return s.write(ctx, journeyID, func(tx *postgres.Tx, d access.Decision) error {
		old, err := read(tx, d, id)
		if err != nil {
			return err
		}
		if old.version() != version {
			return fault.New(fault.Conflict, "Somebody changed this while you were working on it. Look at both versions and choose.")
		}
		fields, err := change(tx, d, old)
		if err != nil {
			return err
		}
		journey.Did(tx, d, access.Change, access.Plan, p.subject, id, fields...)
		return nil
	})
}

// remove takes a part off the plan; restore undoes that for a day.
func remove[T interface{ version() int }](ctx context.Context, s Service, journeyID, id uuid.UUID, p part, version int,
	read func(*postgres.Tx, access.Decision, uuid.UUID) (T, error)) error {
	return over(ctx, s, journeyID, id, p, version, read, func(tx *postgres.Tx, d access.Decision, _ T) ([]string, error) {
		return []string{"removed"}, s.Store.over(tx, d, p, id, version, "removed_at = onward.now()")
	})
}

func (s Service) bringBack(ctx context.Context, journeyID, id uuid.UUID, p part) error {
	return s.write(ctx, journeyID, func(tx *postgres.Tx, d access.Decision) error {
		if err := s.restore(tx, d, p, id); err != nil {
			return err
		}
		journey.Did(tx, d, access.Change, access.Plan, p.subject, id, "removed")
		return nil
	})
}

// write is one change to a journey's plan, done once however often it is sent.
func (s Service) write(ctx context.Context, journeyID uuid.UUID, do func(*postgres.Tx, access.Decision) error) error {
	err := s.DB.Write(ctx, func(tx *postgres.Tx) error {
		d, err := s.Gate.RequireAmend(tx, journeyID, access.Plan)
		if err != nil {
			return err
		}
		if err := do(tx, d); err != nil {
			return err
		}
		return journey.Refresh(tx, d)
	})
	if _, again := postgres.WasRepeated(err); again {
		return nil
	}
	return err
}
