package barrier_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/journey/barrier"
	"onward/internal/postgres"
	"onward/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// bench is a world with Rosa's journey and the service over it.
type bench struct {
	*fixture.World
	barrier.Service
	rosa uuid.UUID
}

func lay(t *testing.T) bench {
	t.Helper()
	w := fixture.New(t)
	return bench{World: w, Service: barrier.Service{DB: w.DB, Gate: w.Gate, Box: w.Box}, rosa: w.Rosa()}
}

func (b bench) add(t *testing.T, who, code string, change ...func(*barrier.New)) uuid.UUID {
	t.Helper()
	n := barrier.New{Code: code, Facts: barrier.Facts{Severity: barrier.Marked}}
	for _, f := range change {
		f(&n)
	}
	id, err := b.Add(b.As(who), b.rosa, n)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (b bench) list(t *testing.T, who string) (all []barrier.Barrier) {
	t.Helper()
	err := b.World.Read(who, func(tx *postgres.Tx) error {
		d, err := b.World.Gate.Decide(tx, b.rosa)
		if err != nil {
			return err
		}
		all, err = b.List(tx, d)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func (b bench) get(t *testing.T, who string, id uuid.UUID) (one barrier.Barrier, history []barrier.Change, err error) {
	t.Helper()
	err = b.World.Read(who, func(tx *postgres.Tx) error {
		d, err := b.World.Gate.Decide(tx, b.rosa)
		if err != nil {
			return err
		}
		if one, err = b.Get(tx, d, id); err != nil {
			return err
		}
		history, err = b.History(tx, d, id)
		return err
	})
	return one, history, err
}

func codes(all []barrier.Barrier) string {
	var list []string
	for _, b := range all {
		list = append(list, b.Kind.Code)
	}
	return strings.Join(list, " ")
}

func TestAddKeepsEverything(t *testing.T) {
	t.Parallel()
	b := lay(t)
	id := b.add(t, "amina", "childcare", func(n *barrier.New) {
		n.Facts = barrier.Facts{Detail: "Childcare before 8am", Severity: barrier.Severe, Since: calendar.MustISO("2025-09-01"), FoundBy: "resident"}
	})
	one, history, err := b.get(t, "amina", id)
	if err != nil {
		t.Fatal(err)
	}
	if one.Title() != "Childcare before 8am" || one.Severity != barrier.Severe || one.Status != barrier.Open || one.Since.String() != "2025-09-01" ||
		one.FoundBy != "resident" || one.Version != 1 || one.Author != "Amina Yusufi" || one.AuthorOrg != "Ealing" || one.StatusOn.IsZero() {
		t.Errorf("kept: %+v", one)
	}
	if len(history) != 1 || history[0].Status != barrier.Open || history[0].By != "Amina Yusufi" {
		t.Errorf("history: %+v", history)
	}
}

func TestNobodyAddsInAnothersNameOrInThePast(t *testing.T) {
	t.Parallel()
	b := lay(t)
	id := b.add(t, "amina", "digital", func(n *barrier.New) {
		n.Author, n.At, n.StatusOn = b.Staff["joel"], calendar.MustISO("2020-01-01").Start(), calendar.MustISO("2020-01-01")
	})
	one, _, _ := b.get(t, "amina", id)
	if one.Author != "Amina Yusufi" || one.CreatedAt.Year() == 2020 || one.StatusOn.Year() == 2020 {
		t.Errorf("added by %s at %s", one.Author, one.CreatedAt)
	}
}

func TestGuardedBarriersAreSealedAndSeenByTheCaseloadAlone(t *testing.T) {
	t.Parallel()
	b := lay(t)
	health := b.add(t, "amina", "mental_health", func(n *barrier.New) { n.Detail = "Panic in crowds" })
	b.add(t, "amina", "offending")
	b.add(t, "amina", "discrimination")
	b.add(t, "amina", "debt")
	b.add(t, "amina", "transport")

	if got := codes(b.list(t, "amina")); got != "mental_health offending discrimination debt transport" {
		t.Errorf("amina sees %s", got)
	}
	if got := codes(b.list(t, "joel")); got != "transport" {
		t.Errorf("joel, a colleague, sees %s", got)
	}
	if got := codes(b.list(t, "tom")); got != "mental_health offending debt transport" {
		t.Errorf("tom, the manager, sees %s", got)
	}
	if got := b.list(t, "grace"); len(got) != 0 {
		t.Errorf("governance sees %s", codes(got))
	}
	if _, _, err := b.get(t, "joel", health); !fault.Is(err, fault.Missing) {
		t.Errorf("joel opens it: %v", err)
	}
	if one, _, err := b.get(t, "amina", health); err != nil || one.Detail != "Panic in crowds" {
		t.Errorf("amina opens it: %+v, %v", one, err)
	}
	if open := b.column(t, "select count(*) from onward.barrier where category in ('health', 'equality', 'offences') and (code <> '' or detail <> '' or position('Panic' in encode(sealed, 'escape')) > 0)"); open != 0 {
		t.Errorf("%d guarded barriers lie open", open)
	}
}

func (b bench) column(t *testing.T, sql string, args ...any) (n int) {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), b.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if err := conn.QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAddNeedsTheCategory(t *testing.T) {
	t.Parallel()
	b := lay(t)
	for who, want := range map[string]fault.Kind{"joel": fault.Forbidden, "grace": fault.Forbidden, "bola": fault.Missing, "anil": fault.Missing} {
		if _, err := b.Add(b.As(who), b.rosa, barrier.New{Code: "english", Facts: barrier.Facts{Severity: barrier.Slight}}); !fault.Is(err, want) {
			t.Errorf("%s: %v", who, err)
		}
	}
	b.add(t, "ines", "english") // intake adds circumstances …
	if _, err := b.Add(b.As("ines"), b.rosa, barrier.New{Code: "debt", Facts: barrier.Facts{Severity: barrier.Slight}}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("… and no more: %v", err)
	}
	if _, err := b.Add(b.As("amina"), b.rosa, barrier.New{}); !fault.Is(err, fault.Invalid) {
		t.Errorf("an empty one: %v", err)
	}
	if _, err := b.Add(b.As("amina"), uuid.New(), barrier.New{Code: "english", Facts: barrier.Facts{Severity: barrier.Slight}}); !fault.Is(err, fault.Missing) {
		t.Errorf("on an unknown journey: %v", err)
	}
}

func TestTheSameBarrierIsNotAddedTwice(t *testing.T) {
	t.Parallel()
	b := lay(t)
	id := b.add(t, "amina", "physical_health")
	again := barrier.New{Code: "physical_health", Facts: barrier.Facts{Severity: barrier.Slight}}
	if _, err := b.Add(b.As("amina"), b.rosa, again); !fault.Is(err, fault.Invalid) {
		t.Errorf("again: %v", err)
	}
	if err := b.Change(b.As("amina"), b.rosa, id, barrier.Facts{Severity: barrier.Slight, Status: barrier.Resolved}, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Add(b.As("amina"), b.rosa, again); err != nil {
		t.Errorf("it came back after it was removed: %v", err)
	}
}

// A manager may add equality but not see it: the answer must not tell that it is there.
func TestTwiceDoesNotTellOfWhatIsHidden(t *testing.T) {
	t.Parallel()
	b := lay(t)
	b.add(t, "amina", "discrimination")
	if _, err := b.Add(b.As("tom"), b.rosa, barrier.New{Code: "discrimination", Facts: barrier.Facts{Severity: barrier.Slight}}); err != nil {
		t.Errorf("the manager learns of it: %v", err)
	}
}

func TestChangeKeepsTheHistory(t *testing.T) {
	t.Parallel()
	b := lay(t)
	id := b.add(t, "amina", "mental_health", func(n *barrier.New) { n.Detail = "Panic in crowds" })
	if err := b.Change(b.As("tom"), b.rosa, id, barrier.Facts{Detail: "Calmer", Severity: barrier.Slight, Status: barrier.Easing}, 1); err != nil {
		t.Fatal(err)
	}
	one, history, err := b.get(t, "amina", id)
	if err != nil || one.Detail != "Calmer" || one.Status != barrier.Easing || one.Severity != barrier.Slight || one.Version != 2 {
		t.Errorf("changed: %+v, %v", one, err)
	}
	if len(history) != 2 || history[0].Status != barrier.Easing || history[0].By != "Tom Redgate" || history[1].Status != barrier.Open {
		t.Errorf("history: %+v", history)
	}
	if n := b.column(t, "select count(*) from onward.audit where subject = 'barrier' and action = 'change' and fields @> '{detail,severity,status}' and categories = '{health}'"); n != 1 {
		t.Errorf("%d audit rows of the change", n)
	}
}

func TestChangeRefusesStaleForeignAndWrong(t *testing.T) {
	t.Parallel()
	b := lay(t)
	id := b.add(t, "amina", "transport")
	good := barrier.Facts{Severity: barrier.Slight, Status: barrier.Easing}
	for _, c := range []struct {
		who     string
		id      uuid.UUID
		facts   barrier.Facts
		version int
		want    fault.Kind
	}{
		{"amina", id, good, 7, fault.Conflict},
		{"amina", id, barrier.Facts{}, 1, fault.Invalid},
		{"amina", uuid.New(), good, 1, fault.Missing},
		{"joel", id, good, 1, fault.Forbidden},
		{"bola", id, good, 1, fault.Missing},
	} {
		if err := b.Change(b.As(c.who), b.rosa, c.id, c.facts, c.version); !fault.Is(err, c.want) {
			t.Errorf("%s, version %d: %v", c.who, c.version, err)
		}
	}
	other := b.Start("amina", "Tomasz", "Brandl")
	if err := b.Change(b.As("amina"), other, id, good, 1); !fault.Is(err, fault.Missing) {
		t.Errorf("through another journey: %v", err)
	}
}

func TestRemoveIsUndoneForADay(t *testing.T) {
	t.Parallel()
	b := lay(t)
	id := b.add(t, "amina", "mental_health")
	if err := b.Remove(b.As("joel"), b.rosa, id, 1); !fault.Is(err, fault.Missing) {
		t.Errorf("joel removed what he may not see: %v", err)
	}
	if err := b.Remove(b.As("amina"), b.rosa, id, 9); !fault.Is(err, fault.Conflict) {
		t.Errorf("over another version: %v", err)
	}
	if err := b.Remove(b.As("amina"), b.rosa, id, 1); err != nil {
		t.Fatal(err)
	}
	if len(b.list(t, "amina")) != 0 {
		t.Error("removed, and still listed")
	}
	if err := b.Restore(b.As("joel"), b.rosa, id); !fault.Is(err, fault.Missing) {
		t.Errorf("joel restored it: %v", err)
	}
	if err := b.Restore(b.As("amina"), b.rosa, id); err != nil {
		t.Fatal(err)
	}
	one, _, err := b.get(t, "amina", id)
	if err != nil || one.Version != 3 {
		t.Errorf("restored: %+v, %v", one, err)
	}
	if err := b.Remove(b.As("amina"), b.rosa, id, 3); err != nil {
		t.Fatal(err)
	}
	b.AsOwner(t, "insert into onward.clock_shift values ('25 hours')")
	if err := b.Restore(b.As("amina"), b.rosa, id); !fault.Is(err, fault.Missing) {
		t.Errorf("restored after a day: %v", err)
	}
}

func TestRepeatedSendsDoItOnce(t *testing.T) {
	t.Parallel()
	b := lay(t)
	ctx := postgres.Once(b.As("amina"), uuid.New(), "POST /barriers/new")
	n := barrier.New{Code: "digital", Facts: barrier.Facts{Severity: barrier.Slight}}
	first, err := b.Add(ctx, b.rosa, n)
	if err != nil {
		t.Fatal(err)
	}
	second, err := b.Add(ctx, b.rosa, n)
	if err != nil || second != first || len(b.list(t, "amina")) != 1 {
		t.Errorf("the second send: %s, %v, want %s", second, err, first)
	}
	ctx = postgres.Once(b.As("amina"), uuid.New(), "POST /barriers")
	for range 2 {
		if err := b.Change(ctx, b.rosa, first, barrier.Facts{Severity: barrier.Severe, Status: barrier.Open}, 1); err != nil {
			t.Error(err)
		}
	}
}
