package caseloadpage_test

import (
	"strings"
	"testing"

	"onward/internal/fixture"
	"onward/internal/webtest"
)

// What Ealing shares stands in Brent's own tab, in the list, on the board and
// in the journey itself, and nowhere once it is sealed.
func TestSharedJourneysOnEveryPage(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	bola := s.As("bola")
	gone := func(when string) {
		t.Helper()
		for _, path := range []string{"/caseload?from=shared&state=open", "/caseload/board?from=shared&state=open"} {
			if text := bola.Get(path).Text(); strings.Contains(text, "Adomako") || strings.Contains(text, "7946") {
				t.Errorf("%s: %s shows her", when, path)
			}
		}
		for _, part := range []string{"", "/plan", "/plan/print", "/timeline", "/details", "/work"} {
			if p := bola.Get("/journeys/" + rosa.String() + part); p.Status != 404 {
				t.Errorf("%s: %q answers %d", when, part, p.Status)
			}
		}
	}
	gone("before anybody shared")
	s.Agree("West London case sharing", fixture.Terms{Categories: []string{"identity", "contact", "plan"}})
	s.Inform(rosa)
	list := bola.Get("/caseload?from=shared&state=open").Text()
	for _, words := range []string{"Rosa Adomako", "London Borough of Ealing", "Amina Yusufi", "020 7946 0100", "Shared with us"} {
		if !strings.Contains(list, words) {
			t.Errorf("the list does not say %q", words)
		}
	}
	if board := bola.Get("/caseload/board?from=shared&state=open").Text(); !strings.Contains(board, "Rosa Adomako") {
		t.Error("the board does not show her")
	}
	if own := bola.Get("/caseload?state=open").Text(); strings.Contains(own, "Rosa Adomako") {
		t.Error("she stands among Brent's own")
	}
	page := bola.Get("/journeys/" + rosa.String()).Text()
	for _, words := range []string{"Shared by London Borough of Ealing under “West London case sharing”, version 1", "identity, contact, plan", "Why you see this", "rosa@example.org"} {
		if !strings.Contains(page, words) {
			t.Errorf("the journey does not say %q", words)
		}
	}
	for _, words := range []string{"MW 12 34 56 A", "Barriers", "Add a note", "Supporters", "Health"} {
		if strings.Contains(page, words) {
			t.Errorf("the journey says %q", words)
		}
	}
	s.Seal(rosa, "tom", "grace")
	gone("sealed")
}
