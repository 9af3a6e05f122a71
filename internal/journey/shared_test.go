package journey_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/postgres"
)

// sees is what a person may view of a journey, by casbin; "" where it is not there.
func sees(t *testing.T, w *fixture.World, username string, id uuid.UUID) string {
	t.Helper()
	var words []string
	err := w.Read(username, func(tx *postgres.Tx) error {
		d, err := w.Gate.Decide(tx, id)
		words = d.On(access.View).Words()
		return err
	})
	if fault.Is(err, fault.Missing) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(words, " ")
}

// What ends opens nothing from the next request on: each of the ways in which
// sight of a journey can end, asked before and after.
func TestWhatEndsIsEndedAtTheNextRequest(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	rosa := w.Rosa()
	west := w.Agree("West cases", fixture.Terms{Categories: []string{"identity", "plan"}})
	cons := w.Agree("Closer cases", fixture.Terms{Categories: []string{"identity", "contact"}, Consent: true})
	w.Agree("Referrals", fixture.Terms{Bases: []string{"referral"}, Categories: []string{"identity", "health"}})
	step := func(what, username, want string) {
		t.Helper()
		if got := sees(t, w, username, rosa); got != want {
			t.Errorf("%s: %s sees %q, want %q", what, username, got, want)
		}
	}
	step("before anybody was told", "bola", "")
	w.Inform(rosa)
	step("informed", "bola", "existence identity plan")
	w.Consent(rosa, cons)
	step("consented", "bola", "existence identity contact plan")
	w.AsOwner(t, "update onward.consent set withdrawn_on = onward.today()")
	step("withdrawn", "bola", "existence identity plan")
	w.Move(west, "suspended")
	step("suspended", "bola", "")
	w.Move(west, "in_force")
	step("resumed", "bola", "existence identity plan")
	w.Object(rosa, "brent")
	step("objected", "bola", "")
	step("objected to another", "jan", "existence identity plan")
	w.AsOwner(t, "update onward.objection set lifted_on = onward.today()")
	w.Seal(rosa, "tom", "grace")
	step("sealed", "bola", "")
	step("sealed at home", "joel", "")
	w.AsOwner(t, "update onward.seal_order set list = list || $1::int", w.Staff["bola"])
	step("listed", "bola", "existence identity plan")
	w.AsOwner(t, "update onward.seal_order set lifted_at = onward.now()")
	w.Move(west, "ended")
	step("ended", "bola", "")
	w.Refer(rosa, "jcp-west", "offered", "identity")
	step("offered", "jan", "existence identity")
	w.AsOwner(t, "update onward.referral set state = 'accepted', categories = '{identity,health}'")
	step("accepted", "jan", "existence identity health")
	w.AsOwner(t, "update onward.referral set state = 'ended'")
	step("the part has ended", "jan", "")
	w.Emergency(rosa, "jan")
	step("emergency", "jan", "existence identity contact health notes")
	w.AsOwner(t, "update onward.emergency set declared_at = declared_at - interval '24 hours'")
	step("24 hours later", "jan", "")
	w.AsOwner(t, "update onward.notice set removed_at = onward.now()")
	step("nothing is left", "bimpe", "")
}

// The narrow table that the second wall stands on is what the rule says, after
// everything that can change it.
func TestOpeningsAreKept(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	rosa := w.Rosa()
	other := w.Start("joel", "Hodan", "Warsame")
	kept := func(string) { // the word is for who reads a failure's line
		t.Helper()
		w.AsOwner(t, `do $$ begin if exists (
			(table onward.opening except select * from onward.openings(array(select id from onward.journey)))
			union all (select * from onward.openings(array(select id from onward.journey)) except table onward.opening)) then raise exception 'openings are not kept'; end if; end $$`)

	}
	w.Inform(rosa)
	w.Agree("West cases", fixture.Terms{Bases: []string{"neighbour", "referral"}, Categories: []string{"identity"}})
	kept("agreement after notice")
	w.Inform(other)
	w.Refer(rosa, "brent", "accepted", "identity", "plan")
	w.Refer(rosa, "brent", "offered", "identity")
	w.Object(other, "brent")
	w.Seal(other, "tom", "grace")
	w.Emergency(rosa, "jan")
	kept("say")
	if err := w.Journeys.Reassign(w.As("tom"), []uuid.UUID{rosa}, w.Staff["joel"], "moved"); err != nil {
		t.Fatal(err)
	}
	kept("reassigned")
	w.AsOwner(t, "update onward.journey set closed_on = onward.today() where id = $1", rosa)
	w.AsOwner(t, "update onward.progress set next_due = '2027-01-01'")
	kept("closed and due")
	w.AsOwner(t, "delete from onward.referral")
	w.AsOwner(t, "delete from onward.notice where resident_id = (select resident_id from onward.journey where id = $1)", other)
	kept("taken away")
}
