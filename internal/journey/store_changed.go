package journey

import (
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/postgres"
)

// Changed is who last changed a part of a journey, and when.
type Changed struct {
	By  string
	Org string
	At  time.Time
}

// Changed reads from the audit who last changed something that has no such note
// of its own. It tells of changes to categories in sight alone and knows only
// the actor's own organisation; of others', and where nobody has, it is zero.
func (s Store) Changed(tx *postgres.Tx, d access.Decision, subject string, id uuid.UUID) (c Changed, err error) {
	if err := d.Require(access.View, access.Existence); err != nil {
		return c, err
	}
	err = tx.Conn().QueryRow(tx, `select s.name, o.short_name, a.at from onward.audit a join onward.staff s on s.id = a.staff_id
		join onward.organisation o on o.id = a.organisation_id
		where a.journey_id = $1 and a.subject = $2 and a.subject_id = $3 and a.action = 'change' and a.categories <@ $4 order by a.id desc limit 1`,
		d.Subject.Journey, subject, id, d.On(access.View).Words()).Scan(&c.By, &c.Org, &c.At)
	if errors.Is(err, pgx.ErrNoRows) {
		err = nil
	}
	return c, err
}

// ChangedBackground reads who last changed how things stood on entry, of the
// parts that the decision lets through; zero where nobody has since the journey
// began.
func (s Store) ChangedBackground(tx *postgres.Tx, d access.Decision) (c Changed, err error) {
	if err := d.Require(access.View, access.Existence); err != nil {
		return c, err
	}
	err = tx.Conn().QueryRow(tx, `select s.name, o.short_name, b.changed_at from onward.background_change b join onward.staff s on s.id = b.author_id
		join onward.organisation o on o.id = b.author_org_id where b.journey_id = $1 and b.category = any ($2) order by b.changed_at desc, b.category limit 1`,
		d.Subject.Journey, d.On(access.View).Words()).Scan(&c.By, &c.Org, &c.At)
	if errors.Is(err, pgx.ErrNoRows) {
		err = nil
	}
	return c, err
}
