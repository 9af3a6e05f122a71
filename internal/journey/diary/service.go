package diary

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
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

// Store is the service's way to the table.
func (s Service) Store() Store { return Store{} }

// Book makes an appointment and gives its id; a repeated send gives the id of
// the first. Where the advisor has another at that time it answers *Clashing
// and books nothing, unless that is known (anyway).
func (s Service) Book(ctx context.Context, journeyID uuid.UUID, n New, anyway bool) (id uuid.UUID, err error) {
	err = s.DB.Write(ctx, func(tx *postgres.Tx) error {
		d, err := s.Gate.Require(tx, journeyID, access.Add, access.Plan)
		if err != nil {
			return err
		}
		b := NewBatch(tx)
		if id, err = b.Add(d, n); err != nil {
			return err
		}
		if err := s.fits(tx, n.Terms, uuid.Nil, anyway); err != nil {
			return err
		}
		if err := b.Insert(tx); err != nil {
			return err
		}
		tx.Answer(id.String())
		return journey.Refresh(tx, d)
	})
	if first, again := postgres.WasRepeated(err); again {
		return uuid.Parse(first)
	}
	return id, err
}

// fits says whether the advisor can be met, and is free then.
func (s Service) fits(tx *postgres.Tx, t Terms, except uuid.UUID, anyway bool) error {
	if t.Advisor == 0 {
		t.Advisor = tx.Actor.User
	}
	if err := advises(tx, t.Advisor); err != nil || anyway {
		return err
	}
	scope, err := s.Gate.Scope(tx)
	if err != nil {
		return err
	}
	clashes, err := s.Store().Overlapping(tx, scope, t.Advisor, t.Start(), t.End(), except)
	if err == nil && len(clashes) > 0 {
		err = &Clashing{With: clashes}
	}
	return err
}

// Change agrees other terms for a booked appointment, over the version that was
// read. A clash is answered as in Book.
func (s Service) Change(ctx context.Context, journeyID, id uuid.UUID, t Terms, version int, anyway bool) error {
	return s.write(ctx, journeyID, func(tx *postgres.Tx, d access.Decision) error {
		if err := t.Check(); err != nil {
			return err
		}
		now, err := s.Store().Appointment(tx, d, id)
		if err != nil {
			return err
		}
		if t.Advisor == 0 {
			t.Advisor = now.Advisor
		}
		if now.State == Booked && now.Version == version {
			if err := s.fits(tx, t, id, anyway); err != nil {
				return err
			}
		}
		if err := s.Store().Change(tx, d, id, t, version); err != nil {
			return err
		}
		journey.Did(tx, d, access.Change, access.Plan, "appointment", id, changed(now.Terms(), t)...)
		return nil
	})
}

// changed names the fields that differ, for the audit.
func changed(was, is Terms) []string {
	var names []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"advisor", was.Advisor == is.Advisor}, {"start", was.Start().Equal(is.Start())}, {"minutes", was.Minutes == is.Minutes},
		{"manner", was.Manner == is.Manner}, {"place", was.Place == is.Place}, {"purpose", was.Purpose == is.Purpose},
	} {
		if !f.same {
			names = append(names, f.name)
		}
	}
	return names
}

// Mark says what became of an appointment, over the version that was read:
// attended, missed with a reason, cancelled, or booked again where that was a
// slip. One that has not begun can be neither attended nor missed.
func (s Service) Mark(ctx context.Context, journeyID, id uuid.UUID, state State, reason string, version int) error {
	return s.write(ctx, journeyID, func(tx *postgres.Tx, d access.Decision) error {
		now, err := s.Store().Appointment(tx, d, id)
		if err != nil {
			return err
		}
		if err := now.mark(state, reason, calendar.DayOf(tx.Actor.Now)); err != nil {
			return err
		}
		if now.State == state && now.Reason == reason {
			return nil // somebody did the same meanwhile
		}
		if err := s.Store().Mark(tx, d, id, state, reason, version); err != nil {
			return err
		}
		journey.Did(tx, d, access.Change, access.Plan, "appointment", id, "state")
		return nil
	})
}

func (a Appointment) mark(state State, reason string, today calendar.Date) error {
	if !slices.Contains([]State{Booked, Attended, Missed, Cancelled}, state) {
		return fault.Fields(fault.Field{Name: "state", Message: "Choose what became of the appointment"})
	}
	if (state == Attended || state == Missed) && calendar.DayOf(a.Start).After(today) {
		return fault.Fields(fault.Field{Name: "state", Message: "Wait until the day of the appointment, or change its day"})
	}
	if state == Missed && ReasonLabel(reason) == "" || state != Missed && reason != "" {
		return fault.Fields(fault.Field{Name: "reason", Message: "Choose why they did not attend"})
	}
	return nil
}

// write is one change to a journey's diary, done once however often it is sent.
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

// Appointment reads one of the journey's; another's is not there.
func (s Service) Appointment(tx *postgres.Tx, d access.Decision, id uuid.UUID) (Appointment, error) {
	return s.Store().Appointment(tx, d, id)
}

// Upcoming reads the next n booked appointments of a journey, the nearest first.
func (s Service) Upcoming(tx *postgres.Tx, d access.Decision, n int) ([]Appointment, error) {
	return s.Store().Upcoming(tx, d, n)
}
