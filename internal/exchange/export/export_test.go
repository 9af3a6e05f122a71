package export_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/exchange/export"
	"onward/internal/exchange/sheet"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/testdb"
	"onward/policies"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// world is a service with a source "rows" that gives what sheet says.
type world struct {
	*fixture.World
	service export.Service
	sheet   export.Sheet
	reads   int
	during  func(context.Context) error // runs while the list is read
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{World: fixture.New(t), sheet: export.Sheet{Headings: []string{"Name"}, Rows: [][]sheet.Value{{sheet.Text("=Rosa")}}}}
	policy, err := access.Load(policies.Model, policies.Roles)
	must(t, err)
	w.service = export.Service{DB: w.DB, Gate: journey.NewGate(policy), Box: w.Box, Wake: make(chan struct{}, 1),
		Sources: map[string]export.Source{"rows": func(ctx context.Context, _ json.RawMessage) (export.Sheet, error) {
			w.reads++
			if w.during != nil {
				if err := w.during(ctx); err != nil {
					return export.Sheet{}, err
				}
			}
			return w.sheet, nil
		}}}
	return w
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) ask(t *testing.T, who string) uuid.UUID {
	t.Helper()
	id, err := w.service.Ask(w.As(who), export.Ask{Source: "rows", Format: "csv", Title: "Rows", Name: "rows", Detail: json.RawMessage("{}")})
	must(t, err)
	return id
}

func (w *world) work(t *testing.T) {
	t.Helper()
	if worked, err := w.service.Work(t.Context()); !worked || err != nil {
		t.Fatalf("worked %v, %v", worked, err)
	}
}

func (w *world) get(t *testing.T, who string, id uuid.UUID) export.Export {
	t.Helper()
	e, err := w.service.Get(w.As(who), id)
	must(t, err)
	return e
}

// refuses fails unless the file is not given, with these words.
func (w *world) refuses(t *testing.T, who string, id uuid.UUID, kind fault.Kind, words string) {
	t.Helper()
	_, file, err := w.service.File(w.As(who), id)
	if !fault.Is(err, kind) || !strings.Contains(fault.Of(err).Public, words) || file != nil {
		t.Errorf("%s gets %d bytes, %v", who, len(file), err)
	}
}

func number(t *testing.T, w *world, sql string, args ...any) (n int) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), w.Owner)
	must(t, err)
	defer conn.Close(context.Background())
	must(t, conn.QueryRow(t.Context(), sql, args...).Scan(&n))
	return n
}

func TestAFileIsMadeOnceAndLiesSealed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.ask(t, "amina")
	w.refuses(t, "amina", id, fault.Conflict, "not made yet")
	select {
	case <-w.service.Wake:
	default:
		t.Error("nobody was woken")
	}
	w.work(t)
	if worked, err := w.service.Work(t.Context()); worked || err != nil {
		t.Errorf("made again: %v, %v", worked, err)
	}
	e, file, err := w.service.File(w.As("amina"), id)
	if err != nil || string(file) != "\ufeffName\r\n'=Rosa\r\n" || e.Rows != 1 || e.State != export.Done || w.reads != 1 {
		t.Errorf("%q %+v %v, read %d times", file, e, err, w.reads)
	}
	if n := number(t, w, "select count(*) from onward.export_part where position('Rosa'::bytea in sealed) > 0"); n != 0 {
		t.Error("the file lies open")
	}
	list, err := w.service.List(w.As("amina"))
	if err != nil || len(list) != 1 || list[0].ID != id {
		t.Errorf("%v, %v", list, err)
	}
}

func TestAnExportIsNobodyElses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.ask(t, "amina")
	w.work(t)
	for _, who := range []string{"joel", "tom", "bola", "ines", "grace"} {
		w.refuses(t, who, id, fault.Missing, "")
		if list, err := w.service.List(w.As(who)); len(list) != 0 {
			t.Errorf("%s sees %v, %v", who, list, err)
		}
		must(t, w.DB.Read(w.As(who), func(tx *postgres.Tx) error {
			var n int
			err := tx.Conn().QueryRow(tx, "select (select count(*) from onward.export) + (select count(*) from onward.export_part)").Scan(&n)
			if n != 0 {
				t.Errorf("the second wall shows %s %d rows", who, n)
			}
			return err
		}))
	}
}

