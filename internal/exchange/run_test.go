package exchange_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"onward/internal/calendar"
	"onward/internal/exchange"
	"onward/internal/exchange/caseload"
	"onward/internal/exchange/sheet"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/journey"
	"onward/internal/journey/barrier"
	"onward/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

func service(w *fixture.World) exchange.Service {
	return exchange.Service{DB: w.DB, Gate: w.Gate, Journeys: w.Journeys.Store, Residents: w.Journeys.Residents,
		Barriers: barrier.Service{DB: w.DB, Gate: w.Gate, Box: w.Box}, Directory: w.Directory, Box: w.Box}
}

func read(t *testing.T, name string, text []byte) *caseload.Sheet {
	t.Helper()
	table, err := sheet.Read(name, bytes.NewReader(text), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := caseload.Recognise(table, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func borough(t *testing.T) []byte {
	t.Helper()
	text, err := os.ReadFile("caseload/testdata/caseload.csv")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func number(t *testing.T, w *fixture.World, sql string, args ...any) (n int) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), w.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if err := conn.QueryRow(t.Context(), sql, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func tally(rows []caseload.Row) map[caseload.Outcome]int {
	counts := map[caseload.Outcome]int{}
	for _, row := range rows {
		counts[row.Outcome]++
	}
	return counts
}

// The borough's spreadsheet, row by row against what a careful clerk keys in.
func TestTheBoroughsSheetGoesInAsAClerkWouldKeyIt(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	s := service(w)
	rows, err := s.Run(w.As("tom"), read(t, "caseload.csv", borough(t)), exchange.Choices{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	compareWithTruth(t, rows)
	counts := tally(rows)
	if n := number(t, w, "select count(*) from onward.journey"); n != counts[caseload.Created] || n == 0 {
		t.Errorf("%d journeys for %d created rows", n, counts[caseload.Created])
	}
	for what, sql := range map[string]string{
		"journeys without their single point of contact": "select count(*) from onward.journey j where not exists (select from onward.spoc_period p where p.journey_id = j.id and p.until_at is null and p.staff_id = j.spoc_id)",
		"stages that a status does not lead to":          "select count(*) from onward.progress where stage not in ('assessing', 'in_work', 'closed')",
		"journeys without their mark":                    "select count(*) from onward.journey j where not exists (select from onward.imported_row i where i.journey_id = j.id)",
		"journeys without a trace":                       "select count(*) from onward.journey j where not exists (select from onward.audit a where a.journey_id = j.id)",
	} {
		if n := number(t, w, sql); n != 0 {
			t.Errorf("%d %s", n, what)
		}
	}
	again, err := s.Run(w.As("tom"), read(t, "caseload.csv", borough(t)), exchange.Choices{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if n := tally(again); n[caseload.Created] != 0 || number(t, w, "select count(*) from onward.journey") != counts[caseload.Created] {
		t.Errorf("run again it adds: %v", n)
	}
	for i, row := range again {
		if rows[i].Outcome == caseload.Created && row.Outcome != caseload.Skipped {
			t.Errorf("row %d was imported before and is %s", row.Number, row.Outcome)
		}
	}
}

func compareWithTruth(t *testing.T, rows []caseload.Row) {
	t.Helper()
	truth := map[float64]map[string]any{}
	text, err := os.ReadFile("caseload/testdata/caseload_truth.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		var want map[string]any
		if err := json.Unmarshal([]byte(line), &want); err != nil {
			t.Fatal(err)
		}
		truth[want["row"].(float64)] = want
	}
	compared := 0
	for _, row := range rows {
		line, err := caseload.ReportLine(row)
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]any
		if err := json.Unmarshal(line, &got); err != nil {
			t.Fatal(err)
		}
		want, ok := truth[got["row"].(float64)]
		if !ok {
			continue
		}
		compared++
		outcome := "created"
		switch {
		case want["error"] == "blank row":
			outcome = "skipped"
		case want["error"] != nil:
			outcome = "rejected"
		case want["duplicate"] == true:
			outcome = "duplicate"
		}
		if got["outcome"] != outcome {
			t.Errorf("row %d is %s, want %s", row.Number, got["outcome"], outcome)
		}
		for _, field := range []string{"given", "family", "nino", "postcode", "phone", "email", "registered", "status", "barriers", "job"} {
			if want["error"] == nil && !reflect.DeepEqual(got[field], want[field]) {
				t.Errorf("row %d: %s is %v, want %v", row.Number, field, got[field], want[field])
			}
		}
	}
	if compared != len(truth) {
		t.Errorf("%d of %d rows of the truth were compared", compared, len(truth))
	}
}

func small(lines ...string) []byte {
	return []byte("First name,Surname,DOB,NI No,Adviser,Status,Notes,Barriers\n" + strings.Join(lines, "\n") + "\n")
}

func TestAdvisersAreFoundOrTheJourneyGoesToTheActorWithATask(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	_, err := service(w).Run(w.As("tom"), read(t, "a.csv", small("Mei,Jones,3/6/1995,,A. Yusufi,Active,,", "Kai,St John,15/3/1995,,Joel Hartigan,Active,,", "Ana,Silva,1/2/1990,,Somebody Else,Active,,")), exchange.Choices{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for who, want := range map[string]int{"amina": 1, "joel": 1, "tom": 1} {
		if n := number(t, w, "select count(*) from onward.journey where spoc_id = $1", w.Staff[who]); n != want {
			t.Errorf("%s has %d journeys, want %d", who, n, want)
		}
	}
	if n := number(t, w, "select count(*) from onward.task where assignee_id = $1 and origin = 'import'", w.Staff["tom"]); n != 1 {
		t.Errorf("tom has %d tasks", n)
	}
}

func TestLikelyDuplicatesWaitForAChoice(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	w.Start("amina", "Mei", "Jones", func(n *journey.New) { n.Resident.Identity.Born = calendar.MustISO("1995-06-03") })
	s := service(w)
	sheet := read(t, "a.csv", small("Mei,Jones,3/6/1995,,,Active,,", "Kai,St John,15/3/1995,,,Active,,"))
	rows, err := s.Run(w.As("tom"), sheet, exchange.Choices{}, nil)
	if err != nil || rows[0].Outcome != caseload.Duplicate || rows[1].Outcome != caseload.Created {
		t.Fatalf("%v, %v", tally(rows), err)
	}
	rows, err = s.Run(w.As("tom"), sheet, exchange.Choices{SomebodyElse: []int{rows[0].Number}}, nil)
	if err != nil || rows[0].Outcome != caseload.Created || rows[1].Outcome != caseload.Skipped {
		t.Errorf("after the choice: %v, %v", tally(rows), err)
	}
	if rows, err = s.Run(w.As("bimpe"), sheet, exchange.Choices{}, nil); err != nil || tally(rows)[caseload.Created] != 2 {
		t.Errorf("another borough knows nobody of them: %v, %v", tally(rows), err)
	}
}

func TestPreviewChangesNothing(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	rows, err := service(w).Preview(w.As("tom"), read(t, "a.csv", small("Mei,Jones,3/6/1995,,,Active,,")), exchange.Choices{})
	if err != nil || tally(rows)[caseload.Created] != 1 || number(t, w, "select count(*) from onward.resident") != 0 {
		t.Errorf("%v, %v", tally(rows), err)
	}
}

func TestIntakeImportsWhatItMayAdd(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	rows, err := service(w).Run(w.As("ines"), read(t, "a.csv", small("Mei,Jones,3/6/1995,,,Active,Likes to bake,Debt; Childcare")), exchange.Choices{}, nil)
	if err != nil || rows[0].Outcome != caseload.Created {
		t.Fatalf("%v, %v", rows, err)
	}
	if text := fmt.Sprint(rows[0].Problems); !strings.Contains(text, "does not add notes") || !strings.Contains(text, "does not add barriers") {
		t.Errorf("nothing says what was left out: %s", text)
	}
	if n := number(t, w, "select count(*) from onward.note"); n != 0 {
		t.Errorf("%d notes", n)
	}
	if n := number(t, w, "select count(*) from onward.barrier where category = 'circumstances'"); n != 1 {
		t.Errorf("%d barriers of a category that intake adds", n)
	}
}

func TestWhoMayNotImportIsRefused(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	for _, who := range []string{"amina", "grace", "anil", "petra"} {
		if _, err := service(w).Run(w.As(who), read(t, "a.csv", small("Mei,Jones,3/6/1995,,,Active,,")), exchange.Choices{}, nil); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", who, err)
		}
	}
}
