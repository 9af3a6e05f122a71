package local

import (
	"io/fs"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"onward/internal/fault"
)

func TestOnlyItsUserMayLookIntoTheHome(t *testing.T) {
	t.Parallel()
	c := open(t, folder(t))
	check(t, filepath.WalkDir(c.Dir(), func(path string, _ fs.DirEntry, err error) error {
		if os.IsNotExist(err) {
			return nil // PostgreSQL's files come and go
		}
		if err != nil {
			return err
		}
		info, err := os.Lstat(path)
		if err != nil {
			return nil
		}
		if info.Mode().Perm()&0o077 != 0 && path != c.home.pidFile() {
			t.Errorf("%s is open to others: %v", path, info.Mode())
		}
		if owner := int(info.Sys().(*syscall.Stat_t).Uid); owner != c.home.who.uid {
			t.Errorf("%s belongs to %d, not to %s", path, owner, c.home.who.name)
		}
		return nil
	}))
	for name, want := range map[string]fs.FileMode{"": 0o700, "data": 0o700, "socket": 0o700, secretsFile: 0o600, logFile: 0o600} {
		info, err := os.Stat(c.home.path(name))
		check(t, err)
		if info.Mode().Perm() != want {
			t.Errorf("%q has mode %v, want %v", name, info.Mode().Perm(), want)
		}
	}
}

func TestPostgresNeverRunsAsRoot(t *testing.T) {
	t.Parallel()
	c := open(t, made(t))
	info, err := os.Stat("/proc/" + strconv.Itoa(c.postgres(t)))
	check(t, err)
	if uid := info.Sys().(*syscall.Stat_t).Uid; uid == 0 || int(uid) != c.home.who.uid {
		t.Errorf("PostgreSQL runs as user %d", uid)
	}
}

// As root a folder can be closed to PostgreSQL's user; for anybody else it is
// the same user, and a closed folder is closed to Onward too.
func TestAClosedDataFolder(t *testing.T) {
	t.Parallel()
	parent := filepath.Dir(folder(t))
	closed := filepath.Join(parent, "closed")
	if os.Geteuid() != 0 {
		check(t, os.Mkdir(closed, 0o500))
		_, err := Open(t.Context(), Options{Dir: filepath.Join(closed, "var")})
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("got %v, want that Onward may not write there", err)
		}
		return
	}
	check(t, os.Mkdir(closed, 0o700))
	dir := filepath.Join(closed, "var")
	var told strings.Builder
	c, err := Open(t.Context(), Options{Dir: dir, Settings: quick(), Log: slog.New(slog.NewTextHandler(&told, nil))})
	check(t, err)
	t.Cleanup(func() { cleared(t, c.home); os.RemoveAll(c.Dir()) })
	defer c.Close()
	same(t, c.Dir(), moved(dir))
	if !strings.Contains(told.String(), c.Dir()) || !strings.Contains(told.String(), dir) {
		t.Errorf("the log does not tell of the move: %s", told.String())
	}
	joined := begin(t, "hold", dir)
	same(t, joined.opened(t), c.URL(App, ""))
	joined.leaves(t)

	// It stays where it is when the folder is opened or moves.
	check(t, c.Close())
	check(t, os.Rename(closed, closed+"-no-more"))
	check(t, os.Chmod(closed+"-no-more", 0o755))
	again := open(t, filepath.Join(closed+"-no-more", "var"))
	same(t, again.Dir(), c.Dir())
}

func TestAFolderThatIsClosedLaterIsNotAbandoned(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		return // only root runs PostgreSQL as somebody else
	}
	dir := made(t)
	check(t, os.Chmod(filepath.Dir(dir), 0o700))
	_, err := Open(t.Context(), Options{Dir: dir})
	if !fault.Is(err, fault.Forbidden) || !strings.Contains(err.Error(), "chmod o+x") {
		t.Errorf("got %v, want what to open", err)
	}
}

// ordinary runs a process as another user than the test's, with a copy of the
// test binary that this user can reach.
func ordinary(t *testing.T, as account) func(*exec.Cmd) {
	t.Helper()
	program := filepath.Join(filepath.Dir(folder(t)), "onward.test")
	// By a process of its own: a program that this one has open for writing, and
	// another test's fork with it, cannot be started.
	check(t, exec.Command("cp", os.Args[0], program).Run())
	check(t, os.Chmod(program, 0o755))
	return func(cmd *exec.Cmd) {
		cmd.Path, cmd.Dir = program, "/"
		cmd.SysProcAttr = as.process()
	}
}

