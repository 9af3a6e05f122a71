package postgres_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/uuid"

	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/postgres"
)

const newPost = "insert into onward.search_text (id, staff_id, sealed) values ($1, $2, '\\x01')"

// put writes one row of the actor's own.
func put(tx *postgres.Tx) error {
	_, err := tx.Conn().Exec(tx, newPost, uuid.Must(uuid.NewV7()), tx.Actor.User)
	return err
}

// rows counts the actor's rows that put wrote.
func rows(t *testing.T, w *fixture.World) (n int) {
	t.Helper()
	if err := w.Read("amina", func(tx *postgres.Tx) error {
		return tx.Conn().QueryRow(tx, "select count(*) from onward.search_text").Scan(&n)
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAWriteIsKeptWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	broken := errors.New("broken")
	after := 0
	write := func(end func(*postgres.Tx) error) error {
		return w.DB.Write(w.As("amina"), func(tx *postgres.Tx) error {
			tx.After(func() { after++ })
			if err := put(tx); err != nil {
				return err
			}
			if err := tx.Gorm().Exec("insert into onward.search_text (id, staff_id, sealed) values (?, ?, '\\x02')", uuid.Must(uuid.NewV7()), tx.Actor.User).Error; err != nil {
				return err
			}
			return end(tx)
		})
	}
	if err := write(func(*postgres.Tx) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("an error comes back as %v", err)
	}
	func() {
		defer func() {
			if recover() != "broken" {
				t.Error("the panic was swallowed")
			}
		}()
		_ = write(func(*postgres.Tx) error { panic("broken") })
	}()
	if err := write(func(tx *postgres.Tx) error {
		_, _ = tx.Conn().Exec(tx, "select 1/0") // and passed over, as a careless handler would
		return nil
	}); err == nil {
		t.Error("a failed statement that was passed over went through")
	}
	if err := write(func(tx *postgres.Tx) error { tx.Last("select 1/0"); return nil }); err == nil {
		t.Error("a failed last statement went through")
	}
	over, cancel := context.WithCancel(w.As("amina"))
	if err := w.DB.Write(over, func(tx *postgres.Tx) error { defer cancel(); return put(tx) }); err == nil {
		t.Error("a write whose sender has gone before the commit went through")
	}
	if n := rows(t, w); n != 0 || after != 0 {
		t.Fatalf("what failed left %d rows and ran %d afters", n, after)
	}
	if err := write(func(*postgres.Tx) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if n := rows(t, w); n != 2 || after != 1 {
		t.Errorf("what went well left %d rows and ran %d afters", n, after)
	}
}

// A read whose trace cannot be written fails, so that its caller has nothing to hand on.
func TestNoReadWithoutItsTrace(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	w.Rosa()
	for name, c := range map[string]struct {
		sql  string
		args []any
		kind fault.Kind
	}{
		"a trace that cannot be":        {"insert into onward.audit (post_id, staff_id, organisation_id, action) values ($1, $2, $3, null)", []any{w.Posts["amina"], w.Staff["amina"], w.Orgs["ealing"]}, fault.Internal},
		"a trace in another's name":     {"insert into onward.audit (post_id, staff_id, organisation_id, action) values ($1, $2, $3, 'view')", []any{w.Posts["bola"], w.Staff["bola"], w.Orgs["brent"]}, fault.Forbidden},
		"a trace in another post":       {"insert into onward.audit (post_id, staff_id, organisation_id, action) values ($1, $2, $3, 'view')", []any{w.Posts["joel"], w.Staff["amina"], w.Orgs["ealing"]}, fault.Forbidden},
		"a trace in a colleague's name": {"insert into onward.audit (post_id, staff_id, organisation_id, action) values ($1, $2, $3, 'view')", []any{w.Posts["joel"], w.Staff["joel"], w.Orgs["ealing"]}, fault.Forbidden},
	} {
		err := w.Read("amina", func(tx *postgres.Tx) error {
			var n int
			tx.Last(c.sql, c.args...)
			return tx.Conn().QueryRow(tx, "select count(*) from onward.resident").Scan(&n)
		})
		if fault.Of(err).Kind != c.kind || err == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	w.AsOwner(t, "revoke insert on onward.audit from onward_app")
	if _, err := w.Journeys.Start(w.As("amina"), someone()); err == nil {
		t.Error("a write went through without its trace")
	}
	if n := residents(t, w.DB, w.As("amina")); n != 1 {
		t.Errorf("%d residents", n)
	}
}
