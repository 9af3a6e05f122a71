package diary

import (
	"onward/internal/access"
	"onward/internal/postgres"
)

// Written reads the appointments that the actor's own organisation booked on a
// journey whose plan is not open to it, the latest first.
func (s Store) Written(tx *postgres.Tx, d access.Decision) ([]Appointment, error) {
	if err := d.RequireWritten(access.Plan); err != nil {
		return nil, err
	}
	return s.read(tx, d, "and a.author_org_id = $2 order by a.starts_at desc, a.id desc", d.Who.Organisation)
}
