package outcome

import (
	"context"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/journey"
	"onward/internal/postgres"
)

// Service keeps spells and pay, and judges them, each piece in one transaction
// in the name of the actor in the context.
type Service struct {
	DB    *postgres.DB
	Gate  journey.Gate
	Store Store
	Rates Rates
}

// Add keeps a spell with its pay and gives its id.
func (s Service) Add(ctx context.Context, id uuid.UUID, r Record) (spell uuid.UUID, err error) {
	if err := r.Check(); err != nil {
		return uuid.Nil, err
	}
	err = s.DB.Write(ctx, func(tx *postgres.Tx) error {
		d, err := s.Gate.Require(tx, id, access.Add, access.Work)
		if err != nil {
			return err
		}
		if err := s.Store.room(tx, d); err != nil {
			return err
		}
		b := NewBatch(tx)
		if spell, err = b.Add(d, r); err != nil {
			return err
		}
		if err := b.Insert(tx); err != nil {
			return err
		}
		if err := s.Store.unsettle(tx, d); err != nil {
			return err
		}
		tx.Answer(spell.String())
		journey.Did(tx, d, access.Add, access.Work, "spell", spell)
		return nil
	})
	if answer, ok := postgres.WasRepeated(err); ok {
		return uuid.Parse(answer)
	}
	return spell, err
}

// Change keeps other facts of a spell over the version that was read.
func (s Service) Change(ctx context.Context, id uuid.UUID, r Record) error {
	if err := r.Check(); err != nil {
		return err
	}
	return s.change(ctx, id, r.ID, "spell", func(tx *postgres.Tx, d access.Decision) error { return s.Store.Change(tx, d, r) })
}

// AddPay keeps pay from a day on.
func (s Service) AddPay(ctx context.Context, id uuid.UUID, r Record, p PayRecord) error {
	r.PayRecords = []PayRecord{p}
	if err := r.Check(); err != nil {
		return err
	}
	return s.change(ctx, id, r.ID, "pay", func(tx *postgres.Tx, d access.Decision) error { return s.Store.AddPay(tx, d, r.ID, r.PayRecords[0]) })
}

// Remove takes a spell off the record over the version that was read.
func (s Service) Remove(ctx context.Context, id, spell uuid.UUID, version int) error {
	return s.change(ctx, id, spell, "spell", func(tx *postgres.Tx, d access.Decision) error { return s.Store.Remove(tx, d, spell, version) })
}

// Restore undoes a removal of the last 24 hours.
func (s Service) Restore(ctx context.Context, id, spell uuid.UUID) error {
	return s.change(ctx, id, spell, "spell", func(tx *postgres.Tx, d access.Decision) error { return s.Store.Restore(tx, d, spell) })
}

// RemovePay takes a pay record off a spell.
func (s Service) RemovePay(ctx context.Context, id, spell, pay uuid.UUID) error {
	return s.change(ctx, id, pay, "pay", func(tx *postgres.Tx, d access.Decision) error { return s.Store.RemovePay(tx, d, spell, pay) })
}

// RestorePay undoes a removal of the last 24 hours.
func (s Service) RestorePay(ctx context.Context, id, spell, pay uuid.UUID) error {
	return s.change(ctx, id, pay, "pay", func(tx *postgres.Tx, d access.Decision) error { return s.Store.RestorePay(tx, d, spell, pay) })
}

func (s Service) change(ctx context.Context, id, spell uuid.UUID, subject string, do func(*postgres.Tx, access.Decision) error) error {
	return s.DB.Write(ctx, func(tx *postgres.Tx) error {
		d, err := s.Gate.RequireAmend(tx, id, access.Work)
		if err != nil {
			return err
		}
		if err := do(tx, d); err != nil {
			return err
		}
		if err := s.Store.unsettle(tx, d); err != nil {
			return err
		}
		journey.Did(tx, d, access.Change, access.Work, subject, spell)
		return nil
	})
}

// Explain judges many journeys by the headline rule as of the actor's today.
// Journeys without a spell, or whose outcomes the decision does not open, have none.
func (s Service) Explain(tx *postgres.Tx, decisions []access.Decision) (map[uuid.UUID]Explanation, error) {
	records, err := s.Store.ForOutcome(tx, decisions)
	if err != nil {
		return nil, err
	}
	out := make(map[uuid.UUID]Explanation, len(records))
	for id, list := range records {
		e, err := Judge(list, Sustained, s.Rates, tx.Actor.Today)
		if err != nil {
			// One record that nobody can judge must not take a list away from
			// everybody: the journey's own page says what is wrong with it.
			continue
		}
		out[id] = e
	}
	return out, nil
}
