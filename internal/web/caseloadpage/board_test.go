package caseloadpage_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"onward/internal/postgres"
	"onward/internal/webtest"
)

func itoa(n int) string { return strconv.Itoa(n) }

func TestBoardShowsTheFirstOfEachStage(t *testing.T) {
	t.Parallel()
	s, _ := world(t, pictured...)
	r := s.As("amina").Get("/caseload/board")
	contains(t, r, "28 journeys", "Looking for work 7", "3 more", "Not on the board: 1 paused", "Tomasz Brandl")
	if got := strings.Count(r.Body, "data-card"); got != 22 {
		t.Errorf("%d cards, want four a column and two that are sustained", got)
	}
	lacks(t, r, "Ruth Adjei")
	other := s.As("joel").Get("/caseload/board?state=open")
	contains(t, other, "Tomasz Brandl")
	lacks(t, other, "data-move") // a colleague's journeys are not joel's to move
}

// stage is where a journey stands, and the version of it.
func stage(t *testing.T, s *webtest.Site, id string) (string, int) {
	t.Helper()
	var at string
	var version int
	err := s.Read("tom", func(tx *postgres.Tx) error {
		return tx.Conn().QueryRow(tx, "select stage, version from onward.progress where journey_id = $1", id).Scan(&at, &version)
	})
	if err != nil {
		t.Fatal(err)
	}
	return at, version
}

func TestCardsMoveByTheirButton(t *testing.T) {
	t.Parallel()
	s, ids := world(t, pictured[11])
	id := ids["Brandl"].String()
	c := s.As("amina")
	send := url.Values{"journey": {id}, "stage": {"in_work"}, "_version": {"1"}, "back": {"/caseload/board?state=open&who=me"}, "_key": {"0b0f8f4e-96a2-4f32-90a3-2f0d5a3f6a01"}}
	r := c.Post("/caseload/move", send)
	if r.Status != http.StatusSeeOther || r.Location != "/caseload/board?state=open&who=me" {
		t.Fatalf("%d %s %s", r.Status, r.Location, r.Text())
	}
	contains(t, c.Get(r.Location), "Moved to In work.", "In work 1")
	if r := c.Post("/caseload/move", send); r.Status != http.StatusSeeOther {
		t.Errorf("the same send again: %d", r.Status)
	}
	if at, version := stage(t, s, id); at != "in_work" || version != 2 {
		t.Errorf("after two sends of one move: %s, version %d", at, version)
	}
	stale := c.Follow("/caseload/move", url.Values{"journey": {id}, "stage": {"new"}, "_version": {"1"}, "back": {"/caseload/board"}})
	contains(t, stale, "Not moved", "Somebody moved this journey at the same moment")
	if at, _ := stage(t, s, id); at != "in_work" {
		t.Errorf("a stale move went through: %s", at)
	}
	for _, to := range []string{"paused", "closed"} {
		if r := c.Post("/caseload/move", url.Values{"journey": {id}, "stage": {to}, "_version": {"2"}, "back": {"/caseload/board"}}); r.Location != "/journeys/"+id+"/stage?to="+to {
			t.Errorf("to %s leads to %s", to, r.Location)
		}
	}
	for _, bad := range []url.Values{{"journey": {"x"}, "stage": {"new"}}, {"journey": {id}, "stage": {"nowhere"}}, {"journey": {id}, "stage": {"in_work"}, "_version": {"2"}}} {
		if r := c.Post("/caseload/move", bad); r.Status != http.StatusUnprocessableEntity {
			t.Errorf("%v: %d", bad, r.Status)
		}
	}
	for who, status := range map[string]int{"joel": http.StatusNotFound, "bola": http.StatusNotFound} {
		if r := s.As(who).Post("/caseload/move", url.Values{"journey": {id}, "stage": {"new"}, "_version": {"2"}, "back": {"/caseload/board"}}); r.Status != status {
			t.Errorf("%s moves: %d", who, r.Status)
		}
	}
}
