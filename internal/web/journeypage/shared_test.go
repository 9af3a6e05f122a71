package journeypage_test

import (
	"testing"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/journey/note"
	"onward/internal/journey/plan"
	"onward/internal/postgres"
	"onward/internal/webtest"
)

// A part that was accepted can be worked on: what is added is the part's own,
// the lead's progress follows, and nobody changes what another wrote.
func TestAPartIsWorkedOn(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	s.Agree("Referrals", fixture.Terms{Bases: []string{"referral"}, Categories: []string{"identity", "plan", "notes", "work"}})
	s.Inform(rosa)
	s.Refer(rosa, "jcp-west", "accepted", "identity", "plan", "notes", "work")
	plans := plan.Service{DB: s.DB, Gate: s.Gate, Box: s.Box}
	notes := note.Service{DB: s.DB, Gate: s.Gate, Box: s.Box}
	var today calendar.Date
	if err := s.Read("jan", func(tx *postgres.Tx) error { today = tx.Actor.Today; return nil }); err != nil {
		t.Fatal(err)
	}
	facts := plan.ActionFacts{What: "Bring the payslips", Owner: plan.Owner{Kind: plan.ByResident}, Due: today.Add(3)}
	hers, err := plans.AddAction(s.World.As("amina"), rosa, facts)
	if err != nil {
		t.Fatal(err)
	}
	facts.What, facts.Due = "Ring the employer", today.Add(1)
	his, err := plans.AddAction(s.World.As("jan"), rosa, facts)
	if err != nil {
		t.Fatal(err)
	}
	written, err := notes.Add(s.World.As("jan"), rosa, note.New{Contact: note.FaceToFace, On: today, Text: "Came to the office."})
	if err != nil {
		t.Fatal(err)
	}
	var next, author string
	if err := s.Read("amina", func(tx *postgres.Tx) error {
		return tx.Conn().QueryRow(tx, `select p.next_what, o.slug from onward.progress p join onward.action a on a.journey_id = p.journey_id and a.id = $2
			join onward.organisation o on o.id = a.author_org_id where p.journey_id = $1`, rosa, his).Scan(&next, &author)
	}); err != nil || next != "Ring the employer" || author != "jcp-west" {
		t.Errorf("next is %q, written by %q, %v", next, author, err)
	}
	facts.What = "Ring the employer again"
	if err := plans.ChangeAction(s.World.As("jan"), rosa, his, facts, 1); err != nil {
		t.Errorf("his own: %v", err)
	}
	if err := plans.ChangeAction(s.World.As("jan"), rosa, hers, facts, 1); err == nil {
		t.Error("he changed hers")
	}
	if err := notes.Correct(s.World.As("jan"), rosa, note.New{ID: written, Contact: note.FaceToFace, On: today, Text: "Came to the office at ten."}, 1); err != nil {
		t.Errorf("his note: %v", err)
	}
	if err := plans.ChangeAction(s.World.As("bola"), rosa, his, facts, 2); !fault.Is(err, fault.Missing) {
		t.Errorf("bola has no part: %v", err)
	}
	for part, want := range map[string]int{"": 200, "/plan": 200, "/timeline": 200, "/plan/print": 200, "/actions/" + his.String(): 200, "/notes/" + written.String() + "/correct": 200,
		"/supporters": 404, "/stage": 404, "/details": 200, "/work": 200, "/barriers": 404, "/actions/" + uuid.NewString(): 404} {
		if got := s.As("jan").Get("/journeys/" + rosa.String() + part).Status; got != want && !(want == 404 && got == 403) {
			t.Errorf("%q answers %d, want %d", part, got, want)
		}
	}
	// Ended, the journey is gone, and the note stands under what the jobcentre wrote.
	s.AsOwner(t, "update onward.referral set state = 'ended'")
	if got := s.As("jan").Get("/journeys/" + rosa.String() + "/plan").Status; got != 404 && got != 403 {
		t.Errorf("the plan answers %d after the part has ended", got)
	}
}
