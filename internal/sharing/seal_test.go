package sharing_test

import (
	"testing"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/journey/caseload"
	"onward/internal/postgres"
	"onward/internal/resident"
	"onward/internal/sharing"
)

func (s *saying) order(t *testing.T, who string) (o *sharing.Order) {
	t.Helper()
	must(t, s.Read(who, func(tx *postgres.Tx) error {
		d, err := s.Gate.Decide(tx, s.rosa)
		if err == nil {
			o, err = s.seals.Order(tx, d)
		}
		return err
	}))
	return o
}

func (s *saying) list(names ...string) (list []int) {
	for _, n := range names {
		list = append(list, s.Staff[n])
	}
	return list
}

func TestASealClosesTheJourneyToAllButItsList(t *testing.T) {
	t.Parallel()
	s := laySay(t)
	s.agree(t, 1, "West cases", "neighbour,existence", "informed")
	_, err := s.says.Tell(s.As("amina"), s.rosa, s.told())
	must(t, err)
	must(t, s.seals.Seal(s.As("tom"), s.rosa, "at_risk", s.list("joel", "ines")))
	for who, want := range map[string]bool{"amina": true, "joel": true, "ines": true, "tom": false, "grace": false, "bola": false, "jan": false} {
		if got := s.sees(t, who); got != want {
			t.Errorf("%s sees the sealed journey: %t", who, got)
		}
	}
	if o := s.order(t, "amina"); o == nil || len(o.Names) != 2 || o.By != "Tom Redgate" {
		t.Errorf("the single point of contact is not told of the seal: %+v", o)
	}
	mustBe(t, "a manager who is not on the list lifts it", s.seals.Lift(s.As("tom"), s.rosa, 1), fault.Missing)
	mustBe(t, "a colleague on the list", s.seals.Lift(s.As("joel"), s.rosa, 1), fault.Forbidden)
	mustBe(t, "a second seal", s.seals.Seal(s.As("amina"), s.rosa, "at_risk", s.list("joel", "ines")), fault.Conflict)
	must(t, s.seals.Rename(s.As("amina"), s.rosa, s.list("tom", "joel"), 1))
	if s.sees(t, "ines") || !s.sees(t, "tom") {
		t.Error("the names were not replaced")
	}
	mustBe(t, "an old version", s.seals.Rename(s.As("amina"), s.rosa, s.list("tom", "ines"), 1), fault.Conflict)
	mustBe(t, "a manager takes himself off", s.seals.Rename(s.As("tom"), s.rosa, s.list("joel", "ines"), 2), fault.Invalid)
	must(t, s.seals.Lift(s.As("tom"), s.rosa, 2))
	if !s.sees(t, "bola") || !s.sees(t, "ines") || s.order(t, "amina") != nil {
		t.Error("lifted, and still closed")
	}
	mustBe(t, "lifted twice", s.seals.Lift(s.As("amina"), s.rosa, 3), fault.Conflict)
	must(t, s.seals.Seal(s.As("amina"), s.rosa, "colleague", s.list("amina", "tom")))
}

func TestASealNamesTwoWhoWorkThere(t *testing.T) {
	t.Parallel()
	s := laySay(t)
	for what, c := range map[string]struct {
		who, reason string
		list        []int
		kind        fault.Kind
	}{
		"one": {"tom", "at_risk", s.list("tom"), fault.Invalid}, "the same twice": {"tom", "at_risk", s.list("tom", "tom"), fault.Invalid},
		"none": {"tom", "at_risk", nil, fault.Invalid}, "Brent's": {"tom", "at_risk", s.list("tom", "bola"), fault.Invalid},
		"governance": {"tom", "at_risk", s.list("tom", "grace"), fault.Invalid}, "no reason": {"tom", "", s.list("tom", "joel"), fault.Invalid},
		"an odd reason": {"tom", "spite", s.list("tom", "joel"), fault.Invalid}, "a colleague": {"joel", "at_risk", s.list("tom", "joel"), fault.Forbidden},
		"intake": {"ines", "at_risk", s.list("tom", "joel"), fault.Forbidden}, "Brent's manager": {"bimpe", "at_risk", s.list("tom", "joel"), fault.Missing},
	} {
		mustBe(t, what, s.seals.Seal(s.As(c.who), s.rosa, c.reason, c.list), c.kind)
	}
	must(t, s.Journeys.Support(s.As("amina"), s.rosa, s.Staff["joel"]))
	mustBe(t, "a supporter", s.seals.Seal(s.As("joel"), s.rosa, "at_risk", s.list("tom", "joel")), fault.Forbidden)
	must(t, s.seals.Seal(postgres.Once(s.As("tom"), uuid.MustParse("018f0000-0000-7000-8000-000000000001"), "seal"), s.rosa, "at_risk", s.list("joel", "ines")))
	must(t, s.seals.Seal(postgres.Once(s.As("tom"), uuid.MustParse("018f0000-0000-7000-8000-000000000001"), "seal"), s.rosa, "at_risk", s.list("joel", "ines"))) // sent twice
}

