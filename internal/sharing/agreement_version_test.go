package sharing_test

import (
	"strings"
	"testing"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/postgres"
	"onward/internal/sharing"
)

func (w world) next(t *testing.T, who string, id int, change func(*sharing.Terms)) int {
	t.Helper()
	next, err := w.Next(w.As(who), id)
	if err != nil {
		t.Fatal(err)
	}
	w.fill(t, who, next, change)
	if err := w.Offer(w.As(who), next, w.get(t, who, next).Revision); err != nil {
		t.Fatal(err)
	}
	return next
}

// The last to sign is no party to what is replaced, and it ends all the same.
func TestANewVersionTakesThePlaceOfTheOld(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	rosa := w.Rosa()
	w.told(t, rosa)
	id := w.signed(t, "brent")
	next := w.next(t, "bea", id, func(terms *sharing.Terms) {
		terms.Categories = access.SetOf(access.Existence, access.Identity)
		terms.Parties = append(terms.Parties, sharing.Party{Organisation: w.Orgs["jcp-west"], Receives: true, Capacity: "processor"})
	})
	if _, err := w.Next(w.As("grace"), id); !fault.Is(err, fault.Conflict) {
		t.Errorf("a third beside the second: %v", err)
	}
	w.sign(t, "grace", next)
	w.sign(t, "bea", next)
	if got := w.sees(t, "bola", rosa); !got.Has(access.Plan) {
		t.Errorf("before the last signature the old one holds: %v", got.Words())
	}
	w.sign(t, "jo", next)
	if got := w.sees(t, "bola", rosa); got != access.SetOf(access.Existence, access.Identity) || w.sees(t, "jan", rosa) != got {
		t.Errorf("afterwards Brent sees %v", got.Words())
	}
	old := w.get(t, "bea", id)
	if old.State != sharing.Ended || old.Events[0].What != "replaced" || old.Events[0].Detail != "2" {
		t.Errorf("the old one: %s %+v", old.State, old.Events[0])
	}
	if a := w.get(t, "bea", next); a.Number != 2 || a.Versions[1].ID != id || !a.Latest() || old.Latest() {
		t.Errorf("its versions: %+v", a.Versions)
	}
}

// One that begins later shortens the old one to the day before.
func TestANewVersionThatBeginsLaterLetsTheOldRunUntilThen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	rosa := w.Rosa()
	w.told(t, rosa)
	id := w.signed(t, "brent")
	begins := w.get(t, "grace", id).Terms.From.Add(30)
	next := w.next(t, "grace", id, func(terms *sharing.Terms) {
		terms.From, terms.Categories = begins, access.SetOf(access.Existence, access.Identity)
	})
	w.sign(t, "grace", next)
	w.sign(t, "bea", next)
	old := w.get(t, "grace", id)
	if old.State != sharing.InForce || old.Terms.Until != begins.Add(-1) || !w.sees(t, "bola", rosa).Has(access.Plan) {
		t.Errorf("until then: %s until %s", old.State, old.Terms.Until)
	}
	w.AsOwner(t, "insert into onward.clock_shift select interval '30 days'")
	if got := w.sees(t, "bola", rosa); got != access.SetOf(access.Existence, access.Identity) {
		t.Errorf("from then: %v", got.Words())
	}
}

