package secret_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"onward/internal/secret"
)

func TestRootFileIsMadeOnceAndClosed(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "deep", "key")
	first, err := secret.RootFile(path)
	if err != nil {
		t.Fatal(err)
	}
	second, err := secret.RootFile(path)
	if err != nil || first != second {
		t.Errorf("the second read differs: %v", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}

func TestProcessesThatStartAtOnceShareOneKey(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "key")
	const processes = 32
	var roots [processes]secret.Root
	var errs [processes]error
	var all sync.WaitGroup
	for i := range processes {
		all.Go(func() { roots[i], errs[i] = secret.RootFile(path) })
	}
	all.Wait()
	for i := range processes {
		if errs[i] != nil || roots[i] != roots[0] || roots[i] == (secret.Root{}) {
			t.Errorf("process %d: its own key, or %v", i, errs[i])
		}
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("beside the key lies %v, %v", entries, err)
	}
}

func TestKeyThatIsMissingIsNotMadeByReading(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "key")
	if _, err := secret.ReadRootFile(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file was made: %v", err)
	}
}

func TestSpoiltKeyFileIsNeitherReadNorReplaced(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(path, []byte("c2hvcnQ="), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := secret.RootFile(path); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("the error does not name the file: %v", err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "c2hvcnQ=" {
		t.Errorf("the file was changed to %q, %v", text, err)
	}
}

func TestKeyThatCannotBeKeptIsNotUsed(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if r, err := secret.RootFile(filepath.Join(file, "key")); err == nil || r != (secret.Root{}) {
		t.Errorf("a folder that cannot be gave a key: %v", err)
	}
}
