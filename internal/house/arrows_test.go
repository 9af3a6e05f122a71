package house_test

import (
	"strings"
	"testing"
)

// floors are the house from the ground up. A package may import only from
// lower floors, from its own family (a package and those beneath it), and on
// the floors marked open also from its neighbours.
var floors = []struct {
	open     bool
	packages []string
}{
	{true, []string{"internal/fault", "internal/calendar", "internal/actor", "internal/secret", "migrations", "policies"}},
	{false, []string{"internal/postgres", "internal/access"}},
	{false, []string{"internal/audit"}},
	{false, []string{"internal/organisation"}},
	{false, []string{"internal/resident"}},
	{false, []string{"internal/sharing"}},
	{false, []string{"internal/journey"}},
	{false, []string{"internal/outcome", "internal/referral", "internal/employer", "internal/programme"}},
	{false, []string{"internal/report", "internal/exchange", "internal/privacy", "internal/account"}},
	{false, []string{"internal/demo", "internal/scenario"}},
	{false, []string{"ui"}},
	{false, []string{"internal/web", "internal/api", "internal/job"}},
	{false, []string{"internal/server"}},
	{false, []string{"internal/app"}},
	{false, []string{"cmd"}},
}

// testsOnly are packages that only tests may import.
var testsOnly = []string{"internal/testdb", "internal/fixture", "internal/webtest", "internal/testbrowser", "internal/house", "internal/shots", "internal/bench"}

func family(path, of string) bool { return path == of || strings.HasPrefix(path, of+"/") }

func floor(path string) (level int, name string) {
	for i, f := range floors {
		for _, p := range f.packages {
			if family(path, p) {
				return i, p
			}
		}
	}
	return -1, ""
}

func forTests(path string) bool {
	for _, p := range testsOnly {
		if family(path, p) {
			return true
		}
	}
	return false
}

func TestImportsRunOneWay(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if s.test() || forTests(s.dir()) {
			continue
		}
		from, name := floor(s.dir())
		if from < 0 {
			t.Errorf("%s: the package has no floor in this house; place it in arrows_test.go", s.path)
			continue
		}
		for _, path := range s.imports() {
			to, ok := strings.CutPrefix(path, "onward/")
			if !ok {
				continue
			}
			level, other := floor(to)
			switch {
			case forTests(to):
				t.Errorf("%s imports %s, which is for tests only", s.path, to)
			case level < 0:
				t.Errorf("%s imports %s, which has no floor", s.path, to)
			case other == name, level < from, level == from && floors[from].open:
			default:
				t.Errorf("%s imports %s: that arrow points up or sideways", s.path, to)
			}
		}
	}
}

// rooms are libraries that have one room each in the house.
var rooms = map[string]func(source) bool{
	"github.com/labstack/echo/v4":         in("internal/web", "internal/api", "internal/server"),
	"github.com/danielgtaylor/huma/v2":    in("internal/api"),
	"gorm.io/gorm":                        func(s source) bool { return in("internal/postgres")(s) || strings.HasPrefix(s.name(), "store") },
	"github.com/casbin/casbin/v2":         in("internal/access"),
	"github.com/golang-jwt/jwt/v5":        in("internal/account"),
	"github.com/tink-crypto/tink-go/v2":   in("internal/secret"),
	"github.com/xuri/excelize/v2":         in("internal/exchange"),
	"github.com/alexedwards/scs/v2":       in("internal/web"),
	"github.com/alexedwards/scs/pgxstore": in("internal/web"),
	"onward/ui":                           func(s source) bool { return in("internal/web", "ui")(s) },
}

func in(packages ...string) func(source) bool {
	return func(s source) bool {
		for _, p := range packages {
			if family(s.dir(), p) {
				return true
			}
		}
		return false
	}
}

func TestLibrariesStayInTheirRooms(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, s := range sources(t) {
		if s.test() || forTests(s.dir()) {
			continue
		}
		for _, path := range s.imports() {
			for library, allowed := range rooms {
				if !family(path, library) {
					continue
				}
				used[library] = true
				if !allowed(s) {
					t.Errorf("%s imports %s outside its room", s.path, path)
				}
			}
		}
	}
	for _, library := range []string{"github.com/labstack/echo/v4", "gorm.io/gorm", "github.com/casbin/casbin/v2", "github.com/golang-jwt/jwt/v5"} {
		if !used[library] {
			t.Errorf("%s is used nowhere: did its room move?", library)
		}
	}
}

func TestWebAndAPIDoNotKnowEachOther(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		for _, path := range s.imports() {
			if !s.test() && (in("internal/web")(s) && family(path, "onward/internal/api") || in("internal/api")(s) && family(path, "onward/internal/web")) {
				t.Errorf("%s imports %s", s.path, path)
			}
		}
	}
}