// The same person in another post asked for nothing.
func TestAnExportStaysInItsPost(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.ask(t, "amina")
	w.work(t)
	w.AsOwner(t, `update onward.post set staff_id = (select staff_id from onward.export) where id <> (select post_id from onward.export)
		and staff_id = (select id from onward.staff where username = 'tom')`)
	w.refuses(t, "tom", id, fault.Missing, "")
	must(t, w.DB.Read(w.As("tom"), func(tx *postgres.Tx) error {
		var n int
		err := tx.Conn().QueryRow(tx, "select (select count(*) from onward.export) + (select count(*) from onward.export_part)").Scan(&n)
		if n != 0 {
			t.Errorf("the second wall shows the other post %d rows", n)
		}
		return err
	}))
}

func TestWhatIsAskedForTwiceIsOneExport(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := postgres.Once(w.As("amina"), uuid.New(), "POST /caseload/export")
	a := export.Ask{Source: "rows", Format: "xlsx", Detail: json.RawMessage("{}")}
	first, err := w.service.Ask(ctx, a)
	must(t, err)
	second, err := w.service.Ask(ctx, a)
	if err != nil || first != second || number(t, w, "select count(*) from onward.export") != 1 {
		t.Errorf("%s and %s, %v", first, second, err)
	}
}

func TestWhatCannotBeAskedFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, a := range []export.Ask{{Source: "rows", Format: "pdf"}, {Source: "other", Format: "csv"}} {
		if _, err := w.service.Ask(w.As("amina"), a); !fault.Is(err, fault.Missing) {
			t.Errorf("%+v: %v", a, err)
		}
	}
	if _, err := w.service.Ask(w.As("ines"), export.Ask{Source: "rows", Format: "csv"}); !fault.Is(err, fault.Missing) {
		t.Errorf("intake exports: %v", err)
	}
	for range export.MostWaiting {
		w.ask(t, "amina")
	}
	if _, err := w.service.Ask(w.As("amina"), export.Ask{Source: "rows", Format: "csv"}); !fault.Is(err, fault.TooMany) {
		t.Errorf("one too many: %v", err)
	}
	w.ask(t, "joel")
}

func TestAnExportThatMayNotBeReadEndsInItsWords(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		during func(context.Context) error
		words  string
		logged bool
	}{
		"refused": {func(context.Context) error { return fault.New(fault.Forbidden, "Your post does not open this list.") }, "Your post does not open", false},
		"ours":    {func(context.Context) error { return errors.New("secret detail") }, "a fault on our side", true},
		"panic":   {func(context.Context) error { panic("secret detail") }, "a fault on our side", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.during = c.during
			id := w.ask(t, "amina")
			worked, err := w.service.Work(t.Context())
			if !worked || (err != nil) != c.logged {
				t.Errorf("worked %v, %v", worked, err)
			}
			if e := w.get(t, "amina", id); e.State != export.Failed || !strings.Contains(e.Failure, c.words) || strings.Contains(e.Failure, "secret") {
				t.Errorf("%s %q", e.State, e.Failure)
			}
			w.refuses(t, "amina", id, fault.Conflict, c.words)
		})
	}
}

