package exchange

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/exchange/caseload"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// RowFilter chooses among an upload's rows; the zero RowFilter gives them all.
type RowFilter struct {
	Look          bool               // those to be looked at
	Outcomes      []caseload.Outcome // any where empty
	Limit, Offset int                // no limit where 0
}

// RowsOf gives judged rows by their number in the sheet. Until the import is
// queued they are the check's, then what became of each so far. Rows that say
// who is likely known already are a look at those people, and recorded as one.
func (u Uploads) RowsOf(ctx context.Context, id uuid.UUID, f RowFilter) (rows []caseload.Row, err error) {
	err = u.DB.Read(ctx, func(tx *postgres.Tx) error {
		if _, err := u.find(tx, id); err != nil {
			return err
		}
		if rows, err = u.rows(tx, id, f); err != nil {
			return err
		}
		if slices.ContainsFunc(rows, likelyKnown) {
			audit.Record(tx, audit.Entry{Action: "view", Subject: "likely duplicates", SubjectID: id, Categories: duplicateShows.Words(), Basis: "own"})
		}
		return nil
	})
	return rows, err
}

// likelyKnown says that a row is like somebody on record, not like an earlier row.
func likelyKnown(row caseload.Row) bool {
	return row.Outcome == caseload.Duplicate && row.DuplicateOf == 0
}

// duplicateShows is what a likely duplicate tells of the person on record: that
// they are, and which of name, date of birth, number, postcode … is the same.
var duplicateShows = access.SetOf(access.Existence, access.Identity, access.Contact)

// Rejections are the rejected rows as a sheet to be put right, once their import is done.
func (u Uploads) Rejections(ctx context.Context, id uuid.UUID) (*caseload.Sheet, []caseload.Row, error) {
	up, err := u.Get(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	rows, err := u.RowsOf(ctx, id, RowFilter{Outcomes: []caseload.Outcome{caseload.Rejected}})
	return up.sheet(), rows, err
}

// looks says whether a person should look at a row before it goes in.
func looks(row caseload.Row) bool {
	return row.Outcome == caseload.Rejected || row.Outcome == caseload.Duplicate ||
		row.Outcome == caseload.Created && slices.ContainsFunc(row.Problems, func(p caseload.Problem) bool { return p.Severity == caseload.Warning })
}

// Choose keeps what a person chose about likely duplicates: of the rows that
// were shown, those that are somebody else. Rows that were not shown keep their
// choice, and numbers that are no likely duplicate mean nothing.
func (u Uploads) Choose(ctx context.Context, id uuid.UUID, shown, somebodyElse []int) error {
	return u.once(ctx, func(tx *postgres.Tx) error { return u.choose(tx, id, shown, somebodyElse) })
}

// Queue hands the upload to the background, with the last choices. Queued
// before, it is not queued again.
func (u Uploads) Queue(ctx context.Context, id uuid.UUID, shown, somebodyElse []int) error {
	return u.once(ctx, func(tx *postgres.Tx) error {
		up, err := u.lock(tx, id)
		switch {
		case err != nil:
			return err
		case !up.Open():
			return nil
		case !up.Matched:
			return fault.New(fault.Invalid, "Say first what the columns hold.")
		}
		if err := u.room(tx); err != nil {
			return err
		}
		if err := u.choose(tx, id, shown, somebodyElse); err != nil {
			return err
		}
		return u.queue(tx, id)
	})
}

// Again queues an import that failed. The rows that are in stay in.
func (u Uploads) Again(ctx context.Context, id uuid.UUID) error {
	return u.once(ctx, func(tx *postgres.Tx) error {
		if _, err := u.find(tx, id); err != nil {
			return err
		}
		if err := u.room(tx); err != nil {
			return err
		}
		return u.requeue(tx, id)
	})
}

// mostWaiting is how many sheets of one organisation may wait or run: they run
// one after the other, and every organisation's stand in one queue.
const mostWaiting = 10

// room is a fault where the organisation's share of the queue is full.
func (u Uploads) room(tx *postgres.Tx) error {
	n, err := u.waiting(tx)
	if err != nil || n < mostWaiting {
		return err
	}
	f := fault.Newf(fault.TooMany, "%d spreadsheets of your organisation wait to be imported already. Start this one when one of them is done: it is kept as it is.", n)
	f.Retry = time.Minute
	return f
}

func (u Uploads) once(ctx context.Context, f func(*postgres.Tx) error) error {
	err := u.DB.Write(ctx, f)
	if _, repeated := postgres.WasRepeated(err); repeated {
		return nil
	}
	return err
}

func (u Uploads) choose(tx *postgres.Tx, id uuid.UUID, shown, somebodyElse []int) error {
	up, err := u.lock(tx, id)
	if err != nil {
		return err
	}
	if !up.Open() {
		return underWay()
	}
	chosen := slices.DeleteFunc(up.Choices.SomebodyElse, func(n int) bool { return slices.Contains(shown, n) })
	for _, n := range somebodyElse {
		if slices.Contains(shown, n) {
			chosen = append(chosen, n)
		}
	}
	return u.putChoices(tx, id, chosen)
}

// sheet is the upload's sheet without its rows.
func (up Upload) sheet() *caseload.Sheet {
	s := caseload.Sheet{Table: tableOf(up)}
	for _, c := range up.Columns {
		s.Columns = append(s.Columns, c.Column)
	}
	return &s
}
