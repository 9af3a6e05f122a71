package plan

import (
	"context"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/postgres"
)

// AddIntervention records a piece of support and gives its id.
func (s Service) AddIntervention(ctx context.Context, journeyID uuid.UUID, i InterventionFacts) (uuid.UUID, error) {
	return s.add(ctx, journeyID, func(_ *postgres.Tx, d access.Decision, b *Batch) (uuid.UUID, error) {
		return b.AddIntervention(d, i, Past{})
	})
}

// ChangeIntervention writes what an intervention is over the version that was read.
func (s Service) ChangeIntervention(ctx context.Context, journeyID, id uuid.UUID, i InterventionFacts, version int) error {
	return over(ctx, s, journeyID, id, interventions, version, s.Intervention, func(tx *postgres.Tx, d access.Decision, old Intervention) ([]string, error) {
		if err := i.Check(); err != nil {
			return nil, err
		}
		return i.differing(old.InterventionFacts), s.Store.over(tx, d, interventions, id, version,
			"type = ?, programme = ?, provider = ?, starts_on = ?, ends_on = ?, hours = ?::numeric, result = ?",
			i.Type, i.Programme, i.Provider, i.Starts, i.Ends, orNull(i.Hours), i.Result)
	})
}

// RemoveIntervention takes an intervention off the record; RestoreIntervention
// undoes that for a day.
func (s Service) RemoveIntervention(ctx context.Context, journeyID, id uuid.UUID, version int) error {
	return remove(ctx, s, journeyID, id, interventions, version, s.Intervention)
}

// RestoreIntervention undoes a removal of the last 24 hours.
func (s Service) RestoreIntervention(ctx context.Context, journeyID, id uuid.UUID) error {
	return s.bringBack(ctx, journeyID, id, interventions)
}
