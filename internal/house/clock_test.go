package house_test

import (
	"go/ast"
	"regexp"
	"strings"
	"testing"
)

// ownClock are the files that may ask this machine for the time, and what for.
// The database's clock decides about every date and every end (safety.md 13).
var ownClock = map[string]string{
	"internal/postgres/clock.go":            "counts on from what the database said, by the monotonic clock",
	"internal/postgres/logger.go":           "how long a statement took",
	"internal/postgres/local/initialise.go": "how long it took to make a cluster",
	"internal/server/server.go":             "how long a request took",
	"internal/web/session_store.go":         "scs counts what is left of a session by this clock; the database counts down from it",
	"internal/web/session.go":               "what scs, which counts by this clock, has left of a session",
	"cmd/onward/seed.go":                    "how long a seed takes and has taken",
}

// clockDirs are rooms that measure and decide nothing.
var clockDirs = map[string]bool{"internal/bench": true, "internal/shots": true, "internal/testbrowser": true, "internal/testdb": true}

// bareNow is a statement that asks PostgreSQL's own clock, which no test can shift.
var bareNow = regexp.MustCompile(`(?i)(^|[^.\w])(now\(\)|current_date\b|current_timestamp\b|localtimestamp\b|(clock|statement|transaction)_timestamp\(\))`)

func TestTheDatabasesClockDecides(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, s := range sources(t) {
		if s.test() || clockDirs[s.dir()] || strings.HasSuffix(s.path, "_templ.go") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				pkg, ok := n.X.(*ast.Ident)
				if !ok || pkg.Name != "time" || n.Sel.Name != "Now" && n.Sel.Name != "Since" && n.Sel.Name != "Until" {
					break
				}
				if used[s.path] = true; ownClock[s.path] == "" {
					t.Errorf("%s: time.%s: ask the transaction's actor or DB.Now, or say in this test what this machine's clock is good for", s.at(n), n.Sel.Name)
				}
			case *ast.BasicLit:
				if bareNow.MatchString(n.Value) {
					t.Errorf("%s: PostgreSQL's own clock: ask onward.now() or onward.today()", s.at(n))
				}
			}
			return true
		})
	}
	for path := range ownClock {
		if !used[path] {
			t.Errorf("%s asks for no time any more: take it off the list", path)
		}
	}
}
