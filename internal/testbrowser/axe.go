package testbrowser

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/chromedp/chromedp"
)

// violation is what axe-core says of one broken rule.
type violation struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

// axeRun asks for the rules of WCAG 2.2 AA and for best practices, and brings
// back only what is broken.
const axeRun = `axe.run(document, {
	runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
	resultTypes: ["violations"],
}).then((result) => result.violations)`

// Axe fails the test for everything that axe-core finds on the page as it is
// now. It runs from outside the page, so the Content-Security-Policy may stay.
func (b *Browser) Axe() {
	b.t.Helper()
	for _, v := range b.violations() {
		b.t.Errorf("axe: %s", v)
	}
}

func (b *Browser) violations() []violation {
	b.t.Helper()
	script, err := axeScript()
	if err != nil {
		b.t.Fatalf("read axe-core (npm ci in ui/): %v", err)
	}
	if !b.scripts {
		// axe's own promises need scripts; the page's were never loaded and stay so.
		b.Do(runScripts(true))
		defer b.Do(runScripts(false))
	}
	b.Do(chromedp.Evaluate[chromedp.Void](script))
	return get(b, chromedp.Evaluate[[]violation](axeRun, chromedp.EvalAwaitPromise))
}

func (v violation) String() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s (%s)", v.Help, v.ID)
	for _, node := range v.Nodes {
		fmt.Fprintf(&s, "\n  %s\n  %s", node.HTML, strings.ReplaceAll(node.Summary, "\n", "\n  "))
	}
	return s.String()
}

var axeScript = sync.OnceValues(func() (string, error) {
	root, err := repository()
	if err != nil {
		return "", err
	}
	text, err := os.ReadFile(filepath.Join(root, "ui/node_modules/axe-core/axe.min.js"))
	return string(text) + ";0", err // the script's own value is of no use and cannot be sent
})

// repository is the folder of go.mod: tests run in their package's folder.
func repository() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("no go.mod above the working directory")
		}
		dir = parent
	}
}
