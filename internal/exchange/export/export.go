// Package export makes files of lists in the background.
//
// A list is asked for as it is shown. A worker reads it in the name of the post
// that asked, so that what the person may take along is decided when the file
// is made; and it is decided again whenever the file is fetched. The file lies
// sealed in the database for a day. One that breaks off begins anew: half a
// list of one moment and half of another would be neither.
//
// What the lists are and how they look in cells is known to their own pages,
// each of which gives a Source.
package export

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/exchange/sheet"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/secret"
)

// Service keeps and makes the exports, each piece in one transaction in the name
// of the actor in the context.
type Service struct {
	DB      *postgres.DB
	Gate    journey.Gate
	Box     *secret.Box
	Sources map[string]Source
	Wake    chan struct{} // has room for one: a worker that waits begins at once
}

// Source reads the list that an Ask's detail tells of, with all that the actor
// in the context may take along, and records that in the same transaction.
type Source func(ctx context.Context, detail json.RawMessage) (Sheet, error)

// Sheet is a list as cells, and what it tells of whom.
type Sheet struct {
	Headings []string
	Rows     [][]sheet.Value
	Reach    []Reach
}

// Reach is the categories of one journey that a file shows.
type Reach struct {
	Journey uuid.UUID  `json:"j"`
	Shows   access.Set `json:"s"`
}

// Ask is a list that somebody wants as a file.
type Ask struct {
	Source   string
	Format   string   // csv or xlsx
	Title    string   // "Caseload"
	Narrowed []string // the filters in words
	Name     string   // of the file, without the day and the ending
	Back     string   // address of the list
	Detail   json.RawMessage
}

// State is how far an export has come.
type State string

// The states.
const (
	Queued  State = "queued"
	Running State = "running"
	Done    State = "done"
	Failed  State = "failed"
)

// Kept is how long a file lies ready.
const Kept = 24 * time.Hour

// MostWaiting is how many exports of one post may wait or run at once.
const MostWaiting = 5

// Export is a list that was asked for, and how far its file is.
type Export struct {
	Ask
	ID          uuid.UUID
	State       State
	Rows        int // 0 until the list was read
	Parts, Made int // of the file
	Bytes       int
	Failure     string // what to do, in state Failed
	Created     time.Time
	Finished    time.Time // in state Done
	Expired     bool      // the file is gone
}

// Waiting says that the file is not made yet.
func (e Export) Waiting() bool { return e.State == Queued || e.State == Running }

// Ready says that the file can be fetched.
func (e Export) Ready() bool { return e.State == Done && !e.Expired }

// Ask queues an export. The same send twice is one export.
func (s Service) Ask(ctx context.Context, a Ask) (uuid.UUID, error) {
	if s.Sources[a.Source] == nil || writers[a.Format] == nil {
		return uuid.Nil, fault.NotHere()
	}
	id := uuid.Must(uuid.NewV7())
	err := s.DB.Write(ctx, func(tx *postgres.Tx) error {
		if err := s.may(tx); err != nil {
			return err
		}
		n, err := s.waiting(tx)
		if err != nil {
			return err
		}
		if n >= MostWaiting {
			return fault.Newf(fault.TooMany, "%d of your exports are still being made. Wait until one is ready, then export this list.", n)
		}
		tx.Answer(id.String())
		tx.After(s.wake)
		return s.insert(tx, id, a)
	})
	if answer, repeated := postgres.WasRepeated(err); repeated {
		return uuid.Parse(answer)
	}
	return id, err
}

func (s Service) wake() {
	select {
	case s.Wake <- struct{}{}:
	default: // somebody is woken already, or nobody works here
	}
}

// List gives the post's exports, newest first.
func (s Service) List(ctx context.Context) (list []Export, err error) {
	err = s.DB.Read(ctx, func(tx *postgres.Tx) error {
		if err := s.may(tx); err != nil {
			return err
		}
		list, err = s.list(tx)
		return err
	})
	return list, err
}

// Get gives one export of the post.
func (s Service) Get(ctx context.Context, id uuid.UUID) (e Export, err error) {
	err = s.DB.Read(ctx, func(tx *postgres.Tx) error {
		e, err = s.find(tx, id)
		return err
	})
	return e, err
}

// File gives an export with its file, if the actor may still take along all
// that stands in it, and records that they fetched it.
func (s Service) File(ctx context.Context, id uuid.UUID) (e Export, file []byte, err error) {
	err = s.DB.Read(ctx, func(tx *postgres.Tx) error {
		if e, err = s.find(tx, id); err != nil {
			return err
		}
		switch {
		case e.Waiting():
			return fault.New(fault.Conflict, "The file is not made yet. Look again in a moment.")
		case e.State == Failed:
			return fault.New(fault.Conflict, e.Failure)
		case e.Expired:
			return fault.New(fault.Conflict, "The file was deleted a day after it was made. Export the list again.")
		}
		reach, err := s.reach(tx, e.ID)
		if err != nil {
			return err
		}
		seen, err := s.still(tx, reach)
		if err != nil {
			return err
		}
		if len(seen) == 0 {
			seen = []audit.Entry{{Action: "export", Subject: "file", SubjectID: e.ID, Basis: "own"}}
		}
		audit.LastMany(tx, seen)
		file, err = s.file(tx, e)
		return err
	})
	if err != nil {
		return Export{}, nil, err
	}
	return e, file, nil
}

// still decides anew on each journey of a file and gives the traces of what it
// shows of each.
func (s Service) still(tx *postgres.Tx, reach []Reach) ([]audit.Entry, error) {
	ids := make([]uuid.UUID, len(reach))
	for i, r := range reach {
		ids[i] = r.Journey
	}
	now, err := s.Gate.DecideEach(tx, ids)
	if err != nil {
		return nil, err
	}
	seen := make([]audit.Entry, len(reach))
	for i, r := range reach {
		d := now[r.Journey]
		if may := d.On(access.Export) & d.On(access.View); r.Shows&^may != 0 || !d.May(access.Export, access.Existence) {
			return nil, fault.New(fault.Conflict, "What you may take along has changed since this file was made. Export the list again.")
		}
		seen[i] = audit.Entry{Action: "export", Subject: "file", Journey: r.Journey, Resident: d.Subject.Resident, Categories: r.Shows.Words(),
			Basis: d.Basis(access.Export, access.Existence)}
	}
	return seen, nil
}

func (s Service) may(tx *postgres.Tx) error {
	if !s.Gate.Policy.May(tx.Actor.Role, access.DoExport) {
		return fault.NotHere()
	}
	return nil
}
