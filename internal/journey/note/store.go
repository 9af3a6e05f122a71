package note

import (
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/secret"
)

// Store is the only one that knows the table of notes.
type Store struct{ Box *secret.Box }

const columns = `select n.id, n.note_id, n.revision, n.contact, n.happened_on, n.sealed, n.created_at, n.author_id, s.name, o.short_name, o.id,
	n.superseded_at is not null from onward.note n join onward.staff s on s.id = n.author_id join onward.organisation o on o.id = n.author_org_id
	where n.journey_id = $1 `

func (s Store) read(tx *postgres.Tx, d access.Decision, rest string, args ...any) ([]Note, error) {
	rows, err := tx.Conn().Query(tx, columns+rest, append([]any{d.Subject.Journey}, args...)...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (n Note, err error) {
		var id uuid.UUID
		var sealed []byte
		if err = row.Scan(&id, &n.ID, &n.Revision, &n.Contact, &n.On, &sealed, &n.WrittenAt, &n.Author, &n.By, &n.ByOrg, &n.Org, &n.Superseded); err != nil {
			return n, err
		}
		n.Text, err = s.Box.Open(place(id), sealed)
		return n, err
	})
}

// List reads the notes of the journey as they stand, the latest first.
func (s Store) List(tx *postgres.Tx, d access.Decision) ([]Note, error) {
	if err := d.Require(access.View, access.Notes); err != nil {
		return nil, err
	}
	return s.read(tx, d, "and n.superseded_at is null order by n.happened_on desc, n.created_at desc, n.id desc")
}

// Versions reads a note with its earlier versions, the one that stands first.
// A note of another journey is not there.
func (s Store) Versions(tx *postgres.Tx, d access.Decision, id uuid.UUID) ([]Note, error) {
	if err := d.Require(access.View, access.Notes); err != nil {
		return nil, err
	}
	list, err := s.read(tx, d, "and n.note_id = $2 order by n.revision desc", id)
	if err == nil && len(list) == 0 {
		err = fault.NotHere()
	}
	return list, err
}

// Correct puts the next version in the place of the revision that was read.
func (s Store) Correct(tx *postgres.Tx, d access.Decision, n New, revision int) error {
	author, err := d.Amending(access.Notes)
	if err != nil {
		return err
	}
	err = postgres.Stale(tx.Gorm().Exec(`update onward.note set superseded_at = onward.now()
		where journey_id = ? and note_id = ? and revision = ? and superseded_at is null and (? = 0 or author_org_id = ?)`, d.Subject.Journey, n.ID, revision, author, author))
	if err != nil {
		return err
	}
	b := NewBatch(tx, s.Box)
	if err := b.put(d, n, revision+1); err != nil {
		return err
	}
	journey.Did(tx, d, access.Change, access.Notes, "note", n.ID, "contact", "happened_on", "text")
	return b.Insert(tx)
}
