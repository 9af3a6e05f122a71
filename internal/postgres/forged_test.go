package postgres_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"onward/internal/fixture"
)

// injector is somebody who has the application's password and its SQL, and
// nothing of the owner's.
func injector(t *testing.T, w *fixture.World) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), w.App)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

// do runs statements, each with its arguments.
func do(t *testing.T, conn *pgx.Conn, sql string, args ...any) {
	t.Helper()
	if _, err := conn.Exec(t.Context(), sql, args...); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// sealed acts on a connection inside a transaction and gives what act left there.
func sealed(t *testing.T, conn *pgx.Conn, post int) (who, seal string) {
	t.Helper()
	do(t, conn, "select from onward.act($1)", post)
	if err := conn.QueryRow(t.Context(), "select current_setting('onward.actor'), current_setting('onward.actor_seal')").Scan(&who, &seal); err != nil {
		t.Fatal(err)
	}
	return who, seal
}

// opens says what a connection sees as things stand: who acts, and how many residents.
func opens(t *testing.T, conn *pgx.Conn) (acting []int, seen int) {
	t.Helper()
	if err := conn.QueryRow(t.Context(), "select onward.acting(), (select count(*) from onward.resident)").Scan(&acting, &seen); err != nil {
		t.Fatal(err)
	}
	return acting, seen
}

func TestForgedActorsOpenNothing(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	w.Rosa()
	honest, other := injector(t, w), injector(t, w)
	do(t, honest, "begin")
	who, seal := sealed(t, honest, w.Posts["amina"])
	if acting, seen := opens(t, honest); len(acting) != 4 || seen != 1 {
		t.Fatalf("the real seal opens %v, %d residents", acting, seen)
	}
	sum := sha256.Sum256([]byte(who))
	for name, forged := range map[string]func(conn *pgx.Conn) (string, string){
		"no seal":                           func(*pgx.Conn) (string, string) { return who, "" },
		"a guessed seal":                    func(*pgx.Conn) (string, string) { return who, "deadbeef" },
		"a hash without the key":            func(*pgx.Conn) (string, string) { return who, hex.EncodeToString(sum[:]) },
		"the seal of another backend":       func(*pgx.Conn) (string, string) { return who, seal },
		"no actor under a seal":             func(*pgx.Conn) (string, string) { return "", seal },
		"another actor under a seal of act": func(c *pgx.Conn) (string, string) { _, s := sealed(t, c, w.Posts["bola"]); return who, s },
		"another text of the same actor":    func(c *pgx.Conn) (string, string) { a, s := sealed(t, c, w.Posts["amina"]); return a + " ", s },
		"no array at all":                   func(*pgx.Conn) (string, string) { return "amina", "" },
	} {
		do(t, other, "begin")
		actor, mark := forged(other)
		do(t, other, "select set_config('onward.actor', $1, true), set_config('onward.actor_seal', $2, true)", actor, mark)
		if acting, seen := opens(t, other); acting != nil || seen != 0 {
			t.Errorf("%s opens %v, %d residents", name, acting, seen)
		}
		do(t, other, "rollback")
	}
}

// A seal is worth nothing in the next transaction of its own backend, not even
// where it was kept for the whole session.
func TestASealEndsWithItsTransaction(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	w.Rosa()
	conn := injector(t, w)
	do(t, conn, "begin")
	who, seal := sealed(t, conn, w.Posts["amina"])
	do(t, conn, "select set_config('onward.actor', $1, false), set_config('onward.actor_seal', $2, false)", who, seal)
	if _, seen := opens(t, conn); seen != 1 {
		t.Fatalf("within its transaction: %d residents", seen)
	}
	do(t, conn, "commit")
	var kept string
	if err := conn.QueryRow(t.Context(), "select current_setting('onward.actor_seal')").Scan(&kept); err != nil || kept != seal {
		t.Fatalf("the session kept %q, %v", kept, err)
	}
	if acting, seen := opens(t, conn); acting != nil || seen != 0 {
		t.Errorf("after it: %v, %d residents", acting, seen)
	}
	do(t, conn, "begin")
	do(t, conn, "select set_config('onward.actor', $1, true), set_config('onward.actor_seal', $2, true)", who, seal)
	if acting, seen := opens(t, conn); acting != nil || seen != 0 {
		t.Errorf("copied into the next: %v, %d residents", acting, seen)
	}
	do(t, conn, "rollback")
}

// What makes seals, tells the time and draws the wall is the owner's alone.
func TestTheApplicationHasNoneOfTheOwnersTools(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	rosa := w.Rosa()
	conn := injector(t, w)
	for _, sql := range []string{
		"select onward.seal('{1,1,1,1}')",
		"select onward.who()",
		"select * from onward.seal_key",
		"select * from onward.clock_shift",
		"insert into onward.clock_shift values ('1 day')",
		"update onward.policy_epoch set version = 0",
		"alter table onward.resident disable row level security",
		"alter table onward.resident no force row level security",
		"drop policy sees on onward.resident",
		"create policy all_of_it on onward.resident using (true)",
		"create or replace function onward.acting() returns int[] language sql as $$ select '{1,1,1,1}'::int[] $$",
		"create table onward.copy (a int)",
		"truncate onward.resident cascade",
		"delete from onward.resident",
		"set role onward_owner",
		"set session authorization onward_owner",
		"select * from onward.name_variant",
		"select onward.audit_text(a) from onward.audit a",
		fmt.Sprintf("delete from onward.journey where id = '%s'", rosa),
	} {
		_, err := conn.Exec(t.Context(), sql)
		var refused *pgconn.PgError
		if !errors.As(err, &refused) || refused.Code != "42501" {
			t.Errorf("%s: %v", sql, err)
		}
	}
	do(t, conn, "set row_security = off") // it makes the query fail, and never see more
	if _, err := conn.Exec(t.Context(), "select * from onward.resident"); err == nil {
		t.Error("row security can be switched off")
	}
}

// The seal is an HMAC over backend, transaction and text. That the backend is
// in it shows only where two transactions begin in one microsecond, so it is
// computed anew here.
func TestTheSealBindsBackendTransactionAndText(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	owner, err := pgx.Connect(t.Context(), w.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close(context.Background())
	var same, twice bool
	if err := owner.QueryRow(t.Context(), `select onward.seal('{1}') = encode(sha256(k.outer_pad || sha256(k.inner_pad || int4send(pg_backend_pid()) || timestamptz_send(now())
			|| convert_to('{1}', 'UTF8'))), 'hex'),
		length(k.inner_pad) = 64 and length(k.outer_pad) = 64 and k.inner_pad <> k.outer_pad from onward.seal_key k`).Scan(&same, &twice); err != nil || !same || !twice {
		t.Errorf("the seal: %v %v, %v", same, twice, err)
	}
}
