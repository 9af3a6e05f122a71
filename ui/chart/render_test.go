package chart

import (
	"context"
	"strings"
	"testing"

	"github.com/a-h/templ"
)

// render is a chart's markup.
func render(t *testing.T, c templ.Component) string {
	t.Helper()
	var markup strings.Builder
	if err := c.Render(context.Background(), &markup); err != nil {
		t.Fatal(err)
	}
	return markup.String()
}

func holds(t *testing.T, markup string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(markup, part) {
			t.Errorf("no %q in %s", part, markup)
		}
	}
}

func lacks(t *testing.T, markup string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(markup, part) {
			t.Errorf("%q in %s", part, markup)
		}
	}
}
