package job_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"onward/internal/fixture"
	"onward/internal/job"
	"onward/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// kept are rows of every kind that the sweep knows, made now.
const kept = `
	insert into onward.draft (staff_id, post_id, form, sealed) select p.staff_id, p.id, '/notes/new', '' from onward.post p join onward.staff s on s.id = p.staff_id where s.username = 'amina';
	insert into onward.search_text (id, staff_id, sealed) select gen_random_uuid(), id, '' from onward.staff where username = 'amina';
	insert into onward.idempotency (staff_id, key, purpose) select id, gen_random_uuid(), '' from onward.staff where username = 'amina';
	insert into onward.attempt (what, who, since, tries) values ('sign-in', '', onward.now(), 1);
	insert into onward.import (id, staff_id, post_id, organisation_id, file_name, sealed, state)
		select gen_random_uuid(), p.staff_id, p.id, p.organisation_id, 'sheet.csv', '', 'done'
		from onward.post p join onward.staff s on s.id = p.staff_id where s.username = 'amina';
	insert into onward.import_row (import_id, staff_id, number, outcome, sealed) select id, staff_id, 1, 'rejected', '' from onward.import;
	insert into onward.export (id, staff_id, post_id, organisation_id, source, format, ask, state, done_at)
		select gen_random_uuid(), p.staff_id, p.id, p.organisation_id, 'caseload', 'csv', '', 'done', onward.now()
		from onward.post p join onward.staff s on s.id = p.staff_id where s.username = 'amina';
	insert into onward.export_part (export_id, staff_id, post_id, number, sealed) select id, staff_id, post_id, 0, '' from onward.export;
	insert into onward.sessions (token, data, expiry) values ('idle', '', onward.now() + interval '30 minutes');
	insert into onward.sessions (token, data, expiry, ended_at) values ('ended', '', onward.now() + interval '30 minutes', onward.now());`

// left says how many rows of each kind there are.
func left(t *testing.T, w *fixture.World) map[string]int {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), w.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	counts := map[string]int{}
	for kind, rows := range map[string]string{"draft": "draft", "search": "search_text", "key": "idempotency", "try": "attempt", "import": "import",
		"row": "import_row", "export": "export", "file": "export_part", "session": "sessions where ended_at is null", "mark": "sessions where ended_at is not null"} {
		var n int
		if err := conn.QueryRow(t.Context(), "select count(*) from onward."+rows).Scan(&n); err != nil {
			t.Fatal(err)
		}
		counts[kind] = n
	}
	return counts
}

func TestSweepTakesEachKindInItsTime(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	w.AsOwner(t, kept)
	w.AsOwner(t, "insert into onward.clock_shift values ('0')")
	gone := map[string]bool{}
	for _, step := range []struct {
		after string
		takes []string
	}{
		{"11 hours", nil},
		{"12 hours 10 minutes", []string{"mark"}},
		{"23 hours", []string{"session"}},
		{"25 hours", []string{"try", "file"}},
		{"6 days 23 hours", nil},
		{"7 days 1 hour", []string{"search", "key", "export"}},
		{"29 days 23 hours", nil},
		{"30 days 1 hour", []string{"draft"}},
		{"89 days 23 hours", nil},
		{"90 days 1 hour", []string{"import", "row"}},
	} {
		w.AsOwner(t, "update onward.clock_shift set shift = $1::text::interval", step.after)
		for range 2 { // the second finds nothing to do
			if more, err := job.Sweep(w.DB).Do(t.Context()); more || err != nil {
				t.Fatalf("sweeping: %v, %v", more, err)
			}
		}
		for _, kind := range step.takes {
			gone[kind] = true
		}
		for kind, n := range left(t, w) {
			if want := map[bool]int{false: 1, true: 0}[gone[kind]]; n != want {
				t.Errorf("after %s: %d of %s, want %d", step.after, n, kind, want)
			}
		}
	}
}

func TestSweepTellsThatTheDatabaseDoesNotAnswer(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	w.DB.Close()
	if _, err := job.Sweep(w.DB).Do(t.Context()); err == nil {
		t.Error("a sweep that did not happen is not told")
	}
}
