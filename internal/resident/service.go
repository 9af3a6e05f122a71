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

// ChangeIdentity keeps another identity and other identifiers; one that is
// empty is taken away.
func (s Service) ChangeIdentity(ctx context.Context, journey uuid.UUID, i Identity, n Identifiers) error {
	return s.write(ctx, journey, access.Identity, "identity", func(tx *postgres.Tx, d access.Decision) ([]string, error) {
		if err := both(i.Check(tx.Actor.Today), n.Check()); err != nil {
			return nil, err
		}
		before, err := s.Store.Person(tx, d)
		if err != nil {
			return nil, err
		}
		if err := s.Store.ChangeIdentity(tx, d, i); err != nil {
			return nil, err
		}
		return append(i.differs(before.Identity), n.differs(before.Identifiers)...), s.Store.SetIdentifiers(tx, d, n)
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
	return s.write(ctx, journey, access.Contact, "contact", func(tx *postgres.Tx, d access.Decision) ([]string, error) {
		if err := c.Check(); err != nil {
			return nil, err
		}
		before, err := s.Store.Person(tx, d)
		if err != nil {
			return nil, err
		}
		return c.differs(before.Contact), s.Store.ChangeContact(tx, d, c)
	})
}

// SetEquality keeps answers to the equality monitoring.
func (s Service) SetEquality(ctx context.Context, journey uuid.UUID, e Equality) error {
	return s.write(ctx, journey, access.Equality, "equality", func(tx *postgres.Tx, d access.Decision) ([]string, error) {
		if err := e.Check(); err != nil {
			return nil, err
		}
		return nil, s.Store.SetEquality(tx, d, e) // which answers changed is not said: it would tell who was asked what
	})
}

func (s Service) write(ctx context.Context, journey uuid.UUID, c access.Category, subject string, do func(*postgres.Tx, access.Decision) (changed []string, err error)) error {
	return s.DB.Write(ctx, func(tx *postgres.Tx) error {
		d, err := s.Gate.Require(tx, journey, access.Change, c)
		if err != nil {
			return err
		}
		changed, err := do(tx, d)
		if err != nil {
			return err
		}
		audit.Record(tx, audit.Entry{Action: access.Change.String(), Subject: subject, SubjectID: d.Subject.Resident, Journey: journey,
			Resident: d.Subject.Resident, Categories: []string{c.String()}, Basis: d.Basis(access.Change, c), Fields: changed})
		return nil
	})
}
