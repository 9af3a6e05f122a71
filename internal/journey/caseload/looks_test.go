package caseload_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/journey"
	"onward/internal/journey/caseload"
	"onward/internal/postgres"
	"onward/policies"
)

// perJourney are the audit's rows of a person that name a journey, made after
// the world was: the journey's name with what was done, categories and basis.
func perJourney(t *testing.T, w *world, who, action string) map[string]string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), w.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	rows, err := conn.Query(t.Context(), `select j, subject || ' ' || categories::text || ' ' || basis
		from onward.audit, unnest(journeys || journey_id) j where staff_id = $1 and action = $2 and j is not null`, w.Staff[who], action)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	var id uuid.UUID
	var words string
	if _, err := pgx.ForEachRow(rows, []any{&id, &words}, func() error {
		for _, m := range w.journeys {
			if m.id == id {
				got[m.name] += words
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return got
}

// TestEveryNameOnAListLeavesItsTrace: who looks at a list of names looked at
// each of these people, not at "the caseload".
func TestEveryNameOnAListLeavesItsTrace(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.populate(t)
	var all []uuid.UUID
	for _, m := range w.journeys {
		all = append(all, m.id)
	}
	const shown = " {existence,identity,plan} "
	for who, look := range map[string]struct {
		read func() error
		what string
		want map[string]string
	}{
		"joel": {func() error { _, err := w.service.List(w.As("joel"), caseload.Query{}); return err },
			"caseload", map[string]string{"Ada": shown + "own", "Ben": shown + "own", "Dia": shown + "caseload", "Eva": shown + "caseload", "Fay": shown + "own"}},
		"bimpe": {func() error {
			_, err := w.service.Board(w.As("bimpe"), caseload.Filter{}, caseload.Order{}, 4)
			return err
		}, "caseload", map[string]string{"Gus": shown + "own", "Hal": shown + "caseload"}},
		"bola": {func() error { _, err := w.service.Chosen(w.As("bola"), all); return err },
			"chosen journeys", map[string]string{"Gus": shown + "caseload", "Hal": shown + "own"}},
		"jan": {func() error { _, err := w.service.Chosen(w.As("jan"), all); return err }, "", map[string]string{}},
	} {
		if err := look.read(); err != nil {
			t.Fatal(err)
		}
		for name, words := range look.want {
			look.want[name] = look.what + words
		}
		if got := perJourney(t, w, who, "view"); !reflect.DeepEqual(got, look.want) {
			t.Errorf("%s left %v, want %v", who, got, look.want)
		}
	}
	if got := traces(t, w, "joel"); got["view caseload of 3"] != 1 || got["view caseload of 2"] != 1 {
		t.Errorf("a list on two bases is %v, want a row for each", got)
	}
	w.AsOwner(t, "revoke insert on onward.audit from onward_app")
	if rows, err := w.service.Chosen(w.As("amina"), all); err == nil {
		t.Errorf("%d chosen journeys were read without a trace", len(rows))
	}
}

// TestASearchSaysWhatItShowed: its rows had no categories once.
func TestASearchSaysWhatItShowed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.populate(t)
	for who, want := range map[string]string{"ines": "resident {existence,identity} own", "amina": "resident {existence,identity,plan} caseload"} {
		if _, _, err := w.service.Find(w.As(who), "ada vantongeren", 25); err != nil {
			t.Fatal(err)
		}
		if got := perJourney(t, w, who, "search"); !reflect.DeepEqual(got, map[string]string{"Ada": want}) {
			t.Errorf("%s left %v, want %q", who, got, want)
		}
	}
}

// everyOutcome reckons an outcome for whatever it is asked about.
func everyOutcome(_ *postgres.Tx, decisions []access.Decision) (caseload.OutcomeMap, error) {
	all := caseload.OutcomeMap{}
	for _, d := range decisions {
		all[d.Subject.Journey] = caseload.Outcome{Standing: caseload.OnCourse, Count: 5, Of: 182}
	}
	return all, nil
}

// TestAnOutcomeLeavesOnlyWhereOutcomesMay: a post that views outcomes without
// exporting them gets a file without them.
func TestAnOutcomeLeavesOnlyWhereOutcomesMay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.populate(t)
	w.service.Outcomes = everyOutcome
	const export = "role:advisor, basis:caseload, verb:export, allow, existence identity contact circumstances housing_money health offences plan notes work"
	roles := strings.Replace(policies.Roles, export+" outcomes", export, 1)
	if roles == policies.Roles {
		t.Fatal("the policy has other words")
	}
	narrow, err := access.Load(policies.Model, roles)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		policy   *access.Policy
		who      string
		outcomes int
		trace    string
	}{
		"may leave":     {w.Policy, "bola", 1, "journey {existence,identity,plan,outcomes} caseload"},
		"may not leave": {narrow, "amina", 0, "journey {existence,identity,plan} caseload"},
	} {
		w.service.Gate = journey.NewGate(c.policy)
		p, err := w.service.Export(w.As(c.who), caseload.Filter{Who: caseload.Who{Me: true}, State: caseload.Open, Overdue: true}, caseload.Order{}, nil)
		if err != nil || len(p.Rows) != 1 || len(p.Outcomes) != c.outcomes {
			t.Errorf("%s: %d rows, outcomes %v, %v", name, len(p.Rows), p.Outcomes, err)
		}
		for _, trace := range perJourney(t, w, c.who, "export") {
			if trace != c.trace {
				t.Errorf("%s: the trace is %q, want %q", name, trace, c.trace)
			}
		}
	}
	list, err := w.service.List(w.As("amina"), caseload.Query{Filter: caseload.Filter{Who: caseload.Who{Me: true}}})
	if err != nil || len(list.Outcomes) != 2 {
		t.Errorf("the list shows outcomes %v, %v", list.Outcomes, err)
	}
}
