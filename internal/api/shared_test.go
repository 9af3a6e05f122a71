package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"onward/internal/fixture"
	"onward/internal/webtest"
)

// Over JSON another organisation gets what the agreement opens, in the list and
// in the journey, and nothing before it or once the journey is sealed.
func TestSharedJourneysOverJSON(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	bola := as(t, s, "bola")
	total := func(path string) string {
		_, got := bola.do(http.MethodGet, path, nil)
		return fmt.Sprint(got["total"])
	}
	gone := func(when string) {
		t.Helper()
		for _, part := range []string{"", "/actions", "/notes", "/timeline"} {
			if status, got := bola.do(http.MethodGet, "/api/v1/journeys/"+rosa.String()+part, nil); status != http.StatusNotFound {
				t.Errorf("%s: %q answers %d %v", when, part, status, got)
			}
		}
		if n := total("/api/v1/journeys?from=shared") + total("/api/v1/residents?from=shared"); n != "00" {
			t.Errorf("%s: lists of %s", when, n)
		}
	}
	gone("before")
	s.Agree("Cases", fixture.Terms{Categories: []string{"identity", "plan"}})
	s.Inform(rosa)
	status, got := bola.do(http.MethodGet, "/api/v1/journeys/"+rosa.String(), nil)
	text := fmt.Sprint(got)
	if status != http.StatusOK || !strings.Contains(text, "Adomako") || !strings.Contains(text, "basis:neighbour") {
		t.Errorf("%d %s", status, text)
	}
	for _, hidden := range []string{"MW", "national", "W3 6BX", "rosa@", "disabled", "Universal"} {
		if strings.Contains(text, hidden) {
			t.Errorf("the journey holds %q", hidden)
		}
	}
	if n := total("/api/v1/journeys?from=shared") + total("/api/v1/residents?from=shared") + total("/api/v1/journeys"); n != "110" {
		t.Errorf("lists of %s", n)
	}
	if _, list := bola.do(http.MethodGet, "/api/v1/journeys?from=shared", nil); !strings.Contains(fmt.Sprint(list), "lead_organisation:London Borough of Ealing") {
		t.Errorf("%v", list)
	}
	s.Seal(rosa, "tom", "grace")
	gone("sealed")
}
