package house_test

import (
	"go/ast"
	"go/token"
	"regexp"
	"strings"
	"testing"
)

// manyWord is a number put before a plural by hand: "1 rows" is what it makes of one.
var manyWord = regexp.MustCompile(`%d (working )?(appointment|journey|row|day|minute|hour|month|resident|note|action|task|result|outcome|spreadsheet|organisation|colleague|column|record|section)s\b|^" (appointment|journey|row|day|minute|hour|month|resident|note|action|task|result|column|record)s`)

// always are numbers that are never one.
var always = map[string]string{
	"internal/web/caseloadpage/reassign.go": "one journey is called by its name",
}

func TestNumbersOnPagesTakeTheirNounsFromOnePlace(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if s.test() || !strings.HasPrefix(s.path, "internal/web/") || always[s.path] != "" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && manyWord.MatchString(lit.Value) {
				t.Errorf("%s: %s: use web.Count or web.Plural", s.at(n), lit.Value)
			}
			if f, ok := n.(*ast.FuncDecl); ok && f.Name.Name == "plural" {
				t.Errorf("%s: plurals are web.Plural's", s.at(n))
			}
			return true
		})
	}
}
