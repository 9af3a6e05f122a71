package barrier

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
// name of the actor in the context.
type Service struct {
	DB   *postgres.DB
	Gate journey.Gate
	Box  *secret.Box
}

func (s Service) store() Store { return Store{Box: s.Box} }

// List reads the barriers that the decision lets through; see Store.List.
func (s Service) List(tx *postgres.Tx, d access.Decision) ([]Barrier, error) {
	return s.store().List(tx, d)
}

// Get reads one barrier; see Store.Get.
func (s Service) Get(tx *postgres.Tx, d access.Decision, id uuid.UUID) (Barrier, error) {
	return s.store().Get(tx, d, id)
}

// History reads how a barrier stood, the newest first; see Store.History.
func (s Service) History(tx *postgres.Tx, d access.Decision, id uuid.UUID) ([]Change, error) {
	return s.store().History(tx, d, id)
}

// Add puts a barrier on a journey, in the actor's name and as of now, and gives
// its id; a repeated send gives the id of the first.
func (s Service) Add(ctx context.Context, id uuid.UUID, n New) (uuid.UUID, error) {
	n = New{Code: n.Code, Facts: n.Facts, ID: uuid.Must(uuid.NewV7())}
	err := s.DB.Write(ctx, func(tx *postgres.Tx) error {
		d, err := s.Gate.Decide(tx, id)
		if err != nil {
			return err
		}
		b := s.NewBatch(tx)
		if err := b.Add(d, n); err != nil {
			return err
		}
		kind, _ := Find(n.Code)
		if err := s.store().twice(tx, d, kind); err != nil {
			return err
		}
		tx.Answer(n.ID.String())
		return b.Insert(tx)
	})
	return answered(n.ID, err)
}

func answered(id uuid.UUID, err error) (uuid.UUID, error) {
	if answer, ok := postgres.WasRepeated(err); ok {
		return uuid.Parse(answer)
	}
	return id, err
}

// Change writes a barrier's facts over the version that was read.
func (s Service) Change(ctx context.Context, id, barrier uuid.UUID, f Facts, version int) error {
	return s.over(ctx, id, barrier, version, func(tx *postgres.Tx, d access.Decision, old Barrier) error {
		if err := f.Check(tx.Actor.Today); err != nil {
			return err
		}
		if err := s.store().change(tx, d, old, f, version); err != nil {
			return err
		}
		journey.Did(tx, d, access.Change, old.Kind.Category, "barrier", barrier, f.differing(old)...)
		return nil
	})
}

// differing names the fields that a change touches.
func (f Facts) differing(old Barrier) (fields []string) {
	for _, c := range []struct {
		name string
		same bool
	}{{"detail", f.Detail == old.Detail}, {"severity", f.Severity == old.Severity}, {"status", f.Status == old.Status},
		{"since", f.Since == old.Since}, {"found_by", f.FoundBy == old.FoundBy}} {
		if !c.same {
			fields = append(fields, c.name)
		}
	}
	return fields
}

// Remove takes a barrier that was put on record by mistake off it. For a day
// Restore undoes that; afterwards it stays away.
func (s Service) Remove(ctx context.Context, id, barrier uuid.UUID, version int) error {
	return s.over(ctx, id, barrier, version, func(tx *postgres.Tx, d access.Decision, old Barrier) error {
		if err := s.store().remove(tx, d, old, version); err != nil {
			return err
		}
		journey.Did(tx, d, access.Change, old.Kind.Category, "barrier", barrier, "removed")
		return nil
	})
}

// Restore undoes a removal of the last 24 hours.
func (s Service) Restore(ctx context.Context, id, barrier uuid.UUID) error {
	err := s.DB.Write(ctx, func(tx *postgres.Tx) error {
		d, err := s.Gate.Decide(tx, id)
		if err != nil {
			return err
		}
		c, err := s.store().restore(tx, d, barrier)
		if err != nil {
			return err
		}
		journey.Did(tx, d, access.Change, c, "barrier", barrier, "removed")
		return nil
	})
	return once(err)
}

// over runs a change of one barrier once it is clear that the actor may change
// it and works on the version that is kept now.
func (s Service) over(ctx context.Context, id, barrier uuid.UUID, version int, change func(*postgres.Tx, access.Decision, Barrier) error) error {
	err := s.DB.Write(ctx, func(tx *postgres.Tx) error {
		d, err := s.Gate.Decide(tx, id)
		if err != nil {
			return err
		}
		old, err := s.store().Get(tx, d, barrier)
		if err != nil {
			return err
		}
		if err := d.Require(access.Change, old.Kind.Category); err != nil {
			return err
		}
		if old.Version != version {
			return fault.New(fault.Conflict, "Somebody changed this while you were working on it. Look at both versions and choose.")
		}
		return change(tx, d, old)
	})
	return once(err)
}

// once takes a send that was done before as done.
func once(err error) error {
	if _, repeated := postgres.WasRepeated(err); repeated {
		return nil
	}
	return err
}