func TestGovernanceReplacesTheNamesWithoutSeeingTheJourney(t *testing.T) {
	t.Parallel()
	s := laySay(t)
	must(t, s.seals.Seal(s.As("amina"), s.rosa, "at_risk", s.list("amina", "tom")))
	list, err := s.seals.Standing(s.As("grace"))
	if err != nil || len(list) != 1 || list[0].Reference == "" || len(list[0].Names) != 2 {
		t.Fatalf("standing: %+v %v", list, err)
	}
	for _, who := range []string{"tom", "amina", "bola", "bimpe"} {
		if other, err := s.seals.Standing(s.As(who)); err != nil || len(other) != 0 {
			t.Errorf("%s lists seals: %+v %v", who, other, err)
		}
	}
	grace := s.As("grace")
	mustBe(t, "one name", s.seals.Replace(grace, list[0].ID, s.list("joel"), 1), fault.Invalid)
	mustBe(t, "herself", s.seals.Replace(grace, list[0].ID, s.list("joel", "grace"), 1), fault.Invalid)
	mustBe(t, "another version", s.seals.Replace(grace, list[0].ID, s.list("joel", "ines"), 9), fault.Conflict)
	mustBe(t, "no seal", s.seals.Replace(grace, uuid.New(), s.list("joel", "ines"), 1), fault.Missing)
	mustBe(t, "a manager", s.seals.Replace(s.As("tom"), list[0].ID, s.list("joel", "ines"), 1), fault.Missing)
	must(t, s.seals.Replace(grace, list[0].ID, s.list("joel", "ines"), 1))
	for who, want := range map[string]bool{"grace": false, "joel": true, "ines": true, "tom": false, "amina": true} {
		if got := s.sees(t, who); got != want {
			t.Errorf("%s sees it: %t", who, got)
		}
	}
}

// TestASealedJourneyMatchesNobodysSearch: no list, count, board, search or
// likely duplicate tells of it, at home or elsewhere.
func TestASealedJourneyMatchesNobodysSearch(t *testing.T) {
	t.Parallel()
	s := laySay(t)
	s.agree(t, 1, "West cases", "neighbour,existence", "informed")
	_, err := s.says.Tell(s.As("amina"), s.rosa, s.told())
	must(t, err)
	lists := caseload.Service{DB: s.DB, Gate: s.Gate, Box: s.Box}
	probe := resident.New{Identity: resident.Identity{Given: "Rosa", Family: "Adomako", Born: calendar.MustISO("1991-05-04")}}
	tells := func(who string) (found, alike, rows int) {
		t.Helper()
		people, _, err := lists.Find(s.As(who), "adomako", 25)
		must(t, err)
		same, err := s.Journeys.Duplicates(s.As(who), probe.Probe())
		must(t, err)
		must(t, s.Read(who, func(tx *postgres.Tx) error {
			return tx.Conn().QueryRow(tx, `select (select count(*) from onward.journey) + (select count(*) from onward.progress) + (select count(*) from onward.resident_name)
				+ (select count(*) from onward.resident_block) + (select count(*) from onward.notice) + (select count(*) from onward.opening)`).Scan(&rows)
		}))
		return len(people), len(same), rows
	}
	if found, alike, rows := tells("tom"); found != 1 || alike != 1 || rows == 0 {
		t.Fatalf("before it: %d %d %d", found, alike, rows)
	}
	must(t, s.seals.Seal(s.As("amina"), s.rosa, "at_risk", s.list("amina", "joel")))
	for _, who := range []string{"tom", "ines", "bola", "jan"} {
		if found, alike, rows := tells(who); found != 0 || alike != 0 || rows != 0 {
			t.Errorf("%s: %d found, %d alike, %d rows", who, found, alike, rows)
		}
	}
	if found, alike, _ := tells("joel"); found != 1 || alike != 1 {
		t.Errorf("a colleague on the list: %d found, %d alike", found, alike)
	}
	for _, who := range []string{"tom", "bola"} {
		must(t, s.Read(who, func(tx *postgres.Tx) error {
			d, err := s.Gate.Known(tx, s.rosa)
			if !d.On(0).Empty() {
				t.Errorf("%s is told that the person is known", who)
			}
			return err
		}))
	}
}
