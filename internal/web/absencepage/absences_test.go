package absencepage_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/postgres"
	"onward/internal/testdb"
	"onward/internal/web"
	"onward/internal/webtest"
)

func TestMain(m *testing.M) { testdb.Main(m) }

func contains(t *testing.T, r webtest.Reply, want ...string) {
	t.Helper()
	for _, w := range want {
		if text := r.Text(); !strings.Contains(text, w) {
			t.Errorf("%q is not on the page (%d): %s", w, r.Status, text)
		}
	}
}

// today is the database's day.
func today(t *testing.T, s *webtest.Site) (d calendar.Date) {
	t.Helper()
	if err := s.Read("tom", func(tx *postgres.Tx) error { d = tx.Actor.Today; return nil }); err != nil {
		t.Fatal(err)
	}
	return d
}

// away is the form filled in.
func away(s *webtest.Site, who, cover string, from, until calendar.Date) url.Values {
	return url.Values{"staff": {strconv.Itoa(s.Staff[who])}, "cover": {strconv.Itoa(s.Staff[cover])}, "from": {web.DateText(from)}, "until": {web.DateText(until)}}
}

func TestAManagerRecordsAnAbsenceAndEndsIt(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa, day := "/journeys/"+s.Rosa().String()+"/work", today(t, s)
	tom, joel := s.As("tom"), s.As("joel")
	contains(t, tom.Get("/absences"), "Nobody is away", "Amina Yusufi", "Joel Hartigan", "Tom Redgate")
	contains(t, tom.Get("/caseload"), "Caseload Cover Find a resident")
	if r := joel.Get(rosa); r.Status != http.StatusNotFound {
		t.Errorf("before it a colleague sees the work: %d", r.Status)
	}
	full := away(s, "amina", "joel", day, day.Add(4))
	full.Set("_key", uuid.NewString())
	contains(t, tom.Follow("/absences", full), "Absence added.", "Amina Yusufi Away now", day.Long(), day.Add(4).Long())
	if r := tom.Post("/absences", full); r.Location != "/absences" {
		t.Errorf("sent twice: %d %s", r.Status, r.Text())
	}
	coming := tom.Follow("/absences", away(s, "joel", "ines", day.Add(20), day.Add(24)))
	if n := strings.Count(coming.Body, `action="/absences/end"`); n != 2 || strings.Count(coming.Text(), "Away now") != 1 {
		t.Errorf("%d absences: %s", n, coming.Text())
	}
	if r := joel.Get(rosa); r.Status != http.StatusOK {
		t.Errorf("the cover sees the work: %d", r.Status)
	}
	var id int
	if err := s.Read("tom", func(tx *postgres.Tx) error {
		return tx.Conn().QueryRow(tx, "select id from onward.absence where staff_id = $1", s.Staff["amina"]).Scan(&id)
	}); err != nil {
		t.Fatal(err)
	}
	end := url.Values{"absence": {strconv.Itoa(id)}, "_key": {uuid.NewString()}}
	for range 2 { // pressed twice
		contains(t, tom.Follow("/absences/end", end), "Joel Hartigan")
	}
	if r := joel.Get(rosa); r.Status != http.StatusNotFound {
		t.Errorf("after the end the cover sees the work: %d", r.Status)
	}
	if r := tom.Post("/absences/end", url.Values{"absence": {strconv.Itoa(id)}}); r.Status != http.StatusNotFound {
		t.Errorf("ended again: %d", r.Status)
	}
	if r := tom.Post("/absences/end", url.Values{"absence": {"x"}}); r.Status != http.StatusNotFound {
		t.Errorf("no absence: %d", r.Status)
	}
}

func TestWhatIsWrongStandsAtItsFieldAndNothingTypedIsLost(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	day, tom := today(t, s), s.As("tom")
	with := func(v url.Values, name, value string) url.Values { v.Set(name, value); return v }
	good := func() url.Values { return away(s, "amina", "joel", day, day) }
	tom.Follow("/absences", away(s, "joel", "tom", day, day))
	for name, c := range map[string]struct {
		form url.Values
		want string
	}{
		"nothing":       {url.Values{"staff": {""}, "cover": {""}, "from": {""}, "until": {""}}, "Choose who is away"},
		"no cover":      {with(good(), "cover", ""), "Choose who covers"},
		"no first day":  {with(good(), "from", ""), "Enter the first day away"},
		"no last day":   {with(good(), "until", ""), "Enter the last day away"},
		"no day":        {with(good(), "from", "31 2 2030"), "Error"},
		"no person":     {with(good(), "staff", "x"), "Choose who is away"},
		"themselves":    {away(s, "amina", "amina", day, day), "Choose somebody else to cover"},
		"turned round":  {away(s, "amina", "joel", day.Add(3), day), "Enter a last day that is not before the first"},
		"over":          {away(s, "amina", "joel", day.Add(-9), day.Add(-1)), "Enter a last day that is today or later"},
		"twice away":    {away(s, "joel", "amina", day, day.Add(2)), "Enter other days: this person is away on some of these already"},
		"Brent's":       {away(s, "bola", "joel", day, day), "Choose somebody who works with residents at your organisation"},
		"Brent's cover": {away(s, "amina", "bola", day, day), "Choose somebody who works with residents at your organisation"},
		"no caseworker": {away(s, "amina", "grace", day, day), "Choose somebody who works with residents at your organisation"},
	} {
		r := tom.Post("/absences", c.form)
		if r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), c.want) || !strings.Contains(r.Text(), "There is a problem") {
			t.Errorf("%s: %d %s", name, r.Status, r.Text())
		}
		if until := c.form.Get("until"); !strings.Contains(r.Body, `value="`+until+`"`) {
			t.Errorf("%s: what was typed is lost", name)
		}
	}
}

