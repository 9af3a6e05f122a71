package saypage_test

import (
	"net/http"
	"strings"
	"testing"

	"onward/internal/calendar"
	"onward/internal/fixture"
	"onward/internal/testbrowser"
	"onward/internal/testdb"
	"onward/internal/webtest"
)

func TestMain(m *testing.M) { testdb.Main(m) }

func onDay(t *testing.T, s *webtest.Site, iso string) {
	t.Helper()
	s.AsOwner(t, "delete from onward.clock_shift")
	s.AsOwner(t, "insert into onward.clock_shift values ($1::timestamptz - pg_catalog.now())", calendar.MustISO(iso).At(12, 0))
}

func contains(t *testing.T, r webtest.Reply, status int, want ...string) {
	t.Helper()
	if r.Status != status {
		t.Errorf("answered %d, not %d: %s", r.Status, status, r.Text())
	}
	for _, w := range want {
		if !strings.Contains(r.Text(), w) {
			t.Errorf("%q is not on the page: %s", w, r.Text())
		}
	}
}

func lacks(t *testing.T, r webtest.Reply, unwanted ...string) {
	t.Helper()
	for _, w := range unwanted {
		if strings.Contains(r.Text(), w) {
			t.Errorf("%q is on the page: %s", w, r.Text())
		}
	}
}

// closed holds addresses to be nobody's of these.
func closed(t *testing.T, s *webtest.Site, address string, who ...string) {
	t.Helper()
	for _, name := range who {
		c := s.As(name)
		if get, post := c.Get(address).Status, c.Post(address, nil).Status; get != http.StatusNotFound || post != http.StatusNotFound && post != http.StatusMethodNotAllowed {
			t.Errorf("%s opens %s: %d, sends: %d", name, address, get, post)
		}
	}
}

// seats are the browsers that people work in.
var seats = map[string][]testbrowser.Option{"desk": nil, "phone": {testbrowser.Phone()}, "no-scripts": {testbrowser.NoScripts()}}

func sitDown(t *testing.T, s *webtest.Site, who, seat string) *testbrowser.Browser {
	t.Helper()
	b := testbrowser.Open(t, seats[seat]...)
	b.Go(s.URL + "/sign-in")
	b.Type("#email", s.Colleague(who).Email)
	b.Type("#password", fixture.Password)
	b.Click("main button[type=submit]")
	b.Gone("#password")
	return b
}
