package webtest_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/fixture"
	"onward/internal/webtest"
)

// What was kept while an agreement stood, a file or an address with its page,
// its filter, its order and its search, gives nothing once it is suspended.
func TestWhatWasKeptGivesNothingAfterASuspension(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	var last uuid.UUID
	for i := range 27 {
		last = s.Start("amina", fmt.Sprintf("Given%c", 'a'+i%26), "Vantongeren")
		s.Inform(last)
	}
	agreement := s.Agree("Names and plans", fixture.Terms{Categories: []string{"identity", "plan"}})
	c := s.As("bimpe")
	r := c.Post("/caseload/export?from=shared", url.Values{"asked": {"1"}, "format": {"csv"}})
	if r.Status != http.StatusSeeOther {
		t.Fatalf("asking answers %d: %s", r.Status, r.Text())
	}
	file := r.Location + "/file"
	if worked, err := s.App.Exports.Work(t.Context()); !worked || err != nil {
		t.Fatalf("worked %v, %v", worked, err)
	}
	if r := c.Get(file); r.Status != http.StatusOK || strings.Count(r.Body, "Vantongeren") != 27 {
		t.Fatalf("while it stands the file answers %d: %s", r.Status, r.Body)
	}
	found := c.Post("/find", url.Values{"q": {"Vantongeren"}}).Location
	kept := []string{"/caseload?from=shared&page=2&size=25", "/caseload?from=shared&stage=new", "/caseload?from=shared&sort=name",
		"/caseload?from=shared&sort=name&page=2&size=25", fmt.Sprintf("/caseload?from=%d", s.Orgs["ealing"]), "/caseload/board?from=shared",
		found, "/journeys/" + last.String(), "/journeys/" + last.String() + "/plan", "/journeys/" + last.String() + "/timeline?sort=oldest"}
	for _, path := range kept {
		if r := c.Get(path); r.Status != http.StatusOK || !strings.Contains(r.Body, "Vantongeren") {
			t.Errorf("while it stands %s answers %d: %s", path, r.Status, r.Text())
		}
	}
	s.Move(agreement, "suspended")
	for _, path := range append(kept, file) {
		if r := c.Get(path); strings.Contains(r.Body, "Given") { // the family name she typed herself
			t.Errorf("suspended, %s still shows who was there", path)
		}
	}
	if r := c.Get(file); r.Status != http.StatusConflict {
		t.Errorf("suspended, the file answers %d", r.Status)
	}
	r = c.Post("/caseload/export?from=shared", url.Values{"asked": {"1"}, "format": {"csv"}})
	if r.Status == http.StatusSeeOther {
		_, _ = s.App.Exports.Work(t.Context())
		r = c.Get(r.Location + "/file")
	}
	if strings.Contains(r.Body, "Vantongeren") {
		t.Errorf("suspended, another export holds them: %s", r.Text())
	}
	s.Move(agreement, "in_force")
	if r := c.Get(kept[0]); !strings.Contains(r.Body, "Given") {
		t.Error("resumed, the list stays empty")
	}
}
