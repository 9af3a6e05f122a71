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
func column(t *testing.T, s *webtest.Site, sql string) []string {
	t.Helper()
	return columnAs(t, s, "amina", sql)
}

// columnAs is what row-level security shows of a query to somebody.
func columnAs(t *testing.T, s *webtest.Site, who, sql string) (list []string) {
	t.Helper()
	err := s.Read(who, func(tx *postgres.Tx) error {
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

// TestWordsOnTheTimeline: typed words are kept under a key that is their
// typist's alone, and find no note that this person may not read.
func TestWordsOnTheTimeline(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	onDay(t, s, "2026-04-15")
	id := s.Rosa().String()
	amina, joel := s.As("amina"), s.As("joel")
	amina.Follow("/journeys/"+id+"/notes/new", noteForm(strings.Repeat("Long before. ", 40)+"Rosa starts at the bakery."))
	path := "/journeys/" + id + "/timeline"
	sought := url.Values{"q": {"BAKERY"}, "back": {path + "?kind=note&sort=oldest&page=3"}}
	r := amina.Post(path+"/search", sought)
	if r.Status != http.StatusSeeOther || strings.Contains(strings.ToLower(r.Location), "bakery") || !strings.HasPrefix(r.Location, path+"?kind=note&s=") || !strings.HasSuffix(r.Location, "&sort=oldest") {
		t.Fatalf("%d %s", r.Status, r.Location)
	}
	page := amina.Get(r.Location)
	has(t, page.Text(), "1 entry", "“BAKERY”", "starts at the bakery")
	has(t, page.Body, `href="`+path+`?kind=note&amp;sort=oldest"`)
	if other := joel.Get(r.Location); other.Status != http.StatusNotFound {
		t.Errorf("joel opens amina's words: %d", other.Status)
	}
	text := joel.Follow(path+"/search", url.Values{"q": {"bakery"}, "back": {path}}).Text()
	has(t, text, "0 entries", "Nothing on the timeline fits these filters")
	hasNot(t, text, "starts at", "Notes (")
	for _, who := range []string{"bola", "grace", "ines"} {
		if r := s.As(who).Post(path+"/search", url.Values{"q": {"bakery"}, "back": {path}}); r.Status != http.StatusNotFound {
			t.Errorf("%s searches: %d", who, r.Status)
		}
	}
	if r := amina.Post(path+"/search", url.Values{"q": {" "}, "back": {"https://evil.example/x?kind=note"}}); r.Location != path {
		t.Errorf("nothing typed: %s", r.Location)
	}
	if r := amina.Post(path+"/search", url.Values{"q": {strings.Repeat("x", 201)}, "back": {path}}); r.Status != http.StatusUnprocessableEntity {
		t.Errorf("too much typed: %d", r.Status)
	}
	for _, bad := range []string{"?s=bakery", "?s=", "?s=5bd2c0b8-6a7b-4a55-9a29-0ac4e3b0a111"} {
		if r := amina.Get(path + bad); r.Status != http.StatusNotFound {
			t.Errorf("%s: %d", bad, r.Status)
		}
	}
}

func TestTheTimelineOldestFirst(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	onDay(t, s, "2026-04-15")
	id := s.Rosa().String()
	c := s.As("amina")
	c.Follow("/journeys/"+id+"/notes/new", noteForm("Before all else")) // of 2 March
	path := "/journeys/" + id + "/timeline"
	for query, oldestFirst := range map[string]bool{"": false, "?sort=oldest": true, "?sort=pigeon": false} {
		r := c.Get(path + query)
		text := r.Text()
		if got := strings.Index(text, "Before all else") < strings.Index(text, "Journey started"); got != oldestFirst {
			t.Errorf("%q: the oldest first: %v", query, got)
		}
	}
	has(t, c.Get(path+"?sort=oldest&kind=note").Body, `name="kind" value="note"`, `name="sort" value="oldest"`)
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
