package sharing

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// MostAtOnce is how many notices can be recorded in one go.
const MostAtOnce = 5000

// Untold chooses among the open journeys of the actor's organisation whose
// resident has not been given the privacy notice. Zero values choose all.
type Untold struct {
	Imported calendar.Date // became a journey by an import on this day
	Advisor  int           // single point of contact
}

// UntoldRow is one of them.
type UntoldRow struct {
	Journey   uuid.UUID
	Given     string
	Family    string
	Born      calendar.Date
	Reference string
	Advisor   string
	Imported  calendar.Date // no day where it did not come by an import
}

// ImportDay is a day on which journeys came by imports, with how many of them wait.
type ImportDay struct {
	On    calendar.Date
	Count int
}

// Waiting is the list of untold with what it can be chosen by.
type Waiting struct {
	Rows     []UntoldRow
	Total    int
	Days     []ImportDay
	Advisors []Organisation // by id and name: staff who hold some of them
}

// Goes is a recording in one go, to be seen again and taken back for a day.
type Goes struct {
	Batch uuid.UUID
	Told
	By    string
	At    time.Time
	Count int
	Ours  bool
}

// Untold lists residents who were not told yet, by name. Each is a look.
func (s Says) Untold(ctx context.Context, u Untold, most int) (w Waiting, err error) {
	err = s.DB.Read(ctx, func(tx *postgres.Tx) error {
		scope, err := s.scope(tx)
		if err != nil {
			return err
		}
		if w, err = untold(tx, scope, u, most); err != nil {
			return err
		}
		entries := make([]audit.Entry, len(w.Rows))
		for i, row := range w.Rows {
			entries[i] = audit.Entry{Action: access.View.String(), Subject: "not told yet", Journey: row.Journey,
				Categories: access.SetOf(access.Existence, access.Identity).Words(), Basis: access.Own.String()}
		}
		audit.LastMany(tx, entries)
		return nil
	})
	return w, err
}

func (s Says) scope(tx *postgres.Tx) (access.Scope, error) {
	p, err := s.Rules.At(tx)
	if err != nil {
		return access.Scope{}, err
	}
	scope := p.Scope(tx.Actor)
	return scope, scope.Require(access.Identity)
}

// TellMany records one notice for many who were told together: for the journeys
// named or, with all, for each that the choice finds. Whoever was told meanwhile
// is left out. It says how many it were, and gives the go's id.
func (s Says) TellMany(ctx context.Context, ids []uuid.UUID, all bool, u Untold, t Told) (count int, batch uuid.UUID, err error) {
	err = s.DB.Write(ctx, func(tx *postgres.Tx) error {
		scope, err := s.scope(tx)
		if err != nil {
			return err
		}
		if err := t.Check(tx.Actor.Today); err != nil {
			return err
		}
		if ids, err = untoldIDs(tx, scope, u, ids, all); err != nil {
			return err
		}
		if len(ids) == 0 {
			return fault.Fields(fault.Field{Name: "journeys", Message: "Choose whom you told. Those who were told meanwhile are no longer listed"})
		}
		if len(ids) > MostAtOnce {
			return fault.Fields(fault.Field{Name: "journeys", Message: "Choose fewer: at most 5,000 are recorded in one go"})
		}
		if batch, err = uuid.NewV7(); err != nil {
			return err
		}
		count = len(ids)
		tx.Answer(strconv.Itoa(count) + " " + batch.String())
		return s.tellAll(tx, ids, t, batch)
	})
	if answer, again := postgres.WasRepeated(err); again {
		n, id, _ := strings.Cut(answer, " ")
		if count, err = strconv.Atoi(n); err == nil {
			batch, err = uuid.Parse(id)
		}
	}
	return count, batch, err
}

func (s Says) tellAll(tx *postgres.Tx, ids []uuid.UUID, t Told, batch uuid.UUID) error {
	decisions, err := s.Gate.DecideMany(tx, ids)
	if err != nil {
		return err
	}
	notices := make([]uuid.UUID, len(decisions))
	entries := make([]audit.Entry, len(decisions))
	for i, d := range decisions {
		if notices[i], err = uuid.NewV7(); err != nil {
			return err
		}
		entries[i] = audit.Entry{Action: access.Add.String(), Subject: "privacy notice", SubjectID: notices[i], Journey: d.Subject.Journey, Resident: d.Subject.Resident,
			Categories: []string{access.Existence.String()}, Basis: d.Basis(access.Change, access.Contact)}
	}
	if err := addNotices(tx, decisions, notices, t, batch); err != nil {
		return err
	}
	return audit.RecordMany(tx, entries)
}

// UntellMany takes back what the actor recorded in one go, within a day.
func (s Says) UntellMany(ctx context.Context, batch uuid.UUID) (count int, err error) {
	err = s.DB.Write(ctx, func(tx *postgres.Tx) error {
		scope, err := s.scope(tx)
		if err != nil {
			return err
		}
		journeys, err := dropBatch(tx, scope, batch)
		if err != nil {
			return err
		}
		if count = len(journeys); count == 0 {
			return fault.New(fault.Conflict, "This can no longer be undone: it is over a day old, somebody else recorded it, or it was undone already.")
		}
		tx.Answer(strconv.Itoa(count))
		entries := make([]audit.Entry, count)
		for i, j := range journeys {
			entries[i] = audit.Entry{Action: access.Change.String(), Subject: "privacy notice", SubjectID: batch, Journey: j,
				Categories: []string{access.Existence.String()}, Basis: access.Own.String(), Fields: []string{"removed"}}
		}
		return audit.RecordMany(tx, entries)
	})
	if answer, again := postgres.WasRepeated(err); again {
		count, err = strconv.Atoi(answer)
	}
	return count, err
}

// Lately lists what the organisation recorded in one go in the last 30 days.
func (s Says) Lately(ctx context.Context) (list []Goes, err error) {
	err = s.DB.Read(ctx, func(tx *postgres.Tx) error {
		scope, err := s.scope(tx)
		if err != nil {
			return err
		}
		list, err = lately(tx, scope)
		return err
	})
	return list, err
}
