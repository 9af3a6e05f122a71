package sharing

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// Seals close a resident's journeys to all but those whom an order names and the
// single point of contact. Nothing opens one: no emergency, no authorship.
type Seals struct {
	DB   *postgres.DB
	Gate Gate
}

// SealReason is why a journey is sealed. It is one of a few: what somebody wrote
// freely would tell of the resident what the seal is to keep.
type SealReason struct{ Code, Label string }

// SealReasons are those that are offered.
var SealReasons = []SealReason{{"at_risk", "The resident would be at risk if others knew"}, {"colleague", "The resident works here, or is family of somebody who does"},
	{"public", "The resident is known in public"}, {"other", "Another reason, agreed with a manager"}}

// SealReasonLabel is a reason in words.
func SealReasonLabel(code string) string {
	for _, r := range SealReasons {
		if r.Code == code {
			return r.Label
		}
	}
	return ""
}

// Order is a seal that stands.
type Order struct {
	ID      uuid.UUID
	Reason  string
	By      string
	At      time.Time
	List    []int // staff
	Names   []string
	Version int
}

// Sealed is a seal as the lead's governance officer knows it.
type Sealed struct {
	ID        uuid.UUID
	Reference string
	At        time.Time
	List      []int
	Names     []string
	Version   int
}

// MaySeal is nil for a manager of the lead and for the single point of contact.
func MaySeal(d access.Decision) error {
	if err := d.Require(access.Seal, access.Existence); err != nil {
		return err
	}
	if d.Basis(access.Seal, access.Existence) == access.Caseload.String() && d.Subject.SPOC != d.Who.User && d.Who.Role != "manager" {
		return fault.New(fault.Forbidden, "Ask the single point of contact, or a manager, to seal this journey.")
	}
	return nil
}

// Seal closes the resident's journeys to all but the list, from the next request on.
func (s Seals) Seal(ctx context.Context, journey uuid.UUID, reason string, list []int) error {
	err := s.DB.Write(ctx, func(tx *postgres.Tx) error {
		d, err := s.Gate.Decide(tx, journey)
		if err != nil {
			return err
		}
		if err := MaySeal(d); err != nil {
			return err
		}
		var wrong []fault.Field
		if SealReasonLabel(reason) == "" {
			wrong = append(wrong, fault.Field{Name: "reason", Message: "Choose why the journey is sealed"})
		}
		more, err := listProblems(tx, d.Subject.Lead, list)
		if err != nil {
			return err
		}
		if err := fault.Fields(append(wrong, more...)...); err != nil {
			return err
		}
		id, err := addOrder(tx, d, reason, distinct(list))
		if err != nil {
			return err
		}
		did(tx, d, access.Seal, "seal", id, d.Basis(access.Seal, access.Existence), "list")
		return nil
	})
	return done(err)
}

// Rename replaces the names of a seal that stands, by somebody whom it names.
func (s Seals) Rename(ctx context.Context, journey uuid.UUID, list []int, version int) error {
	return s.change(ctx, journey, func(tx *postgres.Tx, d access.Decision, o Order) error {
		wrong, err := listProblems(tx, d.Subject.Lead, list)
		if err != nil {
			return err
		}
		if d.Subject.SPOC != tx.Actor.User && !slices.Contains(list, tx.Actor.User) {
			wrong = append(wrong, fault.Field{Name: "list", Message: "Keep yourself on the list. Another person on it, or your governance officer, can take you off"})
		}
		if err := fault.Fields(wrong...); err != nil {
			return err
		}
		did(tx, d, access.Seal, "seal", o.ID, d.Basis(access.Seal, access.Existence), "list")
		return setList(tx, d, o.ID, distinct(list), version)
	})
}

// Lift ends a seal: everybody sees again what they saw before.
func (s Seals) Lift(ctx context.Context, journey uuid.UUID, version int) error {
	return s.change(ctx, journey, func(tx *postgres.Tx, d access.Decision, o Order) error {
		did(tx, d, access.Seal, "seal", o.ID, d.Basis(access.Seal, access.Existence), "lifted")
		return liftOrder(tx, d, o.ID, version)
	})
}

func (s Seals) change(ctx context.Context, journey uuid.UUID, do func(*postgres.Tx, access.Decision, Order) error) error {
	return done(s.DB.Write(ctx, func(tx *postgres.Tx) error {
		d, err := s.Gate.Decide(tx, journey)
		if err != nil {
			return err
		}
		if err := MaySeal(d); err != nil {
			return err
		}
		o, err := s.Order(tx, d)
		if err != nil {
			return err
		}
		if o == nil {
			return fault.New(fault.Conflict, "This journey is not sealed any more. Reload the page and look.")
		}
		return do(tx, d, *o)
	}))
}

// Order is the seal that stands on the journey's resident, nil where none does.
// Whoever comes so far is named in it or is the single point of contact.
func (s Seals) Order(tx *postgres.Tx, d access.Decision) (*Order, error) {
	if err := d.Require(access.View, access.Existence); err != nil {
		return nil, err
	}
	return readOrder(tx, d)
}

// Standing lists the seals of the actor's organisation for its governance officer.
func (s Seals) Standing(ctx context.Context) (list []Sealed, err error) {
	err = s.DB.Read(ctx, func(tx *postgres.Tx) error {
		list, err = standing(tx)
		audit.Record(tx, audit.Entry{Action: access.View.String(), Subject: "seals"})
		return err
	})
	return list, err
}

// Replace gives a seal other names, by the lead's governance officer who does
// not see the journey. At least two stand on it after as before.
func (s Seals) Replace(ctx context.Context, order uuid.UUID, list []int, version int) error {
	return done(s.DB.Write(ctx, func(tx *postgres.Tx) error {
		all, err := standing(tx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(o Sealed) bool { return o.ID == order })
		if i < 0 {
			return fault.NotHere()
		}
		wrong, err := listProblems(tx, tx.Actor.Organisation, list)
		if err != nil {
			return err
		}
		if slices.Contains(list, tx.Actor.User) {
			wrong = append(wrong, fault.Field{Name: "list", Message: "Name others than yourself: governance replaces the names without seeing the journey"})
		}
		if err := fault.Fields(wrong...); err != nil {
			return err
		}
		audit.Record(tx, audit.Entry{Action: access.Seal.String(), Subject: "seal", SubjectID: order, Categories: []string{access.Existence.String()}, Fields: []string{"list"}})
		return replaceList(tx, order, distinct(list), version)
	}))
}

// fewest is how many people a seal names, so that nobody holds a journey alone.
const fewest = 2

func listProblems(tx *postgres.Tx, lead int, list []int) ([]fault.Field, error) {
	list = distinct(list)
	known, err := caseworkers(tx, lead, list)
	switch {
	case err != nil:
		return nil, err
	case known != len(list):
		return []fault.Field{{Name: "list", Message: "Choose people who work at your organisation today"}}, nil
	case len(list) < fewest:
		return []fault.Field{{Name: "list", Message: "Name at least two people, so that one is there when the other is away"}}, nil
	}
	return nil, nil
}

func distinct(list []int) []int {
	out := slices.Clone(list)
	slices.Sort(out)
	return slices.Compact(out)
}

// done takes a repeated send for done: it was, the first time.
func done(err error) error {
	if _, again := postgres.WasRepeated(err); again {
		return nil
	}
	return err
}
