package local

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"onward/internal/fault"
)

// The faults of an installation; each is in the chain of what Open returns.
var (
	ErrNotInstalled = errors.New("PostgreSQL is not installed")
	ErrTooOld       = errors.New("PostgreSQL is too old")
	ErrOtherVersion = errors.New("the cluster was made by another version")
)

// oldest is the first version that has what the migrations use.
const oldest = 15

// binaries is one installation of the PostgreSQL server.
type binaries struct {
	dir          string
	major, minor int
	who          account // whom it runs as
}

func (b binaries) path(program string) string { return filepath.Join(b.dir, program) }

// command makes a command of this installation that runs as the account, with
// none of the PG variables that may point it elsewhere.
func (b binaries) command(ctx context.Context, dir, program string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, b.path(program), args...)
	cmd.WaitDelay = time.Second // its own children may outlive it and hold its output open
	cmd.Dir = dir
	cmd.Env = []string{"PATH=" + b.dir + ":/usr/bin:/bin", "LC_ALL=C"}
	cmd.SysProcAttr = b.who.process()
	return cmd
}

// reach tries whether the account can work in a folder. Trying beats reading
// modes: access lists and mounts have their say too.
func (b binaries) reach(dir string) error {
	if err := b.command(context.Background(), dir, "postgres", "--version").Run(); err != nil {
		return fmt.Errorf("user %s in %s: %w", b.who.name, dir, err)
	}
	return nil
}

// places says where installations are looked for.
type places struct {
	who      account
	patterns []string // globs of folders with binaries
	path     []string // folders of PATH
}

// installed looks where distributions and PostgreSQL's own packages install.
func installed(who account) places {
	return places{
		who: who,
		patterns: []string{
			"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin",
			"/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin",
		},
		path: filepath.SplitList(os.Getenv("PATH")),
	}
}

// choose takes the newest installation, or the newest of the major version that
// made the cluster; major is 0 where there is none yet.
func (p places) choose(major int) (binaries, error) {
	found := p.find()
	if major != 0 {
		return ofMajor(found, major)
	}
	if len(found) == 0 {
		return binaries{}, fault.Wrap(ErrNotInstalled, fault.Unavailable,
			"Onward needs PostgreSQL 15 or later: install it (apt-get install postgresql postgresql-contrib), or set ONWARD_DATABASE_URL")
	}
	if newest := found[len(found)-1]; newest.major >= oldest {
		return newest, nil
	}
	newest := found[len(found)-1]
	return binaries{}, fault.Wrap(fmt.Errorf("%w: %d.%d in %s", ErrTooOld, newest.major, newest.minor, newest.dir), fault.Unavailable,
		"Onward needs PostgreSQL 15 or later: install it (apt-get install postgresql postgresql-contrib, or from apt.postgresql.org), or set ONWARD_DATABASE_URL")
}

func ofMajor(found []binaries, major int) (binaries, error) {
	for _, b := range slices.Backward(found) {
		if b.major == major {
			return b, nil
		}
	}
	return binaries{}, fault.Wrap(fmt.Errorf("%w: PostgreSQL %d, which is not installed", ErrOtherVersion, major), fault.Unavailable,
		fmt.Sprintf("The database in this data folder needs PostgreSQL %d: install that version (apt-get install postgresql-%d) beside any other, or give another folder with --data", major, major))
}

// find lists the installations that the account can run, the newest last.
func (p places) find() []binaries {
	var found []binaries
	for _, dir := range p.candidates() {
		b := binaries{dir: dir, who: p.who}
		var err error
		if b.major, b.minor, err = b.version(); err == nil {
			found = append(found, b)
		}
	}
	slices.SortStableFunc(found, func(a, b binaries) int {
		if a.major != b.major {
			return a.major - b.major
		}
		return a.minor - b.minor
	})
	return found
}

// candidates lists the folders that hold both programs that are needed. What
// PATH calls initdb may be a link or a wrapper, so it is followed and counts
// only where the server lies beside it.
func (p places) candidates() []string {
	var dirs []string
	for _, dir := range p.path {
		if !filepath.IsAbs(dir) {
			continue // never run what lies in the working folder
		}
		dirs = append(dirs, dir)
		if program, err := filepath.EvalSymlinks(filepath.Join(dir, "initdb")); err == nil {
			dirs = append(dirs, filepath.Dir(program))
		}
		if out, err := exec.Command(filepath.Join(dir, "pg_config"), "--bindir").Output(); err == nil {
			dirs = append(dirs, strings.TrimSpace(string(out)))
		}
	}
	for _, pattern := range p.patterns {
		matches, _ := filepath.Glob(pattern) // fails on a malformed pattern only, and these are constants
		dirs = append(dirs, matches...)
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(dirs, func(dir string) bool {
		known := seen[dir]
		seen[dir] = true
		return known || !executable(filepath.Join(dir, "initdb")) || !executable(filepath.Join(dir, "postgres"))
	})
}

func executable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}

var versionLine = regexp.MustCompile(`\(PostgreSQL\) (\d+)(?:\.(\d+))?`)

// version asks the server itself; a beta has no minor version and counts as 0.
func (b binaries) version() (major, minor int, err error) {
	out, err := b.command(context.Background(), "/", "postgres", "--version").Output()
	if err != nil {
		return 0, 0, err
	}
	parts := versionLine.FindStringSubmatch(string(out))
	if parts == nil {
		return 0, 0, fmt.Errorf("%s does not say its version", b.path("postgres"))
	}
	major, _ = strconv.Atoi(parts[1]) // digits by the pattern
	minor, _ = strconv.Atoi(parts[2])
	return major, minor, nil
}

// majorOf is the major version that made a cluster, 0 where there is none.
func majorOf(data string) (int, error) {
	text, err := os.ReadFile(filepath.Join(data, "PG_VERSION"))
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, unwritable(err)
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0, fmt.Errorf("%s does not say which version made it: %w", data, err)
	}
	return major, nil
}
