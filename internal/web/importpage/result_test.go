package importpage_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/exchange"
	"onward/internal/exchange/caseload"
	"onward/internal/exchange/sheet"
	"onward/internal/webtest"
)

// The borough's sheet, from the upload to the result, comes to what the service says.
func TestTheBoroughsSheetThroughThePages(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("tom")
	table, err := sheet.Read("caseload.csv", strings.NewReader(string(borough(t))), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	recognised, err := caseload.Recognise(table, nil)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.App.Imports.Preview(s.World.As("tom"), recognised, exchange.Choices{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[caseload.Outcome]int{}
	for _, row := range rows {
		want[row.Outcome]++
	}
	at := checked(t, s, c, "tom", "caseload.csv", borough(t))
	has(t, c.Get(at), fmt.Sprintf("%d ready", want[caseload.Created]), fmt.Sprintf("%d to put right", want[caseload.Rejected]), fmt.Sprintf("Import %d rows", want[caseload.Created]))
	has(t, c.Follow(at+"/start", nil), "Importing 605 rows", "Waiting to start")
	work(t, s)
	r := c.Get(at + "/progress")
	if r.Location != at+"/result" {
		t.Fatalf("progress leads to %q when it is over", r.Location)
	}
	got := map[caseload.Outcome]int{}
	report := c.Get(at + "/report")
	for _, line := range strings.Split(strings.TrimSpace(report.Body), "\n") {
		var row struct {
			Outcome caseload.Outcome `json:"outcome"`
		}
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		got[row.Outcome]++
	}
	for _, outcome := range []caseload.Outcome{caseload.Created, caseload.Rejected} {
		if got[outcome] != want[outcome] || want[outcome] == 0 {
			t.Errorf("%s: %d, want %d", outcome, got[outcome], want[outcome])
		}
	}
	has(t, c.Get(at+"/result"), fmt.Sprintf("%d journeys started", want[caseload.Created]), fmt.Sprintf("%d to put right", want[caseload.Rejected]),
		"See the caseload", "see Today", "Rejected rows", "JSON lines")
	for _, format := range []string{"csv", "xlsx"} {
		rejected := reads(t, c.Get(at+"/rejected/"+format))
		if len(rejected.Rows) != want[caseload.Rejected] || rejected.Headings[1] != "What to put right" || rejected.Rows[0].Cell(1).Text == "" {
			t.Errorf("%s: %d rejected rows under %v", format, len(rejected.Rows), rejected.Headings)
		}
	}
}

func TestRejectedRowsPutRightGoIn(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("tom")
	at := checked(t, s, c, "tom", "a.csv", small("Mei,Jones,31/2/1995,,,Active,", "Ana,Silva,1/2/1990,,,Active,"))
	c.Post(at+"/start", nil)
	work(t, s)
	file := strings.Replace(c.Get(at+"/rejected/csv").Body, "31/2/1995", "28/2/1995", 1)
	again := checked(t, s, c, "tom", "a.csv", []byte(file))
	has(t, c.Get(again), "Import 1 row")
}

func TestStartPressedTwiceImportsOnce(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("tom")
	at := checked(t, s, c, "tom", "a.csv", small("Mei,Jones,3/6/1995,,,Active,"))
	key := url.Values{"_key": {uuid.NewString()}}
	for range 2 {
		if r := c.Post(at+"/start", key); r.Location != at+"/progress" {
			t.Errorf("start leads to %q: %d", r.Location, r.Status)
		}
	}
	work(t, s)
	if r := c.Post(at+"/start", nil); r.Location != at+"/progress" {
		t.Errorf("once more: %q", r.Location)
	}
	if worked, err := s.App.Uploads.Work(t.Context()); worked || err != nil {
		t.Errorf("it ran again: %v", err)
	}
	has(t, c.Get(at+"/result"), "1 journey started")
}

func TestProgressShowsHowFarItIs(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("tom")
	at := checked(t, s, c, "tom", "a.csv", small("Mei,Jones,3/6/1995,,,Active,", "Ana,Silva,1/2/1990,,,Active,"))
	if r := c.Get(at + "/progress"); r.Location != at {
		t.Errorf("before it starts, progress leads to %q", r.Location)
	}
	if r := c.Get(at + "/report"); r.Status != http.StatusNotFound {
		t.Errorf("there is a report before the import: %d", r.Status)
	}
	c.Post(at+"/start", nil)
	s.AsOwner(t, "update onward.import set state = 'running', rows_done = 1")
	r := c.Get(at + "/progress")
	has(t, r, "Row 1 of 2")
	if !strings.Contains(r.Body, `data-poll="`+at+`/progress"`) || !strings.Contains(r.Text(), "See how far it is now") {
		t.Error("it is not asked again, with scripts and without")
	}
	if r := c.Get(at + "/result"); r.Location != at+"/progress" {
		t.Errorf("the result leads to %q while it runs", r.Location)
	}
}

func TestAnImportThatBrokeOffGoesOn(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("tom")
	at := checked(t, s, c, "tom", "a.csv", small("Mei,Jones,3/6/1995,,,Active,"))
	c.Post(at+"/start", nil)
	s.AsOwner(t, "update onward.import set state = 'failed', failure = 'It broke.'")
	has(t, c.Get("/import"), "Broke off")
	has(t, c.Get(at+"/result"), "The import broke off", "It broke.", "Start it again")
	has(t, c.Follow(at+"/again", nil), "The import goes on.", "Importing 1 row")
	work(t, s)
	has(t, c.Get(at+"/result"), "1 journey started")
}

func TestIntakeImportsAndIsToldWhatIsLeftOut(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("ines")
	at := checked(t, s, c, "ines", "a.csv", small("Mei,Jones,3/6/1995,,,Active,Likes to bake"))
	has(t, c.Get(at), "Your post does not add notes")
	c.Post(at+"/start", nil)
	work(t, s)
	r := c.Get(at + "/result")
	has(t, r, "1 journey started", "Find a resident")
	hasNot(t, r, "see Today", "See the caseload")
}

func TestAnothersImportIsNotThere(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	at := checked(t, s, s.As("tom"), "tom", "a.csv", small("Mei,Jones,3/6/1995,,,Active,"))
	for _, who := range []string{"ines", "bimpe", "amina"} {
		c := s.As(who)
		for _, part := range []string{"", "/columns", "/progress", "/result", "/problems/csv", "/rejected/xlsx", "/report"} {
			if r := c.Get(at + part); r.Status != http.StatusNotFound {
				t.Errorf("%s GET %s: %d", who, part, r.Status)
			}
		}
		for _, part := range []string{"/columns", "/choices", "/start", "/again"} {
			if r := c.Post(at+part, nil); r.Status != http.StatusNotFound {
				t.Errorf("%s POST %s: %d", who, part, r.Status)
			}
		}
	}
	for _, id := range []string{"x", uuid.NewString()} {
		if r := s.As("tom").Get("/import/" + id); r.Status != http.StatusNotFound {
			t.Errorf("%s: %d", id, r.Status)
		}
	}
}
