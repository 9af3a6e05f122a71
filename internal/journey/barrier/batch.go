package barrier

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/calendar"
	"onward/internal/postgres"
	"onward/internal/secret"
)

// Batch gathers barriers of many journeys and inserts them in two statements,
// with their history and their rows of the audit.
type Batch struct {
	tx       *postgres.Tx
	box      *secret.Box
	barriers *postgres.Bulk
	changes  *postgres.Bulk
	entries  []audit.Entry
}

// NewBatch begins a batch in a transaction.
func (s Service) NewBatch(tx *postgres.Tx) *Batch {
	const owned = "id uuid,journey_id uuid,lead_org_id int,author_org_id int,author_id int,"
	bulk := func(table, columns string) *postgres.Bulk {
		return postgres.NewBulk("onward."+table, strings.Split(owned+columns, ",")...)
	}
	return &Batch{tx: tx, box: s.Box,
		barriers: bulk("barrier", "category text,code text,detail text,sealed bytea,lookup bytea,severity int,status text,since_on date,status_on date,found_by text,created_at timestamptz"),
		changes:  bulk("barrier_change", "barrier_id uuid,category text,status text,severity int,changed_at timestamptz"),
	}
}

// sealed is what of a guarded barrier lies sealed.
type sealed struct {
	Code   string `json:"code"`
	Detail string `json:"detail,omitempty"`
}

func place(id uuid.UUID) string { return "barrier/" + id.String() }

// Add checks a barrier and gathers it; nothing is written before Insert.
func (b *Batch) Add(d access.Decision, n New) error {
	if err := n.Check(b.tx.Actor.Today); err != nil {
		return err
	}
	kind, _ := Find(n.Code)
	if err := d.Require(access.Add, kind.Category); err != nil {
		return err
	}
	if err := b.fill(&n); err != nil {
		return err
	}
	code, detail, closed, err := b.close(kind, n.ID, n.Detail)
	if err != nil {
		return err
	}
	a, word := b.tx.Actor, kind.Category.String()
	b.barriers.Add(n.ID, d.Subject.Journey, d.Subject.Lead, a.Organisation, n.Author, word, code, detail, closed, b.box.Lookup("barrier", n.Code),
		int(n.Severity), string(n.Status), n.Since, n.StatusOn, n.FoundBy, n.At)
	for _, s := range append(n.Earlier, Step{Status: n.Status, Severity: n.Severity, At: statusAt(n), By: n.Author}) {
		if s.By == 0 {
			s.By = a.User
		}
		b.changes.Add(uuid.Must(uuid.NewV7()), d.Subject.Journey, d.Subject.Lead, a.Organisation, s.By, n.ID, word, string(s.Status), int(s.Severity), s.At)
	}
	b.entries = append(b.entries, audit.Entry{Action: access.Add.String(), Subject: "barrier", SubjectID: n.ID, Journey: d.Subject.Journey,
		Resident: d.Subject.Resident, Categories: []string{word}, Basis: d.Basis(access.Add, kind.Category)})
	return nil
}

func (b *Batch) fill(n *New) (err error) {
	if n.ID == uuid.Nil {
		if n.ID, err = uuid.NewV7(); err != nil {
			return err
		}
	}
	if n.Author == 0 {
		n.Author = b.tx.Actor.User
	}
	if n.At.IsZero() {
		n.At = b.tx.Actor.Now
	}
	if n.StatusOn.IsZero() {
		n.StatusOn = calendar.DayOf(n.At)
	}
	return nil
}

// statusAt is when the present status began: with the barrier, unless it comes
// with a history.
func statusAt(n New) time.Time {
	if len(n.Earlier) == 0 {
		return n.At
	}
	return n.StatusOn.At(12, 0)
}

// close gives what lies open of a barrier and what lies sealed.
func (b *Batch) close(kind Kind, id uuid.UUID, words string) (code, detail string, closed []byte, err error) {
	if !kind.Category.Guarded() {
		return kind.Code, words, nil, nil
	}
	closed, err = b.box.SealJSON(place(id), sealed{kind.Code, words})
	return "", "", closed, err
}

// Insert writes what was gathered.
func (b *Batch) Insert(tx *postgres.Tx) error {
	for _, bulk := range []*postgres.Bulk{b.barriers, b.changes} {
		if err := bulk.Insert(tx); err != nil {
			return err
		}
	}
	entries := b.entries
	b.entries = nil
	if len(entries) == 1 {
		audit.Record(tx, entries[0]) // goes with the commit
		return nil
	}
	return audit.RecordMany(tx, entries)
}
