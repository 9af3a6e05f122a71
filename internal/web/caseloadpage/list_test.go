package caseloadpage_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"onward/internal/journey"
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

func TestCaseloadIsForThoseWhoWorkWithIt(t *testing.T) {
	t.Parallel()
	s, _ := world(t, pictured[3], pictured[11])
	for who, status := range map[string]int{"amina": 200, "joel": 200, "tom": 200, "bola": 200, "ines": 404, "grace": 404, "anil": 404, "petra": 404} {
		c := s.As(who)
		for _, path := range []string{"/caseload", "/caseload/board", "/caseload/export", "/caseload/filters/new"} {
			if r := c.Get(path); r.Status != status {
				t.Errorf("%s at %s: %d", who, path, r.Status)
			}
		}
		if r := c.Get("/caseload?state=any"); who != "amina" && who != "joel" && who != "tom" && strings.Contains(r.Body, "Brandl") {
			t.Errorf("%s sees a resident of Ealing", who)
		}
	}
}

func TestListShowsWhatIsNext(t *testing.T) {
	t.Parallel()
	s, ids := world(t, pictured[3], pictured[11], someone{"Old", "Record", journey.StageClosed, "", 0, -300})
	r := s.As("amina").Get("/caseload")
	contains(t, r, "My open journeys 2", "Overdue 1", "2 journeys", "Export 2", "Imran Qadir", "Assessing", "Finish first assessment", "Overdue, ", "Tomasz Brandl", "Today")
	lacks(t, r, "Old Record", "Reassign selected")
	if !strings.Contains(r.Body, `href="/journeys/`+ids["Brandl"].String()+`"`) {
		t.Error("the name does not lead to the journey")
	}
	contains(t, s.As("tom").Get("/caseload"), "Open journeys 2", "Amina Yusufi", "Reassign selected", "Export selected")
	contains(t, s.As("amina").Get("/caseload?state=closed"), "Old Record", "1 journey")
	joel := s.As("joel")
	contains(t, joel.Get("/caseload"), "No open journeys yet", "Find a resident")
	all := joel.Get("/caseload?state=open")
	contains(t, all, "Tomasz Brandl", "2 journeys")
	lacks(t, all, "/caseload/export", "Export selected", "Reassign selected", "data-bulk-row")
}

func TestFiltersStayInTheAddressAndCanBeTakenAway(t *testing.T) {
	t.Parallel()
	s, _ := world(t, pictured[3], pictured[11])
	c := s.As("amina")
	r := c.Get("/caseload?state=open&who=me&stage=looking&overdue=1&entry=self&group=disabled&barrier=english&programme=Restart&sort=name&size=50")
	contains(t, r, "Amina Yusufi", "Looking for work", "Came by: Came by themselves", "Group: Disabled people", "Programme: Restart", "No journeys match", "Save this filter")
	lacks(t, r, "Tomasz Brandl")
	if !strings.Contains(r.Body, `href="/caseload?barrier=english&amp;entry=self&amp;group=disabled&amp;overdue=1&amp;programme=Restart&amp;size=50&amp;sort=name&amp;state=open&amp;who=me"`) {
		t.Error("the stage cannot be taken away alone")
	}
	contains(t, c.Get("/caseload?state=open&who=me&stage=looking"), "Tomasz Brandl", "1 journey")
	contains(t, c.Get("/caseload?state=open&who="+itoa(s.Staff["joel"])), "Joel Hartigan", "No journeys match")
	contains(t, c.Get("/caseload?state=open&who=999"), "Somebody else")
	if r := c.Get("/caseload?state=open&page=99"); r.Status != http.StatusSeeOther || strings.Contains(r.Location, "page=") {
		t.Errorf("a page that is no more: %d %s", r.Status, r.Location)
	}
	contains(t, c.Get("/caseload?state=open&sort=-contact"), "Last contact, longest first, the other way")
}

