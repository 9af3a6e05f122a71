package audit

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// Trail is the trace as governance officers read it: what their own staff did
// anywhere, and what anybody did on journeys that their organisation leads.
// What is sealed is not there.
type Trail struct {
	DB         *postgres.DB
	Policy     *access.Policy
	Checkpoint Checkpoint
}

// MostCounted is as far as a search counts and pages; whoever finds more
// narrows the search.
const MostCounted = 10_000

// Ask narrows a search; what is zero narrows nothing.
type Ask struct {
	Staff        int
	Organisation int // of whoever looked
	Journey      uuid.UUID
	Action       string
	Category     string
	Guarded      bool // only what shows guarded categories, notes or documents
	Basis        string
	Emergency    bool
	From, Until  calendar.Date // both inclusive
}

// Mark is one row of the trace with the names that it stands for.
type Mark struct {
	ID         int64
	At         time.Time
	Staff      int
	Name       string
	Role       string
	Org        int
	OrgName    string
	Action     string
	Subject    string
	Journey    uuid.UUID
	Reference  string // of a journey that the reader's organisation leads
	Lead       string // of the one journey; empty where there is none
	Journeys   int    // of a list
	Categories access.Set
	Basis      string
	Agreement  string // its title; empty where the basis needs none
	Number     int    // the agreement's version
}

// Found is a stretch of what a search found, the newest first.
type Found struct {
	Marks []Mark
	Total int  // at most MostCounted
	More  bool // there are more than Total
}

// Search reads so many rows from skip on, and leaves a trace of the search.
func (t Trail) Search(ctx context.Context, ask Ask, skip, most int) (found Found, err error) {
	err = t.DB.Read(ctx, func(tx *postgres.Tx) error {
		if found, err = t.Read(tx, ask, skip, most); err != nil {
			return err
		}
		t.record(tx, ask, "search")
		return nil
	})
	return found, err
}

// Export reads all that a search found, up to MostCounted, to be taken along.
func (t Trail) Export(ctx context.Context, ask Ask) (found Found, err error) {
	err = t.DB.Read(ctx, func(tx *postgres.Tx) error {
		if found, err = t.Read(tx, ask, 0, MostCounted); err != nil {
			return err
		}
		t.record(tx, ask, "export")
		return nil
	})
	return found, err
}

// Read is Search within the caller's transaction, who leaves the trace of it.
func (t Trail) Read(tx *postgres.Tx, ask Ask, skip, most int) (Found, error) {
	if err := t.may(tx); err != nil {
		return Found{}, err
	}
	if !ask.From.IsZero() && !ask.Until.IsZero() && ask.Until.Before(ask.From) {
		return Found{}, fault.Fields(fault.Field{Name: "until", Message: "Enter an end that is not before the beginning"})
	}
	found, err := trail(tx, ask, max(skip, 0), min(max(most, 1), MostCounted))
	if err != nil {
		return Found{}, err
	}
	if found.Total > MostCounted {
		found.Total, found.More = MostCounted, true
	}
	return found, nil
}

func (t Trail) may(tx *postgres.Tx) error {
	if !t.Policy.May(tx.Actor.Role, access.DoAudit) {
		return fault.NotHere()
	}
	return nil
}

// record notes the search itself: on the journey that it asked for, and by which
// filters it was narrowed.
func (t Trail) record(tx *postgres.Tx, ask Ask, action string) {
	e := Entry{Action: action, Subject: "audit", Journey: ask.Journey, Categories: access.SetOf(access.Existence).Words(), Basis: access.Own.String()}
	for name, on := range map[string]bool{"staff": ask.Staff != 0, "organisation": ask.Organisation != 0, "action": ask.Action != "", "category": ask.Category != "",
		"guarded": ask.Guarded, "basis": ask.Basis != "", "emergency": ask.Emergency, "from": !ask.From.IsZero(), "until": !ask.Until.IsZero()} {
		if on {
			e.Fields = append(e.Fields, name)
		}
	}
	slices.Sort(e.Fields)
	Record(tx, e)
}

// Standing is how far the trace is known to be whole.
type Standing struct {
	Verified time.Time // the zero time where it never was
	Links    int64
	Waiting  int64
	Findings int
	Head     Head      // the last one in the checkpoint; zero where there is none
	HeadAt   time.Time // when it was written
}

// Standing tells of the last verification and of the last external checkpoint.
func (t Trail) Standing(ctx context.Context) (s Standing, err error) {
	err = t.DB.Read(ctx, func(tx *postgres.Tx) error {
		if err := t.may(tx); err != nil {
			return err
		}
		s, err = standing(tx)
		return err
	})
	if err != nil {
		return s, err
	}
	s.Head, s.HeadAt, err = t.Checkpoint.Last()
	return s, err
}
