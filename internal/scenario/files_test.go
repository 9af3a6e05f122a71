package scenario

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onward/internal/access"
	"onward/internal/postgres/local"
	"onward/policies"
)

func cluster(t *testing.T) (*local.Cluster, *access.Policy) {
	t.Helper()
	c, err := local.Open(t.Context(), local.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	roles, err := access.Load(policies.Model, policies.Roles)
	if err != nil {
		t.Fatal(err)
	}
	return c, roles
}

func TestTheProjectsScenariosHold(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../policies/scenarios/*.yaml")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d scenarios, %v", len(files), err)
	}
	c, roles := cluster(t)
	var out bytes.Buffer
	r, err := Run(t.Context(), c, roles, files, &out)
	if err != nil || r.Failed > 0 || r.Passed < 100 {
		t.Errorf("%+v, %v\n%s", r, err, out.String())
	}
}

const small = `name: small
today: 2026-03-02
organisations: {ealing: borough, brent: borough}
users:
  amina: {organisation: ealing, role: advisor}
  bola: {organisation: brent, role: advisor}
residents:
  rosa: {lead: ealing, contact: amina}
checks:
  - {user: amina, resident: rosa, may: [view health], may_not: [view identity]}
  - {user: bola, resident: rosa, may: [view identity], may_not: [add notes]}
lists:
  - {user: bola, sees: [rosa]}
`

// Whatever fails is named on a line of its own, and counted once.
func TestFailuresAreNamedAndCounted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	files := []string{write("small.yaml", small), write("broken.yaml", strings.Replace(small, "role: advisor", "role: boss", 1)), filepath.Join(dir, "none.yaml")}
	c, roles := cluster(t)
	var out bytes.Buffer
	r, err := Run(t.Context(), c, roles, files, &out)
	if err != nil || r != (Result{Passed: 2, Failed: 5}) {
		t.Errorf("%+v, %v", r, err)
	}
	for _, want := range []string{`amina on rosa: casbin answers allow to "view identity", expected deny`, `bola on rosa: casbin answers deny to "view identity", expected allow`,
		"bola: a search finds [], expected [rosa]", "broken.yaml: the world cannot be laid down", "none.yaml: ", "\n2 passed, 5 failed\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

func TestAFileThatNamesNobodyIsRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string][2]string{
		"no yaml":              {small, "{"},
		"unknown key":          {"checks:", "check:"},
		"no day":               {"2026-03-02", "soon"},
		"unknown user":         {"- {user: amina", "- {user: anima"},
		"unknown resident":     {"resident: rosa, may: [view health]", "resident: rose, may: [view health]"},
		"unknown organisation": {"{organisation: brent", "{organisation: bretn"},
		"unknown lead":         {"lead: ealing", "lead: eling"},
		"unknown contact":      {"contact: amina", "contact: anima"},
		"unknown verb":         {"add notes", "write notes"},
		"unknown category":     {"view health", "view wealth"},
		"list of nobody":       {"sees: [rosa]", "sees: [rose]"},
		"consent to nothing":   {"contact: amina", "contact: amina, consents: {west: given}"},
	} {
		if _, err := Read(strings.NewReader(strings.Replace(small, c[0], c[1], 1))); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := Read(strings.NewReader(small)); err != nil {
		t.Errorf("the world itself: %v", err)
	}
}
