// Package testdb gives each test a real PostgreSQL database of its own, cloned
// from a migrated template. For tests only.
package testdb

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/postgres"
	"onward/internal/postgres/local"
	"onward/migrations"
)

// Database is one test's own database.
type Database struct {
	DB      *postgres.DB // as the application
	App     string       // the URLs of the three roles
	Owner   string
	Auditor string
}

var shared struct {
	sync.Once
	cluster  *local.Cluster
	template string
	err      error
}

// New clones a database, opens it as the application and drops it when the
// test is over.
func New(t testing.TB) *Database {
	t.Helper()
	d := Bare(t)
	db, err := postgres.Open(t.Context(), d.App, nil)
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	t.Cleanup(db.Close)
	d.DB = db
	return d
}

// Bare is New without a pool, for tests that start a server of their own.
func Bare(t testing.TB) *Database {
	t.Helper()
	shared.Do(func() { shared.cluster, shared.template, shared.err = open() })
	if shared.err != nil {
		t.Fatalf("testdb: %v", shared.err)
	}
	name := "t_" + hex.EncodeToString(func() []byte { id := uuid.New(); return id[:8] }())
	admin(t, fmt.Sprintf("create database %s template %s owner %s", name, shared.template, local.Owner))
	t.Cleanup(func() { admin(t, "drop database if exists "+name+" with (force)") })
	c := shared.cluster
	return &Database{App: c.URL(local.App, name), Owner: c.URL(local.Owner, name), Auditor: c.URL(local.Auditor, name)}
}

// AsOwner runs a statement as the owner: what a test must arrange that the
// application may not do.
func (d *Database) AsOwner(t testing.TB, sql string, args ...any) {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), d.Owner)
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(context.Background(), sql, args...); err != nil {
		t.Fatalf("testdb: %v", err)
	}
}

func admin(t testing.TB, sql string) {
	t.Helper()
	ctx := context.Background() // cleaning up outlives the test's own
	conn, err := pgx.Connect(ctx, shared.cluster.URL(local.Superuser, "postgres"))
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, sql); err != nil {
		t.Fatalf("testdb: %v", err)
	}
}

// open joins the cluster that all test binaries of this checkout share, and
// makes the template of today's migrations where it is missing. The kernel
// gives up the share when the process ends.
func open() (*local.Cluster, string, error) {
	ctx := context.Background()
	cluster, err := local.Open(ctx, local.Options{Dir: folder(), Settings: map[string]string{
		"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "400", "autovacuum": "off",
	}})
	if err != nil {
		return nil, "", err
	}
	template := "template_" + fingerprint()
	conn, err := pgx.Connect(ctx, cluster.URL(local.Superuser, "postgres"))
	if err != nil {
		return nil, "", err
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, "select pg_advisory_lock(7001)"); err != nil {
		return nil, "", err
	}
	var there bool
	if err := conn.QueryRow(ctx, "select exists (select from pg_database where datname = $1)", template).Scan(&there); err != nil || there {
		return cluster, template, err
	}
	return cluster, template, makeTemplate(ctx, conn, cluster, template)
}

// makeTemplate migrates under another name first: a template that was left
// half made by a killed test would spoil every later one.
func makeTemplate(ctx context.Context, conn *pgx.Conn, cluster *local.Cluster, template string) error {
	half := template + "_half"
	for _, sql := range []string{"drop database if exists " + half, "create database " + half + " owner " + string(local.Owner)} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return err
		}
	}
	if _, err := postgres.Migrate(ctx, cluster.URL(local.Owner, half), migrations.Files); err != nil {
		return err
	}
	_, err := conn.Exec(ctx, fmt.Sprintf("alter database %s rename to %s", half, template))
	return err
}

func fingerprint() string {
	h := sha256.New()
	_ = fs.WalkDir(migrations.Files, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			text, _ := fs.ReadFile(migrations.Files, path)
			fmt.Fprintf(h, "%s\n%d\n", path, len(text))
			h.Write(text)
		}
		return nil
	})
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// folder is one a checkout, short enough for a socket.
func folder() string {
	_, here, _, _ := runtime.Caller(0)
	sum := sha256.Sum256([]byte(filepath.Dir(here)))
	return filepath.Join(os.TempDir(), "onward-test-"+hex.EncodeToString(sum[:4]))
}

// OwnerID runs a statement that returns one number as the owner.
func (d *Database) OwnerID(t testing.TB, sql string, args ...any) (id int) {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), d.Owner)
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	defer conn.Close(context.Background())
	if err := conn.QueryRow(context.Background(), sql, args...).Scan(&id); err != nil {
		t.Fatalf("testdb: %v", err)
	}
	return id
}
