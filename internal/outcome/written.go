package outcome

import (
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/postgres"
)

// Written reads the jobs, without their pay, that the actor's own organisation
// wrote on a journey whose work is not open to it, the latest first.
func (s Store) Written(tx *postgres.Tx, d access.Decision) ([]Record, error) {
	if err := d.RequireWritten(access.Work); err != nil {
		return nil, err
	}
	rows, err := tx.Query(`select s.id, s.employer, s.title, s.starts_on, s.ends_on, s.author_org_id from onward.spell s
		where s.journey_id = $1 and s.author_org_id = $2 and s.removed_at is null order by s.starts_on desc, s.id`, d.Subject.Journey, d.Who.Organisation)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (r Record, err error) {
		return r, row.Scan(&r.ID, &r.Employer, &r.Title, &r.Start, &r.End, &r.Org)
	})
}
