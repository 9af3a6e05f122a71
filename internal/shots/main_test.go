package main

import (
	"slices"
	"testing"
)

const (
	rosa  = "http://here/journeys/01980000-0000-7000-8000-00000000000a"
	hodan = "http://here/journeys/01980000-0000-7000-8000-00000000000b"
)

// Pages of a journey are taken of the resident who has everything, also where
// another stands before her.
func TestTheRichJourneyIsTaken(t *testing.T) {
	t.Parallel()
	c := camera{base: "http://here", resident: "Rosa Adomako"}
	got := c.onward([]link{{hodan, "9:00 Hodan Warfa"}, {rosa + "/plan#top", "Rosa Adomako: outcome at risk"}, {"http://here/caseload.csv", "Export"},
		{"http://elsewhere/", "Rosa Adomako"}, {"http://here/caseload", "Caseload"}})
	if c.journey != rosa {
		t.Errorf("the journey is %q", c.journey)
	}
	if want := []string{rosa + "/plan", hodan, "http://here/caseload"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := c.onward([]link{{hodan + "/notes", ""}, {rosa + "/notes", "Notes"}}); got[0] != rosa+"/notes" {
		t.Errorf("then %v", got)
	}
}

func TestPagesOfOneKindLookAlike(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{rosa: "journeys-id", hodan + "/sharing?x=1": "journeys-id-sharing", "http://here/caseload?view=board": "caseload-board", "http://here/": "home"} {
		if got := kind(address); got != want {
			t.Errorf("%s is %q, want %q", address, got, want)
		}
	}
}
