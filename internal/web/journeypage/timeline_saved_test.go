package journeypage_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"onward/internal/webtest"
)

// TestSavedFiltersOfTheTimeline: kept on one journey, they serve on the next;
// they are their keeper's alone, and keep no typed words.
func TestSavedFiltersOfTheTimeline(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	onDay(t, s, "2026-04-15")
	rosa := "/journeys/" + s.Rosa().String()
	path := rosa + "/timeline"
	next := "/journeys/" + s.Start("amina", "Tomasz", "Brandl").String() + "/timeline"
	amina, joel := s.As("amina"), s.As("joel")
	amina.Follow(rosa+"/notes/new", noteForm("She starts on Monday"))
	hasNot(t, amina.Get(path).Text(), "Save this filter", "Everything")
	const query = "?kind=note&sort=oldest"
	at := path + "/filters/new" + query
	has(t, amina.Get(path+query).Body, `href="`+strings.ReplaceAll(at, "&", "&amp;")+`"`)
	has(t, amina.Get(at).Text(), "Save this filter", "Notes", "Oldest first")
	for _, bad := range []string{" ", strings.Repeat("x", 41)} {
		if r := amina.Post(at, url.Values{"name": {bad}}); r.Status != http.StatusUnprocessableEntity {
			t.Errorf("the name %q: %d", bad, r.Status)
		}
	}
	key := url.Values{"name": {"Talks"}, "_key": {"6f1c3f0a-53d1-4c6b-8f0e-2f3f6f2d9f12"}}
	first, again := amina.Post(at, key), amina.Post(at, key)
	if first.Status != http.StatusSeeOther || again.Status != http.StatusSeeOther || first.Location != path+query {
		t.Fatalf("%d %s, and again %d: %s", first.Status, first.Location, again.Status, again.Text())
	}
	page := amina.Get(first.Location)
	has(t, page.Text(), "Talks 1", "Delete this filter", "Filter saved.")
	has(t, amina.Get(next).Text(), "Talks 0", "Everything")
	has(t, amina.Get(next).Body, `href="`+next+strings.ReplaceAll(query, "&", "&amp;")+`"`)
	hasNot(t, joel.Get(path).Text(), "Talks", "Everything")
	hasNot(t, amina.Get("/caseload").Text(), "Talks")
	if r := amina.Post(at, url.Values{"name": {"Talks"}}); r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), "Choose another name") {
		t.Errorf("the same name: %d", r.Status)
	}
	_, rest, _ := strings.Cut(page.Body, `href="`+path+`/filters/`)
	filter, _, _ := strings.Cut(rest, "/delete")
	forget, undo := next+"/filters/"+filter+"/delete", next+"/filters/"+filter+"/restore"
	if r := joel.Get(path + "/filters/" + filter + "/delete"); r.Status != http.StatusNotFound {
		t.Errorf("joel asks: %d", r.Status)
	}
	if r := joel.Post(path+"/filters/"+filter+"/delete", nil); r.Status != http.StatusNotFound {
		t.Errorf("joel deletes: %d", r.Status)
	}
	if r := amina.Post("/caseload/filters/"+filter+"/delete", nil); r.Status != http.StatusNotFound {
		t.Errorf("deleted as of the caseload: %d", r.Status)
	}
	has(t, amina.Get(forget).Text(), "Delete the filter “Talks”?")
	r := amina.Follow(forget, nil)
	has(t, r.Text(), "Filter deleted.")
	has(t, r.Body, `action="`+undo+`"`)
	hasNot(t, r.Text(), "Talks 0")
	if r := joel.Post(path+"/filters/"+filter+"/restore", nil); r.Status != http.StatusNotFound {
		t.Errorf("joel undoes: %d", r.Status)
	}
	has(t, amina.Follow(undo, nil).Text(), "Filter put back.", "Talks 0", "Delete this filter")
	if r := amina.Post(undo, nil); r.Status != http.StatusNotFound {
		t.Errorf("undone twice: %d", r.Status)
	}
	for _, who := range []string{"bola", "grace", "ines"} {
		if r := s.As(who).Post(at, url.Values{"name": {"Mine"}}); r.Status != http.StatusNotFound {
			t.Errorf("%s saves: %d", who, r.Status)
		}
	}
	if r := amina.Post(path+"/filters/new", url.Values{"name": {"Nothing"}}); r.Status != http.StatusNotFound {
		t.Errorf("no filter: %d", r.Status)
	}
	searched := amina.Post(path+"/search", url.Values{"q": {"Monday"}, "back": {path + "?kind=group"}})
	hasNot(t, amina.Get(searched.Location).Text(), "Save this filter")
	_, sought, _ := strings.Cut(searched.Location, "?")
	if r := amina.Post(path+"/filters/new?"+sought, url.Values{"name": {"Groups"}}); r.Status != http.StatusSeeOther {
		t.Errorf("with the key of words: %d", r.Status)
	}
	for _, kept := range columnAs(t, s, "tom", "select query from onward.saved_filter where list = 'timeline'") {
		t.Errorf("tom sees %q", kept)
	}
	has(t, amina.Get(path).Body, `href="`+path+`?kind=group"`)
}