// TestSeveralAdvisorsAndStagesAtOnce: any of those ticked; each can be taken
// away alone, and the panel shows all that are on.
func TestSeveralAdvisorsAndStagesAtOnce(t *testing.T) {
	t.Parallel()
	s, _ := world(t, pictured[3], pictured[11])
	s.Start("joel", "Maria", "Silva")
	c := s.As("tom")
	joel, amina := itoa(s.Staff["joel"]), itoa(s.Staff["amina"])
	both := c.Get("/caseload?state=open&who=" + amina + "&who=" + joel)
	contains(t, both, "3 journeys", "Remove this filter: Amina Yusufi", "Remove this filter: Joel Hartigan", "Tomasz Brandl", "Maria Silva")
	for _, want := range []string{`value="` + joel + `" checked`, `value="` + amina + `" checked`, `href="/caseload?state=open&amp;who=` + joel + `"`} {
		if !strings.Contains(both.Body, want) {
			t.Errorf("no %s", want)
		}
	}
	contains(t, c.Get("/caseload?state=open&who="+joel), "1 journey", "Maria Silva")
	r := c.Get("/caseload?state=open&who=" + amina + "&stage=looking&stage=assessing&stage=nonsense")
	contains(t, r, "2 journeys", "Tomasz Brandl", "Imran Qadir")
	lacks(t, r, "Maria Silva")
	contains(t, c.Get("/caseload?state=open&who="+joel+"&stage=new"), "Amina Yusufi (0)", "Joel Hartigan (1)", "New (1)", "Looking for work (0)")
	contains(t, c.Get("/caseload?state=open&who="+amina+"&stage=looking"), "Amina Yusufi (1)", "Joel Hartigan (0)", "Looking for work (1)", "Assessing (1)", "New (0)")
	several := c.Get("/caseload?state=open&group=disabled&group=over_50&entry=self&entry=library")
	contains(t, several, "Remove this filter: Group: Disabled people", "Remove this filter: Came by: Came by themselves")
	for _, want := range []string{`value="disabled" checked`, `value="over_50" checked`, `value="self" checked`, `href="/caseload?entry=self&amp;entry=library&amp;group=over_50&amp;state=open"`} {
		if !strings.Contains(several.Body, want) {
			t.Errorf("no %s", want)
		}
	}
	odd := c.Get("/caseload?state=open&who=999&who=-4&who=99999999999999&who=x")
	contains(t, odd, "No journeys match", "Somebody else")
}

// TestGuardedFactsAreCountedWhereTheyMayBeSeen: joel's number with
// the filter is the same whether or not amina's residents have the fact.
func TestGuardedFactsAreCountedWhereTheyMayBeSeen(t *testing.T) {
	t.Parallel()
	s, _ := world(t)
	s.Rosa() // among the disabled people
	contains(t, s.As("amina").Get("/caseload?state=open&group=disabled"), "Rosa Adomako", "1 journey")
	r := s.As("joel").Get("/caseload?state=open&group=disabled")
	contains(t, r, "0 journeys", "No journeys match")
	lacks(t, r, "Rosa", "/caseload/export")
	contains(t, s.As("joel").Get("/caseload?state=open&group=single_parent"), "Rosa Adomako")
	contains(t, s.As("tom").Get("/caseload?state=open&group=disabled"), "Rosa Adomako")
}

func TestWordsAreKeptUnderAKey(t *testing.T) {
	t.Parallel()
	s, _ := world(t, pictured[3], pictured[11])
	c := s.As("amina")
	r := c.Post("/caseload/search", url.Values{"q": {"brandl"}, "back": {"/caseload/board?state=open&who=me&sort=name"}})
	if r.Status != http.StatusSeeOther || strings.Contains(strings.ToLower(r.Location), "brandl") || !strings.HasPrefix(r.Location, "/caseload/board?s=") || !strings.Contains(r.Location, "sort=name") {
		t.Fatalf("%d %s", r.Status, r.Location)
	}
	page := c.Get(r.Location)
	contains(t, page, "“brandl”", "Tomasz Brandl", "1 journey")
	lacks(t, page, "Imran")
	if other := s.As("joel").Get(r.Location); other.Status != http.StatusNotFound {
		t.Errorf("joel opens amina's words: %d", other.Status)
	}
	if bad := c.Get("/caseload?s=brandl"); bad.Status != http.StatusNotFound {
		t.Errorf("words in the address: %d", bad.Status)
	}
	if r := c.Post("/caseload/search", url.Values{"q": {""}, "back": {"https://evil.example/caseload"}}); r.Location != "/caseload?state=open&who=me" {
		t.Errorf("nothing typed: %s", r.Location)
	}
	if r := c.Post("/caseload/search", url.Values{"q": {strings.Repeat("x", 201)}, "back": {"/caseload"}}); r.Status != http.StatusUnprocessableEntity {
		t.Errorf("too much: %d", r.Status)
	}
}