func TestARestartInTheMiddleBeginsAnewAndMakesOneFile(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i := range 60_000 { // more than one part
		w.sheet.Rows = append(w.sheet.Rows, []sheet.Value{sheet.Text(fmt.Sprintf("a resident with number %d", i))})
	}
	ctx, stop := context.WithCancel(t.Context())
	w.during = func(context.Context) error { stop(); return nil }
	id := w.ask(t, "amina")
	if _, err := w.service.Work(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("stopped, it says %v", err)
	}
	if e := w.get(t, "amina", id); e.State != export.Queued || number(t, w, "select tries from onward.export") != 0 {
		t.Errorf("stopped in good order, it waits at once: %s", e.State)
	}
	w.during = nil
	w.work(t)
	e, file, err := w.service.File(w.As("amina"), id)
	if err != nil || e.Parts < 2 || e.Made != e.Parts || strings.Count(string(file), "\r\n") != 60_002 || number(t, w, "select count(*) from onward.export_part") != e.Parts {
		t.Errorf("%d of %d parts, %d bytes, %v", e.Made, e.Parts, len(file), err)
	}
}

func TestADeadServersExportIsTakenOver(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.ask(t, "amina")
	w.AsOwner(t, "update onward.export set state = 'running', claim = gen_random_uuid(), changed_at = onward.now() - interval '90 seconds'")
	w.AsOwner(t, "insert into onward.export_part select id, staff_id, post_id, 0, '' from onward.export") // what the dead one left
	if worked, err := w.service.Work(t.Context()); worked || err != nil {
		t.Fatalf("taken from a worker that was heard of a moment ago: %v", err)
	}
	w.AsOwner(t, "update onward.export set changed_at = onward.now() - interval '121 seconds'")
	w.work(t)
	if _, file, err := w.service.File(w.As("amina"), id); err != nil || !strings.HasSuffix(string(file), "'=Rosa\r\n") {
		t.Errorf("%q, %v", file, err)
	}
}

// Another worker took the export while this one read: this one stores nothing.
func TestASlowWorkerStopsAtAnothersClaim(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.ask(t, "amina")
	w.during = func(context.Context) error {
		w.during = nil
		w.AsOwner(t, "update onward.export set changed_at = onward.now() - interval '3 minutes'")
		w.work(t) // the other
		w.sheet.Rows = nil
		return nil
	}
	w.work(t)
	if _, file, err := w.service.File(w.As("amina"), id); err != nil || !strings.HasSuffix(string(file), "'=Rosa\r\n") || w.reads != 2 {
		t.Errorf("the slow one wrote over the other's file: %q, %v", file, err)
	}
}

func TestWhatNobodyCanMakeEndsInWords(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ sql, words string }{
		"the post has ended":      {"update onward.post set until_on = '2020-02-02' where id = (select post_id from onward.export)", "Your post ended"},
		"it broke off many times": {"update onward.export set tries = 5", "broke off several times"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.ask(t, "amina")
			w.AsOwner(t, c.sql)
			if worked, err := w.service.Work(t.Context()); worked || err != nil {
				t.Errorf("worked %v, %v", worked, err)
			}
			if n := number(t, w, "select count(*) from onward.export where state = 'failed' and failure like $1", "%"+c.words+"%"); n != 1 {
				t.Error("it does not say why")
			}
		})
	}
}

func TestAFileGoesAfterADay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.ask(t, "amina")
	w.work(t)
	w.AsOwner(t, "insert into onward.clock_shift values ('23 hours 59 minutes')")
	if _, _, err := w.service.File(w.As("amina"), id); err != nil {
		t.Error(err)
	}
	w.AsOwner(t, "update onward.clock_shift set shift = '24 hours 1 minute'")
	w.refuses(t, "amina", id, fault.Conflict, "deleted a day after") // though no sweep has come yet
	if e := w.get(t, "amina", id); !e.Expired || e.Ready() {
		t.Errorf("%+v", e)
	}
}

func TestThePostThatEndedGetsNoFile(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.ask(t, "amina")
	w.work(t)
	ctx := w.As("amina")
	w.AsOwner(t, "update onward.post set until_on = '2020-02-02' where id = (select post_id from onward.export)")
	if _, file, err := w.service.File(ctx, id); err == nil || file != nil {
		t.Errorf("%d bytes, %v", len(file), err)
	}
}
