package caseload

import (
	"time"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/journey"
	"onward/internal/postgres"
)

// Row is a journey in a list, as far as the decision on it goes: what it does
// not let through is the zero value.
type Row struct {
	Decision    access.Decision
	Reference   string
	SPOC        string // name of the single point of contact
	Given       string
	Family      string
	Preferred   string
	Born        calendar.Date
	Stage       journey.Stage
	StageOn     calendar.Date
	Reason      string
	Entry       string
	NextWhat    string
	NextKind    string // action, appointment or task
	NextDue     calendar.Date
	NextAt      time.Time // of an appointment
	LastContact calendar.Date
	Opened      calendar.Date
	Version     int    // of the stage
	Lead        string // the lead organisation's name, where it is another than the actor's
	Phone       string // of the single point of contact, where the lead is another
	whole       *Row   // as read, until settle has decided on it
}

// ID is the journey.
func (r Row) ID() uuid.UUID { return r.Decision.Subject.Journey }

// Name is the given and the family name.
func (r Row) Name() string {
	if r.Given == "" || r.Family == "" {
		return r.Given + r.Family
	}
	return r.Given + " " + r.Family
}

// trim takes away what the verb does not reach on the row's decision.
func (r *Row) trim(v access.Verb) {
	if !r.Decision.May(v, access.Identity) {
		r.Given, r.Family, r.Preferred, r.Born = "", "", "", calendar.Date{}
	}
	if !r.Decision.May(v, access.Plan) {
		*r = Row{Decision: r.Decision, Reference: r.Reference, SPOC: r.SPOC, Given: r.Given, Family: r.Family, Preferred: r.Preferred, Born: r.Born, Opened: r.Opened, Lead: r.Lead, Phone: r.Phone, whole: r.whole}
	}
}

// Column is a stage of the board: how many journeys stand there, and the first of them.
type Column struct {
	Stage journey.Stage
	Count int
	Rows  []Row
}

// Standing is how an outcome stands.
type Standing string

// The standings of an outcome.
const (
	OnCourse Standing = "on_course"
	AtRisk   Standing = "at_risk"
	RunEnded Standing = "run_ended"
	Achieved Standing = "achieved"
)

// Outcome is how far a journey is to its outcome, small enough for a row.
type Outcome struct {
	Standing Standing
	Count    int    // days that count
	Of       int    // days needed
	Gaps     []int  // counts at which there was a gap
	Bad      int    // the first day that will not count, 0 where all will
	Words    string // "Day 143 of 182", "Count starts again", "2 April 2026"
}

// Outcomes gives the outcomes of journeys in the transaction that read them. A
// journey without one, or whose decision does not open the category outcomes,
// is not in the answer.
type Outcomes func(tx *postgres.Tx, decisions []access.Decision) (OutcomeMap, error)

// Settle brings the columns of progress that ByOutcome goes by up to the
// actor's today, in the transaction that will read them.
type Settle func(tx *postgres.Tx, scope access.Scope) error

// OutcomeMap is outcomes by journey.
type OutcomeMap = map[uuid.UUID]Outcome
