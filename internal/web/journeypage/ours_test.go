package journeypage_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/calendar"
	"onward/internal/fixture"
	"onward/internal/journey/note"
	"onward/internal/journey/plan"
	"onward/internal/outcome"
	"onward/internal/postgres"
	"onward/internal/webtest"
)

// authored counts the traces of a look on basis author at a journey.
func authored(t *testing.T, s *webtest.Site, journey uuid.UUID) (n int) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if err := conn.QueryRow(t.Context(), "select count(*) from onward.audit where action = 'view' and basis = 'author' and journey_id = $1 and staff_id = $2",
		journey, s.Staff["jan"]).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// What the jobcentre wrote stays readable to it once its part has ended, and
// nothing of what others wrote, nor of the resident.
func TestWhatOneWroteStaysAfterThePart(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	s.Agree("Referrals", fixture.Terms{Bases: []string{"referral"}, Categories: []string{"identity", "plan", "notes", "work"}})
	s.Inform(rosa)
	s.Refer(rosa, "jcp-west", "accepted", "identity", "plan", "notes", "work")
	at := "/journeys/" + rosa.String()
	jan, bola := s.As("jan"), s.As("bola")
	if r := jan.Get(at + "/ours"); r.Status != http.StatusNotFound {
		t.Errorf("nothing is written yet: %d", r.Status)
	}
	var today calendar.Date
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.Read("jan", func(tx *postgres.Tx) error { today = tx.Actor.Today; return nil }))
	for who, mark := range map[string]string{"amina": "Hers", "jan": "His"} {
		ctx := s.World.As(who)
		_, err := s.App.Notes.Add(ctx, rosa, note.New{Contact: note.FaceToFace, On: today, Text: mark + "-note"})
		must(err)
		_, err = s.App.Plan.AddAction(ctx, rosa, plan.ActionFacts{What: mark + "-action", Owner: plan.Owner{Kind: plan.ByResident}, Due: today.Add(3)})
		must(err)
		_, err = s.App.Plan.AddIntervention(ctx, rosa, plan.InterventionFacts{Type: plan.Types[0].Code, Starts: today})
		must(err)
		_, err = s.App.Outcomes.Add(ctx, rosa, outcome.Record{Title: "Cook", Spell: outcome.Spell{Employer: mark + "-employer", Start: today.Add(-3)}})
		must(err)
	}
	s.AsOwner(t, `insert into onward.appointment (id, journey_id, lead_org_id, author_org_id, author_id, advisor_id, starts_at, ends_at, manner, purpose)
		select gen_random_uuid(), id, lead_org_id, o.org, o.staff, o.staff, onward.now(), onward.now() + interval '1 hour', 'telephone', o.mark
		from onward.journey, (values ($2::int, $3::int, 'His-appointment'), ($4, $5, 'Hers-appointment')) o (org, staff, mark) where id = $1`,
		rosa, s.Orgs["jcp-west"], s.Staff["jan"], s.Orgs["ealing"], s.Staff["amina"])
	if r := jan.Get(at + "/ours"); r.Status != http.StatusNotFound {
		t.Errorf("while the part stands all of it is on the journey's own pages: %d", r.Status)
	}
	s.AsOwner(t, "update onward.referral set state = 'ended'")
	for _, part := range []string{"", "/plan", "/timeline", "/work", "/details"} {
		if r := jan.Get(at + part); r.Status != http.StatusNotFound && r.Status != http.StatusForbidden || strings.Contains(r.Body, "/ours") {
			t.Errorf("%q after the part answers %d", part, r.Status)
		}
	}
	before := authored(t, s, rosa)
	r := jan.Get(at + "/ours")
	for _, want := range []string{"What JCP West wrote", "His-note", "His-action", "His-appointment", "His-employer", plan.Types[0].Label} {
		if !strings.Contains(r.Text(), want) {
			t.Errorf("%d, no %q: %s", r.Status, want, r.Text())
		}
	}
	for _, hidden := range []string{"Hers", "Rosa", "Rosie", "Adomako"} {
		if strings.Contains(r.Body, hidden) {
			t.Errorf("it shows %q", hidden)
		}
	}
	if strings.Count(r.Body, plan.Types[0].Label) != 1 {
		t.Error("it shows the lead's support too")
	}
	if n := authored(t, s, rosa); n != before+1 {
		t.Errorf("%d traces", n-before)
	}
	for who, c := range map[string]*webtest.Client{"bola": bola, "amina": s.As("amina"), "grace": s.As("grace")} {
		if r := c.Get(at + "/ours"); r.Status != http.StatusNotFound {
			t.Errorf("%s, whose organisation wrote nothing as another's, gets %d", who, r.Status)
		}
	}
	s.Seal(rosa, "tom")
	if r := jan.Get(at + "/ours"); r.Status != http.StatusNotFound || authored(t, s, rosa) != before+1 {
		t.Errorf("sealed, it answers %d", r.Status)
	}
}
