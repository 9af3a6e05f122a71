package barrier

import (
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/postgres"
	"onward/internal/secret"
)

// Store is the only one that knows the barriers' tables.
type Store struct{ Box *secret.Box }

const columns = `select b.id, b.category, b.code, b.detail, b.sealed, b.severity, b.status, b.since_on, b.status_on, b.found_by, b.version, b.created_at, s.name, o.short_name
	from onward.barrier b join onward.staff s on s.id = b.author_id join onward.organisation o on o.id = b.author_org_id
	where b.journey_id = $1 and b.removed_at is null and b.category = any ($2)`

func (s Store) scan(row pgx.CollectableRow) (Barrier, error) {
	var b Barrier
	var category, code string
	var closed []byte
	if err := row.Scan(&b.ID, &category, &code, &b.Detail, &closed, &b.Severity, &b.Status, &b.Since, &b.StatusOn, &b.FoundBy, &b.Version, &b.CreatedAt,
		&b.Author, &b.AuthorOrg); err != nil {
		return b, err
	}
	return b, s.name(&b, category, code, closed)
}

// name fills in what the barrier is, from the open code or the sealed one.
func (s Store) name(b *Barrier, category, code string, closed []byte) error {
	if closed != nil {
		var open sealed
		if err := s.Box.OpenJSON(place(b.ID), closed, &open); err != nil {
			return err
		}
		code, b.Detail = open.Code, open.Detail
	}
	kind, ok := Find(code)
	if !ok { // a code that the taxonomy has given up: it still stands in its category
		kind = Kind{Code: code, Label: "Another barrier"}
		kind.Category, _ = access.ParseCategory(category)
	}
	b.Kind = kind
	return nil
}

// List reads the barriers of the categories that the decision lets through:
// what stands in the way first, the heaviest of it on top.
func (s Store) List(tx *postgres.Tx, d access.Decision) ([]Barrier, error) {
	if err := d.Require(access.View, access.Existence); err != nil {
		return nil, err
	}
	rows, err := tx.Query(columns+` order by array_position(array['open', 'easing', 'resolved'], b.status), b.severity desc, b.created_at, b.id`,
		d.Subject.Journey, d.On(access.View).Words())
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, s.scan)
}

// Get reads one barrier; one that the decision does not let through is not there.
func (s Store) Get(tx *postgres.Tx, d access.Decision, id uuid.UUID) (Barrier, error) {
	if err := d.Require(access.View, access.Existence); err != nil {
		return Barrier{}, err
	}
	rows, err := tx.Query(columns+" and b.id = $3", d.Subject.Journey, d.On(access.View).Words(), id)
	if err != nil {
		return Barrier{}, err
	}
	return pgx.CollectExactlyOneRow(rows, s.scan)
}

// History reads how a barrier stood and who changed it, the newest first.
func (s Store) History(tx *postgres.Tx, d access.Decision, id uuid.UUID) ([]Change, error) {
	if err := d.Require(access.View, access.Existence); err != nil {
		return nil, err
	}
	rows, err := tx.Query(`select c.status, c.severity, c.changed_at, s.name, o.short_name from onward.barrier_change c
		join onward.staff s on s.id = c.author_id join onward.organisation o on o.id = c.author_org_id
		where c.barrier_id = $1 and c.journey_id = $2 and c.category = any ($3) order by c.changed_at desc, c.id desc`,
		id, d.Subject.Journey, d.On(access.View).Words())
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Change, error) {
		var c Change
		return c, row.Scan(&c.Status, &c.Severity, &c.At, &c.By, &c.ByOrg)
	})
}

// twice is a fault where the barrier stands in the way already. It looks no
// further than the actor may: elsewhere the answer would tell of what is hidden.
func (s Store) twice(tx *postgres.Tx, d access.Decision, kind Kind) error {
	if err := d.Require(access.View, kind.Category); err != nil {
		return nil
	}
	var there bool
	err := tx.QueryRow(`select exists (select from onward.barrier where lead_org_id = $1 and lookup = $2 and journey_id = $3
		and removed_at is null and status <> 'resolved')`, d.Subject.Lead, s.Box.Lookup("barrier", kind.Code), d.Subject.Journey).Scan(&there)
	if err == nil && there {
		return fault.Fields(fault.Field{Name: "code", Message: "This barrier is on record. Change that one, or choose another"})
	}
	return err
}

// change writes the facts over the version that was read, and the step they make.
func (s Store) change(tx *postgres.Tx, d access.Decision, old Barrier, f Facts, version int) error {
	if err := d.Require(access.Change, old.Kind.Category); err != nil {
		return err
	}
	detail, closed := f.Detail, []byte(nil)
	if old.Kind.Category.Guarded() {
		var err error
		if closed, err = s.Box.SealJSON(place(old.ID), sealed{old.Kind.Code, f.Detail}); err != nil {
			return err
		}
		detail = ""
	}
	on := old.StatusOn
	if f.Status != old.Status {
		on = tx.Actor.Today
	}
	err := postgres.Stale(tx.Gorm().Exec(`update onward.barrier set detail = ?, sealed = ?, severity = ?, status = ?, since_on = ?, status_on = ?, found_by = ?, version = version + 1
		where id = ? and journey_id = ? and version = ? and removed_at is null`, detail, closed, int(f.Severity), string(f.Status), f.Since, on, f.FoundBy,
		old.ID, d.Subject.Journey, version))
	if err != nil {
		return err
	}
	return tx.Gorm().Exec(`insert into onward.barrier_change (id, barrier_id, journey_id, lead_org_id, author_org_id, author_id, category, status, severity)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?)`, uuid.Must(uuid.NewV7()), old.ID, d.Subject.Journey, d.Subject.Lead, tx.Actor.Organisation, tx.Actor.User,
		old.Kind.Category.String(), string(f.Status), int(f.Severity)).Error
}

// remove takes a barrier off the record over the version that was read.
func (s Store) remove(tx *postgres.Tx, d access.Decision, old Barrier, version int) error {
	if err := d.Require(access.Change, old.Kind.Category); err != nil {
		return err
	}
	return postgres.Stale(tx.Gorm().Exec(`update onward.barrier set removed_at = onward.now(), version = version + 1
		where id = ? and journey_id = ? and version = ? and removed_at is null`, old.ID, d.Subject.Journey, version))
}

// restore undoes a removal of the last 24 hours and gives the barrier's category.
func (s Store) restore(tx *postgres.Tx, d access.Decision, id uuid.UUID) (access.Category, error) {
	if err := d.Require(access.View, access.Existence); err != nil {
		return 0, err
	}
	var word string
	err := tx.QueryRow(`update onward.barrier set removed_at = null, version = version + 1
		where id = $1 and journey_id = $2 and category = any ($3) and removed_at > onward.now() - interval '24 hours' returning category`,
		id, d.Subject.Journey, d.On(access.Change).Words()).Scan(&word)
	c, _ := access.ParseCategory(word)
	return c, err
}
