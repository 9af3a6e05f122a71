package sharing

import (
	"context"
	"slices"
	"strconv"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// Count is a number of journeys: those that the reader's organisation leads,
// and those that others lead, which are -1 where they are one to four of
// somebody else's sight.
type Count struct{ Ours, Others int }

// None says that there are no journeys.
func (c Count) None() bool { return c.Ours == 0 && c.Others == 0 }

// Least is the number that is certain: for the length of a bar.
func (c Count) Least() int { return c.Ours + max(c.Others, 0) }

// String is the number in words: "412", "fewer than 5", "37 and fewer than 5 more".
func (c Count) String() string {
	switch {
	case c.Others >= 0:
		return thousands(c.Ours + c.Others)
	case c.Ours == 0:
		return "fewer than 5"
	}
	return thousands(c.Ours) + " and fewer than 5 more"
}

func thousands(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

type counted struct {
	organisation   int
	name           string
	what, category string
	count          Count
}

// Sight is what an organisation gains and loses.
type Sight struct {
	Organisation int
	Name         string
	Gains        Count // journeys that it does not see today
	Loses        Count // journeys that it sees no more
	More         Count // of which it sees more categories, and loses none of them whole
	Fewer        Count // of which it sees fewer
	Sees         Count // in all, afterwards
	Objected     Count // residents who objected to it: it gains nothing on them
	Adds         access.Set
	Drops        access.Set
}

// Effect is what a version would change, counted today on open journeys.
type Effect struct {
	Open   Count
	Sights []Sight
}

// Empty says that nobody gains or loses sight of anything.
func (e Effect) Empty() bool {
	return !slices.ContainsFunc(e.Sights, func(s Sight) bool { return !s.Gains.None() || !s.Loses.None() || !s.More.None() || !s.Fewer.None() })
}

// Effect counts what would change if the version came into force in place of
// those before it or, where ends is set, if it ended. The database counts and
// shows no row (migrations/00023).
func (s Agreements) Effect(ctx context.Context, id int, ends bool) (e Effect, err error) {
	err = s.DB.Read(ctx, func(tx *postgres.Tx) error {
		if err := s.may(tx); err != nil {
			return err
		}
		list, err := agreements(tx, false, []int{id})
		if err != nil {
			return err
		}
		if len(list) != 1 {
			return fault.NotHere()
		}
		rows, err := effect(tx, id, ends)
		if err != nil {
			return err
		}
		e = gather(rows)
		audit.Record(tx, audit.Entry{Action: "view", Subject: "agreement_effect", SubjectID: list[0].Series, Fields: []string{"agreement:" + strconv.Itoa(id)}})
		return nil
	})
	return e, err
}

func gather(rows []counted) (e Effect) {
	for _, r := range rows {
		if r.organisation == 0 {
			e.Open = r.count
			continue
		}
		if len(e.Sights) == 0 || e.Sights[len(e.Sights)-1].Organisation != r.organisation {
			e.Sights = append(e.Sights, Sight{Organisation: r.organisation, Name: r.name})
		}
		e.Sights[len(e.Sights)-1].take(r)
	}
	return e
}

func (s *Sight) take(r counted) {
	if c, ok := access.ParseCategory(r.category); ok {
		switch r.what {
		case "gains":
			s.Adds |= access.SetOf(c)
		case "loses":
			s.Drops |= access.SetOf(c)
		}
		return
	}
	for what, into := range map[string]*Count{"gains": &s.Gains, "loses": &s.Loses, "more": &s.More, "fewer": &s.Fewer, "sees": &s.Sees, "objected": &s.Objected} {
		if r.what == what {
			*into = r.count
		}
	}
}
