package app_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onward/internal/app"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/secret"
	"onward/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

func over(t *testing.T, d *testdb.Database, c app.Config, root secret.Root) (*app.App, error) {
	t.Helper()
	return app.Over(t.Context(), c, slog.New(slog.DiscardHandler), d.DB, root)
}

func TestFirstStartMakesTheKeyAndLaterOnesReadIt(t *testing.T) {
	t.Parallel()
	d, c := testdb.New(t), app.Config{Data: t.TempDir()}
	first, err := over(t, d, c, secret.Root{})
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := first.Box.Seal("place", "text")
	if err != nil {
		t.Fatal(err)
	}
	second, err := over(t, d, c, secret.Root{})
	if err != nil {
		t.Fatal(err)
	}
	if text, err := second.Box.Open("place", sealed); err != nil || text != "text" {
		t.Errorf("got %q, %v", text, err)
	}
}

func TestLostKeyIsAskedForAndNotReplaced(t *testing.T) {
	t.Parallel()
	d, c := testdb.New(t), app.Config{Data: t.TempDir()}
	if _, err := over(t, d, c, secret.Root{}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(c.Data, "key")
	key, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := over(t, d, c, secret.Root{}); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), path) {
		t.Errorf("the answer does not say which file to restore: %v", err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("another key was made: %v", err)
	}
	c.Key = string(key)
	if _, err := over(t, d, c, secret.Root{}); err != nil {
		t.Errorf("with the key in the environment: %v", err)
	}
}

func TestKeyThatIsNoneIsRefused(t *testing.T) {
	t.Parallel()
	d := testdb.New(t)
	if _, err := over(t, d, app.Config{Data: t.TempDir(), Key: "short"}, secret.Root{}); !fault.Is(err, fault.Invalid) {
		t.Errorf("got %v", err)
	}
	if _, err := over(t, d, app.Config{Data: t.TempDir()}, fixture.Root); err != nil {
		t.Fatal(err)
	}
	if _, err := over(t, d, app.Config{Data: t.TempDir()}, secret.Root{9}); !fault.Is(err, fault.Invalid) {
		t.Errorf("another installation's key: %v", err)
	}
}
