package exchange_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/exchange"
	"onward/internal/exchange/caseload"
	"onward/internal/fixture"
	"onward/internal/postgres"
)

// people is a sheet of so many, nobody like another.
func people(n int) []byte {
	var lines []string
	for i := range n {
		lines = append(lines, fmt.Sprintf("Given%s,Family%s,%d/%d/%d,,,Active,,", letters(i), letters(i*7), i%28+1, i%12+1, 1960+i%40))
	}
	return small(lines...)
}

func letters(n int) string {
	text := ""
	for ; n > 0 || text == ""; n /= 26 {
		text += string(rune('a' + n%26))
	}
	return text
}

// brokenOff stops the work in the middle: a row of the third batch waits for a
// lock that the test holds, and the worker is told to stop while it waits.
func brokenOff(t *testing.T, w *fixture.World, id uuid.UUID) {
	t.Helper()
	holder, err := pgx.Connect(t.Context(), w.Owner)
	must(t, err)
	defer holder.Close(t.Context())
	_, err = holder.Exec(t.Context(), "select pg_advisory_lock(42)")
	must(t, err)
	w.AsOwner(t, `create function onward.hold() returns trigger language plpgsql as $$ begin
		if (select count(*) from onward.import_row where import_id = new.import_id) >= 200 then perform pg_advisory_xact_lock(42); end if; return new; end $$`)
	w.AsOwner(t, "create trigger hold before insert on onward.import_row for each row execute function onward.hold()")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	go func() { _, err := uploads(w).Work(ctx); ended <- err }()
	const waiting = "select count(*) from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())"
	for n := 0; n == 0; {
		must(t, holder.QueryRow(t.Context(), waiting).Scan(&n))
		select {
		case err := <-ended:
			t.Fatalf("it ended before it was stopped: %v", err)
		default:
		}
	}
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Fatalf("stopped, it says %v", err)
	}
	w.AsOwner(t, "drop trigger hold on onward.import_row")
	if n := number(t, w, "select count(*) from onward.import_row where import_id = $1", id); n != 200 {
		t.Fatalf("%d rows are told of after two batches", n)
	}
}

func TestARestartInTheMiddleDoesNothingTwiceAndLosesNothing(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := keep(t, w, "tom", "a.csv", people(350))
	must(t, uploads(w).Queue(w.As("tom"), id, nil, nil))
	brokenOff(t, w, id)
	if up := get(t, w, "tom", id); up.State != exchange.StateQueued || up.RowsDone != 200 {
		t.Errorf("stopped in good order, the import waits at once: %s, %d", up.State, up.RowsDone)
	}
	work(t, w)
	up := get(t, w, "tom", id)
	if up.State != exchange.StateDone || up.Counts.Created != 350 || up.Counts.Known != 0 || up.RowsDone != 350 {
		t.Errorf("%s: %+v, %d done", up.State, up.Counts, up.RowsDone)
	}
	if n := number(t, w, "select count(*) from onward.journey"); n != 350 {
		t.Errorf("%d journeys", n)
	}
	if n := number(t, w, "select tries from onward.import"); n != 1 {
		t.Errorf("a run that was told to stop counts as a try: %d", n)
	}
}

func TestADeadServersImportIsTakenOver(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := keep(t, w, "tom", "a.csv", people(3))
	must(t, uploads(w).Queue(w.As("tom"), id, nil, nil))
	w.AsOwner(t, "update onward.import set state = 'running', claim = gen_random_uuid(), changed_at = onward.now() - interval '90 seconds'")
	if worked, err := uploads(w).Work(t.Context()); worked || err != nil {
		t.Fatalf("taken from a worker that was heard of a moment ago: %v", err)
	}
	w.AsOwner(t, "update onward.import set changed_at = onward.now() - interval '121 seconds'")
	work(t, w)
	if up := get(t, w, "tom", id); up.State != exchange.StateDone || up.Counts.Created != 3 {
		t.Errorf("%+v", up)
	}
}

// A worker that was only slow finds another's claim and stores nothing more.
func TestASlowWorkerStopsAtAnothersClaim(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := keep(t, w, "tom", "a.csv", people(3))
	must(t, uploads(w).Queue(w.As("tom"), id, nil, nil))
	w.AsOwner(t, `create function onward.overtake() returns trigger language plpgsql as $$ begin
		update onward.import set claim = gen_random_uuid() where id = new.import_id; return new; end $$`)
	w.AsOwner(t, "alter function onward.overtake() security definer")
	w.AsOwner(t, "create trigger overtake before insert on onward.import_row for each row execute function onward.overtake()")
	if worked, err := uploads(w).Work(t.Context()); !worked || err != nil {
		t.Errorf("worked %v, %v", worked, err)
	}
	if n := number(t, w, "select count(*) from onward.journey"); n != 0 {
		t.Errorf("it stored %d journeys all the same", n)
	}
	if up := get(t, w, "tom", id); up.State != exchange.StateRunning {
		t.Errorf("it touched the other's import: %s", up.State)
	}
}

