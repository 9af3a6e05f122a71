package web_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"onward/internal/postgres"
	"onward/internal/webtest"
)

// kept counts what a person sees in a table.
func kept(t *testing.T, s *webtest.Site, table string) (n int) {
	t.Helper()
	if err := s.Read("amina", func(tx *postgres.Tx) error {
		return tx.Conn().QueryRow(tx, "select count(*) from onward."+table).Scan(&n)
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

func keyed(key string, pairs ...string) url.Values {
	v := url.Values{"_key": {key}}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

// A form whose button is pressed again, whose answer was lost, or that arrives
// several times at once is done once, and each send is answered as if it were the first.
func TestAFormThatIsSentAgainIsDoneOnce(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := "/journeys/" + s.Rosa().String()
	c := s.As("amina")
	for table, f := range map[string]struct {
		path string
		form []string
	}{
		"note":    {rosa + "/notes/new", []string{"contact", "face", "happened_on", "2 3 2026", "text", "She came by"}},
		"barrier": {rosa + "/barriers/new", []string{"code", "childcare", "severity", "2"}},
		"goal":    {rosa + "/goals/new", []string{"words", "Work near home", "said_on", "2 3 2026"}},
		"action":  {rosa + "/actions/new", []string{"what", "Write a CV", "who", "resident", "due", "1 12 2027"}},
	} {
		before, key := kept(t, s, table), uuid.NewString()
		first := c.Post(f.path, keyed(key, f.form...))
		if first.Status != http.StatusSeeOther || kept(t, s, table) != before+1 {
			t.Errorf("%s: %d, %d rows: %s", table, first.Status, kept(t, s, table)-before, first.Text())
			continue
		}
		again := c.Post(f.path, keyed(key, f.form...))
		if again.Status != first.Status || !strings.HasPrefix(again.Location, rosa) || kept(t, s, table) != before+1 {
			t.Errorf("%s again: %d to %q, %d rows", table, again.Status, again.Location, kept(t, s, table)-before)
		}
		if table == "barrier" { // what stands in the way is on record once anyway
			continue
		}
		if third := c.Post(f.path, keyed(uuid.NewString(), f.form...)); third.Status != http.StatusSeeOther || kept(t, s, table) != before+2 {
			t.Errorf("%s from another form: %d, %d rows", table, third.Status, kept(t, s, table)-before)
		}
	}
}

func TestRegisteringTwiceRegistersOnce(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("amina")
	key := uuid.NewString()
	form := keyed(key, "given", "Ada", "family", "Nwosu", "born", "3 2 1990", "entry_point", "self", "spoc", strconv.Itoa(s.Staff["amina"]))
	answers := make([]webtest.Reply, 4)
	var group sync.WaitGroup
	for i := range answers {
		sent := url.Values{}
		for name, values := range form {
			sent[name] = values
		}
		group.Go(func() { answers[i] = c.Post("/journeys/new", sent) })
	}
	group.Wait()
	for _, r := range answers {
		if r.Status != http.StatusSeeOther || r.Location != answers[0].Location {
			t.Errorf("%d to %q, the first to %q", r.Status, r.Location, answers[0].Location)
		}
	}
	if n := kept(t, s, "journey"); n != 1 {
		t.Errorf("%d journeys", n)
	}
}

// A key that was used on one form is no key for another, and changes nothing there.
func TestAKeyIsForOneForm(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := "/journeys/" + s.Rosa().String()
	c, key := s.As("amina"), uuid.NewString()
	if r := c.Post(rosa+"/goals/new", keyed(key, "words", "Work near home", "said_on", "2 3 2026")); r.Status != http.StatusSeeOther {
		t.Fatalf("%d %s", r.Status, r.Text())
	}
	r := c.Post(rosa+"/notes/new", keyed(key, "contact", "face", "happened_on", "2 3 2026", "text", "She came by"))
	if r.Status != http.StatusConflict || kept(t, s, "note") != 0 {
		t.Errorf("%d, %d notes: %s", r.Status, kept(t, s, "note"), r.Text())
	}
	// What is no key does nothing: the form is taken as one without it.
	if r := c.Post(rosa+"/notes/new", keyed("no key", "contact", "face", "happened_on", "2 3 2026", "text", "She came by")); r.Status != http.StatusSeeOther || kept(t, s, "note") != 1 {
		t.Errorf("%d, %d notes", r.Status, kept(t, s, "note"))
	}
}
