package timeline

import (
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/journey/kept"
	"onward/internal/postgres"
)

// Saved lists the actor's own filters of timelines by name. They hold no typed
// words, and nothing of the journey on which they were made: they serve on the
// timeline of every journey.
func (s Store) Saved(tx *postgres.Tx, d access.Decision) ([]kept.Filter, error) {
	if err := d.Require(access.View, access.Plan); err != nil {
		return nil, err
	}
	return kept.Timeline.All(tx)
}

// Kept finds one filter of the actor's own; any other is fault.Missing.
func (s Store) Kept(tx *postgres.Tx, d access.Decision, id uuid.UUID) (kept.Filter, error) {
	all, err := s.Saved(tx, d)
	for _, f := range all {
		if f.ID == id {
			return f, nil
		}
	}
	if err == nil {
		err = fault.NotHere()
	}
	return kept.Filter{}, err
}

// Save keeps a filter under a name that the actor does not use yet.
func (s Store) Save(tx *postgres.Tx, d access.Decision, f kept.Filter) error {
	if err := d.Require(access.View, access.Plan); err != nil {
		return err
	}
	return kept.Timeline.Keep(tx, f)
}

// Forget removes a filter of the actor's own; Restore undoes it for a day.
func (s Store) Forget(tx *postgres.Tx, d access.Decision, id uuid.UUID) error {
	if err := d.Require(access.View, access.Plan); err != nil {
		return err
	}
	return kept.Timeline.Forget(tx, id)
}

// Restore has a filter back that the actor removed in the last 24 hours.
func (s Store) Restore(tx *postgres.Tx, d access.Decision, id uuid.UUID) error {
	if err := d.Require(access.View, access.Plan); err != nil {
		return err
	}
	return kept.Timeline.Restore(tx, id)
}
