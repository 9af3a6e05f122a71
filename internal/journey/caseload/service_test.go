package caseload_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/journey/caseload"
	"onward/internal/journey/kept"
	"onward/internal/postgres"
)

func TestFilterSurvivesItsAddress(t *testing.T) {
	t.Parallel()
	for _, f := range []caseload.Filter{
		{State: caseload.Open}, {State: caseload.Any}, {State: caseload.Closed, Who: caseload.Who{Me: true, Helping: true, Staff: []int{3, 5}}},
		{State: caseload.Open, Stages: []journey.Stage{"new", "in_work"}, Programmes: []string{"Connect to Work", "Restart"}, Groups: []string{"disabled", "over_50"}, Barriers: []string{"english"}, Entries: []string{"library"},
			Overdue: true, Quiet: true, Early: true},
	} {
		if got := caseload.ParseFilter(f.Values()); !reflect.DeepEqual(got, f) {
			t.Errorf("%+v came back as %+v", f, got)
		}
	}
	strange := map[string][]string{"state": {"open'--"}, "who": {"0", "-1", "you", "99999999999"}, "stage": {"nowhere", "new", "new"}, "group": {"x"}, "entry": {"x"}, "overdue": {"yes"}}
	if got := caseload.ParseFilter(strange); !reflect.DeepEqual(got, caseload.Filter{State: caseload.Open, Stages: []journey.Stage{"new"}}) {
		t.Errorf("a strange address gives %+v", got)
	}
	long := strings.Repeat("é", 101)
	cut := caseload.ParseFilter(map[string][]string{"programme": {long}, "barrier": {long}})
	if want := long[:2*100]; cut.Programmes[0] != want || cut.Barriers[0] != want {
		t.Errorf("endless words came in: %d and %d bytes", len(cut.Programmes[0]), len(cut.Barriers[0]))
	}
	if v := (caseload.Filter{Words: "Rosa"}).Values().Encode(); strings.Contains(v, "Rosa") {
		t.Errorf("typed words stand in the address: %s", v)
	}
	for _, text := range []string{"", "name", "-name", "due", "-due", "nonsense", "-"} {
		o := caseload.ParseOrder(text)
		if again := caseload.ParseOrder(o.String()); again != o {
			t.Errorf("%q: %v, and again %v", text, o, again)
		}
	}
}

func TestSavedFiltersAreOnesOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.populate(t)
	f := caseload.Saved{Name: "Getting on", Filter: caseload.Filter{State: caseload.Open, Who: caseload.Who{Me: true}, Stages: []journey.Stage{"in_work"}}, Order: caseload.Order{By: caseload.ByName}}
	if err := w.service.Save(w.As("amina"), f); err != nil {
		t.Fatal(err)
	}
	if err := w.service.Save(w.As("amina"), f); !fault.Is(err, fault.Invalid) {
		t.Errorf("the same name twice: %v", err)
	}
	page, err := w.service.List(w.As("amina"), caseload.Query{}, caseload.Filter{})
	if err != nil || len(page.Saved) != 1 || page.Saved[0].Name != "Getting on" || !reflect.DeepEqual(page.Saved[0].Filter, f.Filter) || page.Saved[0].Order != f.Order {
		t.Fatalf("%+v, %v", page.Saved, err)
	}
	if page.Counts[1] != 1 { // Ben
		t.Errorf("the saved filter finds %d", page.Counts[1])
	}
	id := page.Saved[0].ID
	if other, err := w.service.List(w.As("joel"), caseload.Query{}); err != nil || len(other.Saved) != 0 {
		t.Errorf("joel has %v, %v", other.Saved, err)
	}
	if err := w.service.Forget(w.As("joel"), id); !fault.Is(err, fault.Missing) {
		t.Errorf("joel deletes amina's: %v", err)
	}
	if _, err := w.service.Kept(w.As("joel"), id); !fault.Is(err, fault.Missing) {
		t.Errorf("joel reads amina's: %v", err)
	}
	if err := w.service.Forget(w.As("amina"), id); err != nil {
		t.Error(err)
	}
	if err := w.service.Forget(w.As("amina"), id); !fault.Is(err, fault.Missing) {
		t.Errorf("deleted twice: %v", err)
	}
	for i := range kept.Most + 1 {
		f.Name = strings.Repeat("x", i+1)
		if err := w.service.Save(w.As("amina"), f); (err == nil) != (i < kept.Most) {
			t.Errorf("filter %d: %v", i+1, err)
		}
	}
}

func TestTypedWordsAreKeptUnderAKeyOfOnesOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	key, err := w.service.Remember(w.As("amina"), "rosa adomako")
	if err != nil {
		t.Fatal(err)
	}
	if typed, err := w.service.Recall(w.As("amina"), key); err != nil || typed != "rosa adomako" {
		t.Errorf("%q, %v", typed, err)
	}
	if _, err := w.service.Recall(w.As("joel"), key); !fault.Is(err, fault.Missing) {
		t.Errorf("joel reads what amina typed: %v", err)
	}
	if _, err := w.service.Recall(w.As("amina"), uuid.New()); !fault.Is(err, fault.Missing) {
		t.Errorf("an unknown key: %v", err)
	}
}

