package sharing

import (
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// addOrder seals. The row is written before the seal holds, so that the sealer
// needs no name on the list.
func addOrder(tx *postgres.Tx, d access.Decision, reason string, list []int) (uuid.UUID, error) {
	if err := d.Require(access.Seal, access.Existence); err != nil {
		return uuid.Nil, err
	}
	var stands bool
	if err := tx.Conn().QueryRow(tx, "select exists (select from onward.seal_order where resident_id = $1 and lifted_at is null)", d.Subject.Resident).Scan(&stands); err != nil {
		return uuid.Nil, err
	}
	if stands {
		return uuid.Nil, fault.New(fault.Conflict, "This journey is sealed already. Reload the page and look.")
	}
	id, err := uuid.NewV7()
	if err != nil {
		return id, err
	}
	_, err = tx.Conn().Exec(tx, `insert into onward.seal_order (id, journey_id, resident_id, lead_org_id, author_org_id, author_id, reason, list)
		values ($1, $2, $3, $4, $5, $6, $7, $8)`, id, d.Subject.Journey, d.Subject.Resident, d.Subject.Lead, tx.Actor.Organisation, tx.Actor.User, reason, list)
	return id, err
}

func setList(tx *postgres.Tx, d access.Decision, id uuid.UUID, list []int, version int) error {
	if err := d.Require(access.Seal, access.Existence); err != nil {
		return err
	}
	return replaceList(tx, id, list, version)
}

// replaceList is the governance officer's too: the second wall lets through
// those whom the order names, the single point of contact and governance alone.
func replaceList(tx *postgres.Tx, id uuid.UUID, list []int, version int) error {
	return changed(tx, "update onward.seal_order set list = $3, version = version + 1 where id = $1 and version = $2 and lifted_at is null", id, version, list)
}

func liftOrder(tx *postgres.Tx, d access.Decision, id uuid.UUID, version int) error {
	if err := d.Require(access.Seal, access.Existence); err != nil {
		return err
	}
	return changed(tx, "update onward.seal_order set lifted_at = onward.now(), lifted_by = $3, version = version + 1 where id = $1 and version = $2 and lifted_at is null",
		id, version, tx.Actor.User)
}

// changed runs a guarded update of one row.
func changed(tx *postgres.Tx, sql string, args ...any) error {
	tag, err := tx.Conn().Exec(tx, sql, args...)
	if err == nil && tag.RowsAffected() != 1 {
		err = fault.New(fault.Conflict, "Somebody changed this while you were working on it. Look at both versions and choose.")
	}
	return err
}

const namesOf = "array(select s.name from onward.staff s where s.id = any (o.list) order by s.name)"

func readOrder(tx *postgres.Tx, d access.Decision) (*Order, error) {
	var o Order
	err := tx.Conn().QueryRow(tx, `select o.id, o.reason, s.name, o.sealed_at, o.list, `+namesOf+`, o.version from onward.seal_order o
		join onward.staff s on s.id = o.author_id where o.resident_id = $1 and o.lifted_at is null`, d.Subject.Resident).
		Scan(&o.ID, &o.Reason, &o.By, &o.At, &o.List, &o.Names, &o.Version)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	return &o, err
}

func standing(tx *postgres.Tx) ([]Sealed, error) {
	rows, err := tx.Conn().Query(tx, "select o.id, o.reference, o.sealed_at, o.list, "+namesOf+", o.version from onward.sealed_journeys() o order by o.sealed_at, o.id")
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (o Sealed, err error) {
		return o, row.Scan(&o.ID, &o.Reference, &o.At, &o.List, &o.Names, &o.Version)
	})
}

// caseworkers counts how many of the list hold a post at the lead today in which
// people work with residents.
func caseworkers(tx *postgres.Tx, lead int, list []int) (n int, err error) {
	err = tx.Conn().QueryRow(tx, `select count(distinct p.staff_id) from onward.post p join onward.staff s on s.id = p.staff_id
		where p.organisation_id = $1 and p.staff_id = any ($2) and p.role in ('advisor', 'manager', 'intake') and p.from_on <= onward.today()
		and coalesce(p.until_on, 'infinity') >= onward.today() and coalesce(s.ended_on, 'infinity') >= onward.today()`, lead, list).Scan(&n)
	return n, err
}
