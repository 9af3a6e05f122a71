package demo_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/demo"
	"onward/internal/journey"
	"onward/internal/journey/plan"
	"onward/internal/outcome"
	"onward/internal/postgres"
	"onward/internal/testdb"
)

var medium = demo.Options{Residents: 1200, Seed: 1, Area: demo.AreaWest}

func post(t *testing.T, db *testdb.Database, username string) int {
	t.Helper()
	return ask[int](t, db, "select p.id from onward.post p join onward.staff s on s.id = p.staff_id where s.username = $1 order by p.id", username)[0]
}

func TestAminasDayIsThatOfThePictures(t *testing.T) {
	t.Parallel()
	s, db, _ := seed(t, medium)
	count := func(where string) int {
		return ask[int](t, db, "select count(*)::int from onward.progress p join onward.staff s on s.id = p.spoc_id where s.username = 'amina' and p.open and "+where)[0]
	}
	for _, c := range []struct {
		what, where string
		want        int
	}{
		{"open journeys", "true", 38}, {"new", "stage = 'new'", 4}, {"assessing", "stage = 'assessing'", 6}, {"getting ready", "stage = 'preparing'", 8},
		{"looking", "stage = 'looking'", 9}, {"in work", "stage = 'in_work'", 9}, {"sustained", "stage = 'sustained'", 2},
		{"overdue", "next_due < onward.today()", 3}, {"without contact", "coalesce(last_contact_on, opened_on) <= onward.today() - 21", 3},
		{"appointments today", "exists (select from onward.appointment a where a.journey_id = p.journey_id and a.state = 'booked' and (a.starts_at at time zone 'Europe/London')::date = onward.today())", 5},
	} {
		if got := count(c.where); got != c.want {
			t.Errorf("%s: %d, want %d", c.what, got, c.want)
		}
	}
	amina := post(t, db, "amina")
	var risky []string
	read(t, s, amina, func(tx *postgres.Tx) error {
		states := judge(t, s, tx, db, "select j.id from onward.journey j join onward.progress p on p.journey_id = j.id where j.spoc_id = (select id from onward.staff where username = 'amina') and p.open")
		for id, e := range states {
			if e.State == outcome.AtRisk {
				risky = append(risky, name(t, db, id))
			}
		}
		return nil
	})
	if len(risky) != 3 {
		t.Errorf("at risk: %v", risky)
	}
}

func name(t *testing.T, db *testdb.Database, id uuid.UUID) string {
	return ask[string](t, db, "select given || ' ' || family from onward.resident_identity i join onward.journey j using (resident_id) where j.id = $1", id)[0]
}

// judge explains the outcomes of the journeys that a query of the owner finds.
func judge(t *testing.T, s demo.Seeder, tx *postgres.Tx, db *testdb.Database, sql string) map[uuid.UUID]outcome.Explanation {
	t.Helper()
	gate := journey.NewGate(s.Policy)
	var decisions []access.Decision
	for _, id := range ask[uuid.UUID](t, db, sql) {
		d, err := gate.Decide(tx, id)
		if err != nil {
			t.Fatal(err)
		}
		decisions = append(decisions, d)
	}
	found, err := outcome.Service{Gate: gate, Rates: s.Rates}.Explain(tx, decisions)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

const rosaQuery = "select j.id from onward.journey j join onward.resident_identity i using (resident_id) where i.given = 'Rosa' and i.family = 'Adomako' and i.preferred = 'Rosie'"

func TestRosaReadsLikeHerPicture(t *testing.T) {
	t.Parallel()
	s, db, sum := seed(t, medium)
	read(t, s, post(t, db, "amina"), func(tx *postgres.Tx) error {
		var id uuid.UUID
		for j, e := range judge(t, s, tx, db, rosaQuery) {
			id = j
			if e.State != outcome.AtRisk || e.Count != 143 || e.Reason != outcome.BelowFloor {
				t.Errorf("outcome: %+v", e)
			}
		}
		d, err := journey.NewGate(s.Policy).Decide(tx, id)
		if err != nil {
			return err
		}
		barriers, err := s.Barriers.List(tx, d)
		if err != nil {
			return err
		}
		var standing []string
		for _, b := range barriers {
			standing = append(standing, b.Title()+": "+b.Standing().Label())
		}
		for _, want := range []string{"Childcare before 8am: In hand", "Rent arrears, £640: In hand", "Written English: Eased", "No food hygiene certificate: Removed"} {
			if !strings.Contains(strings.Join(standing, ";"), want) {
				t.Errorf("barriers lack %q: %v", want, standing)
			}
		}
		goals, err := plan.Store{}.Goals(tx, d)
		if err != nil || len(goals) != 2 {
			t.Errorf("goals: %v, %v", goals, err)
		}
		guarded, err := s.Journeys.Guarded(tx, d)
		if err != nil || len(guarded) != 1 || guarded[0] != access.Health {
			t.Errorf("badges: %v, %v", guarded, err)
		}
		return nil
	})
	if got := ask[int](t, db, "select (onward.today() - $1::date)", sum.Today)[0]; got != 0 {
		t.Errorf("the world is %d days old", got)
	}
}

// What is called sustained was earned: 182 days at or above the London Living Wage.
func TestSustainedMeansSustained(t *testing.T) {
	t.Parallel()
	s, db, _ := seed(t, medium)
	checked := 0
	for _, p := range ask[int](t, db, "select distinct p.id from onward.post p join onward.journey j on j.spoc_id = p.staff_id and j.lead_org_id = p.organisation_id join onward.progress g on g.journey_id = j.id where g.stage = 'sustained'") {
		read(t, s, p, func(tx *postgres.Tx) error {
			for id, e := range judge(t, s, tx, db, "select j.id from onward.journey j join onward.progress g on g.journey_id = j.id join onward.post p on p.staff_id = j.spoc_id and p.organisation_id = j.lead_org_id where g.stage = 'sustained' and p.id = "+itoa(p)) {
				if checked++; e.State != outcome.Achieved {
					t.Errorf("%s is sustained, and the facts say %s at %d", name(t, db, id), e.State, e.Count)
				}
			}
			return nil
		})
	}
	if checked < 10 {
		t.Errorf("only %d are sustained", checked)
	}
}

func TestTheDemoPasswordIsKnownFromTheDatabase(t *testing.T) {
	t.Parallel()
	s, db, sum := seed(t, small)
	signIns, err := demo.SignIns(t.Context(), s.DB)
	if err != nil || len(signIns) != sum.Users {
		t.Fatalf("%d sign-ins of %d, %v", len(signIns), sum.Users, err)
	}
	db.AsOwner(t, "update onward.credential set hash = 'another' where staff_id = (select id from onward.staff where username = 'amina')")
	amina := ask[int](t, db, "select id from onward.staff where username = 'amina'")[0]
	if signIns, err = demo.SignIns(t.Context(), s.DB); err != nil || signIns[amina] || len(signIns) != sum.Users-1 {
		t.Errorf("after a change of password: %v, %v", signIns[amina], err)
	}
	db.AsOwner(t, "update onward.credential set hash = 'not a hash'")
	if signIns, err = demo.SignIns(t.Context(), s.DB); err != nil || signIns[amina] {
		t.Errorf("hashes that are none: %v, %v", signIns[amina], err)
	}
}
