package local

import (
	"errors"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"onward/internal/fault"
)

// denied is PostgreSQL's code for what a role may not do.
const denied = "42501"

func TestRolesHaveNoMoreThanTheyNeed(t *testing.T) {
	t.Parallel()
	c := open(t, made(t))
	for _, role := range []Role{Owner, App, Auditor} {
		same(t, ask(t, c.URL(Superuser, ""), `select concat_ws(' ', rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication)
			from pg_roles where rolname = $1`, string(role)), "t f f f f f")
	}
	same(t, ask(t, c.URL(App, ""), "select pg_get_userbyid(datdba)::text from pg_database where datname = current_database()"), string(Owner))
	same(t, ask(t, c.URL(Superuser, ""), "select count(*)::text from pg_auth_members where member::regrole::text like 'onward%'"), "0")

	for _, role := range []Role{App, Auditor} {
		for _, ddl := range []string{
			"create table mine (a int)", "create temporary table mine (a int)", "create schema mine", "create database mine",
			"create role mine", "create extension citext", "create function f() returns int language sql as 'select 1'",
		} {
			refused(t, c, role, ddl)
		}
	}
	for _, ddl := range []string{"create role mine", "create database mine", "copy (select 1) to program 'true'"} {
		refused(t, c, Owner, ddl)
	}
}

func refused(t *testing.T, c *Cluster, role Role, statement string) {
	t.Helper()
	_, err := try(c.URL(role, ""), statement)
	var answer *pgconn.PgError
	if !errors.As(err, &answer) || answer.Code != denied {
		t.Errorf("%s may %s: got %v", role, statement, err)
	}
}

func TestStrangersMayNotConnect(t *testing.T) {
	t.Parallel()
	c := open(t, made(t))
	ask(t, c.URL(Superuser, ""), "create role stranger login password 'known'")
	_, err := try(c.at.url("stranger", "known", Database), "select 'in'")
	var answer *pgconn.PgError
	if !errors.As(err, &answer) || answer.Code != denied {
		t.Errorf("got %v, want to be refused", err)
	}
}

func TestMigrationsFindTheExtensions(t *testing.T) {
	t.Parallel()
	c := open(t, made(t))
	ask(t, c.URL(Superuser, "postgres"), "create database for_a_test owner onward_owner")
	for _, database := range []string{Database, "for_a_test"} {
		for _, extension := range extensions {
			same(t, ask(t, c.URL(Owner, database), "select count(*)::text from pg_extension where extname = $1", extension), "1")
			ask(t, c.URL(Owner, database), "create extension if not exists "+extension)
		}
		same(t, ask(t, c.URL(Owner, database), "select unaccent('Zoë') || similarity('ab', 'ab') || levenshtein('a', 'b') || length(gen_random_bytes(3))"), "Zoe113")
	}
}

func TestAMissingExtensionSaysWhatToInstall(t *testing.T) {
	t.Parallel()
	c := open(t, made(t))
	_, err := try(c.URL(Superuser, ""), "create extension no_such_module")
	got := noExtension("no_such_module", err)
	if !fault.Is(got, fault.Unavailable) || !strings.Contains(got.Error(), "postgresql-contrib") {
		t.Errorf("got %v", got)
	}
	other := errors.New("connection lost")
	if got := noExtension("pg_trgm", other); !errors.Is(got, other) || strings.Contains(got.Error(), "apt-get") {
		t.Errorf("got %v", got)
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	dir := made(t)
	more := quick()
	more["application_name"] = `it's "quoted"`
	more["port"] = "1" // not the caller's to say
	c, err := Open(t.Context(), Options{Dir: dir, Settings: more})
	check(t, err)
	t.Cleanup(func() { c.Close() })
	for name, want := range map[string]string{
		"listen_addresses": "127.0.0.1", "jit": "off", "TimeZone": "UTC", "fsync": "off", "shared_buffers": "16MB",
		"password_encryption": "scram-sha-256", "unix_socket_permissions": "0700", "data_checksums": "on",
		"server_encoding": "UTF8", "wal_level": "replica", "full_page_writes": "off",
	} {
		same(t, ask(t, c.URL(App, ""), "select current_setting($1)", name), want)
	}
	same(t, ask(t, c.URL(Superuser, ""), "select boot_val || reset_val from pg_settings where name = 'application_name'"), `it's "quoted"`)
	same(t, ask(t, c.URL(App, ""), "select ('b' > 'B' and lower('ÉŁ') = 'éł')::text"), "true")
}
