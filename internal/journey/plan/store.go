package plan

import (
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// Store is the only one that knows the plan's tables.
type Store struct{}

// read asks for the rows of one table, or for the one with an id.
func read[T any](tx *postgres.Tx, d access.Decision, id uuid.UUID, sql string, scan func(pgx.CollectableRow) (T, error)) ([]T, error) {
	if err := d.Require(access.View, access.Plan); err != nil {
		return nil, err
	}
	rows, err := tx.Query(sql, d.Subject.Journey, orNull(id))
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scan)
}

// only gives the one row of a read; another's is not there.
func only[T any](list []T, err error) (T, error) {
	var none T
	if err != nil {
		return none, err
	}
	if len(list) != 1 {
		return none, fault.NotHere()
	}
	return list[0], nil
}

// every is how each query of read begins and ends.
const (
	kept = "select x.id, x.version, x.created_at, s.name, o.short_name, o.id, "
	by   = " join onward.staff s on s.id = x.author_id join onward.organisation o on o.id = x.author_org_id "
	of   = " where x.journey_id = $1 and ($2::uuid is null or x.id = $2) "
)

func (k *Kept) into(more ...any) []any {
	return append([]any{&k.ID, &k.Version, &k.CreatedAt, &k.Author, &k.AuthorOrg, &k.Org}, more...)
}

// over writes columns of one row over the version that was read. Table and
// columns are the program's own words, never a person's.
func (s Store) over(tx *postgres.Tx, d access.Decision, p part, id uuid.UUID, version int, set string, args ...any) error {
	author, err := d.Amending(access.Plan)
	if err != nil {
		return err
	}
	return postgres.Stale(tx.Gorm().Exec("update "+p.table+" set "+set+", version = version + 1 where id = ? and journey_id = ? and version = ? and (? = 0 or author_org_id = ?)",
		append(args, id, d.Subject.Journey, version, author, author)...))
}

// restore undoes a removal of the last 24 hours.
func (s Store) restore(tx *postgres.Tx, d access.Decision, p part, id uuid.UUID) error {
	author, err := d.Amending(access.Plan)
	if err != nil {
		return err
	}
	r := tx.Gorm().Exec("update "+p.table+" set removed_at = null, version = version + 1 where id = ? and journey_id = ? and removed_at > onward.now() - interval '24 hours' and (? = 0 or author_org_id = ?)",
		id, d.Subject.Journey, author, author)
	if r.Error == nil && r.RowsAffected != 1 {
		return fault.NotHere()
	}
	return r.Error
}

// works is nil where somebody works with residents at the journey's lead.
func (s Store) works(tx *postgres.Tx, d access.Decision, staff int, field, message string) error {
	if err := d.Require(access.View, access.Plan); err != nil {
		return err
	}
	var there bool
	err := tx.QueryRow(`select exists (select from onward.post p join onward.staff s on s.id = p.staff_id
		where p.staff_id = $1 and p.organisation_id = $2 and p.role in ('advisor', 'manager', 'intake')
		and p.from_on <= $3 and coalesce(p.until_on, 'infinity') >= $3 and coalesce(s.ended_on, 'infinity') >= $3)`,
		staff, d.Subject.Lead, tx.Actor.Today).Scan(&there)
	if err == nil && !there {
		return fault.Fields(fault.Field{Name: field, Message: message})
	}
	return err
}

// Changed is who last changed something, and when.
type Changed struct {
	By  string
	Org string
	At  time.Time
}

// Changed reads who last changed a part of the plan, from the audit. It knows
// the actor's own organisation only; of others', and where nobody has, it is zero.
func (s Store) Changed(tx *postgres.Tx, d access.Decision, id uuid.UUID) (c Changed, err error) {
	if err := d.Require(access.View, access.Plan); err != nil {
		return c, err
	}
	err = tx.QueryRow(`select s.name, o.short_name, a.at from onward.audit a join onward.staff s on s.id = a.staff_id
		join onward.organisation o on o.id = a.organisation_id where a.journey_id = $1 and a.subject_id = $2 and a.action = 'change' order by a.id desc limit 1`,
		d.Subject.Journey, id).Scan(&c.By, &c.Org, &c.At)
	if errors.Is(err, pgx.ErrNoRows) {
		err = nil
	}
	return c, err
}
