package audit_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/audit"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/postgres"
	"onward/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// trace writes n rows in amina's name, a transaction each.
func trace(t *testing.T, w *fixture.World, n int) {
	t.Helper()
	for range n {
		if err := w.DB.Write(w.As("amina"), func(tx *postgres.Tx) error {
			audit.Record(tx, audit.Entry{Action: "view", Subject: "notes", Journey: uuid.New(), Categories: []string{"notes"}, Basis: "caseload"})
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// chained seals everything and puts the head into a checkpoint.
func chained(t *testing.T, w *fixture.World, c audit.Checkpoint) audit.Head {
	t.Helper()
	_, head, err := audit.Seal(t.Context(), w.DB, 1000)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Append(head); err != nil {
		t.Fatal(err)
	}
	return head
}

func verified(t *testing.T, w *fixture.World, c audit.Checkpoint) audit.Report {
	t.Helper()
	report, err := audit.Verify(t.Context(), w.Auditor, c)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func checkpoint(t *testing.T) audit.Checkpoint {
	return audit.Checkpoint{Path: filepath.Join(t.TempDir(), "heads")}
}

func TestTheChainHoldsWhatWasWritten(t *testing.T) {
	t.Parallel()
	w, c := fixture.New(t), checkpoint(t)
	if r := verified(t, w, c); r.Links != 0 || r.Waiting != 0 || r.Findings != nil {
		t.Errorf("before anything: %+v", r)
	}
	trace(t, w, 5)
	if r := verified(t, w, c); r.Links != 0 || r.Waiting != 5 || r.Findings != nil {
		t.Errorf("unsealed: %+v", r)
	}
	n, head, err := audit.Seal(t.Context(), w.DB, 3)
	if err != nil || n != 3 || head.Seq != 3 || len(head.Hash) != 32 {
		t.Errorf("three at most: %d, %+v, %v", n, head, err)
	}
	if head := chained(t, w, c); head.Seq != 5 {
		t.Errorf("the rest: %+v", head)
	}
	if n, again, err := audit.Seal(t.Context(), w.DB, 3); err != nil || n != 0 || again.Seq != 5 {
		t.Errorf("nothing left: %d, %+v, %v", n, again, err)
	}
	trace(t, w, 1)
	chained(t, w, c)
	if r := verified(t, w, c); r.Links != 6 || r.Waiting != 0 || r.Findings != nil {
		t.Errorf("sealed: %+v", r)
	}
}

func TestABatchLeavesItsTrace(t *testing.T) {
	t.Parallel()
	w, c := fixture.New(t), checkpoint(t)
	if err := w.DB.Write(w.As("amina"), func(tx *postgres.Tx) error {
		return audit.RecordMany(tx, []audit.Entry{
			{Action: "add", Subject: "barrier", SubjectID: uuid.New(), Categories: []string{"health", "plan"}, Basis: "own", Fields: []string{"severity"}},
			{Action: "add", Subject: "journey"},
		})
	}); err != nil {
		t.Fatal(err)
	}
	chained(t, w, c)
	if r := verified(t, w, c); r.Links != 2 || r.Findings != nil {
		t.Errorf("%+v", r)
	}
}

func TestSealersAtOnceChainEachRowOnce(t *testing.T) {
	t.Parallel()
	w, c := fixture.New(t), checkpoint(t)
	trace(t, w, 40)
	var group sync.WaitGroup
	var guard sync.Mutex
	sum := 0
	for range 4 {
		group.Go(func() {
			for range 6 {
				n, _, err := audit.Seal(context.Background(), w.DB, 4)
				if err != nil {
					t.Error(err)
				}
				guard.Lock()
				sum += n
				guard.Unlock()
			}
		})
	}
	group.Wait()
	if head := chained(t, w, c); head.Seq != 40 || sum > 40 {
		t.Errorf("%d chained by sealers at once, %d in all", sum, head.Seq)
	}
	if r := verified(t, w, c); r.Links != 40 || r.Waiting != 0 || r.Findings != nil {
		t.Errorf("%+v", r)
	}
}

// A row takes its number when it is written and is seen when it commits: one
// that commits late is chained late, and not forgotten.
func TestARowThatCommitsLateIsChainedLater(t *testing.T) {
	t.Parallel()
	w, c := fixture.New(t), checkpoint(t)
	err := w.DB.Write(w.As("tom"), func(tx *postgres.Tx) error {
		if err := audit.RecordMany(tx, []audit.Entry{{Action: "change", Subject: "journey"}}); err != nil {
			return err
		}
		trace(t, w, 2) // numbered later, committed earlier
		if head := chained(t, w, c); head.Seq != 2 {
			t.Errorf("while it runs %d are chained", head.Seq)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if head := chained(t, w, c); head.Seq != 3 {
		t.Errorf("after it %d are chained", head.Seq)
	}
	if r := verified(t, w, c); r.Links != 3 || r.Findings != nil {
		t.Errorf("%+v", r)
	}
}

// A number that was drawn for a row that never came holds nobody up, and is
// forgotten once its transaction has ended.
func TestANumberWithoutItsRowIsForgotten(t *testing.T) {
	t.Parallel()
	w, c := fixture.New(t), checkpoint(t)
	err := w.DB.Write(w.As("tom"), func(tx *postgres.Tx) error {
		if err := audit.RecordMany(tx, []audit.Entry{{Action: "change", Subject: "journey"}}); err != nil {
			return err
		}
		trace(t, w, 1)
		chained(t, w, c)
		chained(t, w, c) // while it runs the gap stays, however often one looks
		if n := gaps(t, w); n != 1 {
			t.Errorf("%d gaps while the row may still come", n)
		}
		return errors.New("it does not come")
	})
	if err == nil {
		t.Fatal("the transaction went through")
	}
	if head := chained(t, w, c); head.Seq != 1 || gaps(t, w) != 0 {
		t.Errorf("%d chained, %d gaps", head.Seq, gaps(t, w))
	}
	if r := verified(t, w, c); r.Links != 1 || r.Waiting != 0 || r.Findings != nil {
		t.Errorf("%+v", r)
	}
}

// However transactions overlap, end and fail while a sealer runs, each row that
// was committed is chained once.
func TestNoRowIsPassedOverByASealerAtWork(t *testing.T) {
	t.Parallel()
	w, c := fixture.New(t), checkpoint(t)
	var writers, sealer sync.WaitGroup
	stop := make(chan struct{})
	sealer.Go(func() {
		for {
			if _, _, err := audit.Seal(context.Background(), w.DB, 7); err != nil {
				t.Error(err)
			}
			select {
			case <-stop:
				return
			default:
			}
		}
	})
	for n := range 4 {
		writers.Go(func() {
			for i := range 40 {
				_ = w.DB.Write(w.As("amina"), func(tx *postgres.Tx) error {
					err := audit.RecordMany(tx, []audit.Entry{{Action: "change", Subject: "journey"}, {Action: "view", Subject: "notes"}})
					if (i+n)%5 == 0 {
						return errors.New("rolled back")
					}
					return err
				})
			}
		})
	}
	writers.Wait()
	close(stop)
	sealer.Wait()
	if _, _, err := audit.Seal(t.Context(), w.DB, 1000); err != nil {
		t.Fatal(err)
	}
	head := chained(t, w, c)
	if r := verified(t, w, c); head.Seq != 4*32*2 || r.Links != head.Seq || r.Waiting != 0 || r.Findings != nil || gaps(t, w) != 0 {
		t.Errorf("%d chained, %d gaps, %+v", head.Seq, gaps(t, w), r)
	}
}

func gaps(t *testing.T, w *fixture.World) (n int) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), w.Auditor)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if err := conn.QueryRow(t.Context(), "select count(*) from onward.audit_gap").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestNeitherApplicationNorAuditorTouchesTheTrace(t *testing.T) {
	t.Parallel()
	w, c := fixture.New(t), checkpoint(t)
	trace(t, w, 1)
	chained(t, w, c)
	trace(t, w, 1)
	for _, sql := range []string{"update onward.audit set action = 'nothing'", "delete from onward.audit", "truncate onward.audit",
		"update onward.audit_chain set hash = ''", "delete from onward.audit_chain", "insert into onward.audit_chain values (2, 2, '')",
		"update onward.audit_mark set upto = 9", "delete from onward.audit_gap", "insert into onward.audit_gap values (1, '{}')",
		"delete from onward.audit_look", "insert into onward.audit_look values (gen_random_uuid(), 1, 1)", "alter table onward.audit disable trigger all",
		"insert into onward.audit (id, post_id, staff_id, organisation_id, action) overriding system value values (7, 1, 1, 1, 'view')",
		"insert into onward.audit (at, post_id, staff_id, organisation_id, action) values (now(), 1, 1, 1, 'view')",
		"insert into onward.audit (xid, post_id, staff_id, organisation_id, action) values (1, 1, 1, 1, 'view')"} {
		err := w.DB.Write(w.As("tom"), func(tx *postgres.Tx) error { _, err := tx.Conn().Exec(tx, sql); return err })
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("application, %s: %v", sql, err)
		}
		conn, err := pgx.Connect(t.Context(), w.Auditor)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Exec(t.Context(), sql); err == nil || !strings.Contains(err.Error(), "42501") {
			t.Errorf("auditor, %s: %v", sql, err)
		}
		_ = conn.Close(t.Context())
	}
	for who, want := range map[string]int{"tom": 2, "bola": 0} {
		var n int
		if err := w.Read(who, func(tx *postgres.Tx) error {
			return tx.Conn().QueryRow(tx, "select count(*) from onward.audit").Scan(&n)
		}); err != nil || n != want {
			t.Errorf("%s sees %d rows of ealing's trace, %v", who, n, err)
		}
	}
}

func TestTheCheckpoint(t *testing.T) {
	t.Parallel()
	c := checkpoint(t)
	if heads, err := c.Heads(); err != nil || heads != nil {
		t.Errorf("not there yet: %v, %v", heads, err)
	}
	want := []audit.Head{{Seq: 1, Hash: []byte{0xab}}, {Seq: 12, Hash: []byte{1, 2}}}
	for _, h := range want {
		if err := c.Append(h); err != nil {
			t.Fatal(err)
		}
	}
	if heads, err := c.Heads(); err != nil || !reflect.DeepEqual(heads, want) {
		t.Errorf("%v, %v", heads, err)
	}
	if info, err := os.Stat(c.Path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	for n, line := range []string{"x ab", "3", "3 zz", "3 abc", "\x00"} {
		bad := audit.Checkpoint{Path: filepath.Join(t.TempDir(), fmt.Sprint(n))}
		if err := os.WriteFile(bad.Path, []byte("1 ab\n"+line+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := bad.Heads(); err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: %v", line, err)
		}
	}
	folder := audit.Checkpoint{Path: t.TempDir()}
	if _, err := folder.Heads(); err == nil {
		t.Error("a folder was read")
	}
	if err := folder.Append(audit.Head{}); err == nil {
		t.Error("a folder was written")
	}
	if err := (audit.Checkpoint{Path: filepath.Join(t.TempDir(), "no", "where")}).Append(audit.Head{}); err == nil {
		t.Error("a folder that is not there was written to")
	}
}