func TestAbsencesAreAManagersOfTheirOrganisation(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	day := today(t, s)
	s.As("tom").Follow("/absences", away(s, "amina", "joel", day, day))
	for _, who := range []string{"amina", "ines", "grace", "anil", "petra", "bola"} {
		c := s.As(who)
		for _, status := range []int{c.Get("/absences").Status, c.Post("/absences", away(s, "joel", "amina", day, day)).Status, c.Post("/absences/end", url.Values{"absence": {"1"}}).Status} {
			if status != http.StatusNotFound {
				t.Errorf("%s: %d", who, status)
			}
		}
		if strings.Contains(c.Get("/account").Body, `href="/absences"`) {
			t.Errorf("%s is offered the page", who)
		}
	}
	bimpe := s.As("bimpe")
	if r := bimpe.Get("/absences"); r.Status != http.StatusOK || strings.Contains(r.Text(), "Amina") {
		t.Errorf("Brent's manager: %d %s", r.Status, r.Text())
	}
	if r := bimpe.Post("/absences/end", url.Values{"absence": {"1"}}); r.Status != http.StatusNotFound {
		t.Errorf("Brent's manager ends it: %d", r.Status)
	}
}

// TestAnEndedCoverIsPutBack: as it was, within a day, by whoever may end it.
func TestAnEndedCoverIsPutBack(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("tom")
	var today calendar.Date
	if err := s.Read("tom", func(tx *postgres.Tx) error { today = tx.Actor.Today; return nil }); err != nil {
		t.Fatal(err)
	}
	number := regexp.MustCompile(`name="absence" value="(\d+)"`)
	for name, from := range map[string]calendar.Date{"that began": today.Add(-2), "to come": today.Add(3)} {
		add := url.Values{"staff": {strconv.Itoa(s.Staff["amina"])}, "cover": {strconv.Itoa(s.Staff["joel"])}, "from": {web.DateText(from)}, "until": {web.DateText(today.Add(7))}}
		if r := c.Post("/absences", add); r.Status != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", name, r.Status, r.Text())
		}
		id := number.FindStringSubmatch(c.Get("/absences").Body)[1]
		if r := c.Post("/absences/end", url.Values{"absence": {id}}); r.Status != http.StatusSeeOther {
			t.Fatalf("%s: ending: %d %s", name, r.Status, r.Text())
		}
		if text := c.Get("/absences").Text(); !strings.Contains(text, "Recently ended") || !strings.Contains(text, "Ended by Tom Redgate today at ") || !strings.Contains(text, "Nobody is away") {
			t.Errorf("%s: %s", name, text)
		}
		if r := s.As("bimpe").Post("/absences/restore", url.Values{"absence": {id}}); r.Status != http.StatusNotFound {
			t.Errorf("%s: another organisation's manager: %d", name, r.Status)
		}
		if r := c.Post("/absences/restore", url.Values{"absence": {id}}); r.Status != http.StatusSeeOther {
			t.Fatalf("%s: putting back: %d %s", name, r.Status, r.Text())
		}
		c.Get("/today")
		if text := c.Get("/absences").Text(); strings.Contains(text, "Recently ended") || !strings.Contains(text, from.Long()) || !strings.Contains(text, today.Add(7).Long()) {
			t.Errorf("%s is not back: %s", name, text)
		}
		if r := c.Post("/absences/restore", url.Values{"absence": {id}}); r.Status != http.StatusNotFound {
			t.Errorf("%s: twice: %d", name, r.Status)
		}
		id = number.FindStringSubmatch(c.Get("/absences").Body)[1]
		c.Post("/absences/end", url.Values{"absence": {id}})
		add.Del("_key") // it is sent anew, for days that do not touch what is left of the first
		add.Set("from", web.DateText(today.Add(4)))
		if r := c.Post("/absences", add); r.Status != http.StatusSeeOther {
			t.Fatalf("%s: another: %d", name, r.Status)
		}
		if r := c.Post("/absences/restore", url.Values{"absence": {id}}); r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), "away on some of these already") {
			t.Errorf("%s over another: %d %s", name, r.Status, r.Text())
		}
		s.AsOwner(t, "update onward.absence_ended set ended_at = ended_at - interval '24 hours'")
		s.AsOwner(t, "delete from onward.absence")
		if r := c.Post("/absences/restore", url.Values{"absence": {id}}); r.Status != http.StatusNotFound {
			t.Errorf("%s: after a day: %d", name, r.Status)
		}
	}
}
