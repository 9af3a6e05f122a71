package local

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

func TestAKilledPostgresIsStartedAgain(t *testing.T) {
	t.Parallel()
	dir := made(t)
	careful := quick()
	delete(careful, "synchronous_commit")
	before, err := Open(t.Context(), Options{Dir: dir, Settings: careful})
	check(t, err)
	t.Cleanup(func() { before.Close() })
	ask(t, before.URL(Owner, ""), "create table kept as select 'acknowledged' as word")
	busy := sleeper(t, before)
	killed := before.postgres(t)
	check(t, syscall.Kill(killed, syscall.SIGKILL))

	after := open(t, dir)
	if after.postgres(t) == killed {
		t.Fatal("the killed PostgreSQL counts as running")
	}
	same(t, ask(t, after.URL(Owner, ""), "select word from kept"), "acknowledged")
	same(t, ask(t, before.URL(Owner, ""), "select word from kept"), "acknowledged") // same socket, same port
	if alive(busy) && before.home.ours(busy) {
		t.Error("a child of the killed PostgreSQL still runs")
	}
}

// sleeper keeps a connection busy in a way that does not notice the end of the
// postmaster, and gives its process number.
func sleeper(t *testing.T, c *Cluster) int {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), c.URL(Superuser, ""))
	check(t, err)
	pid := int(conn.PgConn().PID())
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		conn.Exec(ctx, "select count(*) from generate_series(1, 100000000000)")
	}()
	t.Cleanup(func() { cancel(); <-done })
	for state := ""; state != "active"; {
		state = ask(t, c.URL(Superuser, ""), "select state from pg_stat_activity where pid = $1", pid)
	}
	return pid
}

func TestPostgresOfAKilledProcessIsJoined(t *testing.T) {
	t.Parallel()
	dir := made(t)
	server := begin(t, "serve", dir)
	server.opened(t)
	h := home{dir: dir + "/postgres"}
	orphan, ok := h.running()
	if !ok {
		t.Fatal("PostgreSQL does not run")
	}
	server.killed(t)

	c, err := Open(t.Context(), Options{Dir: dir, Serve: true, Settings: quick()})
	check(t, err)
	same(t, c.postgres(t), orphan.pid)
	check(t, c.Close())
	if _, ok := h.running(); ok {
		t.Error("PostgreSQL runs on: the killed process still counts as a user")
	}
}

func TestBothKilledTheNextStartRecovers(t *testing.T) {
	t.Parallel()
	dir := made(t)
	server := begin(t, "serve", dir)
	server.opened(t)
	pm, _ := home{dir: dir + "/postgres"}.running()
	server.killed(t)
	check(t, syscall.Kill(pm.pid, syscall.SIGKILL))
	same(t, ask(t, open(t, dir).URL(App, ""), "select 'there'"), "there")
}

func TestCtrlCDoesNotReachPostgres(t *testing.T) {
	t.Parallel()
	dir := made(t)
	starter := begin(t, "hold", dir)
	starter.opened(t)
	c := open(t, dir)
	pid := c.postgres(t)
	check(t, syscall.Kill(-starter.Process.Pid, syscall.SIGINT))
	starter.Wait()
	same(t, ask(t, c.URL(App, ""), "select 'there'"), "there")
	same(t, c.postgres(t), pid)
}

func TestAPostgresOnItsWayDownIsWaitedFor(t *testing.T) {
	t.Parallel()
	dir := made(t)
	first := open(t, dir)
	pid := first.postgres(t)
	check(t, syscall.Kill(pid, syscall.SIGINT))
	second := open(t, dir)
	if second.postgres(t) == pid {
		t.Error("joined a PostgreSQL that was stopping")
	}
}