func TestAFaultOfOursEndsTheImportWithWordsAndItGoesOnWhenAsked(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	u := uploads(w)
	id := keep(t, w, "tom", "a.csv", people(150))
	must(t, u.Queue(w.As("tom"), id, nil, nil))
	w.AsOwner(t, `create function onward.breaks() returns trigger language plpgsql as $$ begin
		if (select count(*) from onward.import_row where import_id = new.import_id) >= 100 then raise exception 'secret detail'; end if; return new; end $$`)
	w.AsOwner(t, "create trigger breaks before insert on onward.import_row for each row execute function onward.breaks()")
	if _, err := u.Work(t.Context()); err == nil {
		t.Error("nothing for the log")
	}
	up := get(t, w, "tom", id)
	if up.State != exchange.StateFailed || !strings.Contains(up.Failure, "kept") || strings.Contains(up.Failure, "secret") || up.Counts.Created != 100 {
		t.Errorf("%s %q %+v", up.State, up.Failure, up.Counts)
	}
	w.AsOwner(t, "drop trigger breaks on onward.import_row")
	must(t, u.Again(w.As("tom"), id))
	work(t, w)
	if up := get(t, w, "tom", id); up.State != exchange.StateDone || up.Failure != "" || up.Counts.Created != 150 || number(t, w, "select count(*) from onward.journey") != 150 {
		t.Errorf("%+v", up)
	}
}

func TestAPanicOverOneSheetEndsOnlyItsImport(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := keep(t, w, "tom", "a.csv", people(1))
	must(t, uploads(w).Queue(w.As("tom"), id, nil, nil))
	broken := uploads(w)
	broken.Gate.Policy = nil
	if _, err := broken.Work(t.Context()); err == nil {
		t.Error("nothing for the log")
	}
	if up := get(t, w, "tom", id); up.State != exchange.StateFailed {
		t.Errorf("%s", up.State)
	}
}

func TestWhatNobodyCanRunEndsInWords(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ sql, words string }{
		"the post has ended":      {"update onward.post set until_on = '2020-02-02' where id = (select post_id from onward.import)", "Your post ended"},
		"it broke off many times": {"update onward.import set tries = 10", "broke off several times"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := fixture.New(t)
			id := keep(t, w, "tom", "a.csv", people(1))
			must(t, uploads(w).Queue(w.As("tom"), id, nil, nil))
			w.AsOwner(t, c.sql)
			if worked, err := uploads(w).Work(t.Context()); worked || err != nil {
				t.Errorf("worked %v, %v", worked, err)
			}
			if n := number(t, w, "select count(*) from onward.import where state = 'failed' and failure like $1", "%"+c.words+"%"); n != 1 {
				t.Error("it does not say why")
			}
		})
	}
}

func TestImportsRunInTheNameOfTheirOwnPosts(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	for _, who := range []string{"tom", "bimpe", "ines"} {
		id := keep(t, w, who, "a.csv", people(2))
		must(t, uploads(w).Queue(w.As(who), id, nil, nil))
	}
	for range 3 {
		work(t, w)
	}
	for org, want := range map[string]int{"ealing": 2, "brent": 2} {
		if n := number(t, w, "select count(*) from onward.journey where lead_org_id = $1", w.Orgs[org]); n != want {
			t.Errorf("%s leads %d journeys, want %d", org, n, want)
		}
	}
	list, err := uploads(w).List(w.As("ines"))
	if err != nil || list[0].Counts.Known != 2 || list[0].Counts.Created != 0 {
		t.Errorf("ines sent what tom had sent: %+v, %v", list, err)
	}
}

// The claim is all that a transaction without an actor can have of imports.
func TestOnlyTheClaimSeesImportsWithoutAnActor(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := keep(t, w, "tom", "a.csv", people(1))
	must(t, uploads(w).Queue(w.As("tom"), id, nil, nil))
	must(t, w.DB.Read(w.As("bimpe"), func(tx *postgres.Tx) error {
		var imports, rows int
		err := tx.Conn().QueryRow(tx, "select (select count(*) from onward.import), (select count(*) from onward.import_row)").Scan(&imports, &rows)
		if imports+rows != 0 {
			t.Errorf("bimpe's transaction sees %d imports, %d rows", imports, rows)
		}
		return err
	}))
}

func TestLookKeepsWhatNeedsAnEye(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := keep(t, w, "tom", "a.csv", small("Mei,Jones,3/6/1995,,,Active,,", "Ana,,1/2/1990,,,Active,,", "Kai,St John,1/2/1990,,,Vanished,,", "Tom,Kerr,1/2/1991,,Some Body,Active,,"))
	rows, err := uploads(w).RowsOf(w.As("tom"), id, exchange.RowFilter{Look: true, Limit: 25})
	must(t, err)
	got := map[string]caseload.Outcome{}
	for _, row := range rows {
		got[row.Values.Given] = row.Outcome
	}
	if len(got) != 2 || got["Ana"] != caseload.Rejected || got["Kai"] != caseload.Created {
		t.Errorf("to look at: %v", got)
	}
	page, err := uploads(w).RowsOf(w.As("tom"), id, exchange.RowFilter{Limit: 1, Offset: 3})
	if err != nil || len(page) != 1 || page[0].Number != 5 {
		t.Errorf("the fourth row: %+v, %v", page, err)
	}
}
