package journey

import (
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/postgres"
)

// RefreshMany is Refresh for the journeys of a bulk write, in one statement.
// Where a single decision does not hold, nothing is refreshed.
func RefreshMany(tx *postgres.Tx, decisions []access.Decision) error {
	ids := make([]uuid.UUID, len(decisions))
	for i, d := range decisions {
		if err := d.Require(access.View, access.Existence); err != nil {
			return err
		}
		ids[i] = d.Subject.Journey
	}
	if len(ids) == 0 {
		return nil
	}
	return refresh(tx, ids)
}

// refresh lets the database derive the columns: on another lead's journey the
// progress is not the writer's to change, nor every row that it follows from
// the writer's to see.
func refresh(tx *postgres.Tx, journeys []uuid.UUID) error {
	_, err := tx.Conn().Exec(tx, "select onward.refresh($1)", journeys)
	return err
}
