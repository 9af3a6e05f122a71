package house_test

import (
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// banned are calls that safety.md rules out, with what to do instead.
var banned = map[string]string{
	"Save":                "gorm's Save writes every field and ignores versions: use Updates or Exec with the version",
	"FirstOrCreate":       "two at once create two: insert, and let the constraint answer",
	"FirstOrInit":         "two at once create two: insert, and let the constraint answer",
	"Or":                  "gorm's Or beside a scope opens it: write the condition as one SQL text",
	"StartAutoLoadPolicy": "policies are swapped whole",
	"NewCachedEnforcer":   "a cache answers from an old policy",
	"NewSyncedEnforcer":   "policies are swapped whole",
}

func TestBannedCallsAreNotMade(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		gorm := strings.HasPrefix(s.name(), "store") || s.dir() == "internal/postgres" || s.dir() == "internal/access"
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if why, bad := banned[sel.Sel.Name]; bad && gorm {
				t.Errorf("%s: %s: %s", s.at(n), sel.Sel.Name, why)
			}
			if pkg, ok := sel.X.(*ast.Ident); ok {
				switch {
				case pkg.Name == "time" && sel.Sel.Name == "Sleep":
					t.Errorf("%s: time.Sleep: wait for a condition", s.at(n))
				case s.test() && pkg.Name == "t" && strings.HasPrefix(sel.Sel.Name, "Skip"):
					t.Errorf("%s: a skipped test tests nothing", s.at(n))
				}
			}
			return true
		})
	}
}

var (
	plainSet = regexp.MustCompile(`(?i)^\s*set\s+(session\s+)?[a-z_.]+\s*(=|to)\s`)
	upsert   = regexp.MustCompile(`(?i)on\s+conflict[^;]*do\s+update`)
	copyFrom = regexp.MustCompile(`(?i)^\s*copy\s+`)
)

// openTables hold no resident's data: there an upsert betrays nobody's row.
var openTables = regexp.MustCompile(`(?i)onward\.(credential|attempt|draft|keyset)\b`)

func TestStatementsKeepTheRules(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if s.test() || forTests(s.dir()) {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if ok && s.dir() != "internal/postgres/local" && statement(call, plainSet) { // the cluster is set up as the superuser, outside the pool
				t.Errorf("%s: a plain SET survives in the pool", s.at(n))
			}
			lit, ok := n.(*ast.BasicLit)
			if !ok {
				return true
			}
			sql := strings.Trim(lit.Value, "`\"")
			switch {
			case upsert.MatchString(sql) && !openTables.MatchString(sql):
				t.Errorf("%s: ON CONFLICT DO UPDATE on a protected table", s.at(n))
			case copyFrom.MatchString(sql):
				t.Errorf("%s: COPY is refused under row-level security", s.at(n))
			}
			return true
		})
	}
}

// runs are the calls that send a statement.
var runs = map[string]bool{"Exec": true, "Raw": true, "Query": true, "QueryRow": true, "Queue": true, "Where": true, "Order": true}

// statement says whether a call sends a literal statement that matches.
func statement(call *ast.CallExpr, what *regexp.Regexp) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || !runs[sel.Sel.Name] {
		return false
	}
	for _, arg := range call.Args {
		if lit, ok := arg.(*ast.BasicLit); ok && what.MatchString(strings.Trim(lit.Value, "`\"")) {
			return true
		}
	}
	return false
}

// Statements are texts of the program; what people type travels as parameters.
func TestStatementsAreNotPutTogetherFromInput(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if s.test() || !strings.HasPrefix(s.name(), "store") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || !runs[sel.Sel.Name] {
				return true
			}
			for _, arg := range call.Args {
				inner, ok := arg.(*ast.CallExpr)
				if !ok {
					continue
				}
				if f, ok := inner.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Sprintf" {
					t.Errorf("%s: a statement is formatted; pass values as parameters", s.at(n))
				}
			}
			return true
		})
	}
}

func TestTopLevelIsFixed(t *testing.T) {
	t.Parallel()
	allowed := map[string]bool{"cmd": true, "internal": true, "policies": true, "migrations": true, "ui": true, "scripts": true,
		"go.mod": true, "go.sum": true, "Dockerfile": true, "README.md": true, "bin": true, "var": true}
	entries, err := os.ReadDir(filepath.FromSlash(root))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !allowed[e.Name()] {
			t.Errorf("%s does not belong at the top", e.Name())
		}
	}
}

func TestNoRoomIsCalledByNothing(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		switch s.file.Name.Name {
		case "util", "utils", "common", "helper", "helpers", "model", "models", "service", "services":
			t.Errorf("%s: a package called %s says nothing of what is in it", s.path, s.file.Name.Name)
		}
	}
}