func TestAProcessNumberThatBelongsToAnotherNow(t *testing.T) {
	t.Parallel()
	dir := made(t)
	c := open(t, dir)
	pidFile := c.home.pidFile()
	text, err := os.ReadFile(pidFile)
	check(t, err)
	check(t, c.Close())

	// Of the same user, so that PostgreSQL itself takes it for a postmaster.
	stranger := exec.Command("sleep", "600")
	stranger.SysProcAttr = c.home.who.process()
	check(t, stranger.Start())
	defer func() { stranger.Process.Kill(); stranger.Wait() }()
	_, rest, _ := strings.Cut(string(text), "\n")
	check(t, c.home.write("data/postmaster.pid", fmt.Appendf(nil, "%d\n%s", stranger.Process.Pid, rest)))

	same(t, ask(t, open(t, dir).URL(App, ""), "select 'there'"), "there")
	if !alive(stranger.Process.Pid) {
		t.Error("the stranger was killed")
	}
}

func TestThePortIsTakenMeanwhile(t *testing.T) {
	t.Parallel()
	dir := made(t)
	c := open(t, dir)
	last := c.at
	check(t, c.Close())
	taken, err := net.Listen("tcp4", "127.0.0.1:"+strconv.Itoa(last.Port))
	check(t, err)
	defer taken.Close()
	if next := open(t, dir); next.at.Port == last.Port {
		t.Error("the port of another program was used")
	}
}

func TestAPortLostInTheLastMomentIsToldApart(t *testing.T) {
	t.Parallel()
	h := home{dir: t.TempDir()}
	check(t, h.write(logFile, []byte("LOG: could not bind IPv4 address\nFATAL: long ago\n"+
		"FATAL: could not create any TCP/IP sockets")))
	if err := h.whyGone(40); !errors.Is(err, errPortTaken) {
		t.Errorf("got %v, want errPortTaken", err)
	}
	check(t, h.write(logFile, []byte("LOG: could not bind IPv4 address\nFATAL: the disk is full")))
	if err := h.whyGone(32); errors.Is(err, errPortTaken) || !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("got %v, want what the log says since the start", err)
	}
}

func TestOnlyWhatMayPassIsTriedAgain(t *testing.T) {
	t.Parallel()
	same(t, later(errors.New("no such socket")), true) // killed a moment ago: the next look tells
	for code, want := range map[string]bool{notYet: true, crowded: true, wrongPassword: false, "3D000": false} {
		same(t, later(fmt.Errorf("connect: %w", &pgconn.PgError{Code: code})), want)
	}
}

func TestHalfMadeClustersAreSweptAway(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	check(t, os.Mkdir(dir, 0o755))
	check(t, os.MkdirAll(dir+"/postgres/making-123/base", 0o700))
	check(t, os.WriteFile(dir+"/postgres/.password-123", []byte("secret"), 0o600))
	c := open(t, dir)
	entries, err := os.ReadDir(c.Dir())
	check(t, err)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "making-") || strings.HasPrefix(e.Name(), ".") {
			t.Errorf("%s is still there", e.Name())
		}
	}
}

func TestAKilledFurnishingIsFinished(t *testing.T) {
	t.Parallel()
	dir := made(t)
	c := open(t, dir)
	ask(t, c.URL(Superuser, ""), "drop extension pg_trgm")
	check(t, os.Remove(c.home.path("data/onward.furnished")))
	same(t, ask(t, open(t, dir).URL(App, ""), "select extname::text from pg_extension where extname = 'pg_trgm'"), "pg_trgm")
}

func TestALargeLogIsPutAside(t *testing.T) {
	t.Parallel()
	dir := made(t)
	h := home{dir: dir + "/postgres"}
	check(t, os.Truncate(h.path(logFile), keptLog+1))
	open(t, dir)
	old, err := os.Stat(h.path(logFile + ".old"))
	check(t, err)
	same(t, old.Size(), keptLog+1)
	now, err := os.Stat(h.path(logFile))
	check(t, err)
	if now.Size() > keptLog {
		t.Error("the log goes on growing")
	}
}
