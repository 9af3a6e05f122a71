package journeypage_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"onward/internal/postgres"
	"onward/internal/webtest"
)

// column is what a query of one column of texts gives to Ealing's manager.
func column(t *testing.T, s *webtest.Site, sql string) (list []string) {
	t.Helper()
	err := s.Read("tom", func(tx *postgres.Tx) error {
		rows, err := tx.Conn().Query(tx, sql)
		if err != nil {
			return err
		}
		list, err = pgx.CollectRows(rows, pgx.RowTo[string])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestTheTimelineTellsItToThoseWhoMayKnow(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	onDay(t, s, "2026-04-15")
	id := s.Rosa().String()
	c := s.As("amina")
	c.Follow("/journeys/"+id+"/notes/new", noteForm("She starts on Monday"))
	booked(t, c, id)
	path := "/journeys/" + id + "/timeline"
	text := c.Get(path).Text()
	has(t, text, "6 entries", "Telephone", "She starts on Monday", "2 March, Amina Yusufi, Ealing", "Appointment booked", "Review of plan, Tue 21 April, 10:00, Acton Library",
		"Priority group Health", "Disabled people", "Journey started", "Notes (1)")
	text = s.As("joel").Get(path).Text()
	has(t, text, "Appointment booked", "Single parents", "4 entries")
	hasNot(t, text, "She starts on Monday", "Disabled people", "Notes", "Health")
	for _, who := range []string{"bola", "jan", "grace", "ines"} {
		if r := s.As(who).Get(path); r.Status != http.StatusNotFound {
			t.Errorf("%s: %d", who, r.Status)
		}
	}
}

func TestFiltersOfTheTimelineStayInTheAddress(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	onDay(t, s, "2026-04-15")
	id := s.Rosa().String()
	c := s.As("amina")
	c.Follow("/journeys/"+id+"/notes/new", noteForm("By Amina"))
	s.As("tom").Follow("/journeys/"+id+"/notes/new", noteForm("By Tom", "happened_on", "10 4 2026"))
	path := "/journeys/" + id + "/timeline"
	get := func(query string) string { return c.Get(path + "?" + query).Text() }
	text := get("kind=note")
	has(t, text, "2 entries", "By Tom", "Remove this filter: Notes")
	hasNot(t, text, "Journey started")
	text = get(fmt.Sprintf("kind=note&who=s%d", s.Staff["tom"]))
	has(t, text, "1 entry", "By Tom", "Remove this filter: Tom Redgate")
	hasNot(t, text, "By Amina")
	has(t, get(fmt.Sprintf("who=o%d", s.Orgs["brent"])), "Nothing on the timeline fits these filters", "Somebody else")
	text = get("from=" + url.QueryEscape("1 4 2026") + "&until=" + url.QueryEscape("12/4/26"))
	has(t, text, "By Tom", "From 1 April 2026", "Until 12 April 2026", "1 entry")
	r := c.Get(path + "?kind=note&from=soon")
	if r.Status != http.StatusUnprocessableEntity {
		t.Errorf("a day that is none: %d", r.Status)
	}
	has(t, r.Text(), "There is a problem")
	has(t, r.Body, `value="soon"`, `<details class="onward-filter__panel" open>`)
	has(t, get("from=12+4+2026&until=1+4+2026"), "Enter a day on or after the first")
	has(t, get("kind=pigeon&who=x&page=-1&size=7"), "6 entries") // what nobody typed is passed over
}

func TestTheTimelineHasPages(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	onDay(t, s, "2026-04-15")
	id := s.Rosa().String()
	c := s.As("amina")
	token := c.Get("/account")
	csrf := strings.SplitN(strings.SplitN(token.Body, `name="_csrf" value="`, 2)[1], `"`, 2)[0]
	for i := range 30 {
		c.Post("/journeys/"+id+"/notes/new", noteForm(fmt.Sprintf("Note number %d.", i), "_csrf", csrf))
	}
	path := "/journeys/" + id + "/timeline?kind=note"
	first := c.Get(path)
	has(t, first.Text(), "30 entries", "1 to 25", "Note number 29.")
	has(t, first.Body, "kind=note&amp;page=2", "kind=note&amp;size=50")
	hasNot(t, first.Text(), "Note number 4.")
	has(t, c.Get(path+"&page=2").Text(), "26 to 30", "Note number 4.", "Note number 0.")
	has(t, c.Get(path+"&page=99").Text(), "26 to 30")
	has(t, c.Get(path+"&size=50").Text(), "Note number 29.", "Note number 0.")
}

func TestALongNoteIsCutBetweenWords(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	id := s.Rosa().String()
	c := s.As("amina")
	c.Follow("/journeys/"+id+"/notes/new", noteForm(strings.Repeat("word ", 100)+"END"))
	text := c.Get("/journeys/" + id + "/timeline").Text()
	has(t, text, "word …")
	hasNot(t, text, "END")
}

func TestTheTimelineLeadsToTheRecordItself(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	c := s.As("amina")
	for part, values := range map[string]url.Values{
		"actions":  {"what": {"Find a course"}, "who": {"resident"}},
		"goals":    {"words": {"A kitchen job"}, "said_on": {"2 3 2026"}},
		"support":  {"type": {"training"}, "starts": {"2 3 2026"}},
		"tasks":    {"what": {"Ring the college"}, "assignee": {itoa(s.Staff["amina"])}},
		"barriers": barrierValues("debt"), // a category beyond circumstances
	} {
		if r := c.Post(Path(rosa, part+"/new"), values); r.Status != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", part, r.Status, r.Text())
		}
	}
	body := c.Get(Path(rosa, "timeline")).Body
	for part, title := range map[string]string{"actions": "Find a course", "goals": "A kitchen job", "support": "", "tasks": "Ring the college", "barriers": ""} {
		link := regexp.MustCompile(`href="(` + Path(rosa, part) + `/[0-9a-f-]{36})"`).FindStringSubmatch(body)
		if link == nil {
			t.Errorf("no link to one of the %s", part)
			continue
		}
		r := c.Get(link[1])
		if r.Status != http.StatusOK {
			t.Errorf("%s: %d", link[1], r.Status)
		}
		has(t, r.Body, title)
	}
}
