package journey

import (
	"errors"

	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/postgres"
)

// Told is the day on which the resident was first told how their data is
// shared; the zero Date where nobody has told them.
func (s Store) Told(tx *postgres.Tx, d access.Decision) (on calendar.Date, err error) {
	if err := d.Require(access.View, access.Existence); err != nil {
		return on, err
	}
	err = tx.QueryRow("select given_on from onward.notice where resident_id = $1 and removed_at is null order by given_on limit 1", d.Subject.Resident).Scan(&on)
	if errors.Is(err, pgx.ErrNoRows) {
		err = nil
	}
	return on, err
}
