package barrier

import (
	"time"

	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/postgres"
)

// Gone is a barrier that was taken off the record within the last 24 hours.
type Gone struct {
	Barrier // what it is, no more
	At      time.Time
}

// Removed reads what Restore can bring back, to those who may change it; the
// latest first.
func (s Service) Removed(tx *postgres.Tx, d access.Decision) ([]Gone, error) {
	return s.store().removed(tx, d)
}

func (s Store) removed(tx *postgres.Tx, d access.Decision) ([]Gone, error) {
	if err := d.Require(access.View, access.Existence); err != nil {
		return nil, err
	}
	rows, err := tx.Conn().Query(tx, `select id, category, code, detail, sealed, removed_at from onward.barrier
		where journey_id = $1 and category = any ($2) and removed_at > onward.now() - interval '24 hours' order by removed_at desc, id`,
		d.Subject.Journey, (d.On(access.View) & d.On(access.Change)).Words())
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (r Gone, err error) {
		var category, code string
		var closed []byte
		if err := row.Scan(&r.ID, &category, &code, &r.Detail, &closed, &r.At); err != nil {
			return r, err
		}
		return r, s.name(&r.Barrier, category, code, closed)
	})
}
