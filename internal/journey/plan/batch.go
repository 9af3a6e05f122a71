package plan

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/calendar"
	"onward/internal/postgres"
)

// Past is what a record that comes with a history says of itself. Zero values
// mean a new id, the actor, now, and not done.
type Past struct {
	ID     uuid.UUID
	Author int // user
	At     time.Time
	Done   calendar.Date // of actions and tasks
}

// Batch gathers parts of many plans and inserts them in a statement a table,
// with their rows of the audit: the one way in, for a single one as for an
// import's. Whoever adds a batch ends with journey.Refresh for the journeys in it.
type Batch struct {
	tx                                   *postgres.Tx
	goals, actions, interventions, tasks *postgres.Bulk
	entries                              []audit.Entry
}

// NewBatch begins a batch in a transaction.
func NewBatch(tx *postgres.Tx) *Batch {
	const owned = "id uuid,journey_id uuid,lead_org_id int,author_org_id int,author_id int,created_at timestamptz,"
	bulk := func(p part, columns string) *postgres.Bulk {
		return postgres.NewBulk(p.table, strings.Split(owned+columns, ",")...)
	}
	return &Batch{tx: tx,
		goals:         bulk(goals, "words text,said_on date"),
		actions:       bulk(actions, "what text,owner_kind text,owner_id int,owner_name text,due_on date,done_on date"),
		interventions: bulk(interventions, "type text,programme text,provider text,starts_on date,ends_on date,hours numeric,result text"),
		tasks:         bulk(tasks, "assignee_id int,what text,origin text,due_on date,done_on date"),
	}
}

// AddGoal checks a goal and gathers it; nothing is written before Insert.
func (b *Batch) AddGoal(d access.Decision, g GoalFacts, past Past) (uuid.UUID, error) {
	if err := g.Check(b.tx.Actor.Today); err != nil {
		return uuid.Nil, err
	}
	return b.add(d, goals, b.goals, past, g.Words, g.SaidOn)
}

// AddAction checks an action and gathers it. That a colleague works at the
// organisation is asked by Service alone.
func (b *Batch) AddAction(d access.Decision, a ActionFacts, past Past) (uuid.UUID, error) {
	if err := a.Check(); err != nil {
		return uuid.Nil, err
	}
	return b.add(d, actions, b.actions, past, a.What, string(a.Owner.Kind), orNull(a.Owner.Staff), a.Owner.Name, a.Due, past.Done)
}

// AddIntervention checks an intervention and gathers it.
func (b *Batch) AddIntervention(d access.Decision, i InterventionFacts, past Past) (uuid.UUID, error) {
	if err := i.Check(); err != nil {
		return uuid.Nil, err
	}
	return b.add(d, interventions, b.interventions, past, i.Type, i.Programme, i.Provider, i.Starts, i.Ends, orNull(i.Hours), i.Result)
}

// AddTask checks a task and gathers it; one without an assignee is the actor's.
func (b *Batch) AddTask(d access.Decision, t TaskFacts, past Past) (uuid.UUID, error) {
	if t.Assignee == 0 {
		t.Assignee = b.tx.Actor.User
	}
	if err := t.Check(); err != nil {
		return uuid.Nil, err
	}
	return b.add(d, tasks, b.tasks, past, t.Assignee, t.What, t.Origin, t.Due, past.Done)
}

func (b *Batch) add(d access.Decision, p part, bulk *postgres.Bulk, past Past, values ...any) (uuid.UUID, error) {
	if err := d.Require(access.Add, access.Plan); err != nil {
		return uuid.Nil, err
	}
	a := b.tx.Actor
	if past.ID == uuid.Nil {
		past.ID = uuid.Must(uuid.NewV7())
	}
	if past.Author == 0 {
		past.Author = a.User
	}
	if past.At.IsZero() {
		past.At = a.Now
	}
	bulk.Add(append([]any{past.ID, d.Subject.Journey, d.Subject.Lead, a.Organisation, past.Author, past.At}, values...)...)
	b.entries = append(b.entries, audit.Entry{Action: access.Add.String(), Subject: p.subject, SubjectID: past.ID, Journey: d.Subject.Journey,
		Resident: d.Subject.Resident, Categories: []string{access.Plan.String()}, Basis: d.Basis(access.Add, access.Plan)})
	return past.ID, nil
}

// Insert writes what was gathered.
func (b *Batch) Insert(tx *postgres.Tx) error {
	for _, bulk := range []*postgres.Bulk{b.goals, b.actions, b.interventions, b.tasks} {
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

// orNull keeps what is not known as NULL.
func orNull[T comparable](v T) any {
	var none T
	if v == none {
		return nil
	}
	return v
}
