package local

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

func TestNobodyComesInWithoutThePassword(t *testing.T) {
	t.Parallel()
	c := open(t, folder(t))
	wrong := secrets{}
	for role := range c.secrets {
		wrong[role] = "wrong"
	}
	tcp := func(role Role, password string) string {
		return fmt.Sprintf("postgres://%s:%s@127.0.0.1:%d/onward?sslmode=disable", role, password, c.at.Port)
	}
	for _, role := range []Role{Superuser, Owner, App, Auditor} {
		for _, url := range []string{c.at.url(role, "wrong", Database), c.at.url(role, "", Database), tcp(role, "wrong"), tcp(role, "")} {
			_, err := try(url, "select 'in'")
			var refused *pgconn.PgError
			if !errors.As(err, &refused) || refused.Code != wrongPassword && refused.Code != "28000" {
				t.Errorf("%s by %s: got %v, want to be refused", role, url, err)
			}
		}
		same(t, ask(t, c.URL(role, Database), "select current_user::text"), string(role))
		same(t, ask(t, tcp(role, c.secrets[role]), "select current_user::text"), string(role))
	}
	rules, err := os.ReadFile(c.home.path("data/pg_hba.conf"))
	check(t, err)
	if strings.Contains(string(rules), "trust") || strings.Contains(string(rules), "peer") {
		t.Errorf("somebody is trusted:\n%s", rules)
	}
	same(t, ask(t, c.URL(Superuser, ""), "select count(*)::text from pg_authid where rolpassword like 'SCRAM-SHA-256$%'"), "4")
}

func TestPasswordsDifferAndStay(t *testing.T) {
	t.Parallel()
	h := home{dir: t.TempDir()}
	first, err := h.keepSecrets()
	check(t, err)
	second, err := h.keepSecrets()
	check(t, err)
	seen := map[string]bool{}
	for role, password := range first {
		same(t, second[role], password)
		seen[password] = len(password) >= 26
	}
	same(t, len(seen), 4)
}

func TestLostPasswords(t *testing.T) {
	t.Parallel()
	dir := made(t)
	file := dir + "/postgres/" + secretsFile
	for name, lose := range map[string]func() error{
		"missing":       func() error { return os.Remove(file) },
		"unreadable":    func() error { return os.WriteFile(file, []byte(`{"hush`), 0o600) },
		"of some other": func() error { return os.WriteFile(file, []byte(`{"postgres":"hush"}`), 0o600) },
	} {
		check(t, lose())
		_, err := Open(t.Context(), Options{Dir: dir, Settings: quick()})
		if err == nil || !strings.Contains(err.Error(), "put back "+secretsFile) || strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestTheLogHoldsNoValues(t *testing.T) {
	t.Parallel()
	c := open(t, made(t))
	for _, statement := range []string{
		"create table one (nino text primary key)",
		"insert into one values ('QQ123456C')",
		"insert into one values ('QQ123456C')",
		"select 'QQ123456C'::int",
		"select 'QQ123456C' from nowhere",
		"do $$ begin raise warning 'QQ123456C'; end $$",
	} {
		try(c.URL(Owner, ""), statement)
	}
	check(t, c.Close())
	log, err := os.ReadFile(c.home.path(logFile))
	check(t, err)
	for _, word := range append([]string{"QQ123456C"}, c.secrets[App], c.secrets[Superuser]) {
		if strings.Contains(string(log), word) {
			t.Errorf("the log repeats %q:\n%s", word, log)
		}
	}
	if !strings.Contains(string(log), "ready to accept connections") {
		t.Errorf("the log says nothing of PostgreSQL itself:\n%s", log)
	}
}

func TestURLSurvivesParsing(t *testing.T) {
	t.Parallel()
	at := endpoint{Socket: "/run/o", Port: 5433}
	conf, err := pgx.ParseConfig(at.url(App, "a/b?c@d:e%", "the base"))
	check(t, err)
	same(t, conf.Host, "/run/o")
	same(t, conf.Port, 5433)
	same(t, conf.User, "onward_app")
	same(t, conf.Password, "a/b?c@d:e%")
	same(t, conf.Database, "the base")
	same(t, conf.TLSConfig, nil)
}
