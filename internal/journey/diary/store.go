package diary

import (
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// Store is the only one that knows the table of appointments.
type Store struct{}

const (
	fields = `select a.id, a.journey_id, a.advisor_id, v.name, a.starts_at, a.ends_at, a.manner, a.place, a.purpose, a.state, a.missed_reason,
	a.version, a.author_id, s.name, o.short_name, o.id, a.created_at`
	tables = ` from onward.appointment a join onward.staff v on v.id = a.advisor_id join onward.staff s on s.id = a.author_id
	join onward.organisation o on o.id = a.author_org_id`
)

func (a *Appointment) targets() []any {
	return []any{&a.ID, &a.Journey, &a.Advisor, &a.AdvisorName, &a.Start, &a.End, &a.Manner, &a.Place, &a.Purpose, &a.State, &a.Reason,
		&a.Version, &a.Author, &a.By, &a.ByOrg, &a.Org, &a.CreatedAt}
}

func (s Store) read(tx *postgres.Tx, d access.Decision, rest string, args ...any) ([]Appointment, error) {
	rows, err := tx.Query(fields+tables+" where a.journey_id = $1 "+rest, append([]any{d.Subject.Journey}, args...)...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (a Appointment, err error) { return a, row.Scan(a.targets()...) })
}

// Appointment reads one of the journey's; another's is not there.
func (s Store) Appointment(tx *postgres.Tx, d access.Decision, id uuid.UUID) (Appointment, error) {
	if err := d.Require(access.View, access.Plan); err != nil {
		return Appointment{}, err
	}
	list, err := s.read(tx, d, "and a.id = $2", id)
	if err != nil {
		return Appointment{}, err
	}
	if len(list) != 1 {
		return Appointment{}, fault.NotHere()
	}
	return list[0], nil
}

// List reads all appointments of the journey, the latest first.
func (s Store) List(tx *postgres.Tx, d access.Decision) ([]Appointment, error) {
	if err := d.Require(access.View, access.Plan); err != nil {
		return nil, err
	}
	return s.read(tx, d, "order by a.starts_at desc, a.id desc")
}

// Upcoming reads the next n booked appointments that are not over yet, the
// nearest first.
func (s Store) Upcoming(tx *postgres.Tx, d access.Decision, n int) ([]Appointment, error) {
	if err := d.Require(access.View, access.Plan); err != nil {
		return nil, err
	}
	return s.read(tx, d, "and a.state = 'booked' and a.ends_at > $2 order by a.starts_at, a.id limit $3", tx.Actor.Now, n)
}

// Change puts other terms in the place of the version that was read; only a
// booked appointment can be changed.
func (s Store) Change(tx *postgres.Tx, d access.Decision, id uuid.UUID, t Terms, version int) error {
	author, err := d.Amending(access.Plan)
	if err != nil {
		return err
	}
	return postgres.Stale(tx.Gorm().Exec(`update onward.appointment set advisor_id = ?, starts_at = ?, ends_at = ?, manner = ?, place = ?, purpose = ?,
		version = version + 1 where journey_id = ? and id = ? and version = ? and state = 'booked' and (? = 0 or author_org_id = ?)`,
		t.Advisor, t.Start(), t.End(), string(t.Manner), t.Place, t.Purpose, d.Subject.Journey, id, version, author, author))
}

// Mark says what became of the appointment, over the version that was read.
func (s Store) Mark(tx *postgres.Tx, d access.Decision, id uuid.UUID, state State, reason string, version int) error {
	author, err := d.Amending(access.Plan)
	if err != nil {
		return err
	}
	return postgres.Stale(tx.Gorm().Exec(`update onward.appointment set state = ?, missed_reason = ?, version = version + 1
		where journey_id = ? and id = ? and version = ? and (? = 0 or author_org_id = ?)`, string(state), reason, d.Subject.Journey, id, version, author, author))
}

// advises is nil where somebody can be met at the actor's organisation: they
// hold a post there today in which people work with residents.
func advises(tx *postgres.Tx, staff int) error {
	var there bool
	err := tx.QueryRow(`select exists (select from onward.post p join onward.staff s on s.id = p.staff_id
		where p.staff_id = $1 and p.organisation_id = $2 and p.role in ('advisor', 'manager', 'intake')
		and p.from_on <= $3 and coalesce(p.until_on, 'infinity') >= $3 and coalesce(s.ended_on, 'infinity') >= $3)`,
		staff, tx.Actor.Organisation, tx.Actor.Today).Scan(&there)
	if err == nil && !there {
		return fault.Fields(fault.Field{Name: "advisor", Message: "Choose somebody who works with residents at your organisation"})
	}
	return err
}
