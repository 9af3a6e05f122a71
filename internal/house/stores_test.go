package house_test

import (
	"bytes"
	"go/ast"
	"go/printer"
	"strings"
	"testing"
)

// open are store methods that take no decision, each with its reason.
var open = map[string]string{
	"internal/organisation.Store": "the directory of organisations and staff holds no resident, and signing in comes before anybody acts",
	"internal/demo.Store":         "lays down organisations and staff, no resident",
}

// doors are what a store method must be given and ask before it touches a row.
var doors = []string{"access.Decision", "access.Scope", "*access.Policy"}

// Every exported method of a Store takes a decision and asks it, or hands it to
// another that does. One without could be called by a page that forgot to.
func TestEveryStoreMethodAsksAtTheDoor(t *testing.T) {
	t.Parallel()
	seen := 0
	for _, s := range sources(t) {
		if s.test() || !strings.HasPrefix(s.path, "internal/") {
			continue
		}
		for _, decl := range s.file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Recv == nil || !f.Name.IsExported() || !isStore(f) {
				continue
			}
			if _, exempt := open[s.dir()+".Store"]; exempt {
				continue
			}
			seen++
			name := doorOf(s, f)
			if name == "" {
				t.Errorf("%s: %s takes no access.Decision or access.Scope", s.at(f), f.Name.Name)
				continue
			}
			if !asks(f.Body, name) {
				t.Errorf("%s: %s takes a decision and never asks it", s.at(f), f.Name.Name)
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d store methods were looked at: is the test looking in the wrong place?", seen)
	}
}

func isStore(f *ast.FuncDecl) bool {
	kind := f.Recv.List[0].Type
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	id, ok := kind.(*ast.Ident)
	return ok && (id.Name == "Store" || id.Name == "Batch")
}

// doorOf is the name of the parameter that carries the decision.
func doorOf(s source, f *ast.FuncDecl) string {
	for _, p := range f.Type.Params.List {
		var text bytes.Buffer
		_ = printer.Fprint(&text, s.fset, p.Type)
		kind := strings.TrimPrefix(text.String(), "[]")
		for _, d := range doors {
			if kind == d && len(p.Names) > 0 {
				return p.Names[0].Name
			}
		}
	}
	if isBatchEnd(f) {
		return "b"
	}
	return ""
}

// isBatchEnd is the Insert of a Batch: each row in it was asked for at Add.
func isBatchEnd(f *ast.FuncDecl) bool { return f.Name.Name == "Insert" }

// asks says whether the body calls a method on the decision that can refuse, or
// passes the decision on.
func asks(body *ast.BlockStmt, name string) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			for _, arg := range n.Args {
				if id, ok := arg.(*ast.Ident); ok && id.Name == name {
					found = true
				}
			}
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok {
				if id, ok := sel.X.(*ast.Ident); ok && id.Name == name {
					found = true
				}
			}
		case *ast.RangeStmt: // over decisions: each is asked in turn
			if id, ok := n.X.(*ast.Ident); ok && id.Name == name {
				found = true
			}
		case *ast.SelectorExpr:
			if id, ok := n.X.(*ast.Ident); ok && id.Name == name && name == "b" {
				found = true
			}
		}
		return true
	})
	return found
}
