package exportpage_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"onward/internal/testdb"
	"onward/internal/webtest"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// ask asks for a list as CSV and gives the export's address.
func ask(t *testing.T, c *webtest.Client, at string) string {
	t.Helper()
	r := c.Post(at, url.Values{"asked": {"1"}, "format": {"csv"}})
	if r.Status != http.StatusSeeOther || !strings.HasPrefix(r.Location, "/exports/") {
		t.Fatalf("%d %s: %s", r.Status, r.Location, r.Text())
	}
	return r.Location
}

func work(t *testing.T, s *webtest.Site) {
	t.Helper()
	if worked, err := s.App.Exports.Work(t.Context()); !worked || err != nil {
		t.Fatalf("worked %v, %v", worked, err)
	}
}

func has(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%q is not there: %s", w, text)
		}
	}
}

func TestAnExportFromAskingToTheFile(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	s.Rosa()
	c := s.As("amina")
	has(t, c.Get("/exports").Text(), "No exports yet")
	at := ask(t, c, "/caseload/export?state=open&who=me")
	has(t, c.Get(at).Text(), "Making the file", "Waiting to start", "See how far it is now")
	if r := c.Get(at + "/file"); r.Status != http.StatusConflict {
		t.Errorf("a file that is not made: %d", r.Status)
	}
	work(t, s)
	has(t, c.Get(at).Text(), "The file is ready", "1 row", "Download", "Open")
	has(t, c.Get("/exports").Text(), "Caseload", "Ready, 1 row", "CSV")
	if r := c.Get(at + "/file"); r.Status != http.StatusOK || !strings.HasPrefix(r.Body, "\ufeff") || r.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v", r.Status, r.Header)
	}
	for who, status := range map[string]int{"joel": 404, "tom": 404, "bola": 404, "ines": 404} {
		for _, path := range []string{at, at + "/file"} {
			if r := s.As(who).Get(path); r.Status != status {
				t.Errorf("%s: %d", who, r.Status)
			}
		}
	}
	s.AsOwner(t, "insert into onward.clock_shift values ('20 minutes')")
	s.AsOwner(t, "update onward.export set done_at = onward.now() - interval '25 hours'")
	has(t, c.Get(at).Text(), "The file is gone", "Export the list again")
	if r := c.Get(at + "/file"); r.Status != http.StatusConflict {
		t.Errorf("an old file: %d", r.Status)
	}
	if r := c.Get("/exports/x"); r.Status != http.StatusNotFound {
		t.Errorf("no id: %d", r.Status)
	}
}

// What the person may take along is decided when the file is made and again
// when it is fetched.
func TestAnExportGivesNoMoreThanTheMomentAllows(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	c := s.As("amina")
	early, late := ask(t, c, "/caseload/export?state=any"), ask(t, c, "/journeys/"+rosa.String()+"/timeline/export")
	work(t, s)
	has(t, c.Get(early+"/file").Body, "Rosa")
	s.AsOwner(t, "update onward.journey set spoc_id = $1 where id = $2", s.Staff["joel"], rosa)
	s.AsOwner(t, "update onward.progress set spoc_id = $1 where journey_id = $2", s.Staff["joel"], rosa)
	if r := c.Get(early + "/file"); r.Status != http.StatusConflict || strings.Contains(r.Body, "Rosa") {
		t.Errorf("made before, fetched after: %d %s", r.Status, r.Text())
	}
	work(t, s)
	has(t, c.Get(late).Text(), "The export broke off")
}

func TestTheTimelineAndTheSearchBecomeFiles(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	c := s.As("amina")
	timeline := "/journeys/" + rosa.String() + "/timeline"
	has(t, c.Get(timeline+"/export").Text(), "Export the timeline of ONW")
	at := ask(t, c, timeline+"/export?kind=stage")
	work(t, s)
	has(t, c.Get(at+"/file").Body, "Day,Time,What", "Stage")
	found := c.Post("/find", url.Values{"q": {"rosa"}}).Location
	key := strings.TrimPrefix(found, "/find")
	has(t, c.Get("/find/export"+key).Text(), "Export 1 resident")
	at = ask(t, c, "/find/export"+key)
	work(t, s)
	has(t, c.Get(at+"/file").Body, "Date of birth", "Rosa")
	for _, path := range []string{timeline + "/export", "/find/export" + key} {
		if r := c.Post(path, url.Values{"format": {"pdf"}}); r.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s as another kind: %d", path, r.Status)
		}
	}
	if r := s.As("joel").Get(timeline + "/export"); r.Status == http.StatusOK {
		t.Errorf("a colleague may take the timeline along: %s", r.Text())
	}
}
