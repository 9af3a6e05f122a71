package caseloadpage_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"
)

func TestReassignOneAndMany(t *testing.T) {
	t.Parallel()
	s, ids := world(t, pictured[3], pictured[11])
	c := s.As("tom")
	one, two := ids["Brandl"].String(), ids["Qadir"].String()
	contains(t, c.Get("/reassign?journey="+one), "Reassign Tomasz Brandl", "Joel Hartigan, advisor", "Single point of contact now Tomasz Brandl")
	both := url.Values{"journey": {one, two}}
	contains(t, c.Post("/reassign?state=open", both), "Reassign 2 journeys", "Imran Qadir")
	r := c.Post("/reassign/check", both)
	if r.Status != http.StatusUnprocessableEntity {
		t.Errorf("nothing chosen: %d", r.Status)
	}
	contains(t, r, "Choose the colleague who becomes the single point of contact", "Say why, in a few words")
	full := url.Values{"journey": {one, two}, "spoc": {itoa(s.Staff["joel"])}, "reason": {"Amina goes on leave"}}
	contains(t, c.Post("/reassign/check", full), "Check before you reassign", "Joel Hartigan", "Amina goes on leave", "Reassign 2 journeys")
	full.Set("_key", "f3a7ad5e-35a6-49f0-8a3e-ff2c9f5f7701")
	first, again := c.Post("/reassign/confirm", full), c.Post("/reassign/confirm", full)
	if first.Location != "/caseload" || again.Location != "/caseload" {
		t.Fatalf("%d %s, and again %d", first.Status, first.Text(), again.Status)
	}
	contains(t, c.Get("/caseload"), "Joel Hartigan is the single point of contact of 2 journeys now.", ", Joel Hartigan")
	contains(t, s.As("joel").Get("/caseload"), "My open journeys 2", "Tomasz Brandl")
	contains(t, s.As("amina").Get("/caseload"), "My open journeys 0")
	back := url.Values{"journey": {one}, "spoc": {itoa(s.Staff["amina"])}, "reason": {"Amina is back"}}
	if r := c.Post("/reassign/confirm", back); r.Location != "/journeys/"+one {
		t.Errorf("one leads to %s", r.Location)
	}
}

func TestReassignIsAManagersWithinTheOrganisation(t *testing.T) {
	t.Parallel()
	s, ids := world(t, pictured[11])
	id := ids["Brandl"].String()
	full := func(spoc string) url.Values {
		return url.Values{"journey": {id}, "spoc": {itoa(s.Staff[spoc])}, "reason": {"Because"}}
	}
	for _, who := range []string{"amina", "joel", "ines", "grace", "bimpe"} {
		c := s.As(who)
		for _, r := range []int{c.Get("/reassign?journey=" + id).Status, c.Post("/reassign", full("joel")).Status, c.Post("/reassign/check", full("bimpe")).Status, c.Post("/reassign/confirm", full("bimpe")).Status} {
			if r != http.StatusNotFound {
				t.Errorf("%s: %d", who, r)
			}
		}
	}
	tom := s.As("tom")
	for _, spoc := range []string{"bola", "grace", "anil"} { // elsewhere, or nobody who works with residents
		if r := tom.Post("/reassign/confirm", full(spoc)); r.Status != http.StatusUnprocessableEntity {
			t.Errorf("to %s: %d", spoc, r.Status)
		}
	}
	long := full("joel")
	long.Set("reason", strings.Repeat("x", 201))
	if r := tom.Post("/reassign/check", long); r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), "Shorten this") {
		t.Errorf("a long reason: %d", r.Status)
	}
	contains(t, tom.Follow("/reassign?state=open", nil), "No journey selected")
	for _, bad := range []url.Values{{"journey": {"x"}}, {"journey": {uuid.NewString()}}, {"journey": {id, uuid.NewString()}}} {
		if r := tom.Post("/reassign", bad); r.Status != http.StatusNotFound {
			t.Errorf("%v: %d", bad, r.Status)
		}
	}
	if r := tom.Get("/reassign?journey=x"); r.Status != http.StatusNotFound {
		t.Errorf("no id: %d", r.Status)
	}
	if r := tom.Get("/reassign?journey=" + s.Start("bola", "Not", "Yours").String()); r.Status != http.StatusNotFound {
		t.Errorf("another organisation's: %d", r.Status)
	}
}
