// Package audit keeps the trace of what was done and what was seen.
//
// A row is written in the transaction that it speaks of and holds identifiers
// and field names, never values. Rows commit unchained so that nobody queues;
// Seal chains them within a second, and the head goes to a checkpoint outside
// the database, so that even its owner cannot cut the tail off unseen.
//
// A list of journeys is one row that names them all, for each combination of
// basis, agreement and categories that it showed. Who has looked at one journey stands on
// the rows of that journey alone (audit.journey_id) and, for lists, in
// onward.audit_look, which the sealer writes.
package audit

import (
	"slices"
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
	Agreement  int      // that the basis stands on; 0 where it needs none
	Fields     []string // names of the fields that changed
}

const columns = "post_id, staff_id, organisation_id, action, subject, subject_id, journey_id, resident_id, categories, basis, fields, journeys, agreement_id"

// Record writes the entry with the commit: when it cannot be written, nothing
// of the transaction stands, and what was read is not handed on.
func Record(tx *postgres.Tx, e Entry) { record(tx, e, [][16]byte{}) }

func record(tx *postgres.Tx, e Entry, journeys [][16]byte) {
	a := tx.Actor
	tx.Last("insert into onward.audit ("+columns+") values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,nullif($13::int, 0))",
		a.Post, a.User, a.Organisation, e.Action, e.Subject, nullable(e.SubjectID), nullable(e.Journey), nullable(e.Resident),
		words(e.Categories), e.Basis, words(e.Fields), journeys, e.Agreement)
}

// RecordMany writes the entries of a batch in one statement. An entry's
// categories and fields travel as array literals: they are words of the program.
func RecordMany(tx *postgres.Tx, entries []Entry) error {
	b := postgres.NewBulk("onward.audit", "post_id int", "staff_id int", "organisation_id int", "action text", "subject text",
		"subject_id uuid", "journey_id uuid", "resident_id uuid", "categories words", "basis text", "fields words", "agreement_id int")
	for _, e := range entries {
		b.Add(tx.Actor.Post, tx.Actor.User, tx.Actor.Organisation, e.Action, e.Subject, nullable(e.SubjectID), nullable(e.Journey),
			nullable(e.Resident), literal(e.Categories), e.Basis, literal(e.Fields), number(e.Agreement))
	}
	return b.Insert(tx)
}

// LastMany is Record for what a list showed at once: entries that differ in
// nothing but the journey become one row, with the journeys in their order.
func LastMany(tx *postgres.Tx, entries []Entry) {
	for _, g := range fold(entries) {
		if len(g.journeys) == 1 { // of one journey alone: it stands on the row, like any other look
			record(tx, g.entry, [][16]byte{})
			continue
		}
		g.entry.SubjectID, g.entry.Journey, g.entry.Resident = uuid.Nil, uuid.Nil, uuid.Nil
		record(tx, g.entry, g.journeys)
	}
}

type group struct {
	entry    Entry      // the first
	journeys [][16]byte // as pgx writes them quickest
}

// fold keeps the order of the first of each group. Entries of no journey, or of
// a thing on one, stay by themselves.
func fold(entries []Entry) (groups []group) {
	for _, e := range entries {
		if g := groupOf(groups, e); g != nil {
			g.journeys = append(g.journeys, e.Journey)
			continue
		}
		groups = append(groups, group{entry: e, journeys: [][16]byte{e.Journey}})
	}
	return groups
}

func groupOf(groups []group, e Entry) *group {
	if !e.alone() {
		return nil
	}
	for i := range groups {
		if g := &groups[i]; g.entry.alone() && alike(g.entry, e) {
			return g
		}
	}
	return nil
}

func literal(w []string) string { return "{" + strings.Join(w, ",") + "}" }

func nullable(id uuid.UUID) any {
	if id == uuid.Nil {
		return nil
	}
	return id
}

func number(id int) any {
	if id == 0 {
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

// alone says that the entry speaks of a journey and of nothing on it.
func (e Entry) alone() bool {
	return e.Journey != uuid.Nil && (e.SubjectID == uuid.Nil || e.SubjectID == e.Journey)
}

func alike(a, b Entry) bool {
	return a.Action == b.Action && a.Subject == b.Subject && a.Basis == b.Basis && a.Agreement == b.Agreement && slices.Equal(a.Categories, b.Categories) && slices.Equal(a.Fields, b.Fields)
}
