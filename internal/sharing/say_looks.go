package sharing

import (
	"time"

	"onward/internal/access"
	"onward/internal/postgres"
)

// Look is one row of a journey's trace: who looked or wrote.
type Look struct {
	ID         int64
	At         time.Time
	Org        int
	OrgName    string
	Staff      int
	Name       string
	Role       string
	Action     string // "view", "add" …
	Subject    string // the page, or the kind of thing
	Categories access.Set
	Basis      string
}

// Looks are the newest rows of a journey's trace within so many days, before a
// row where one is given. They are for the people of the lead: whoever looks
// from elsewhere is known to them.
func (s Says) Looks(tx *postgres.Tx, d access.Decision, days int, before int64, most int) ([]Look, error) {
	if err := leads(d); err != nil {
		return nil, err
	}
	if before == 0 {
		before = 1 << 62
	}
	return readLooks(tx, d.Subject.Journey, days, before, most)
}
