package resident

import (
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/postgres"
)

// Changed is who last wrote a part of what is on record, and when; zero where
// nothing is.
type Changed struct {
	By    string
	At    time.Time
	First bool // it stands as it was first put down
}

// the parts that say who wrote them last
var changedTables = map[access.Category]string{access.Identity: "resident_identity", access.Contact: "resident_contact", access.Equality: "resident_equality"}

// Changed reads who last wrote the part of a category that says so.
func (s Store) Changed(tx *postgres.Tx, d access.Decision, category access.Category) (c Changed, err error) {
	if err := d.Require(access.View, category); err != nil {
		return c, err
	}
	err = tx.QueryRow("select s.name, p.changed_at, p.version = 1 from onward."+changedTables[category]+` p
		join onward.staff s on s.id = p.changed_by where p.resident_id = $1`, d.Subject.Resident).Scan(&c.By, &c.At, &c.First)
	if errors.Is(err, pgx.ErrNoRows) {
		err = nil
	}
	return c, err
}
