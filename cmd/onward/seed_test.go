package main

import (
	"strings"
	"testing"
	"time"
)

func TestTheBarIsDrawnOnATerminal(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	now := time.Now()
	p := &progress{to: &out, total: 200, terminal: true, began: now.Add(-time.Second), said: now.Add(-time.Second)}
	p.show(100)
	p.show(150) // too soon to be drawn again
	p.show(200) // the end always is
	p.end()
	got := out.String()
	if !strings.Contains(got, "\r["+strings.Repeat("#", 20)+strings.Repeat(".", 20)+"] 100 of 200") || strings.Contains(got, "150") ||
		!strings.Contains(got, strings.Repeat("#", 40)+"] 200 of 200") || !strings.HasSuffix(got, "\n") {
		t.Errorf("bar: %q", got)
	}
}

func TestALogGetsALineNowAndThen(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	now := time.Now()
	p := &progress{to: &out, total: 200, began: now.Add(-10 * time.Second), said: now}
	p.show(50)
	p.said = now.Add(-6 * time.Second)
	p.show(100)
	p.end()
	if got := out.String(); strings.Count(got, "\n") != 1 || !strings.HasPrefix(got, "100 of 200 residents, ") {
		t.Errorf("log: %q", got)
	}
}
