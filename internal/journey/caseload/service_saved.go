package caseload

import (
	"context"
	"strconv"

	"github.com/google/uuid"

	"onward/internal/postgres"
)

// countField is how a count stands in the audit, which holds names alone.
func countField(n int) string { return "journeys:" + strconv.Itoa(n) }

// Save keeps a filter under a name for the actor; f.ID is made here.
func (s Service) Save(ctx context.Context, f Saved) error {
	f.ID = uuid.Must(uuid.NewV7())
	return s.DB.Write(ctx, func(tx *postgres.Tx) error {
		return s.store().Save(tx, s.Gate.Policy.Scope(tx.Actor), f)
	})
}

// Kept finds one of the actor's own filters; any other is fault.Missing.
func (s Service) Kept(ctx context.Context, id uuid.UUID) (f Saved, err error) {
	err = s.DB.Read(ctx, func(tx *postgres.Tx) error {
		f, err = s.store().Kept(tx, s.Gate.Policy.Scope(tx.Actor), id)
		return err
	})
	return f, err
}

// Forget removes one of the actor's own filters; Restore undoes it for a day.
func (s Service) Forget(ctx context.Context, id uuid.UUID) error {
	return s.DB.Write(ctx, func(tx *postgres.Tx) error {
		return s.store().Forget(tx, s.Gate.Policy.Scope(tx.Actor), id)
	})
}

// Restore has a filter back that the actor removed in the last 24 hours.
func (s Service) Restore(ctx context.Context, id uuid.UUID) error {
	return s.DB.Write(ctx, func(tx *postgres.Tx) error {
		return s.store().Restore(tx, s.Gate.Policy.Scope(tx.Actor), id)
	})
}

// Remember keeps typed words under a key that may stand in an address.
func (s Service) Remember(ctx context.Context, typed string) (key uuid.UUID, err error) {
	err = s.DB.Write(ctx, func(tx *postgres.Tx) error {
		key, err = s.store().people().Remember(tx, s.Gate.Policy.Scope(tx.Actor), typed)
		return err
	})
	return key, err
}

// Recall gives the words that the actor typed; an unknown key is fault.Missing.
func (s Service) Recall(ctx context.Context, key uuid.UUID) (typed string, err error) {
	err = s.DB.Read(ctx, func(tx *postgres.Tx) error {
		typed, err = s.store().people().Recall(tx, s.Gate.Policy.Scope(tx.Actor), key)
		return err
	})
	return typed, err
}
