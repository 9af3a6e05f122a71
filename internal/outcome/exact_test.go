package outcome

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Money and hours are exact: no file of the package may use floating point.
func TestNoFloatingPoint(t *testing.T) {
	t.Parallel()
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, file := range files {
		name := file.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		read++
		for _, found := range floatingPoint(t, name, string(source)) {
			t.Error(found)
		}
	}
	if read < 10 {
		t.Errorf("only %d files were read", read)
	}
}

// What judges knows facts alone: neither clock nor database nor another domain.
func TestJudgingIsPure(t *testing.T) {
	t.Parallel()
	allowed := map[string]bool{"onward/internal/calendar": true, "onward/internal/fault": true}
	read := 0
	for _, pattern := range []string{"spell*.go", "pay*.go", "rate*.go", "rule*.go", "engine*.go", "interval*.go", "explain*.go", "evaluate*.go"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			read++
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, source, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, spec := range file.Imports {
				path := strings.Trim(spec.Path.Value, `"`)
				host, _, _ := strings.Cut(path, "/") // a module of others begins with a host's name
				if strings.Contains(host, ".") || host == "onward" && !allowed[path] || host == "net" || host == "database" {
					t.Errorf("%s imports %s", name, path)
				}
			}
			if strings.Contains(string(source), "time.Now") {
				t.Errorf("%s asks a clock", name)
			}
		}
	}
	if read < 15 {
		t.Errorf("only %d files were read", read)
	}
}

// floatingPoint lists where a source uses floating point, in types, literals,
// the packages that work with it, or the conversions of others.
func floatingPoint(t *testing.T, name, source string) (found []string) {
	t.Helper()
	banned := map[string]bool{
		"float32": true, "float64": true, "complex64": true, "complex128": true,
		"Float": true, "NewFloat": true, "Float32": true, "Float64": true, "SetFloat64": true,
		"ParseFloat": true, "FormatFloat": true, "AppendFloat": true,
	}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, source, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, spec := range file.Imports {
		if path := strings.Trim(spec.Path.Value, `"`); path == "math" || path == "math/cmplx" || path == "math/rand" {
			found = append(found, set.Position(spec.Pos()).String()+" imports "+path)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if banned[n.Name] {
				found = append(found, set.Position(n.Pos()).String()+" says "+n.Name)
			}
		case *ast.BasicLit:
			if n.Kind == token.FLOAT || n.Kind == token.IMAG {
				found = append(found, set.Position(n.Pos()).String()+" says "+n.Value)
			}
		}
		return true
	})
	return found
}

// The search finds what it is for.
func TestFloatingPointIsFound(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`import "math"; var x = math.MaxInt`, `var x float64`, `var x = 1.5`, `var x = 1e3`,
		`import "strconv"; var x, _ = strconv.ParseFloat("1", 64)`, `import "math/big"; var x big.Float`,
		`import "math/big"; var x, _ = new(big.Rat).Float64()`, `func f(x []float32) {}`,
	} {
		if len(floatingPoint(t, "x.go", "package x\n"+body)) == 0 {
			t.Errorf("not found: %s", body)
		}
	}
	if found := floatingPoint(t, "x.go", "package x\nimport \"math/big\"\nvar x = big.NewRat(1, 2)"); len(found) > 0 {
		t.Error(found)
	}
}
