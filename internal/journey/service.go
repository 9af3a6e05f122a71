package journey

import (
	"context"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/postgres"
	"onward/internal/resident"
)

// Service does what people do with journeys as a whole, each in one transaction
// of its own in the name of the actor in the context.
type Service struct {
	DB        *postgres.DB
	Gate      Gate
	Store     Store
	Residents resident.Store
	Limit     Limit // of looking for duplicates
}

// Start registers a resident and begins a journey. The single point of contact
// must hold a post at the actor's organisation.
func (s Service) Start(ctx context.Context, n New) (started Started, err error) {
	var refusal error
	err = s.DB.Write(ctx, func(tx *postgres.Tx) error {
		if err := n.Check(tx.Actor.Today); err != nil {
			return err
		}
		if n.SPOC == 0 {
			n.SPOC = tx.Actor.User
		}
		if err := s.Store.colleague(tx, n.SPOC, tx.Actor.Organisation); err != nil {
			return err
		}
		if refusal, err = s.known(tx, n); err != nil || refusal != nil {
			return err
		}
		list, err := s.Store.StartMany(tx, s.Gate.Policy, s.Residents, []New{n})
		if err != nil {
			return err
		}
		started = list[0]
		tx.Answer(started.Decision.Subject.Journey.String())
		return nil
	})
	if answer, again := postgres.WasRepeated(err); again {
		// Sent twice, started once: the journey of the first time, which a
		// decision of its own has to open.
		started.Decision.Subject.Journey, err = uuid.Parse(answer)
	}
	if err == nil {
		err = refusal
	}
	return started, err
}

// Move puts a journey on another stage over the version that was read.
func (s Service) Move(ctx context.Context, id uuid.UUID, to Stage, reason string, version int) error {
	return s.DB.Write(ctx, func(tx *postgres.Tx) error {
		d, err := s.Gate.Require(tx, id, access.Change, access.Plan)
		if err != nil {
			return err
		}
		h, err := s.Store.Head(tx, d)
		if err != nil {
			return err
		}
		if h.StageVersion != version {
			return fault.New(fault.Conflict, "Somebody changed this while you were working on it. Look at both versions and choose.")
		}
		if err := Move(h.Stage, to, reason); err != nil {
			return err
		}
		if err := s.Store.Move(tx, d, h.Stage, to, reason, version); err != nil {
			return err
		}
		Did(tx, d, access.Change, access.Plan, "stage", id, "stage")
		return nil
	})
}

// Reassign gives journeys another single point of contact, all of them or none.
func (s Service) Reassign(ctx context.Context, ids []uuid.UUID, to int, reason string) error {
	if len(ids) == 0 {
		return fault.Fields(fault.Field{Name: "journeys", Message: "Select the journeys to reassign"})
	}
	return s.DB.Write(ctx, func(tx *postgres.Tx) error {
		if err := s.Store.colleague(tx, to, tx.Actor.Organisation); err != nil {
			return err
		}
		for _, id := range ids {
			d, err := s.Gate.Require(tx, id, access.Reassign, access.Existence)
			if err != nil {
				return err
			}
			if err := s.Store.Reassign(tx, d, to, reason); err != nil {
				return err
			}
			Did(tx, d, access.Reassign, access.Existence, "single point of contact", id, "spoc")
		}
		return nil
	})
}

// Support names a supporter of a journey; EndSupport ends it from now on.
func (s Service) Support(ctx context.Context, id uuid.UUID, staff int) error {
	return s.supporter(ctx, id, staff, func(tx *postgres.Tx, d access.Decision, staff int) error {
		if err := s.Store.colleague(tx, staff, tx.Actor.Organisation); err != nil {
			return err
		}
		return s.Store.AddSupporter(tx, d, staff)
	})
}

// EndSupport ends a supporter's part, also of somebody who has left.
func (s Service) EndSupport(ctx context.Context, id uuid.UUID, staff int) error {
	return s.supporter(ctx, id, staff, s.Store.EndSupporter)
}

// ResumeSupport undoes EndSupport for 24 hours, where the supporter still works
// with residents at the lead.
func (s Service) ResumeSupport(ctx context.Context, id uuid.UUID, staff int) error {
	return s.supporter(ctx, id, staff, func(tx *postgres.Tx, d access.Decision, staff int) error {
		if err := s.Store.colleague(tx, staff, tx.Actor.Organisation); err != nil {
			return err
		}
		return s.Store.ResumeSupporter(tx, d, staff)
	})
}

func (s Service) supporter(ctx context.Context, id uuid.UUID, staff int, do func(*postgres.Tx, access.Decision, int) error) error {
	return s.DB.Write(ctx, func(tx *postgres.Tx) error {
		d, err := s.Gate.Require(tx, id, access.Change, access.Existence)
		if err != nil {
			return err
		}
		if err := do(tx, d, staff); err != nil {
			return err
		}
		Did(tx, d, access.Change, access.Existence, "supporter", id, "supporter")
		return nil
	})
}

// SetBackground corrects priority groups and baseline of a journey over the
// version that was read. The audit says of each category whether it changed.
func (s Service) SetBackground(ctx context.Context, id uuid.UUID, groups []string, base Baseline, version int) error {
	if err := checkBackground(groups, base); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *postgres.Tx) error {
		d, err := s.Gate.Require(tx, id, access.Change, access.Circumstances)
		if err != nil {
			return err
		}
		if err := s.Store.claim(tx, d, version); err != nil {
			return err
		}
		inGroups, err := s.Store.SetGroups(tx, d, groups)
		if err != nil {
			return err
		}
		inBaseline, err := s.Store.SetBaseline(tx, d, base)
		if err != nil {
			return err
		}
		didBackground(tx, d, inGroups, inBaseline)
		return s.Store.backgroundChanged(tx, d, inGroups|inBaseline)
	})
}

// didBackground records the change of each category; what was sent and changed
// nothing leaves a row all the same.
func didBackground(tx *postgres.Tx, d access.Decision, groups, baseline access.Set) {
	touched := (groups | baseline).Words()
	if len(touched) == 0 {
		Did(tx, d, access.Change, access.Circumstances, "background", d.Subject.Journey)
	}
	for _, word := range touched {
		c, _ := access.ParseCategory(word)
		var fields []string
		if groups.Has(c) {
			fields = append(fields, "groups")
		}
		if baseline.Has(c) {
			fields = append(fields, "baseline")
		}
		Did(tx, d, access.Change, c, "background", d.Subject.Journey, fields...)
	}
}

func checkBackground(groups []string, base Baseline) error {
	wrong := base.check()
	for _, g := range groups {
		if _, ok := FindGroup(g); !ok {
			wrong = append(wrong, fault.Field{Name: "groups", Message: "Choose priority groups from the list"})
		}
	}
	return fault.Fields(wrong...)
}
