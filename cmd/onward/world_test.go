package main

import (
	"regexp"
	"strings"
	"testing"

	"onward/internal/demo"
)

func TestSeedingSaysWhatIsThere(t *testing.T) {
	t.Parallel()
	data := world(t)
	if !strings.Contains(laid.seed.out, "100 residents in ") || !strings.Contains(laid.seed.out, "amina.yusufi@ealing.example with "+demo.Password) {
		t.Errorf("seeding: %q", laid.seed.out)
	}
	if a := onward(t, "", "--data", data, "seed", "--demo", "--residents", "100"); a.code != 1 || a.out != "" || a.err == "" {
		t.Errorf("again: %+v", a)
	}
	if a := onward(t, "", "--data", data, "seed", "--demo", "--residents", "100", "--if-empty"); a.code != 0 || !strings.Contains(a.out, "left as it is") {
		t.Errorf("again if empty: %+v", a)
	}
	if a := onward(t, "", "--data", data, "migrate"); a.code != 0 || a.out != "The database is up to date.\n" {
		t.Errorf("migrate: %+v", a)
	}
}

func TestATokenIsAllThatIsPrinted(t *testing.T) {
	t.Parallel()
	data := world(t)
	a := onward(t, "", "--data", data, "token", "--user", "amina.yusufi@ealing.example")
	if a.code != 0 || a.err != "" || !regexp.MustCompile(`^[\w-]+\.[\w-]+\.[\w-]+\n$`).MatchString(a.out) {
		t.Errorf("%+v", a)
	}
	if a := onward(t, "", "--data", data, "token", "--user", "nobody"); a.code != 1 || a.out != "" || !strings.Contains(a.err, "There is nobody of that name") {
		t.Errorf("nobody's: %+v", a)
	}
}

func TestUsersAreListed(t *testing.T) {
	t.Parallel()
	a := onward(t, "", "--data", world(t), "user", "list")
	if a.code != 0 || !strings.HasPrefix(a.out, "USER ") || !strings.Contains(a.out, "amina.yusufi@ealing.example") || strings.Count(a.out, "\n") < 10 {
		t.Errorf("%+v", a)
	}
}

// A rotation leaves everything readable: a new key seals, the old ones open.
func TestKeysRotate(t *testing.T) {
	t.Parallel()
	data := world(t)
	for range 2 {
		if a := onward(t, "", "--data", data, "key", "rotate"); a.code != 0 || !strings.Contains(a.out, "A new key seals") {
			t.Fatalf("%+v", a)
		}
	}
	// The list of sign-ins is not sealed; the import's memory of rows is.
	if a := onward(t, "", "--data", data, "import", "--organisation", "ealing", "--dry-run", sheetFile); a.code != 0 {
		t.Errorf("after it: %+v", a)
	}
}
