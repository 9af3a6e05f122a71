package diary

import (
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/audit"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// Batch gathers appointments and keeps them in one statement, with their audit:
// the one way in, for a single one as for an import's. Whoever adds a batch
// ends with journey.Refresh for the journeys in it.
type Batch struct {
	who     actor.Actor
	rows    *postgres.Bulk
	entries []audit.Entry
}

// NewBatch begins a batch for the transaction.
func NewBatch(tx *postgres.Tx) *Batch {
	return &Batch{who: tx.Actor, rows: postgres.NewBulk("onward.appointment", "id uuid", "journey_id uuid", "lead_org_id int",
		"author_org_id int", "author_id int", "advisor_id int", "starts_at timestamptz", "ends_at timestamptz", "manner text",
		"place text", "purpose text", "state text", "missed_reason text", "created_at timestamptz")}
}

// Add checks the appointment and puts it in, where the decision lets the actor
// add to the plan; it gives the appointment's id. That the advisor is free, and
// works at the organisation, is asked by Service.Book alone.
func (b *Batch) Add(d access.Decision, n New) (uuid.UUID, error) {
	if err := d.Require(access.Add, access.Plan); err != nil {
		return uuid.Nil, err
	}
	if err := n.fill(b.who); err != nil {
		return uuid.Nil, err
	}
	b.rows.Add(n.ID, d.Subject.Journey, d.Subject.Lead, b.who.Organisation, n.Author, n.Advisor, n.Start(), n.End(), string(n.Manner),
		n.Place, n.Purpose, string(n.State), n.Reason, n.CreatedAt)
	b.entries = append(b.entries, audit.Entry{Action: access.Add.String(), Subject: "appointment", SubjectID: n.ID, Journey: d.Subject.Journey,
		Resident: d.Subject.Resident, Categories: []string{access.Plan.String()}, Basis: d.Basis(access.Add, access.Plan)})
	return n.ID, nil
}

// fill puts in what is open and says what is wrong.
func (n *New) fill(who actor.Actor) error {
	if n.ID == uuid.Nil {
		n.ID = uuid.Must(uuid.NewV7())
	}
	if n.State == "" {
		n.State = Booked
	}
	if n.Author == 0 {
		n.Author = who.User
	}
	if n.Advisor == 0 {
		n.Advisor = who.User
	}
	if n.CreatedAt.IsZero() {
		n.CreatedAt = who.Now
	}
	if n.State.Label() == "" {
		return fault.Fields(fault.Field{Name: "state", Message: "Choose what became of the appointment"})
	}
	if (n.State == Missed) != (ReasonLabel(n.Reason) != "") {
		return fault.Fields(fault.Field{Name: "reason", Message: "Choose why they did not attend"})
	}
	return n.Check()
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
