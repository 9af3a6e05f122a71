package journey

import (
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// colleague is nil where a member of staff can be given a journey of the
// organisation: an advisor, manager or intake post that stands today.
func (s Store) colleague(tx *postgres.Tx, staff, organisation int) error {
	var there bool
	err := tx.QueryRow(`select exists (select from onward.post p join onward.staff s on s.id = p.staff_id
		where p.staff_id = $1 and p.organisation_id = $2 and p.role in ('advisor', 'manager', 'intake')
		and p.from_on <= $3 and coalesce(p.until_on, 'infinity') >= $3 and coalesce(s.ended_on, 'infinity') >= $3)`,
		staff, organisation, tx.Actor.Today).Scan(&there)
	if err == nil && !there {
		return fault.Fields(fault.Field{Name: "spoc", Message: "Choose somebody who works with residents at your organisation"})
	}
	return err
}

// Reassign ends the present single point of contact and begins the next in one
// statement each; the unique index on the open period keeps it at exactly one.
func (s Store) Reassign(tx *postgres.Tx, d access.Decision, to int, reason string) error {
	if err := d.Require(access.Reassign, access.Existence); err != nil {
		return err
	}
	id := d.Subject.Journey
	if d.Subject.SPOC == to {
		return nil
	}
	r := tx.Gorm().Exec("update onward.journey set spoc_id = ?, version = version + 1 where id = ? and spoc_id = ?", to, id, d.Subject.SPOC)
	if err := postgres.Stale(r); err != nil {
		return err
	}
	for _, step := range []struct {
		sql  string
		args []any
	}{
		{"update onward.progress set spoc_id = ? where journey_id = ?", []any{to, id}},
		{"update onward.spoc_period set until_at = onward.now() where journey_id = ? and until_at is null", []any{id}},
	} {
		if err := postgres.Stale(tx.Gorm().Exec(step.sql, step.args...)); err != nil {
			return err
		}
	}
	return tx.Gorm().Exec(`insert into onward.spoc_period (id, journey_id, lead_org_id, author_org_id, author_id, staff_id, reason, from_at)
		values (?, ?, ?, ?, ?, ?, ?, onward.now())`, uuid.Must(uuid.NewV7()), id, d.Subject.Lead, tx.Actor.Organisation, tx.Actor.User, to, reason).Error
}

// AddSupporter names a supporter; naming one twice changes nothing.
func (s Store) AddSupporter(tx *postgres.Tx, d access.Decision, staff int) error {
	if err := d.Require(access.Change, access.Existence); err != nil {
		return err
	}
	return tx.Gorm().Exec(`insert into onward.supporter (id, journey_id, lead_org_id, author_org_id, author_id, staff_id, from_at)
		select ?, ?, ?, ?, ?, ?, onward.now() where not exists (select from onward.supporter where journey_id = ? and staff_id = ? and until_at is null)`,
		uuid.Must(uuid.NewV7()), d.Subject.Journey, d.Subject.Lead, tx.Actor.Organisation, tx.Actor.User, staff, d.Subject.Journey, staff).Error
}

// EndSupporter ends a supporter's part from now on.
func (s Store) EndSupporter(tx *postgres.Tx, d access.Decision, staff int) error {
	if err := d.Require(access.Change, access.Existence); err != nil {
		return err
	}
	return tx.Gorm().Exec("update onward.supporter set until_at = onward.now(), ended_by = ? where journey_id = ? and staff_id = ? and until_at is null",
		tx.Actor.User, d.Subject.Journey, staff).Error
}

// Holder is a single point of contact, past or present, or a supporter.
type Holder struct {
	Staff     int
	Name      string
	Telephone string
	From      calendar.Date
	Until     calendar.Date // no day while it lasts
	Reason    string
}

// Holders reads every single point of contact that the journey has had, the
// present one first, and its present supporters.
func (s Store) Holders(tx *postgres.Tx, d access.Decision) (spocs, supporters []Holder, err error) {
	if err := d.Require(access.View, access.Existence); err != nil {
		return nil, nil, err
	}
	scan := func(into *[]Holder) func(pgx.Rows) error {
		return func(rows pgx.Rows) (err error) {
			*into, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (Holder, error) {
				var h Holder
				return h, row.Scan(&h.Staff, &h.Name, &h.Telephone, &h.From, &h.Until, &h.Reason)
			})
			return err
		}
	}
	var b pgx.Batch
	b.Queue(`select p.staff_id, s.name, s.telephone, (p.from_at at time zone 'Europe/London')::date, (p.until_at at time zone 'Europe/London')::date, p.reason
		from onward.spoc_period p join onward.staff s on s.id = p.staff_id where p.journey_id = $1 order by p.from_at desc, p.id desc`, d.Subject.Journey).Query(scan(&spocs))
	b.Queue(`select p.staff_id, s.name, s.telephone, (p.from_at at time zone 'Europe/London')::date, null::date, ''
		from onward.supporter p join onward.staff s on s.id = p.staff_id where p.journey_id = $1 and p.until_at is null order by s.name`, d.Subject.Journey).Query(scan(&supporters))
	return spocs, supporters, tx.Send(&b)
}
