package note

import (
	"context"

	"github.com/google/uuid"

	"onward/internal/access"
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
func (s Service) Store() Store { return Store{Box: s.Box} }

// Also is done in the transaction of a note: its next action, its draft.
type Also func(tx *postgres.Tx, d access.Decision) error

// Add keeps a note of a journey and gives its id; a repeated send gives the id
// of the first. The note and all that is done along with it stand together.
func (s Service) Add(ctx context.Context, journeyID uuid.UUID, n New, also ...Also) (id uuid.UUID, err error) {
	err = s.DB.Write(ctx, func(tx *postgres.Tx) error {
		d, err := s.Gate.Require(tx, journeyID, access.Add, access.Notes)
		if err != nil {
			return err
		}
		b := NewBatch(tx, s.Box)
		if id, err = b.Add(d, n); err != nil {
			return err
		}
		if err := b.Insert(tx); err != nil {
			return err
		}
		tx.Answer(id.String())
		return finish(tx, d, also)
	})
	if first, again := postgres.WasRepeated(err); again {
		return uuid.Parse(first)
	}
	return id, err
}

// Correct keeps the next version of a note over the revision that was read. A
// version that says the same changes nothing.
func (s Service) Correct(ctx context.Context, journeyID uuid.UUID, n New, revision int, also ...Also) error {
	err := s.DB.Write(ctx, func(tx *postgres.Tx) error {
		d, err := s.Gate.RequireAmend(tx, journeyID, access.Notes)
		if err != nil {
			return err
		}
		if err := n.Check(tx.Actor.Today); err != nil {
			return err
		}
		versions, err := s.Store().Versions(tx, d, n.ID)
		if err != nil {
			return err
		}
		if now := versions[0]; now.Revision == revision && now.Contact == n.Contact && now.On == n.On && now.Text == n.Text {
			return finish(tx, d, also)
		}
		if err := s.Store().Correct(tx, d, n, revision); err != nil {
			return err
		}
		return finish(tx, d, also)
	})
	if _, again := postgres.WasRepeated(err); again {
		return nil
	}
	return err
}

func finish(tx *postgres.Tx, d access.Decision, also []Also) error {
	for _, do := range also {
		if err := do(tx, d); err != nil {
			return err
		}
	}
	return journey.Refresh(tx, d)
}

// List reads the notes of a journey as they stand, the latest first.
func (s Service) List(tx *postgres.Tx, d access.Decision) ([]Note, error) {
	return s.Store().List(tx, d)
}

// Versions reads a note with its earlier versions, the one that stands first.
func (s Service) Versions(tx *postgres.Tx, d access.Decision, id uuid.UUID) ([]Note, error) {
	return s.Store().Versions(tx, d, id)
}
