// Package audit keeps the trace of what was done and what was seen.
//
// A row is written in the transaction that it speaks of and holds identifiers
// and field names, never values. Rows commit unchained so that nobody queues;
// Seal chains them within a second, and the head goes to a checkpoint outside
// the database, so that even its owner cannot cut the tail off unseen.
package audit

import (
	"strings"

	"github.com/google/uuid"

	"onward/internal/postgres"
)

// Entry is one thing done or seen.
type Entry struct {
	Action     string    // "view", "add", "change" … what was done
	Subject    string    // the kind of thing, like "barrier"
	SubjectID  uuid.UUID // which one; the zero value where there is none
	Journey    uuid.UUID
	Resident   uuid.UUID
	Categories []string // of the data that was seen or touched
	Basis      string   // on which the decision rested
	Fields     []string // names of the fields that changed
}

const columns = "post_id, staff_id, organisation_id, action, subject, subject_id, journey_id, resident_id, categories, basis, fields"

// Record writes the entry with the commit: when it cannot be written, nothing
// of the transaction stands, and what was read is not handed on.
func Record(tx *postgres.Tx, e Entry) {
	a := tx.Actor
	tx.Last("insert into onward.audit ("+columns+") values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)",
		a.Post, a.User, a.Organisation, e.Action, e.Subject, nullable(e.SubjectID), nullable(e.Journey), nullable(e.Resident),
		words(e.Categories), e.Basis, words(e.Fields))
}

// RecordMany writes the entries of a batch in one statement. An entry's
// categories and fields travel as array literals: they are words of the program.
func RecordMany(tx *postgres.Tx, entries []Entry) error {
	b := postgres.NewBulk("onward.audit", "post_id int", "staff_id int", "organisation_id int", "action text", "subject text",
		"subject_id uuid", "journey_id uuid", "resident_id uuid", "categories words", "basis text", "fields words")
	for _, e := range entries {
		b.Add(tx.Actor.Post, tx.Actor.User, tx.Actor.Organisation, e.Action, e.Subject, nullable(e.SubjectID), nullable(e.Journey),
			nullable(e.Resident), literal(e.Categories), e.Basis, literal(e.Fields))
	}
	return b.Insert(tx)
}

// LastMany is Record for every entry: one statement, whatever their number, in
// the round trip of the commit. It is for lists, which show many at once.
func LastMany(tx *postgres.Tx, entries []Entry) {
	if len(entries) == 0 {
		return
	}
	texts := make([][]string, 5) // action, subject, categories, basis, fields
	ids := make([][]any, 3)      // of the subject, the journey, the resident
	for _, e := range entries {
		for i, text := range []string{e.Action, e.Subject, literal(e.Categories), e.Basis, literal(e.Fields)} {
			texts[i] = append(texts[i], text)
		}
		for i, id := range []uuid.UUID{e.SubjectID, e.Journey, e.Resident} {
			ids[i] = append(ids[i], nullable(id))
		}
	}
	tx.Last("insert into onward.audit ("+columns+`) select $1, $2, $3, e.action, e.subject, e.id, e.journey, e.resident, e.categories::text[], e.basis, e.fields::text[]
		from unnest($4::text[], $5::text[], $6::uuid[], $7::uuid[], $8::uuid[], $9::text[], $10::text[], $11::text[])
			as e(action, subject, id, journey, resident, categories, basis, fields)`,
		tx.Actor.Post, tx.Actor.User, tx.Actor.Organisation, texts[0], texts[1], ids[0], ids[1], ids[2], texts[2], texts[3], texts[4])
}

func literal(w []string) string { return "{" + strings.Join(w, ",") + "}" }

func nullable(id uuid.UUID) any {
	if id == uuid.Nil {
		return nil
	}
	return id
}

func words(w []string) []string {
	if w == nil {
		return []string{}
	}
	return w
}
