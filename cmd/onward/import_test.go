package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const sheetFile = "../../internal/exchange/caseload/testdata/caseload.csv"

var totals = regexp.MustCompile(`(\d+) rows: (\d+) (?:would be )?created, (\d+) likely duplicates that wait for a choice, (\d+) rejected, (\d+) skipped`)

// counts are rows, created, duplicates, rejected, skipped.
func counts(t *testing.T, a answer) (n [5]int) {
	t.Helper()
	m := totals.FindStringSubmatch(a.out)
	if a.code != 0 || m == nil {
		t.Fatalf("the import: %+v", a)
	}
	for i := range n {
		if _, err := fmt.Sscan(m[i+1], &n[i]); err != nil {
			t.Fatal(err)
		}
	}
	return n
}

// report reads a report's lines and holds each to its shape.
func report(t *testing.T, path string) (outcomes map[string]int) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"barriers", "dob", "email", "family", "given", "job", "nino", "outcome", "phone", "postcode", "problems", "registered", "row", "status"}
	outcomes = map[string]int{}
	last := 0.0
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		var row map[string]any
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if keys := slices.Sorted(maps.Keys(row)); !slices.Equal(keys, want) {
			t.Fatalf("keys %v", keys)
		}
		number, _ := row["row"].(float64)
		_, listed := row["problems"].([]any)
		if _, alike := row["barriers"].([]any); number <= last || !listed || !alike {
			t.Fatalf("after row %v: %s", last, line)
		}
		last = number
		outcomes[fmt.Sprint(row["outcome"])]++
	}
	return outcomes
}

// TestABoroughsSpreadsheet imports one as a borough would: a dry run, the run,
// and the same file again.
func TestABoroughsSpreadsheet(t *testing.T) {
	t.Parallel()
	data, dir := world(t), t.TempDir()
	imported := func(name string, more ...string) ([5]int, map[string]int) {
		out := filepath.Join(dir, name)
		a := onward(t, "", append([]string{"--data", data, "import", "--organisation", "ealing", "--report", out, sheetFile}, more...)...)
		n, outcomes := counts(t, a), report(t, out)
		sum := 0
		for _, c := range outcomes {
			sum += c
		}
		if sum != n[0] || outcomes["created"] != n[1] || outcomes["duplicate"] != n[2] || outcomes["rejected"] != n[3] || outcomes["skipped"] != n[4] {
			t.Errorf("%s: it says %v, its report %v", name, n, outcomes)
		}
		if info, err := os.Stat(out); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: the report can be read by others: %v, %v", name, info.Mode(), err)
		}
		return n, outcomes
	}
	dry, _ := imported("dry.jsonl", "--dry-run")
	if dry[0] < 600 || dry[1] < 500 {
		t.Errorf("the dry run: %v", dry)
	}
	if again, _ := imported("dry-again.jsonl", "--dry-run"); again != dry {
		t.Errorf("a second dry run: %v, the first %v", again, dry)
	}
	first, _ := imported("first.jsonl")
	if first != dry {
		t.Errorf("the run: %v, the dry run said %v", first, dry)
	}
	second, _ := imported("second.jsonl")
	if second[0] != first[0] || second[1] != 0 || second[4] < first[1] {
		t.Errorf("the second run: %v, the first %v", second, first)
	}
	if a := onward(t, "", "--data", data, "audit", "verify"); a.code != 0 || !strings.Contains(a.out, " 0 findings") {
		t.Errorf("the trace afterwards: %+v", a)
	}
}

func TestImportsThatCannotBe(t *testing.T) {
	t.Parallel()
	data := world(t)
	for want, args := range map[string][]string{
		"There is no organisation of that name": {"--organisation", "atlantis"},
		"This user has no post":                 {"--organisation", "ealing", "--as", "nobody"},
		"no post at the organisation":           {"--organisation", "brent", "--as", "amina.yusufi@ealing.example"},
		"The report cannot be written":          {"--organisation", "ealing", "--dry-run", "--report", "/no/such/folder/out.jsonl"},
		"Your post does not":                    {"--organisation", "ealing", "--as", "amina.yusufi@ealing.example"},
	} {
		a := onward(t, "", append([]string{"--data", data, "import", sheetFile}, args...)...)
		if a.code != 1 || !strings.Contains(a.err, want) {
			t.Errorf("%v: %d %q", args, a.code, a.err)
		}
	}
}