func TestAnOrdinaryUsersClusterStaysTheirs(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		return // every other test runs as an ordinary user then
	}
	anna := account{name: "65534", uid: 65534, gid: 65534, drop: true}
	dir := folder(t)
	check(t, os.Mkdir(dir, 0o755))
	check(t, os.Chown(dir, anna.uid, anna.gid))

	hers := begin(t, "serve", dir, ordinary(t, anna))
	url := hers.opened(t)
	c := open(t, dir) // root joins
	same(t, c.URL(App, ""), url)
	same(t, c.home.who.uid, anna.uid)
	check(t, c.Close())
	hers.leaves(t)

	check(t, open(t, dir).Close()) // root starts it, still as her
	hers = begin(t, "hold", dir, ordinary(t, anna))
	hers.opened(t)
	hers.leaves(t)

	bert := account{name: "12345", uid: 12345, gid: 12345, drop: true}
	word, text := begin(t, "hold", dir, ordinary(t, bert)).hears(t)
	if word != "error" || !strings.Contains(text, "belongs to another user") {
		t.Errorf("another user got: %s %s", word, text)
	}
}

func TestNamesThatNoSocketCanHave(t *testing.T) {
	t.Parallel()
	for _, name := range []string{strings.Repeat("long/", 20) + "var", "it's, well, \"quoted\" [1] var"} {
		dir := filepath.Join(filepath.Dir(folder(t)), name)
		c := open(t, dir)
		t.Cleanup(func() { cleared(t, c.home) })
		same(t, filepath.Dir(c.at.Socket), "/tmp")
		info, err := os.Stat(c.at.Socket)
		check(t, err)
		same(t, info.Mode().Perm(), 0o700)
		same(t, ask(t, c.URL(App, ""), "select 'there'"), "there")

		check(t, syscall.Kill(c.postgres(t), syscall.SIGKILL))
		second := open(t, dir)
		same(t, second.at, c.at)
		check(t, c.Close())
		check(t, second.Close())
		if _, err := os.Stat(c.at.Socket); !os.IsNotExist(err) {
			t.Errorf("%s is left behind", c.at.Socket)
		}
	}
}

func TestASocketFolderOfSomebodyElseIsNotUsed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	h := home{dir: dir, who: account{uid: os.Geteuid()}}
	same(t, h.private(dir), false) // others may look in
	check(t, os.Chmod(dir, 0o700))
	same(t, h.private(dir), true)
	link := filepath.Join(dir, "link")
	check(t, os.Symlink(dir, link))
	same(t, h.private(link), false)
	h.who.uid++
	same(t, h.private(dir), false)
	same(t, h.private(dir+"/gone"), false)
}

func TestACopyLeavesTheSocketFolderOfTheOriginal(t *testing.T) {
	t.Parallel()
	original, copied := open(t, made(t)), made(t)
	check(t, os.WriteFile(filepath.Join(copied, "postgres", endpointFile), []byte(`{"Socket":"`+original.at.Socket+`"}`), 0o600))
	c := open(t, copied)
	same(t, c.at.Socket, c.home.path("socket"))
	check(t, original.Close())
	check(t, os.WriteFile(filepath.Join(copied, "postgres", endpointFile), []byte(`{"Socket":"`+original.at.Socket+`"}`), 0o600))
	check(t, c.Close())
	if _, err := os.Stat(original.at.Socket); err != nil {
		t.Error(err)
	}
}

func TestAHomeIsNotClaimedThroughALink(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	check(t, os.Symlink("/etc", filepath.Join(dir, "home")))
	if claim(filepath.Join(dir, "home"), account{}) == nil {
		t.Error("claimed what a link points to")
	}
	check(t, os.Symlink("/etc/passwd", filepath.Join(dir, "file")))
	if file, err := (home{dir: dir}).open("file", os.O_RDWR); err == nil {
		file.Close()
		t.Error("opened what a link points to")
	}
}
