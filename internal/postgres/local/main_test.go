package local

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// asProcess makes the test binary an onward process: "hold" or "serve".
const asProcess = "ONWARD_LOCAL_TEST_PROCESS"

func TestMain(m *testing.M) {
	if as := os.Getenv(asProcess); as != "" {
		os.Exit(beProcess(as, os.Args[1]))
	}
	code := m.Run()
	if pattern.dir != "" {
		os.RemoveAll(pattern.dir)
	}
	os.Exit(code)
}

// beProcess opens the cluster of a folder, says so and holds it until its input
// ends.
func beProcess(as, dir string) int {
	c, err := Open(context.Background(), Options{Dir: dir, Settings: quick(), Serve: as == "serve"})
	if err != nil {
		fmt.Println("error", strings.ReplaceAll(err.Error(), "\n", " "))
		return 1
	}
	fmt.Println("open", c.URL(App, ""))
	io.Copy(io.Discard, os.Stdin)
	if err := c.Close(); err != nil {
		fmt.Println("error", err)
		return 1
	}
	return 0
}

// process is an onward process that a test started.
type process struct {
	*exec.Cmd
	in   io.Closer
	said *bufio.Scanner
}

// begin starts a process on a folder; with the program and user of the test
// itself unless edit says otherwise.
func begin(t *testing.T, as, dir string, edit ...func(*exec.Cmd)) *process {
	t.Helper()
	cmd := exec.Command(os.Args[0], dir)
	cmd.Env = append(os.Environ(), asProcess+"="+as)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	for _, e := range edit {
		e(cmd)
	}
	in, err := cmd.StdinPipe()
	check(t, err)
	out, err := cmd.StdoutPipe()
	check(t, err)
	check(t, cmd.Start())
	p := &process{Cmd: cmd, in: in, said: bufio.NewScanner(out)}
	t.Cleanup(func() { in.Close(); cmd.Wait() })
	return p
}

// hears waits for the next line of a process: "open URL" or "error TEXT".
func (p *process) hears(t *testing.T) (word, rest string) {
	t.Helper()
	if !p.said.Scan() {
		t.Fatalf("the process said nothing: %v", p.said.Err())
	}
	word, rest, _ = strings.Cut(p.said.Text(), " ")
	return word, rest
}

// opened waits until a process has the cluster open.
func (p *process) opened(t *testing.T) (url string) {
	t.Helper()
	word, rest := p.hears(t)
	if word != "open" {
		t.Fatalf("the process did not open the cluster: %s", rest)
	}
	return rest
}

// leaves lets a process close the cluster and end in good order.
func (p *process) leaves(t *testing.T) {
	t.Helper()
	p.in.Close()
	check(t, p.Wait())
}

// killed kills a process as kill -9 does.
func (p *process) killed(t *testing.T) {
	t.Helper()
	check(t, p.Process.Kill())
	p.Wait()
}

// quick makes a cluster small and careless of power cuts.
func quick() map[string]string {
	return map[string]string{
		"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off",
		"shared_buffers": "16MB", "max_connections": "20",
	}
}

// folder makes an empty data folder with a short name that every user can
// reach, which t.TempDir has neither of. What a test leaves running in it is
// killed.
func folder(t *testing.T) string {
	t.Helper()
	parent, err := os.MkdirTemp("/tmp", "own-")
	check(t, err)
	check(t, os.Chmod(parent, 0o755))
	dir := filepath.Join(parent, "var")
	t.Cleanup(func() {
		cleared(t, home{dir: filepath.Join(dir, "postgres")})
		os.RemoveAll(parent)
	})
	return dir
}

// cleared kills what a failed test left.
func cleared(t *testing.T, h home) {
	t.Helper()
	if pm, ok := h.running(); ok {
		t.Errorf("PostgreSQL was left running, process %d", pm.pid)
		syscall.Kill(pm.pid, syscall.SIGKILL)
	}
	check(t, h.clear())
}

// pattern is a cluster that was made once, for tests that are not about making.
var pattern struct {
	once sync.Once
	dir  string
	err  error
}

// made gives a data folder with a cluster that does not run.
func made(t *testing.T) string {
	t.Helper()
	pattern.once.Do(func() {
		if pattern.dir, pattern.err = os.MkdirTemp("/tmp", "own-pattern-"); pattern.err != nil {
			return
		}
		if pattern.err = os.Chmod(pattern.dir, 0o755); pattern.err != nil {
			return
		}
		var c *Cluster
		if c, pattern.err = Open(context.Background(), Options{Dir: pattern.dir, Settings: quick()}); pattern.err == nil {
			pattern.err = c.Close()
		}
	})
	check(t, pattern.err)
	dir := folder(t)
	if out, err := exec.Command("cp", "-a", pattern.dir, dir).CombinedOutput(); err != nil {
		t.Fatalf("copy the cluster: %v\n%s", err, out)
	}
	return dir
}

// open opens a cluster and closes it with the test.
func open(t *testing.T, dir string) *Cluster {
	t.Helper()
	c, err := Open(t.Context(), Options{Dir: dir, Settings: quick()})
	check(t, err)
	t.Cleanup(func() { c.Close() })
	return c
}

// postgres gives the process number of a running cluster.
func (c *Cluster) postgres(t *testing.T) int {
	t.Helper()
	pm, ok := c.home.running()
	if !ok {
		t.Fatal("PostgreSQL does not run")
	}
	return pm.pid
}

// ask gives the one answer of a query, as text.
func ask(t *testing.T, url, query string, args ...any) string {
	t.Helper()
	answer, err := try(url, query, args...)
	check(t, err)
	return answer
}

func try(url, query string, args ...any) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return "", err
	}
	defer conn.Close(ctx)
	var answer string
	err = conn.QueryRow(ctx, query, args...).Scan(&answer)
	if errors.Is(err, pgx.ErrNoRows) {
		err = nil
	}
	return answer, err
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func same[T comparable](t *testing.T, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}
