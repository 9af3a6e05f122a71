package exportpage_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/xuri/excelize/v2"

	"onward/internal/calendar"
	"onward/internal/journey"
	"onward/internal/journey/note"
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

// trace counts the audit's rows of an action on a subject by a person.
func trace(t *testing.T, s *webtest.Site, who, subject string) (n int) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	err = conn.QueryRow(t.Context(), "select count(*) from onward.audit where action = 'export' and subject = $1 and staff_id = $2", subject, s.Staff[who]).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// What leaves is recorded when the file is made, and each time it is fetched.
func TestMakingAndFetchingAreRecorded(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	c := s.As("amina")
	caseload, timeline := ask(t, c, "/caseload/export?state=any"), ask(t, c, "/journeys/"+rosa.String()+"/timeline/export")
	if n := trace(t, s, "amina", "caseload") + trace(t, s, "amina", "timeline") + trace(t, s, "amina", "file"); n != 0 {
		t.Errorf("asking alone left %d traces", n)
	}
	work(t, s)
	work(t, s)
	for subject, want := range map[string]int{"caseload": 1, "journey": 1, "timeline": 1, "file": 0} {
		if n := trace(t, s, "amina", subject); n != want {
			t.Errorf("made: %d of %s, want %d", n, subject, want)
		}
	}
	c.Get(caseload + "/file")
	c.Get(caseload + "/file")
	c.Get(timeline + "/file")
	s.As("joel").Get(caseload + "/file")
	if n := trace(t, s, "amina", "file"); n != 3 {
		t.Errorf("fetched three times: %d traces", n)
	}
	if n := trace(t, s, "joel", "file"); n != 0 {
		t.Errorf("who got nothing left %d traces of a file", n)
	}
}

// book reads a file of the export, as its kind is read.
func book(t *testing.T, c *webtest.Client, s *webtest.Site, at string) [][]string {
	t.Helper()
	r := c.Post(at, url.Values{"asked": {"1"}, "format": {"xlsx"}})
	if r.Status != http.StatusSeeOther {
		t.Fatalf("%s: %d %s", at, r.Status, r.Text())
	}
	work(t, s)
	file := c.Get(r.Location + "/file")
	f, err := excelize.OpenReader(strings.NewReader(file.Body))
	if err != nil {
		t.Fatalf("%d %v: %s", file.Status, err, file.Header)
	}
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func column(rows [][]string, n int) string {
	var cells []string
	for _, row := range rows[1:] {
		cells = append(cells, row[n])
	}
	return strings.Join(cells, " ")
}

// A workbook holds exactly what the list shows: its filters, words and order.
func TestAWorkbookIsTheListAsItIsShown(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	for _, family := range []string{"Young", "Abel", "Moss"} {
		s.Start("amina", "Maria", family)
	}
	s.Start("amina", "Maria", "Reed", func(n *journey.New) { n.Stage = journey.StageLooking })
	s.Start("joel", "Maria", "Boyd")
	c := s.As("tom")
	found := strings.TrimPrefix(c.Post("/find", url.Values{"q": {"maria"}}).Location, "/find")
	rows := book(t, c, s, "/find/export"+found+"&sort=name&stage=new&who="+strconv.Itoa(s.Staff["amina"]))
	if got := column(rows, slices.Index(rows[0], "Resident")); got != "Maria Abel Maria Moss Maria Young" {
		t.Errorf("%q of %v", got, rows)
	}
	rosa := s.Rosa()
	if _, err := s.App.Notes.Add(s.World.As("amina"), rosa, note.New{Contact: note.Telephone, On: calendar.MustISO("2026-03-02"), Text: "Talked about the kitchen"}); err != nil {
		t.Fatal(err)
	}
	own, timeline := s.As("amina"), "/journeys/"+rosa.String()+"/timeline"
	key := strings.TrimPrefix(own.Post(timeline+"/search", url.Values{"q": {"KITCHEN"}, "back": {timeline}}).Location, timeline)
	rows = book(t, own, s, timeline+"/export"+key)
	if got := column(rows, slices.Index(rows[0], "Text")); got != "Talked about the kitchen" {
		t.Errorf("by words: %v", rows)
	}
	rows = book(t, own, s, timeline+"/export?kind=stage&sort=oldest")
	if got := column(rows, slices.Index(rows[0], "What")); got != "Stage" {
		t.Errorf("by kind: %v", rows)
	}
}
