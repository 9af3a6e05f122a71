package journeypage_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"onward/internal/calendar"
	"onward/internal/web"
	"onward/internal/webtest"
)

// A form's today is the database's, whatever this machine's clock says; so is
// the end of a session.
func TestFormsTakeTheDatabasesDay(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa().String()
	before := s.As("amina")
	s.AsOwner(t, "insert into onward.clock_shift values ('400 days')")
	if r := before.Get("/journeys/" + rosa); r.Status != http.StatusSeeOther || !strings.HasPrefix(r.Location, "/sign-in") {
		t.Errorf("a session outlived its end by the database's clock: %d", r.Status)
	}
	c := s.As("amina")
	want := `value="` + web.DateText(calendar.DayOf(time.Now().AddDate(0, 0, 400))) + `"`
	for _, page := range []string{"/goals/new", "/support/new"} {
		if r := c.Get("/journeys/" + rosa + page); r.Status != http.StatusOK || !strings.Contains(r.Body, want) {
			t.Errorf("%s: %d, without %s", page, r.Status, want)
		}
	}
}
