package note

import (
	"onward/internal/access"
	"onward/internal/postgres"
)

// Written reads the notes as they stand that the actor's own organisation wrote
// on a journey whose notes are not open to it, the latest first.
func (s Store) Written(tx *postgres.Tx, d access.Decision) ([]Note, error) {
	if err := d.RequireWritten(access.Notes); err != nil {
		return nil, err
	}
	return s.read(tx, d, "and n.author_org_id = $2 and n.superseded_at is null order by n.happened_on desc, n.created_at desc, n.id desc", d.Who.Organisation)
}
