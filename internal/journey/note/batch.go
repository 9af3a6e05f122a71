package note

import (
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/audit"
	"onward/internal/postgres"
	"onward/internal/secret"
)

// Batch gathers notes and keeps them in one statement, with their audit: the
// one way in, for a single note as for an import's. Whoever adds a batch ends
// with journey.Refresh for the journeys in it.
type Batch struct {
	box     *secret.Box
	who     actor.Actor
	rows    *postgres.Bulk
	entries []audit.Entry
}

// NewBatch begins a batch for the transaction.
func NewBatch(tx *postgres.Tx, box *secret.Box) *Batch {
	return &Batch{box: box, who: tx.Actor, rows: postgres.NewBulk("onward.note", "id uuid", "note_id uuid", "revision int",
		"journey_id uuid", "lead_org_id int", "author_org_id int", "author_id int", "contact text", "happened_on date",
		"sealed bytea", "created_at timestamptz")}
}

// Add checks the note and puts it in, where the decision lets the actor add
// notes; it gives the note's id.
func (b *Batch) Add(d access.Decision, n New) (uuid.UUID, error) {
	if err := d.Require(access.Add, access.Notes); err != nil {
		return uuid.Nil, err
	}
	if err := n.Check(b.who.Today); err != nil {
		return uuid.Nil, err
	}
	if n.ID == uuid.Nil {
		n.ID = uuid.Must(uuid.NewV7())
	}
	if err := b.put(d, n, 1); err != nil {
		return uuid.Nil, err
	}
	b.entries = append(b.entries, audit.Entry{Action: access.Add.String(), Subject: "note", SubjectID: n.ID, Journey: d.Subject.Journey,
		Resident: d.Subject.Resident, Categories: []string{access.Notes.String()}, Basis: d.Basis(access.Add, access.Notes)})
	return n.ID, nil
}

// put seals a version under the id of its own row.
func (b *Batch) put(d access.Decision, n New, revision int) error {
	id := uuid.Must(uuid.NewV7())
	sealed, err := b.box.Seal(place(id), n.Text)
	if err != nil {
		return err
	}
	author, at := n.Author, n.CreatedAt
	if author == 0 {
		author = b.who.User
	}
	if at.IsZero() {
		at = b.who.Now
	}
	b.rows.Add(id, n.ID, revision, d.Subject.Journey, d.Subject.Lead, b.who.Organisation, author, string(n.Contact), n.On, sealed, at)
	return nil
}

// Insert keeps what was gathered so far.
func (b *Batch) Insert(tx *postgres.Tx) error {
	if err := b.rows.Insert(tx); err != nil {
		return err
	}
	entries := b.entries
	b.entries = nil
	if len(entries) == 1 {
		audit.Record(tx, entries[0]) // goes with the commit
		return nil
	}
	return audit.RecordMany(tx, entries)
}

func place(row uuid.UUID) string { return "note/" + row.String() }
