package sharing_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/account"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/postgres"
	"onward/internal/sharing"
)

const why = "She collapsed in our office and an ambulance is on its way."

func rosa() sharing.Wanted {
	return sharing.Wanted{Given: "rosa", Family: "ADOMAKO", Born: calendar.MustISO("1991-05-04"), Reason: why}
}

func (s *saying) reference(t *testing.T) (ref string) {
	t.Helper()
	must(t, s.Read("amina", func(tx *postgres.Tx) error {
		return tx.Conn().QueryRow(tx, "select reference from onward.journey where id = $1", s.rosa).Scan(&ref)
	}))
	return ref
}

// opens says what of rosa's journey somebody may view, and whether the second
// wall shows her name.
func (s *saying) opens(t *testing.T, who string) string {
	t.Helper()
	var words []string
	must(t, s.Read(who, func(tx *postgres.Tx) error {
		d, err := s.Gate.Decide(tx, s.rosa)
		words = d.On(access.View).Words()
		if fault.Is(err, fault.Missing) {
			err = nil
		}
		return err
	}))
	return strings.Join(words, " ")
}

func TestAnEmergencyOpensForOneUserFor24Hours(t *testing.T) {
	t.Parallel()
	s := laySay(t)
	if s.opens(t, "bola") != "" {
		t.Fatal("open before it")
	}
	key := postgres.Once(s.As("bola"), uuid.New(), "declare")
	for range 2 { // sent twice
		id, several, err := s.emergencies.Declare(key, rosa())
		if err != nil || id != s.rosa || several != nil {
			t.Fatalf("declared: %v %v %v", id, several, err)
		}
	}
	if got := s.opens(t, "bola"); got != "existence identity contact health notes" {
		t.Errorf("it opens %q", got)
	}
	if !s.sees(t, "bola") || s.opens(t, "bimpe") != "" || s.opens(t, "jan") != "" {
		t.Error("it opens for others, or not by both walls")
	}
	must(t, s.Read("bola", func(tx *postgres.Tx) error {
		d, err := s.Gate.Decide(tx, s.rosa)
		must(t, err)
		until, err := s.emergencies.Until(tx, d)
		if left := until.Sub(tx.Actor.Now); left > sharing.EmergencyLasts || left < sharing.EmergencyLasts-60e9 {
			t.Errorf("it ends in %v", left)
		}
		return err
	}))
	s.AsOwner(t, "insert into onward.clock_shift values (interval '24 hours 1 second')")
	if s.opens(t, "bola") != "" || s.sees(t, "bola") {
		t.Error("open after 24 hours")
	}
	var n int
	must(t, s.Read("grace", func(tx *postgres.Tx) error {
		return tx.Conn().QueryRow(tx, "select count(*) from onward.emergency").Scan(&n)
	}))
	if n != 1 {
		t.Errorf("%d emergencies of one send", n)
	}
}

func TestAnEmergencyIsFoundExactlyOrNotAtAll(t *testing.T) {
	t.Parallel()
	s := laySay(t)
	bola := s.As("bola")
	with := func(change func(*sharing.Wanted)) error {
		w := rosa()
		change(&w)
		_, _, err := s.emergencies.Declare(bola, w)
		return err
	}
	for what, change := range map[string]func(*sharing.Wanted){
		"no given name": func(w *sharing.Wanted) { w.Given = "-" }, "no family name": func(w *sharing.Wanted) { w.Family = "" },
		"no day": func(w *sharing.Wanted) { w.Born = calendar.Date{} }, "no reason": func(w *sharing.Wanted) { w.Reason = " " },
		"a word": func(w *sharing.Wanted) { w.Reason = "Emergencyyyyyyyyyyyyyyyyy" }, "too long": func(w *sharing.Wanted) { w.Reason = strings.Repeat("word ", 300) },
	} {
		mustBe(t, what, with(change), fault.Invalid)
	}
	same := ""
	for what, change := range map[string]func(*sharing.Wanted){
		"a slip": func(w *sharing.Wanted) { w.Given = "Roza" }, "a nickname": func(w *sharing.Wanted) { w.Given = "Rosie" }, "a prefix": func(w *sharing.Wanted) { w.Family = "Adoma" },
		"another day": func(w *sharing.Wanted) { w.Born = calendar.MustISO("1991-05-05") }, "another reference": func(w *sharing.Wanted) { *w = sharing.Wanted{Reference: "1B11 1B", Reason: why} },
		"another journey": func(w *sharing.Wanted) { w.Journey = uuid.New() },
	} {
		err := with(change)
		mustBe(t, what, err, fault.Missing)
		if public := fault.Of(err).Public; same == "" {
			same = public
		} else if public != same {
			t.Errorf("%s: another answer: %s", what, public)
		}
	}
	must(t, s.seals.Seal(s.As("amina"), s.rosa, "at_risk", s.list("amina", "tom")))
	for what, w := range map[string]sharing.Wanted{"sealed": rosa(), "sealed, by reference": {Reference: s.reference(t), Reason: why}} {
		_, _, err := s.emergencies.Declare(bola, w)
		if mustBe(t, what, err, fault.Missing); fault.Of(err).Public != same {
			t.Errorf("%s: another answer", what)
		}
	}
	o := s.order(t, "amina")
	must(t, s.seals.Lift(s.As("amina"), s.rosa, o.Version))
	s.AsOwner(t, "insert into onward.partnership (code, name) values ('ELA', 'East')")
	s.AsOwner(t, "update onward.organisation set partnership_id = (select id from onward.partnership where code = 'ELA') where slug = 'brent'")
	if err := with(func(*sharing.Wanted) {}); fault.Of(err).Public != same {
		t.Errorf("another partnership's: %v", err)
	}
	if _, _, err := s.emergencies.Declare(s.As("jan"), sharing.Wanted{Reference: s.reference(t), Reason: why}); err != nil {
		t.Errorf("by reference: %v", err)
	}
	for _, who := range []string{"ines", "grace", "anil", "petra"} {
		_, _, err := s.emergencies.Declare(s.As(who), rosa())
		mustBe(t, who, err, fault.Forbidden)
	}
}

