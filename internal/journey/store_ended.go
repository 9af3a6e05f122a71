package journey

import (
	"time"

	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// EndedSupport is a supporter whose part was ended within the last 24 hours.
type EndedSupport struct {
	Staff int
	Name  string
	By    string
	At    time.Time
}

// the part that ResumeSupporter goes on with: ended by somebody a short while
// ago, of whom is not on the caseload again by another way.
const endedSupport = `from onward.supporter p join onward.journey j on j.id = p.journey_id
	where p.journey_id = $1 and p.until_at > onward.now() - interval '24 hours' and p.ended_by is not null and p.staff_id <> j.spoc_id
	and not exists (select from onward.supporter o where o.journey_id = p.journey_id and o.staff_id = p.staff_id and (o.until_at is null or o.until_at > p.until_at))`

// EndedSupporters reads whose part can be taken up again, the latest first.
func (s Store) EndedSupporters(tx *postgres.Tx, d access.Decision) ([]EndedSupport, error) {
	if err := d.Require(access.Change, access.Existence); err != nil {
		return nil, err
	}
	rows, err := tx.Conn().Query(tx, "select e.staff_id, s.name, b.name, e.until_at from (select p.* "+endedSupport+`) e
		join onward.staff s on s.id = e.staff_id join onward.staff b on b.id = e.ended_by order by e.until_at desc, s.name`, d.Subject.Journey)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (e EndedSupport, err error) {
		return e, row.Scan(&e.Staff, &e.Name, &e.By, &e.At)
	})
}

// ResumeSupporter undoes the end of a supporter's part within 24 hours.
func (s Store) ResumeSupporter(tx *postgres.Tx, d access.Decision, staff int) error {
	if err := d.Require(access.Change, access.Existence); err != nil {
		return err
	}
	tag, err := tx.Conn().Exec(tx, "update onward.supporter set until_at = null, ended_by = null where id = (select p.id "+endedSupport+" and p.staff_id = $2)",
		d.Subject.Journey, staff)
	if err == nil && tag.RowsAffected() != 1 {
		return fault.NotHere()
	}
	return err
}
