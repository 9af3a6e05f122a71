package postgres_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"onward/internal/actor"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/postgres"
)

// one opens the world's database with a pool of one connection, so that every
// transaction gets the one that the last left behind.
func one(t *testing.T, w *fixture.World) *postgres.DB {
	t.Helper()
	db, err := postgres.Open(t.Context(), w.App+"&pool_max_conns=1", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	return db
}

// residents counts what a transaction of the post sees.
func residents(t *testing.T, db *postgres.DB, ctx context.Context) (n int) {
	t.Helper()
	if err := db.Read(ctx, func(tx *postgres.Tx) error {
		return tx.Conn().QueryRow(tx, "select count(*) from onward.resident").Scan(&n)
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

// nobody holds a transaction without an actor to seeing no resident and no actor.
func nobody(t *testing.T, db *postgres.DB, after string) {
	t.Helper()
	err := db.Plain(t.Context(), func(tx pgx.Tx) error {
		var n int
		var who string
		var acting []int
		if err := tx.QueryRow(t.Context(), `select (select count(*) from onward.resident), coalesce(current_setting('onward.actor', true), ''), onward.acting()`).
			Scan(&n, &who, &acting); err != nil {
			return err
		}
		if n != 0 || who != "" || acting != nil {
			t.Errorf("after %s a transaction without an actor sees %d residents as %q, acting %v", after, n, who, acting)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheActorIsGoneWithItsTransaction(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	w.Rosa()
	db := one(t, w)
	nobody(t, db, "nothing")
	if n := residents(t, db, w.As("amina")); n != 1 {
		t.Fatalf("amina sees %d residents", n)
	}
	nobody(t, db, "a read")
	if n := residents(t, db, w.As("bola")); n != 0 {
		t.Errorf("bola sees %d residents on amina's connection", n)
	}
	if err := db.Write(w.As("amina"), func(*postgres.Tx) error { return errors.New("no") }); err == nil {
		t.Error("the write went through")
	}
	nobody(t, db, "a write that failed")
	func() {
		defer func() { _ = recover() }()
		_ = db.Write(w.As("amina"), func(*postgres.Tx) error { panic("no") })
	}()
	nobody(t, db, "a write that panicked")
	over, cancel := context.WithCancel(w.As("amina"))
	if err := db.Read(over, func(tx *postgres.Tx) error { cancel(); return tx.Err() }); err == nil {
		t.Error("a cancelled read answered")
	}
	nobody(t, db, "a read that was called off")
	asked := 0
	if _, err := db.Ask(w.As("amina"), func(b *pgx.Batch) {
		b.Queue("select count(*) from onward.resident").QueryRow(func(row pgx.Row) error { return row.Scan(&asked) })
	}); err != nil || asked != 1 {
		t.Errorf("amina's question finds %d residents, %v", asked, err)
	}
	nobody(t, db, "a question")
}

func TestTheActorIsWhoTheDatabaseSays(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	err := w.Read("tom", func(tx *postgres.Tx) error {
		a := tx.Actor
		if a.Post != w.Posts["tom"] || a.User != w.Staff["tom"] || a.Organisation != w.Orgs["ealing"] || a.Partnership == 0 ||
			a.Role != actor.Manager || a.Now.IsZero() || a.Today.IsZero() || tx.Epoch != 1 {
			t.Errorf("tom acts as %+v, epoch %d", a, tx.Epoch)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	asked, err := w.DB.Ask(w.As("tom"), func(*pgx.Batch) {})
	if err != nil || asked.Post != w.Posts["tom"] || asked.Role != actor.Manager {
		t.Errorf("tom asks as %+v, %v", asked, err)
	}
}

// doors runs nothing in the name of a post through each door.
func doors(db *postgres.DB, ctx context.Context) map[string]error {
	none := func(*postgres.Tx) error { return nil }
	_, asked := db.Ask(ctx, func(b *pgx.Batch) { b.Queue("select 1") })
	return map[string]error{"read": db.Read(ctx, none), "write": db.Write(ctx, none), "ask": asked}
}

func TestWhatHasEndedOpensNothing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sql  string
		open bool
	}{
		"a post that ended yesterday":         {"update onward.post set until_on = onward.today() - 1 where id = $1", false},
		"a post that ends today":              {"update onward.post set until_on = onward.today() where id = $1", true},
		"a post that begins tomorrow":         {"update onward.post set from_on = onward.today() + 1 where id = $1", false},
		"a person who left yesterday":         {"update onward.staff set ended_on = onward.today() - 1 where id = (select staff_id from onward.post where id = $1)", false},
		"a person who leaves today":           {"update onward.staff set ended_on = onward.today() where id = (select staff_id from onward.post where id = $1)", true},
		"an organisation that ended":          {"update onward.organisation set ended_on = onward.today() - 1 where id = (select organisation_id from onward.post where id = $1)", false},
		"an organisation that ends today":     {"update onward.organisation set ended_on = onward.today() where id = (select organisation_id from onward.post where id = $1)", true},
		"a post that ends as the clock turns": {"with p as (update onward.post set until_on = onward.today() where id = $1) insert into onward.clock_shift values ('1 day')", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := fixture.New(t)
			ctx := w.As("amina")
			for door, err := range doors(w.DB, ctx) {
				if err != nil {
					t.Fatalf("%s before: %v", door, err)
				}
			}
			w.AsOwner(t, c.sql, w.Posts["amina"])
			for door, err := range doors(w.DB, ctx) {
				if c.open != (err == nil) || !c.open && !fault.Is(err, fault.Signin) {
					t.Errorf("%s after: %v", door, err)
				}
			}
		})
	}
}

func TestNobodyOpensNothing(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	for name, ctx := range map[string]context.Context{"nobody": t.Context(), "an unknown post": actor.With(t.Context(), 4711), "a post below nought": actor.With(t.Context(), -1)} {
		for door, err := range doors(w.DB, ctx) {
			if !fault.Is(err, fault.Signin) || strings.Contains(fault.Of(err).Public, "4711") {
				t.Errorf("%s: %s answers %v", name, door, err)
			}
		}
	}
}
