package journey_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/resident"
	"onward/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

type seen struct {
	head     journey.Head
	person   resident.Person
	groups   []journey.Group
	baseline journey.Baseline
}

func look(w *fixture.World, who string, id uuid.UUID) (s seen, err error) {
	err = w.Read(who, func(tx *postgres.Tx) error {
		d, err := w.Gate.Decide(tx, id)
		if err != nil {
			return err
		}
		if s.head, err = w.Journeys.Store.Head(tx, d); err != nil {
			return err
		}
		if s.person, err = w.Journeys.Residents.Person(tx, d); err != nil {
			return err
		}
		if s.groups, err = w.Journeys.Store.Groups(tx, d); err != nil {
			return err
		}
		s.baseline, err = w.Journeys.Store.Baseline(tx, d)
		journey.Seen(tx, d, "journey", access.Identity, access.Contact)
		return err
	})
	return s, err
}

func TestStartKeepsEverything(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	s, err := look(w, "amina", w.Rosa())
	if err != nil {
		t.Fatal(err)
	}
	if s.person.Identity.Name() != "Rosa Adomako" || s.person.Identifiers.NINO != "MW123456A" || s.person.Contact.Telephone != "+447700900123" {
		t.Errorf("person: %+v", s.person)
	}
	if _, ok := journey.ParseReference(s.head.Reference); !ok || s.head.Lead != "London Borough of Ealing" || s.head.SPOCName != "Amina Yusufi" || s.head.Stage != journey.StageNew {
		t.Errorf("head: %+v", s.head)
	}
	if len(s.groups) != 2 || s.baseline.Work != "unemployed" || s.baseline.MonthsWithout != journey.MonthsOf(14) || s.baseline.Benefits != "Universal Credit" {
		t.Errorf("groups %v, baseline %+v", s.groups, s.baseline)
	}
}

func TestColleaguesSeeWhatTheirPostAllows(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	s, err := look(w, "joel", id) // an advisor on basis own
	if err != nil {
		t.Fatal(err)
	}
	if s.person.Identity.Given != "Rosa" || len(s.groups) != 1 || s.groups[0].Code != "single_parent" || s.baseline.Work != "" || s.baseline.Benefits != "" || s.baseline.Qualification != "level_2" {
		t.Errorf("joel sees %+v %+v", s.groups, s.baseline)
	}
	if s, err = look(w, "grace", id); err != nil || s.person.Identity.Given != "" || s.head.Stage != "" || s.head.Reference == "" {
		t.Errorf("governance sees %+v, %v", s, err)
	}
	for _, who := range []string{"bola", "bimpe", "jan", "anil", "petra"} {
		if _, err := look(w, who, id); !fault.Is(err, fault.Missing) {
			t.Errorf("%s: %v, want nothing there", who, err)
		}
	}
	if _, err := look(w, "amina", uuid.New()); !fault.Is(err, fault.Missing) {
		t.Errorf("an unknown journey: %v", err)
	}
}

func TestStageMovesAreKeptAndStaleOnesRefused(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	s, _ := look(w, "amina", id)
	if err := w.Journeys.Move(w.As("amina"), id, journey.StageClosed, "", s.head.StageVersion); !fault.Is(err, fault.Invalid) {
		t.Errorf("closing without a reason: %v", err)
	}
	if err := w.Journeys.Move(w.As("joel"), id, journey.StageAssessing, "", s.head.StageVersion); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a colleague moved it: %v", err)
	}
	if err := w.Journeys.Move(w.As("amina"), id, journey.StageAssessing, "", s.head.StageVersion); err != nil {
		t.Fatal(err)
	}
	if err := w.Journeys.Move(w.As("amina"), id, journey.StageLooking, "", s.head.StageVersion); !fault.Is(err, fault.Conflict) {
		t.Errorf("a stale move: %v", err)
	}
	if err := w.Journeys.Move(w.As("amina"), id, journey.StageClosed, "moved", s.head.StageVersion+1); err != nil {
		t.Fatal(err)
	}
	s, _ = look(w, "amina", id)
	if s.head.Stage != journey.StageClosed || s.head.ClosedOn.IsZero() || s.head.Reason != "moved" {
		t.Errorf("closed: %+v", s.head)
	}
	if err := w.Journeys.Move(w.As("amina"), id, journey.StageLooking, "", s.head.StageVersion); err != nil {
		t.Fatal(err)
	}
	if s, _ = look(w, "amina", id); !s.head.ClosedOn.IsZero() {
		t.Error("reopened, and still closed")
	}
	_ = w.Read("amina", func(tx *postgres.Tx) error {
		d, _ := w.Gate.Decide(tx, id)
		moves, err := w.Journeys.Store.Moves(tx, d)
		if err != nil || len(moves) != 4 {
			t.Errorf("moves: %v, %v", moves, err)
		}
		return nil
	})
}

