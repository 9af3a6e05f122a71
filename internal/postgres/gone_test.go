package postgres_test

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5"

	"onward/internal/actor"
	"onward/internal/fault"
	"onward/internal/postgres"
	"onward/internal/postgres/local"
	"onward/internal/testdb"
	"onward/migrations"
)

// cluster is a PostgreSQL of the test's own, which it may stop or take apart.
func cluster(t *testing.T) *local.Cluster {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "onward-gone-") // PostgreSQL's user has to get there
	if err == nil {
		err = os.Chmod(dir, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	c, err := local.Open(t.Context(), local.Options{Dir: dir, Log: slog.New(slog.DiscardHandler),
		Settings: map[string]string{"fsync": "off", "shared_buffers": "16MB", "max_connections": "20"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// TestADatabaseThatGoesAway takes one cluster through its life: without the
// roles, migrated, and stopped under a pool that is in use.
func TestADatabaseThatGoesAway(t *testing.T) {
	t.Parallel()
	c := cluster(t)
	rename(t, c, "onward_auditor", "nobody_knows")
	_, err := postgres.Migrate(t.Context(), c.URL(local.Owner, ""), migrations.Files)
	if !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Of(err).Public, "onward_auditor") || strings.Contains(fault.Of(err).Public, "onward_app") ||
		!strings.Contains(fault.Of(err).Public, "create role") {
		t.Errorf("without the auditor: %v", err)
	}
	rename(t, c, "nobody_knows", "onward_auditor")
	if steps, err := postgres.Migrate(t.Context(), c.URL(local.Owner, ""), migrations.Files); err != nil || steps == 0 {
		t.Fatalf("with it: %d steps, %v", steps, err)
	}
	if steps, err := postgres.Migrate(t.Context(), c.URL(local.Owner, ""), migrations.Files); err != nil || steps != 0 {
		t.Errorf("again: %d steps, %v", steps, err)
	}
	db, err := postgres.Open(t.Context(), c.URL(local.App, ""), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	ctx := actor.With(t.Context(), 1)
	if err := db.Read(ctx, func(*postgres.Tx) error { return nil }); !fault.Is(err, fault.Signin) {
		t.Fatalf("an empty database: %v", err)
	}
	watch, err := pgx.Connect(ctx, c.URL(local.Superuser, ""))
	if err != nil {
		t.Fatal(err)
	}
	do(t, watch, alone)
	killed := db.Read(ctx, func(tx *postgres.Tx) error { // its backend dies without a word while it works
		go kill(t, watch, int(tx.Conn().PgConn().PID()))
		var b pgx.Batch
		b.Queue("select pg_sleep(30)")
		return tx.Conn().SendBatch(ctx, &b).Close()
	})
	away(t, "killed", killed)
	for db.Ready(ctx) != nil && ctx.Err() == nil { // PostgreSQL recovers by itself
		runtime.Gosched()
	}
	err = db.Plain(ctx, func(tx pgx.Tx) error { // stopped in the middle of a transaction
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		_, err := tx.Exec(ctx, "select 1")
		return err
	})
	away(t, "in the middle", err)
	for range 3 { // what is left in the pool is tried and thrown away
		for door, err := range doors(db, ctx) {
			away(t, door, err)
		}
		away(t, "plain", db.Plain(ctx, func(pgx.Tx) error { return nil }))
		away(t, "ready", db.Ready(ctx))
	}
	if _, err := postgres.Open(ctx, c.URL(local.App, ""), nil); true {
		away(t, "open", err)
	}
	if _, err := postgres.Migrate(ctx, c.URL(local.Owner, ""), migrations.Files); true {
		away(t, "migrate", err)
	}
}

// alone is a world with one post in it.
const alone = `with p as (insert into onward.partnership (code, name) values ('X', 'X') returning id),
	o as (insert into onward.organisation (partnership_id, kind, slug, name, short_name) select id, 'borough', 'x', 'X', 'X' from p returning id),
	s as (insert into onward.staff (username, email, name) values ('x', 'x@x.example', 'X') returning id)
	insert into onward.post (staff_id, organisation_id, role, from_on) select s.id, o.id, 'advisor', '2020-01-01' from s, o`

// kill waits until a backend is at work and kills it as kill -9 does.
func kill(t *testing.T, watch *pgx.Conn, pid int) {
	for asleep := false; !asleep; {
		if err := watch.QueryRow(t.Context(), "select exists (select from pg_stat_activity where pid = $1 and wait_event = 'PgSleep')", pid).Scan(&asleep); err != nil {
			t.Error(err)
			return
		}
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Error(err)
	}
}

func away(t *testing.T, what string, err error) {
	t.Helper()
	f := fault.Of(err)
	if err == nil || f.Kind != fault.Unavailable || f.Retry < time.Second || strings.Contains(f.Public, "socket") {
		t.Errorf("%s: kind %d, come back in %v: %v", what, f.Kind, f.Retry, err)
	}
}

func rename(t *testing.T, c *local.Cluster, from, to string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), c.URL(local.Superuser, "postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	do(t, conn, "alter role "+from+" rename to "+to)
}

func TestAddressesThatCannotBe(t *testing.T) {
	t.Parallel()
	const secret = "hunter2"
	for _, address := range []string{"postgres://onward_app:" + secret + "@[nonsense", "port=many password=" + secret} {
		if _, err := postgres.Open(t.Context(), address, nil); !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Of(err).Public, "ONWARD_DATABASE_URL") || strings.Contains(fault.Of(err).Public, secret) {
			t.Errorf("open: %v", err)
		}
		if _, err := postgres.Migrate(t.Context(), address, migrations.Files); err == nil || strings.Contains(fault.Of(err).Public, secret) {
			t.Errorf("migrate: %v", err)
		}
	}
	started := time.Now()
	_, err := postgres.Open(t.Context(), "postgres://onward_app@127.0.0.1:1/onward?sslmode=disable", nil)
	away(t, "nobody listens", err)
	if took := time.Since(started); took > 10*time.Second {
		t.Errorf("the answer took %v", took)
	}
}

// A server that refuses new connections is away too, whatever its reason.
func TestADatabaseThatIsClosed(t *testing.T) {
	t.Parallel()
	d := testdb.New(t)
	at, err := url.Parse(d.Owner)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimPrefix(at.Path, "/")
	at.Path = "/postgres"
	beside := &testdb.Database{Owner: at.String()}
	beside.AsOwner(t, "alter database "+name+" with allow_connections false")
	err = d.DB.Plain(t.Context(), func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and usename = current_user")
		if err == nil {
			_, err = tx.Exec(t.Context(), "select pg_terminate_backend(pg_backend_pid())")
		}
		return err
	})
	away(t, "terminated", err)
	away(t, "closed", d.DB.Plain(t.Context(), func(pgx.Tx) error { return nil }))
	for door, err := range doors(d.DB, actor.With(t.Context(), 1)) {
		away(t, door, err)
	}
}

func TestAMigrationThatFailsSaysSo(t *testing.T) {
	t.Parallel()
	d := testdb.Bare(t)
	steps, err := postgres.Migrate(t.Context(), d.Owner, migrations.Files)
	if err != nil || steps != 0 {
		t.Fatalf("the template was migrated: %d, %v", steps, err)
	}
	broken := fstest.MapFS{"99999_broken.sql": {Data: []byte("-- +goose Up\ncreate table onward.half (a int);\nselect 1/0;\n")}}
	if _, err := postgres.Migrate(t.Context(), d.Owner, broken); err == nil || !strings.Contains(err.Error(), "migrating the database") {
		t.Errorf("a broken step: %v", err)
	}
	conn, err := pgx.Connect(t.Context(), d.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	var there bool
	if err := conn.QueryRow(t.Context(), "select to_regclass('onward.half') is not null").Scan(&there); err != nil || there {
		t.Errorf("half of the step stayed: %v, %v", there, err)
	}
	if _, err := postgres.Migrate(t.Context(), d.Owner, fstest.MapFS{}); err == nil || errors.Is(err, context.Canceled) {
		t.Errorf("no steps at all: %v", err)
	}
}