func TestWhereSeveralMatchNoneIsOpened(t *testing.T) {
	t.Parallel()
	s := laySay(t)
	s.Start("jan", "Rosa", "Adomako")
	_, several, err := s.emergencies.Declare(s.As("bola"), rosa())
	if err != nil || len(several) != 2 || s.opens(t, "bola") != "" {
		t.Fatalf("%+v %v", several, err)
	}
	w := rosa()
	w.Journey = s.rosa
	if id, _, err := s.emergencies.Declare(s.As("bola"), w); err != nil || id != s.rosa || s.opens(t, "bola") == "" {
		t.Errorf("chosen: %v", err)
	}
}

func TestEmergenciesAreLimited(t *testing.T) {
	t.Parallel()
	s := laySay(t)
	limits := account.Limits{DB: s.DB, Box: s.Box}
	s.emergencies.Limit = limits.Emergency
	miss := rosa()
	miss.Given = "Nobody"
	var last error
	for range 11 {
		_, _, last = s.emergencies.Declare(s.As("bola"), miss)
	}
	mustBe(t, "the eleventh", last, fault.TooMany)
	_, _, err := s.emergencies.Declare(s.As("bola"), rosa())
	mustBe(t, "also the right one", err, fault.TooMany)
	if _, _, err := s.emergencies.Declare(s.As("jan"), rosa()); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	s.emergencies.Limit = func(context.Context) error { return errors.New("no count") }
	if _, _, err := s.emergencies.Declare(s.As("bimpe"), rosa()); err == nil {
		t.Error("declared without a count")
	}
}

func TestTheLeadsGovernanceOfficerReviews(t *testing.T) {
	t.Parallel()
	s := laySay(t)
	_, _, err := s.emergencies.Declare(s.As("bola"), rosa())
	must(t, err)
	var kept string
	must(t, s.Read("grace", func(tx *postgres.Tx) error {
		return tx.Conn().QueryRow(tx, "select reason || coalesce(encode(sealed, 'escape'), '') || coalesce(told_at::text, '') from onward.emergency").Scan(&kept)
	}))
	if strings.Contains(kept, "ambulance") {
		t.Error("the reason lies open")
	}
	grace := s.As("grace")
	waiting, reviewed, err := s.emergencies.Queue(grace)
	must(t, err)
	if len(waiting) != 1 || len(reviewed) != 0 || waiting[0].Reason != why || waiting[0].By != "Bola Adeyemi" || waiting[0].ByOrg != "Brent" || waiting[0].Reference != s.reference(t) {
		t.Fatalf("waiting: %+v", waiting)
	}
	var told bool
	must(t, s.Read("grace", func(tx *postgres.Tx) error {
		return tx.Conn().QueryRow(tx, "select told_at is not null from onward.emergency").Scan(&told)
	}))
	if !told {
		t.Error("shown in the queue, and not noted as told")
	}
	id := waiting[0].ID
	must(t, s.Read("bola", func(tx *postgres.Tx) error {
		_, err := s.Gate.Decide(tx, s.rosa)
		tx.Last("insert into onward.audit (post_id, staff_id, organisation_id, action, subject, journey_id, categories, basis) values ($1, $2, $3, 'view', 'details', $4, '{identity}', 'emergency')",
			tx.Actor.Post, tx.Actor.User, tx.Actor.Organisation, s.rosa)
		return err
	}))
	if _, looks, err := s.emergencies.Get(grace, id); err != nil || len(looks) != 2 || looks[0].Subject != "details" {
		t.Errorf("what was looked at: %+v %v", looks, err)
	}
	for what, c := range map[string]struct{ finding, remark string }{"no finding": {"", "x"}, "an odd one": {"fine", "x"}, "no remark": {"not_justified", " "},
		"too long": {"training", strings.Repeat("x", 1001)}} {
		mustBe(t, what, s.emergencies.Review(grace, id, c.finding, c.remark, 1), fault.Invalid)
	}
	for who, kind := range map[string]fault.Kind{"tom": fault.Missing, "bola": fault.Missing, "amina": fault.Missing} {
		mustBe(t, who, s.emergencies.Review(s.As(who), id, "justified", "", 1), kind)
	}
	must(t, s.emergencies.Review(grace, id, "training", "Call the single point of contact first.", waiting[0].Version))
	mustBe(t, "an old version", s.emergencies.Review(grace, id, "justified", "", waiting[0].Version), fault.Conflict)
	if waiting, reviewed, _ := s.emergencies.Queue(grace); len(waiting) != 0 || len(reviewed) != 1 || reviewed[0].Finding != "training" || reviewed[0].ReviewedBy != "Grace Mensah" ||
		reviewed[0].Remark != "Call the single point of contact first." {
		t.Errorf("reviewed: %+v", reviewed)
	}
	mustBe(t, "none of that number", s.emergencies.Review(grace, 9999, "justified", "", 1), fault.Missing)
}