func TestSavedFilters(t *testing.T) {
	t.Parallel()
	s, _ := world(t, pictured[3], pictured[11])
	c := s.As("amina")
	const at = "/caseload/filters/new?state=open&who=me&stage=looking&sort=name"
	contains(t, c.Get(at), "Save this filter", "Looking for work")
	if r := c.Post(at, url.Values{"name": {" "}}); r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), "Enter a name for the filter") {
		t.Errorf("no name: %d", r.Status)
	}
	if r := c.Post(at, url.Values{"name": {strings.Repeat("x", 41)}}); r.Status != http.StatusUnprocessableEntity {
		t.Errorf("a long name: %d", r.Status)
	}
	key := url.Values{"name": {"Looking"}, "_key": {"6f1c3f0a-53d1-4c6b-8f0e-2f3f6f2d9f11"}}
	first, again := c.Post(at, key), c.Post(at, key)
	if first.Status != http.StatusSeeOther || again.Status != http.StatusSeeOther {
		t.Fatalf("%d, and again %d: %s", first.Status, again.Status, again.Text())
	}
	page := c.Get(first.Location)
	contains(t, page, "Looking 1", "Delete this filter", "Filter saved.")
	if r := c.Post(at, url.Values{"name": {"Looking"}}); r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), "Choose another name") {
		t.Errorf("the same name: %d", r.Status)
	}
	path := between(page.Body, `href="/caseload/filters/`, `/delete"`)
	if path == "" {
		t.Fatal("no way to delete")
	}
	if r := s.As("joel").Get("/caseload/filters/" + path + "/delete"); r.Status != http.StatusNotFound {
		t.Errorf("joel: %d", r.Status)
	}
	contains(t, c.Get("/caseload/filters/"+path+"/delete"), "Delete the filter “Looking”?")
	r := c.Follow("/caseload/filters/"+path+"/delete", nil)
	contains(t, r, "Filter deleted.")
	lacks(t, r, "Looking <strong>")
	undo := "/caseload/filters/" + path + "/restore"
	if !strings.Contains(r.Body, `action="`+undo+`"`) {
		t.Error("no way to undo")
	}
	if r := s.As("joel").Post(undo, nil); r.Status != http.StatusNotFound {
		t.Errorf("joel undoes what amina deleted: %d", r.Status)
	}
	contains(t, c.Follow(undo, nil), "Filter put back.", "Looking 1", "Delete this filter")
	if r := c.Post(undo, nil); r.Status != http.StatusNotFound {
		t.Errorf("undone twice: %d", r.Status)
	}
	c.Post("/caseload/filters/"+path+"/delete", nil)
	c.Post(at, url.Values{"name": {"Looking"}})
	contains(t, c.Follow(undo, nil), "You have a filter of this name.")
	s.AsOwner(t, "update onward.saved_filter set removed_at = onward.now() - interval '25 hours' where id = $1", path)
	if r := c.Post(undo, nil); r.Status != http.StatusNotFound {
		t.Errorf("undone after a day: %d", r.Status)
	}
	if r := c.Get("/caseload/filters/nonsense/delete"); r.Status != http.StatusNotFound {
		t.Errorf("no id: %d", r.Status)
	}
}

func between(text, before, after string) string {
	_, rest, ok := strings.Cut(text, before)
	if !ok {
		return ""
	}
	found, _, ok := strings.Cut(rest, after)
	if !ok {
		return ""
	}
	return found
}
