package journeypage_test

import (
	"fmt"
	"net/http"
	"testing"

	"onward/internal/webtest"
)

// TestALookRecordsAllThatThePageShows: the groups in their own categories, what
// stood on entry, and the badges above every page.
func TestALookRecordsAllThatThePageShows(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	at := "/journeys/" + s.Rosa().String()
	const entry = "circumstances,housing_money,health,equality,offences,"
	for _, look := range []struct{ who, path, subject, want string }{
		{"amina", "/details", "details", "{existence,identity,contact," + entry + "plan,work}"},
		{"amina", "/details/background", "details", "{existence,identity," + entry + "work}"},
		{"amina", "/details/contact", "details", "{existence,identity,contact,health}"},
		{"amina", "", "overview", "{existence,identity," + entry + "plan,notes,work,outcomes}"},
		{"amina", "/plan", "plan", "{existence,identity,health,plan}"},
		{"joel", "/details", "details", "{existence,identity,contact,circumstances,plan}"},
		{"joel", "/plan", "plan", "{existence,identity,plan}"},
		{"ines", "/details", "details", "{existence,identity,contact}"},
	} {
		if r := s.As(look.who).Get(at + look.path); r.Status != http.StatusOK {
			t.Fatalf("%s %s: %d", look.who, look.path, r.Status)
		}
		if n := count(t, s, fmt.Sprintf(`select count(*) from (select categories, subject from onward.audit where staff_id = %d and action = 'view' order by id desc limit 1) a
			where a.subject = '%s' and a.categories = '%s'`, s.Staff[look.who], look.subject, look.want)); n != 1 {
			t.Errorf("%s on %q: the last look is not of %s with %s", look.who, look.path, look.subject, look.want)
		}
	}
}