func TestReassignKeepsExactlyOneAndTheHistory(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	a, b := w.Rosa(), w.Start("amina", "Tomasz", "Brandl")
	if err := w.Journeys.Reassign(w.As("amina"), []uuid.UUID{a}, w.Staff["joel"], ""); !fault.Is(err, fault.Forbidden) {
		t.Errorf("an advisor reassigned: %v", err)
	}
	for name, to := range map[string]int{"another organisation's": w.Staff["bola"], "the administrator": w.Staff["petra"], "nobody": 999} {
		if err := w.Journeys.Reassign(w.As("tom"), []uuid.UUID{a}, to, ""); !fault.Is(err, fault.Invalid) {
			t.Errorf("to %s: %v", name, err)
		}
	}
	if err := w.Journeys.Reassign(w.As("tom"), []uuid.UUID{a, uuid.New()}, w.Staff["joel"], ""); !fault.Is(err, fault.Missing) {
		t.Errorf("with a foreign id: %v", err)
	}
	if s, _ := look(w, "tom", a); s.head.SPOCName != "Amina Yusufi" {
		t.Error("half of a refused reassignment stands")
	}
	if err := w.Journeys.Reassign(w.As("tom"), []uuid.UUID{a, b}, w.Staff["joel"], "Amina moves team"); err != nil {
		t.Fatal(err)
	}
	_ = w.Read("joel", func(tx *postgres.Tx) error {
		d, err := w.Gate.Decide(tx, a)
		if err != nil || !d.May(access.View, access.Health) {
			t.Errorf("joel's caseload: %v", err)
		}
		spocs, _, err := w.Journeys.Store.Holders(tx, d)
		if err != nil || len(spocs) != 2 || spocs[0].Name != "Joel Hartigan" || !spocs[0].Until.IsZero() || spocs[1].Until.IsZero() {
			t.Errorf("history: %+v, %v", spocs, err)
		}
		return nil
	})
}

func TestCoverSupportsForItsTimeOnly(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	may := func() bool {
		var ok bool
		_ = w.Read("joel", func(tx *postgres.Tx) error {
			d, err := w.Gate.Decide(tx, id)
			ok = err == nil && d.May(access.View, access.Health)
			return nil
		})
		return ok
	}
	if may() {
		t.Fatal("joel sees health before he covers")
	}
	w.AsOwner(t, "insert into onward.absence (organisation_id, staff_id, cover_id, from_on, until_on) values ($1, $2, $3, onward.today(), onward.today())",
		w.Orgs["ealing"], w.Staff["amina"], w.Staff["joel"])
	if !may() {
		t.Error("the cover does not see what a supporter sees")
	}
	w.AsOwner(t, "insert into onward.clock_shift values ('2 days')")
	if may() {
		t.Error("the cover sees it after the absence")
	}
}

func TestDuplicatesAreFoundWithinTheOrganisationOnly(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	w.Rosa()
	probe := resident.Probe{Given: "ROSA", Family: "Adomakó", Born: calendar.MustISO("1991-05-04")}
	found, err := w.Journeys.Duplicates(w.As("ines"), probe)
	if err != nil || len(found) != 1 || !strings.Contains(strings.Join(found[0].Reasons, ","), "date of birth") {
		t.Errorf("intake finds %v, %v", found, err)
	}
	if found, err = w.Journeys.Duplicates(w.As("bola"), probe); err != nil || len(found) != 0 {
		t.Errorf("Brent finds %v, %v", found, err)
	}
	if found, err = w.Journeys.Duplicates(w.As("amina"), resident.Probe{Given: "Kofi", Family: "Mensah", Telephone: "+447700900123"}); err != nil || len(found) != 0 {
		t.Errorf("a shared telephone alone: %v, %v", found, err)
	}
}
