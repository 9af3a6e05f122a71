package organisation

import (
	"context"
	"strconv"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// Absence is a time in which somebody is away and a colleague covers: sees what
// they see, as a supporter of every journey of theirs.
type Absence struct {
	ID          int
	Staff       int
	Name        string // of who is away
	Cover       int
	CoverName   string
	From, Until calendar.Date // first and last day
}

// On says whether the absence lasts on a day.
func (a Absence) On(day calendar.Date) bool { return !day.Before(a.From) && !day.After(a.Until) }

// Covers lets those who reassign journeys say who covers for whom, each piece
// in one transaction in the name of the actor in the context. It knows the
// actor's own organisation alone, and takes no decision, since an absence names
// no resident: what a cover then sees is decided on each journey anew.
type Covers struct {
	DB     *postgres.DB
	Policy *access.Policy
	Store  Store
}

// Absences reads who is away now or will be, the nearest first, and the day on
// which that was read.
func (c Covers) Absences(ctx context.Context) (list []Absence, today calendar.Date, err error) {
	err = c.DB.Read(ctx, func(tx *postgres.Tx) error {
		if err := c.may(tx); err != nil {
			return err
		}
		today = tx.Actor.Today
		list, err = c.Store.Absences(tx)
		return err
	})
	return list, today, err
}

// Add keeps an absence of the actor's organisation: both people have to work
// with residents there, and nobody is away twice at a time.
func (c Covers) Add(ctx context.Context, n NewAbsence) error {
	return c.write(ctx, func(tx *postgres.Tx) error {
		n.Organisation = tx.Actor.Organisation
		if err := n.Check(); err != nil {
			return err
		}
		if n.Until.Before(tx.Actor.Today) {
			return fault.Fields(fault.Field{Name: "until", Message: "Enter a last day that is today or later"})
		}
		id, err := c.Store.addAbsence(tx, n)
		if err != nil {
			return err
		}
		traced(tx, access.Add, id, n.Staff, n.Cover)
		return nil
	})
}

// End stops the cover at once: the last day becomes yesterday, and one that
// began today or has yet to begin is taken away.
func (c Covers) End(ctx context.Context, id int) error {
	return c.write(ctx, func(tx *postgres.Tx) error {
		a, err := c.Store.endAbsence(tx, id)
		if err != nil {
			return err
		}
		traced(tx, access.Change, id, a.Staff, a.Cover, "until")
		return nil
	})
}

// Ended reads which covers Restore can put back, and the day on which that was read.
func (c Covers) Ended(ctx context.Context) (list []Ended, today calendar.Date, err error) {
	err = c.DB.Read(ctx, func(tx *postgres.Tx) error {
		if err := c.may(tx); err != nil {
			return err
		}
		today = tx.Actor.Today
		list, err = c.Store.EndedAbsences(tx, 0)
		return err
	})
	return list, today, err
}

// Restore undoes End for 24 hours: the cover goes on to the day that was agreed.
// Where somebody is away on those days by another absence meanwhile, or no
// longer works here, it is a fault.
func (c Covers) Restore(ctx context.Context, id int) error {
	return c.write(ctx, func(tx *postgres.Tx) error {
		restored, e, err := c.Store.restoreAbsence(tx, id)
		if err != nil {
			return err
		}
		traced(tx, access.Add, restored, e.Staff, e.Cover, "restored:"+strconv.Itoa(id))
		return nil
	})
}

func (c Covers) write(ctx context.Context, do func(*postgres.Tx) error) error {
	err := c.DB.Write(ctx, func(tx *postgres.Tx) error {
		if err := c.may(tx); err != nil {
			return err
		}
		return do(tx)
	})
	if _, again := postgres.WasRepeated(err); again {
		return nil
	}
	return err
}

func (c Covers) may(tx *postgres.Tx) error {
	if !c.Policy.May(tx.Actor.Role, access.DoReassign) {
		return fault.New(fault.Forbidden, "Ask a manager of your organisation to say who covers for whom.")
	}
	return nil
}

// traced puts who covers for whom on the audit: it widens what somebody sees,
// so that it has to be found beside what they then looked at.
func traced(tx *postgres.Tx, v access.Verb, id, staff, cover int, fields ...string) {
	fields = append(fields, "absence:"+strconv.Itoa(id), "staff:"+strconv.Itoa(staff), "cover:"+strconv.Itoa(cover))
	audit.Record(tx, audit.Entry{Action: v.String(), Subject: "absence", Basis: "own", Fields: fields})
}