func TestThePreviewCountsWhoGainsAndLoses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var ours [][16]byte
	for _, name := range []string{"Adomako", "Brandl", "Castro", "Dembele", "Eriksen", "Farouk"} {
		ours = append(ours, w.Start("amina", "Rosa", name))
	}
	for _, j := range ours[:5] { // the last was not told
		w.told(t, j)
	}
	w.told(t, w.Start("bola", "Mira", "Ibori"))
	w.AsOwner(t, `insert into onward.objection (id, resident_id, lead_org_id, author_org_id, author_id, organisation_id, how, objected_on)
		select gen_random_uuid(), resident_id, lead_org_id, lead_org_id, spoc_id, $2, 'in person', onward.today() from onward.journey where id = $1`, ours[0], w.Orgs["brent"])
	w.AsOwner(t, `insert into onward.seal_order (id, journey_id, resident_id, lead_org_id, author_org_id, author_id, reason, list)
		select gen_random_uuid(), id, resident_id, lead_org_id, lead_org_id, spoc_id, 'At risk', array[spoc_id, spoc_id] from onward.journey where id = $1`, ours[1])
	id := w.offered(t, "brent", "jcp-west")
	effect := func(who string, id int, ends bool) sharing.Effect {
		t.Helper()
		e, err := w.Effect(w.As(who), id, ends)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	sight := func(e sharing.Effect, slug string) sharing.Sight {
		for _, s := range e.Sights {
			if s.Organisation == w.Orgs[slug] {
				return s
			}
		}
		return sharing.Sight{}
	}
	e := effect("grace", id, false)
	brent, ealing := sight(e, "brent"), sight(e, "ealing")
	if brent.Gains != (sharing.Count{Ours: 3}) || brent.Objected != (sharing.Count{Ours: 1}) || brent.Adds != w.get(t, "grace", id).Terms.Categories || ealing.Gains != (sharing.Count{Others: 1}) {
		t.Errorf("what Grace sees: Brent %+v, Ealing %+v", brent, ealing)
	}
	// Of Ealing's journeys Jo sees her own organisation's gain exactly, and of
	// Brent's gain only that it is fewer than five.
	e = effect("jo", id, false)
	if got := sight(e, "jcp-west").Gains; got != (sharing.Count{Others: 5}) {
		t.Errorf("the jobcentre's own gain: %+v", got)
	}
	if got := sight(e, "brent").Gains; got != (sharing.Count{Others: -1}) || got.String() != "fewer than 5" {
		t.Errorf("another's small gain: %+v", got)
	}
	if got := e.Open; got != (sharing.Count{Others: 7}) {
		t.Errorf("open journeys: %+v", got)
	}
	w.sign(t, "grace", id)
	w.sign(t, "bea", id)
	w.sign(t, "jo", id)
	if got := w.sees(t, "bola", ours[2]); got.Empty() || !w.sees(t, "bola", ours[0]).Empty() || !w.sees(t, "bola", ours[1]).Empty() || !w.sees(t, "bola", ours[5]).Empty() {
		t.Error("the preview and the walls differ")
	}
	if e := effect("grace", id, false); !e.Empty() {
		t.Errorf("in force it changes nothing more: %+v", e)
	}
	if got := sight(effect("grace", id, true), "brent").Loses; got != (sharing.Count{Ours: 3}) {
		t.Errorf("what it takes to end it: %+v", got)
	}
	next := w.next(t, "grace", id, func(terms *sharing.Terms) {
		terms.Categories = access.SetOf(access.Existence, access.Identity, access.Contact, access.Circumstances)
		terms.Parties = terms.Parties[:2]
	})
	e = effect("grace", next, false)
	if got := sight(e, "brent"); got.More != (sharing.Count{Ours: 3}) || got.Adds != access.SetOf(access.Circumstances) || got.Drops != access.SetOf(access.Plan, access.Outcomes) {
		t.Errorf("the next version for Brent: %+v", got)
	}
	if got := sight(e, "jcp-west").Loses; got.Ours != 4 {
		t.Errorf("the jobcentre leaves: %+v", got)
	}
	if _, err := w.Effect(w.As("amina"), id, false); !fault.Is(err, fault.Forbidden) {
		t.Errorf("an advisor counts: %v", err)
	}
	for _, who := range []string{"amina", "cleo"} {
		n := -1
		if err := w.Read(who, func(tx *postgres.Tx) error {
			return tx.Conn().QueryRow(tx, "select count(*) from onward.agreement_effect($1, false)", id).Scan(&n)
		}); err != nil || n != 0 {
			t.Errorf("the database counts for %s: %d %v", who, n, err)
		}
	}
}

func TestReviewsAreRemindedOf(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.signed(t, "brent")
	a := w.get(t, "grace", id)
	for days, want := range map[int]bool{-61: false, -60: true, 0: true} {
		if got := a.ToReview(a.Terms.Review.Add(days)); got != want {
			t.Errorf("%d days from its review: %v", days, got)
		}
	}
	a.ReviewedOn = a.Terms.Review.Add(-10)
	if a.ToReview(a.Terms.Review) || !a.ToReview(a.Terms.Until.Add(-20)) {
		t.Error("a review puts off the review, and not the end")
	}
	if err := w.Reviewed(w.As("bea"), id, a.Revision, "It serves"); err != nil {
		t.Fatal(err)
	}
	if a := w.get(t, "grace", id); a.ReviewedOn.IsZero() || a.Events[0].Detail != "It serves" {
		t.Errorf("%+v", a.Events[0])
	}
}

func TestComplaintsLieSealed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.signed(t, "brent")
	today := w.get(t, "grace", id).Terms.From
	if err := w.Complain(w.As("bea"), id, sharing.Complaint{ReceivedOn: today, About: "breach", What: "A letter went astray"}); err != nil {
		t.Fatal(err)
	}
	list, err := w.Complaints(w.As("grace"), id)
	if err != nil || len(list) != 1 || list[0].What != "A letter went astray" || !list[0].Open() {
		t.Fatalf("%+v %v", list, err)
	}
	if err := w.Answer(w.As("grace"), id, list[0].ID, 1, "upheld", "Sorry"); !fault.Is(err, fault.Forbidden) {
		t.Errorf("another party answers: %v", err)
	}
	if err := w.Answer(w.As("bea"), id, list[0].ID, 7, "upheld", "Sorry"); !fault.Is(err, fault.Conflict) {
		t.Errorf("a stale version: %v", err)
	}
	if err := w.Complain(w.As("amina"), id, sharing.Complaint{ReceivedOn: today, About: "breach", What: "X"}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("an advisor logs: %v", err)
	}
	var sealed []byte
	var rows int
	if err := w.Read("grace", func(tx *postgres.Tx) error {
		return tx.Conn().QueryRow(tx, "select sealed from onward.agreement_complaint").Scan(&sealed)
	}); err != nil || strings.Contains(string(sealed), "astray") {
		t.Errorf("%q %v", sealed, err)
	}
	for _, who := range []string{"amina", "jo", "cleo"} {
		if err := w.Read(who, func(tx *postgres.Tx) error {
			return tx.Conn().QueryRow(tx, "select count(*) from onward.agreement_complaint").Scan(&rows)
		}); err != nil || rows != 0 {
			t.Errorf("%s reads %d: %v", who, rows, err)
		}
	}
}
