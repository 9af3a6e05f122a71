package resident

import (
	"context"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// Gate gives the decision on a journey; journey.Gate is one.
type Gate interface {
	Require(tx *postgres.Tx, id uuid.UUID, v access.Verb, c access.Category) (access.Decision, error)
}

// Service changes what is on record of a resident, each part in one transaction
// in the name of the actor in the context.
type Service struct {
	DB    *postgres.DB
	Gate  Gate
	Store Store
}

// ChangeIdentity keeps another identity, and the identifiers that are given.
func (s Service) ChangeIdentity(ctx context.Context, journey uuid.UUID, i Identity, n Identifiers) error {
	return s.write(ctx, journey, access.Identity, "identity", func(tx *postgres.Tx, d access.Decision) error {
		if err := both(i.Check(tx.Actor.Today), n.Check()); err != nil {
			return err
		}
		if err := s.Store.ChangeIdentity(tx, d, i); err != nil {
			return err
		}
		return s.Store.SetIdentifiers(tx, d, n)
	})
}

func both(errs ...error) error {
	var fields []fault.Field
	for _, err := range errs {
		if err != nil {
			fields = append(fields, fault.Of(err).Fields...)
		}
	}
	return fault.Fields(fields...)
}

// ChangeContact keeps other contact details.
func (s Service) ChangeContact(ctx context.Context, journey uuid.UUID, c Contact) error {
	return s.write(ctx, journey, access.Contact, "contact", func(tx *postgres.Tx, d access.Decision) error {
		if err := c.Check(); err != nil {
			return err
		}
		return s.Store.ChangeContact(tx, d, c)
	})
}

// SetEquality keeps answers to the equality monitoring.
func (s Service) SetEquality(ctx context.Context, journey uuid.UUID, e Equality) error {
	return s.write(ctx, journey, access.Equality, "equality", func(tx *postgres.Tx, d access.Decision) error {
		if err := e.Check(); err != nil {
			return err
		}
		return s.Store.SetEquality(tx, d, e)
	})
}

func (s Service) write(ctx context.Context, journey uuid.UUID, c access.Category, subject string, do func(*postgres.Tx, access.Decision) error) error {
	return s.DB.Write(ctx, func(tx *postgres.Tx) error {
		d, err := s.Gate.Require(tx, journey, access.Change, c)
		if err != nil {
			return err
		}
		if err := do(tx, d); err != nil {
			return err
		}
		audit.Record(tx, audit.Entry{Action: access.Change.String(), Subject: subject, SubjectID: d.Subject.Resident, Journey: journey,
			Resident: d.Subject.Resident, Categories: []string{c.String()}, Basis: d.Basis(access.Change, c)})
		return nil
	})
}