// traces are the audit's rows of a person: action, subject, how many.
func traces(t *testing.T, w *world, who string) map[string]int {
	t.Helper()
	got := map[string]int{}
	conn, err := pgx.Connect(t.Context(), w.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	rows, err := conn.Query(t.Context(), `select action || ' ' || subject || coalesce(' ' || journey_id, '') || coalesce(' of ' || array_length(journeys, 1), '') || array_to_string(fields, ',')
		from onward.audit where staff_id = $1 and action <> 'add'`, w.Staff[who])
	if err != nil {
		t.Fatal(err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range list {
		got[line]++
	}
	return got
}

func TestLooksAreRecorded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.populate(t)
	ctx := w.As("ines")
	if _, _, err := w.service.Find(ctx, "ada vantongeren", 25); err != nil {
		t.Fatal(err)
	}
	ada := w.journeys[0].id.String()
	if got, want := traces(t, w, "ines"), map[string]int{"search resident " + ada: 1}; !reflect.DeepEqual(got, want) {
		t.Errorf("a search leaves %v, want %v", got, want)
	}
	if _, err := w.service.List(w.As("jan"), caseload.Query{}); err != nil {
		t.Fatal(err)
	}
	if got, want := traces(t, w, "jan"), map[string]int{"view caseload": 1}; !reflect.DeepEqual(got, want) {
		t.Errorf("a list leaves %v, want %v", got, want)
	}
	if _, err := w.service.Export(w.As("bola"), caseload.Filter{}, caseload.Order{}, nil); err != nil {
		t.Fatal(err)
	}
	if got, want := traces(t, w, "bola"), map[string]int{"export caseloadjourneys:1": 1, "export journey " + w.journeys[6].id.String(): 1}; !reflect.DeepEqual(got, want) {
		t.Errorf("an export leaves %v, want %v", got, want)
	}
}

// TestNoLookWithoutATrace: where the audit cannot be written nothing is read.
func TestNoLookWithoutATrace(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.populate(t)
	w.AsOwner(t, "revoke insert on onward.audit from onward_app")
	if p, err := w.service.List(w.As("amina"), caseload.Query{}); err == nil {
		t.Errorf("a list of %d was read", p.Total)
	}
	if rows, _, err := w.service.Find(w.As("amina"), "ada", 25); err == nil {
		t.Errorf("a search of %d was read", len(rows))
	}
	if p, err := w.service.Export(w.As("amina"), caseload.Filter{}, caseload.Order{}, nil); err == nil {
		t.Errorf("an export of %d was read", p.Total)
	}
}

func TestChosenAndExportedStayWithinReach(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.populate(t)
	var all []uuid.UUID
	for _, m := range w.journeys {
		all = append(all, m.id)
	}
	rows, err := w.service.Chosen(w.As("tom"), all)
	if got := w.names(rows); err != nil || !reflect.DeepEqual(got, []string{"Ada", "Ben", "Cem", "Dia", "Eva", "Fay"}) {
		t.Errorf("tom chose %v, %v", got, err)
	}
	p, err := w.service.Export(w.As("amina"), caseload.Filter{State: caseload.Any}, caseload.Order{}, all)
	if got := w.names(p.Rows); err != nil || !reflect.DeepEqual(got, []string{"Ada", "Ben", "Cem", "Eva"}) {
		t.Errorf("amina exports %v, %v", got, err)
	}
}

func TestOutcomesComeWithTheirDecisions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.populate(t)
	asked := 0
	w.service.Outcomes = func(_ *postgres.Tx, decisions []access.Decision) (caseload.OutcomeMap, error) {
		asked = len(decisions)
		return caseload.OutcomeMap{decisions[0].Subject.Journey: {Standing: caseload.AtRisk, Count: 5, Of: 182}}, nil
	}
	p, err := w.service.Board(w.As("amina"), caseload.Filter{Who: caseload.Who{Me: true}}, caseload.Order{}, 4)
	if err != nil || asked != 2 || p.Outcomes[p.Rows[0].ID()].Count != 5 {
		t.Errorf("asked for %d, %+v, %v", asked, p.Outcomes, err)
	}
}

func TestProgrammesAreTheOrganisations(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.populate(t)
	w.add(t, made{name: "Ida", spoc: "amina", org: "ealing", program: "Multiply"})
	for who, want := range map[string][]string{"amina": {"Multiply", "Restart"}, "bola": {"Restart"}, "jan": nil} {
		p, err := w.service.List(w.As(who), caseload.Query{})
		if err != nil || !reflect.DeepEqual(p.Programmes, want) && len(p.Programmes)+len(want) > 0 {
			t.Errorf("%s: %v, want %v (%v)", who, p.Programmes, want, err)
		}
	}
}
