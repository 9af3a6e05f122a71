package local

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onward/internal/fault"
)

// install makes folders with programs that answer like PostgreSQL's.
func install(t *testing.T, root string, versions ...string) {
	t.Helper()
	for _, version := range versions {
		dir := filepath.Join(root, version, "bin")
		check(t, os.MkdirAll(dir, 0o755))
		program(t, filepath.Join(dir, "initdb"), "exit 0")
		program(t, filepath.Join(dir, "postgres"), "echo 'postgres (PostgreSQL) "+version+" (Made up)'")
	}
}

func program(t *testing.T, path, script string) {
	t.Helper()
	check(t, os.WriteFile(path, []byte("#!/bin/sh\n"+script+"\n"), 0o755))
}

func lookIn(root string) places {
	return places{patterns: []string{filepath.Join(root, "*", "bin")}}
}

func TestTheNewestInstallationIsChosen(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	install(t, root, "9.6", "13.20", "15.4", "15.18", "17beta1")
	b, err := lookIn(root).choose(0)
	check(t, err)
	same(t, b.major, 17)
	b, err = lookIn(root).choose(15)
	check(t, err)
	same(t, fmt.Sprint(b.major, ".", b.minor), "15.18")
}

func TestAClusterWhoseVersionIsGone(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	install(t, root, "15.4", "17.1")
	_, err := lookIn(root).choose(16)
	if !errors.Is(err, ErrOtherVersion) || !strings.Contains(fault.Of(err).Public, "apt-get install postgresql-16") {
		t.Errorf("got %v", err)
	}
}

func TestNoInstallationSaysWhatToInstall(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	_, err := lookIn(root).choose(0)
	if !errors.Is(err, ErrNotInstalled) || !strings.Contains(fault.Of(err).Public, "apt-get install postgresql postgresql-contrib") {
		t.Errorf("got %v", err)
	}
	install(t, root, "13.20", "9.6")
	_, err = lookIn(root).choose(0)
	if !errors.Is(err, ErrTooOld) || !strings.Contains(err.Error(), "13.20") || !strings.Contains(err.Error(), "15 or later") {
		t.Errorf("got %v", err)
	}
}

func TestUnfitInstallationsAreNotChosen(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	install(t, root, "15.1", "16.1", "17.1", "18.1", "19.1")
	check(t, os.Remove(filepath.Join(root, "16.1/bin/initdb")))         // client only
	check(t, os.Chmod(filepath.Join(root, "17.1/bin/postgres"), 0o644)) // not a program
	program(t, filepath.Join(root, "18.1/bin/postgres"), "echo hello")
	program(t, filepath.Join(root, "19.1/bin/postgres"), "echo 'postgres (PostgreSQL) 19.1'; exit 1")
	b, err := lookIn(root).choose(0)
	check(t, err)
	same(t, b.major, 15)
}

func TestWhatPathLeadsTo(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	install(t, root, "16.1", "17.1")
	bin := filepath.Join(root, "usr-bin")
	check(t, os.Mkdir(bin, 0o755))
	p := places{path: []string{"", ".", bin, filepath.Join(root, "nothing")}}

	program(t, filepath.Join(bin, "initdb"), "exec something-else") // a wrapper, no server beside it
	same(t, len(p.candidates()), 0)

	check(t, os.Remove(filepath.Join(bin, "initdb")))
	check(t, os.Symlink(filepath.Join(root, "16.1/bin/initdb"), filepath.Join(bin, "initdb")))
	b, err := p.choose(0)
	check(t, err)
	same(t, b.dir, filepath.Join(root, "16.1/bin"))

	program(t, filepath.Join(bin, "pg_config"), "echo "+filepath.Join(root, "17.1/bin"))
	b, err = p.choose(0)
	check(t, err)
	same(t, b.dir, filepath.Join(root, "17.1/bin"))
}

func TestAClusterOfAnotherMajorVersion(t *testing.T) {
	t.Parallel()
	dir := made(t)
	version := dir + "/postgres/data/PG_VERSION"
	check(t, os.WriteFile(version, []byte("14\n"), 0o600))
	if _, err := Open(t.Context(), Options{Dir: dir}); !errors.Is(err, ErrOtherVersion) {
		t.Errorf("got %v, want ErrOtherVersion", err)
	}
	check(t, os.WriteFile(version, []byte("new\n"), 0o600))
	if _, err := Open(t.Context(), Options{Dir: dir}); err == nil {
		t.Error("a cluster of no version was opened")
	}
}
