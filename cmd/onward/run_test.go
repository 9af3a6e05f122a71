package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// asProcess makes the test binary onward itself, so that a test can start it,
// talk to it and kill it.
const asProcess = "ONWARD_TEST_PROCESS"

func TestMain(m *testing.M) {
	if os.Getenv(asProcess) != "" {
		main()
	}
	code := m.Run()
	if laid.dir != "" {
		_ = os.RemoveAll(laid.dir)
	}
	os.Exit(code)
}

// command is onward with arguments, in an environment of its own: nothing of
// the developer's configuration reaches it.
func command(ctx context.Context, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, os.Args[0], args...)
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "ONWARD_") {
			c.Env = append(c.Env, v)
		}
	}
	c.Env = append(c.Env, asProcess+"=yes", "ONWARD_ADDRESS=127.0.0.1:0")
	return c
}

// answer is what a finished command said.
type answer struct {
	code     int
	out, err string
}

func onward(t *testing.T, stdin string, args ...string) answer {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute) // a server that should not have started ends too
	defer cancel()
	c := command(ctx, args...)
	var out, said bytes.Buffer
	c.Stdin, c.Stdout, c.Stderr = strings.NewReader(stdin), &out, &said
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return answer{c.ProcessState.ExitCode(), out.String(), said.String()}
}

// folder is a data folder that PostgreSQL's user can reach.
func folder() (string, error) {
	dir, err := os.MkdirTemp("/tmp", "onward-cmd-")
	if err == nil {
		err = os.Chmod(dir, 0o755)
	}
	return dir, err
}

var laid struct {
	sync.Once
	dir  string
	seed answer
}

// world is the data folder that the tests of this package share: a small demo
// world behind a PostgreSQL of its own.
func world(t *testing.T) string {
	t.Helper()
	laid.Do(func() {
		var err error
		if laid.dir, err = folder(); err != nil {
			t.Fatal(err)
		}
		laid.seed = onward(t, "", "--data", laid.dir, "seed", "--demo", "--residents", "100")
	})
	if laid.seed.code != 0 {
		t.Fatalf("seeding: %+v", laid.seed)
	}
	return laid.dir
}

func TestTheGrammar(t *testing.T) {
	t.Parallel()
	help := onward(t, "", "--help")
	for _, word := range []string{"serve", "migrate", "seed", "import", "outcome evaluate", "user list", "token", "audit verify", "key rotate", "health", "--data"} {
		if !strings.Contains(help.out, word) {
			t.Errorf("the help does not say %q", word)
		}
	}
	if help.code != 0 || help.err != "" {
		t.Errorf("help: %d %q", help.code, help.err)
	}
	for _, args := range [][]string{{"nonsense"}, {}, {"import"}, {"import", "x.csv"}, {"token"}, {"seed"}, {"seed", "--demo", "--area", "paris"}, {"serve", "--nonsense"}} {
		if a := onward(t, "", args...); a.code == 0 || !strings.Contains(a.err+a.out, "onward") {
			t.Errorf("%v: %+v", args, a)
		}
	}
}

func TestEvaluateStartsNoDatabase(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../internal/outcome/testdata/outcomes.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")[:3]
	data := filepath.Join(t.TempDir(), "none")
	good := onward(t, strings.Join(lines, ""), "--data", data, "outcome", "evaluate")
	if good.code != 0 || strings.Count(good.out, "\n") != 3 || good.err != "" {
		t.Errorf("three cases: %+v", good)
	}
	bad := onward(t, lines[0]+"{nonsense\n"+lines[1], "--data", data, "outcome", "evaluate")
	if bad.code != 1 || strings.Count(bad.out, "\n") != 3 {
		t.Errorf("one that cannot be read: %+v", bad)
	}
	if none := onward(t, "", "--data", data, "outcome", "evaluate"); none.code != 0 || none.out != "" {
		t.Errorf("no case: %+v", none)
	}
	if _, err := os.Stat(data); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a data folder was made: %v", err)
	}
}

func TestWhatIsWrongIsSaidBeforeAnyDatabaseStarts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	data := filepath.Join(dir, "none")
	mapping := filepath.Join(dir, "bad.yaml")
	if err := os.WriteFile(mapping, []byte("\tnonsense: [\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]string{
		"spreadsheet cannot be opened":     {"import", "--organisation", "ealing", filepath.Join(dir, "missing.csv")},
		"mapping cannot be opened":         {"import", "--organisation", "ealing", "--mapping", filepath.Join(dir, "missing.yaml"), sheetFile},
		"onward: ":                         {"import", "--organisation", "ealing", "--mapping", mapping, sheetFile},
		"connection refused":               {"health"},
		"ONWARD_LOG must be debug":         {"user", "list"},
		"ONWARD_DATABASE_URL cannot be re": {"audit", "verify"},
	} {
		c := command(t.Context(), append([]string{"--data", data}, args...)...)
		var said bytes.Buffer
		c.Stderr = &said
		switch want {
		case "connection refused":
			c.Env = append(c.Env, "ONWARD_ADDRESS=127.0.0.1:1")
		case "ONWARD_LOG must be debug":
			c.Env = append(c.Env, "ONWARD_LOG=loud")
		case "ONWARD_DATABASE_URL cannot be re":
			c.Env = append(c.Env, "ONWARD_DATABASE_URL=postgres://onward_app:hunter2@[")
		}
		if err := c.Run(); err == nil || c.ProcessState.ExitCode() != 1 || !strings.Contains(said.String(), want) || strings.Contains(said.String(), "hunter2") {
			t.Errorf("%v: %v, %q", args, err, said.String())
		}
	}
	if _, err := os.Stat(data); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a data folder was made: %v", err)
	}
}
