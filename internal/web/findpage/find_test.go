package findpage_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"onward/internal/webtest"
)

func contains(t *testing.T, r webtest.Reply, want ...string) {
	t.Helper()
	text := r.Text()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("%q is not on the page (%d): %s", w, r.Status, text)
		}
	}
}

func lacks(t *testing.T, r webtest.Reply, unwanted ...string) {
	t.Helper()
	for _, w := range unwanted {
		if strings.Contains(r.Body, w) {
			t.Errorf("%q is on the page", w)
		}
	}
}

func TestSearchIsPostedAndKeptUnderAKey(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	id := s.Rosa().String()
	c := s.As("amina")
	contains(t, c.Get("/find"), "Who are you looking for?", "Search before you start a journey")
	lacks(t, c.Get("/find"), "/journeys/new")
	r := c.Post("/find", url.Values{"q": {" rosa ADOMAKO "}})
	if r.Status != http.StatusSeeOther || !strings.HasPrefix(r.Location, "/find?s=") || strings.Contains(strings.ToLower(r.Location), "rosa") {
		t.Fatalf("%d %s", r.Status, r.Location)
	}
	found := c.Get(r.Location)
	contains(t, found, "1 person matches", "Rosa Adomako", "Likes to be called Rosie", "4 May 1991, aged ", "New", "Amina Yusufi", "Start a journey")
	if !strings.Contains(found.Body, `href="/journeys/`+id+`"`) {
		t.Error("the name does not lead to the journey")
	}
	if other := s.As("joel").Get(r.Location); other.Status != http.StatusNotFound {
		t.Errorf("joel opens what amina typed: %d", other.Status)
	}
	for _, bad := range []string{"/find?s=rosa", "/find?s=5bd2c0b8-6a7b-4a55-9a29-0ac4e3b0a111"} {
		if r := c.Get(bad); r.Status != http.StatusNotFound {
			t.Errorf("%s: %d", bad, r.Status)
		}
	}
}

func TestSearchSaysWhatToDo(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("amina")
	contains(t, c.Follow("/find", url.Values{"q": {"nobody here"}}), "Nobody matches", "Check the spelling", "start their journey")
	for typed, message := range map[string]string{"  ": "Enter a name, a reference, a telephone number", strings.Repeat("x", 201): "Shorten this to 200 characters"} {
		if r := c.Post("/find", url.Values{"q": {typed}}); r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), message) {
			t.Errorf("%q: %d", typed, r.Status)
		}
	}
	for range 26 {
		s.Start("joel", "Maria", "Silva")
	}
	many := c.Follow("/find", url.Values{"q": {"maria silva"}})
	contains(t, many, "26 people match", "1 to 25", "Add a family name or a date of birth")
	if got := strings.Count(many.Body, `class="onward-name"`); got != 25 {
		t.Errorf("%d rows", got)
	}
}

// TestAnAnswerIsAList: order, filters, pages and sizes stand in its address
// beside the key, and nothing that was typed does.
func TestAnAnswerIsAList(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	for range 26 {
		s.Start("joel", "Maria", "Silva")
	}
	s.Start("amina", "Mario", "Silva")
	c := s.As("amina")
	at := c.Post("/find", url.Values{"q": {"silva"}}).Location
	rows := func(r webtest.Reply) int { return strings.Count(r.Body, `class="onward-name"`) }
	joel := itoa(s.Staff["joel"])
	first := c.Get(at)
	contains(t, first, "27 people match", "27 people", "Best match", "Joel Hartigan (26)", "Amina Yusufi (1)", "New (27)")
	for _, want := range []string{`href="` + strings.ReplaceAll(strings.Replace(at, "/find?", "/find?page=2&", 1), "&", "&amp;") + `"`, "size=50", `name="s" value="`} {
		if !strings.Contains(first.Body, want) {
			t.Errorf("no %s", want)
		}
	}
	for query, want := range map[string]int{"&page=2": 2, "&page=99": 2, "&page=-3": 25, "&page=x": 25, "&size=50": 27, "&size=7": 25, "&who=me": 1, "&who=" + joel: 25,
		"&who=" + joel + "&page=2": 1, "&who=me&who=" + joel + "&size=100": 27, "&who=helping": 0, "&who=999": 0, "&who=x": 25, "&stage=new": 25, "&stage=looking": 0,
		"&stage=pigeon": 25, "&sort=pigeon": 25, "&sort=-name": 25} {
		r := c.Get(at + query)
		if r.Status != http.StatusOK || rows(r) != want {
			t.Errorf("%s: %d with %d rows, want %d", query, r.Status, rows(r), want)
		}
		if strings.Contains(strings.ToLower(strings.Join(addresses(r.Body), " ")), "silva") {
			t.Errorf("%s: what was typed stands in an address", query)
		}
	}
	contains(t, c.Get(at+"&page=2"), "26 to 27")
	nobody := c.Get(at + "&stage=looking&who=999")
	contains(t, nobody, "Nobody among them", "Remove this filter: Looking for work", "Remove this filter: Somebody else", "0 people")
	spoc := c.Get(at + "&sort=spoc")
	if !strings.Contains(spoc.Body[:strings.LastIndex(spoc.Body, "Amina Yusufi")], "Mario") {
		t.Error("the one of Amina's is not there")
	}
	if text := spoc.Text(); strings.Index(text, "Mario Silva") > strings.Index(text, "Maria Silva") {
		t.Error("not by the single point of contact")
	}
	if text := c.Get(at + "&sort=name&page=2").Text(); !strings.Contains(text, "Mario Silva") {
		t.Error("not by name")
	}
}

// addresses are all that a page links to or sends forms to.
func addresses(body string) (list []string) {
	for _, m := range regexp.MustCompile(`(?:href|action)="([^"]*)"`).FindAllStringSubmatch(body, -1) {
		list = append(list, m[1])
	}
	return list
}

func TestWhoMaySearchAndWhatTheyFind(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	s.Rosa()
	for _, who := range []string{"grace", "anil", "petra"} {
		c := s.As(who)
		if a, b := c.Get("/find").Status, c.Post("/find", url.Values{"q": {"rosa"}}).Status; a != http.StatusNotFound || b != http.StatusNotFound {
			t.Errorf("%s: %d, %d", who, a, b)
		}
	}
	for _, who := range []string{"bola", "bimpe", "jan"} {
		for _, typed := range []string{"rosa adomako", "MW123456A", "07700900123", "rosa@example.org", "rosa 4 5 1991"} {
			r := s.As(who).Follow("/find", url.Values{"q": {typed}})
			contains(t, r, "Nobody matches")
			lacks(t, r, "Adomako<")
		}
	}
	intake := s.As("ines").Follow("/find", url.Values{"q": {"rosa"}})
	contains(t, intake, "Rosa Adomako", "Amina Yusufi")
	lacks(t, intake, "onward-stage--new", ">Stage<", "New (") // the stage is of the plan, which intake does not see
}
