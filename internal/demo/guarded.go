package demo

import (
	"context"
	"time"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/sharing"
)

// place is a journey of Ealing's that something out of the ordinary may happen to.
type place struct {
	desk              *desk
	journey, resident uuid.UUID
	told              bool
}

// places is how many are looked at, the first of the order.
const places = 40

// notice keeps a journey in mind: an open one that is on nobody's picture.
func (t *teller) notice(s *story, d *desk) {
	if d.party.Slug != t.home || d.Username == "amina" || s.Stage == journey.StageClosed || len(t.places) == places {
		return
	}
	t.places = append(t.places, place{d, s.ID, s.Resident.ID, s.say.told != nil})
}

// guard seals two journeys, a colleague's own record and a resident at risk, and
// lets three emergencies be declared: one waits for its review since today.
func (s Seeder) guard(ctx context.Context, t *teller) error {
	rest := t.places
	for _, reason := range []string{"colleague", "at_risk"} {
		if len(rest) == 0 {
			return nil
		}
		if err := s.seal(ctx, t, rest[0], reason); err != nil {
			return err
		}
		rest = rest[1:]
	}
	rest = untoldFirst(rest)
	if len(rest) < 3 {
		return nil
	}
	for i, e := range []struct {
		who, why, finding, remark string
		days                      int
	}{
		{"bola", "Resident fainted at our reception and the ambulance asked about medication", "justified", "The crew needed what the record says of health.", 40},
		{"priti", "Resident did not come and the telephone does not answer, I wanted the address", "training", "No emergency: the single point of contact was at her desk. Talked through with her manager.", 12},
	} {
		if err := s.pastEmergency(ctx, t, rest[i+1], e.who, e.why, t.today.Add(-e.days).At(10, 40)); err != nil {
			return err
		}
		if err := s.review(ctx, t, rest[i+1].journey, e.finding, e.remark); err != nil {
			return err
		}
	}
	return s.emergency(ctx, t, rest[0])
}

// untoldFirst brings a journey to the front of which nothing is shared, where
// there is one: nothing else opens that in time.
func untoldFirst(list []place) []place {
	for i, p := range list {
		if !p.told {
			out := append([]place{p}, list[:i]...)
			return append(out, list[i+1:]...)
		}
	}
	return list
}

func (s Seeder) gate() journey.Gate { return s.Barriers.Gate }

func (s Seeder) seal(ctx context.Context, t *teller, p place, reason string) error {
	manager := t.desk("tom")
	other := t.desk("joel").staff
	if other == p.desk.staff {
		other = t.desk("sunita").staff
	}
	return sharing.Seals{DB: s.DB, Gate: s.gate()}.Seal(actor.With(ctx, manager.post), p.journey, reason, []int{p.desk.staff, other})
}

func (s Seeder) emergencies() sharing.Emergencies {
	return sharing.Emergencies{DB: s.DB, Policy: s.Policy, Box: s.Box}
}

// emergency is declared today by an advisor of Hounslow, who then looks.
func (s Seeder) emergency(ctx context.Context, t *teller, p place) error {
	reference, err := s.reference(ctx, p)
	if err != nil {
		return err
	}
	ctx = actor.With(ctx, t.desk("mo").post)
	id, _, err := s.emergencies().Declare(ctx, sharing.Wanted{Reference: reference, Reason: "Resident is at our desk, confused and without medication, and knows nobody to call"})
	if err != nil {
		return err
	}
	return s.DB.Read(ctx, func(tx *postgres.Tx) error {
		d, err := s.gate().Require(tx, id, access.View, access.Health)
		if err != nil {
			return err
		}
		journey.Seen(tx, d, "journey", access.Existence, access.Identity, access.Contact, access.Health)
		return nil
	})
}

// reference is how the single point of contact reads it out.
func (s Seeder) reference(ctx context.Context, p place) (reference string, err error) {
	err = s.DB.Read(actor.With(ctx, p.desk.post), func(tx *postgres.Tx) error {
		d, err := s.gate().Require(tx, p.journey, access.View, access.Existence)
		if err != nil {
			return err
		}
		reference, err = referenceOf(tx, d)
		return err
	})
	return reference, err
}

// pastEmergency is the one fact here that no service makes: its time is that of
// the look, and a world has to have a past. It is written in the name of whoever
// declared it, through the same wall.
func (s Seeder) pastEmergency(ctx context.Context, t *teller, p place, who, why string, at time.Time) error {
	return s.DB.Write(actor.With(ctx, t.desk(who).post), func(tx *postgres.Tx) error {
		sealed, err := s.Box.Seal("emergency/"+p.journey.String(), why)
		if err != nil {
			return err
		}
		return addPastEmergency(tx, p, sealed, at)
	})
}

// review is the lead's governance officer's.
func (s Seeder) review(ctx context.Context, t *teller, id uuid.UUID, finding, remark string) error {
	ctx = actor.With(ctx, t.officer(t.home).post)
	waiting, _, err := s.emergencies().Queue(ctx)
	if err != nil {
		return err
	}
	for _, e := range waiting {
		if e.Journey == id {
			err = s.emergencies().Review(ctx, e.ID, finding, remark, e.Version)
		}
	}
	return err
}

// officer finds an organisation's governance officer.
func (w *world) officer(slug string) *desk {
	for _, d := range w.desks {
		if d.party.Slug == slug && d.role == actor.Governance {
			return d
		}
	}
	panic("demo: no governance officer at " + slug)
}
