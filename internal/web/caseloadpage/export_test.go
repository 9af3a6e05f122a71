package caseloadpage_test

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"onward/internal/webtest"
)

// exports asks for a file and gives it as a worker makes it.
func exports(t *testing.T, s *webtest.Site, c *webtest.Client, at string, form url.Values) webtest.Reply {
	t.Helper()
	form.Set("asked", "1")
	r := c.Post(at, form)
	if r.Status != http.StatusSeeOther || !strings.HasPrefix(r.Location, "/exports/") {
		t.Fatalf("%d %s: %s", r.Status, r.Location, r.Text())
	}
	if worked, err := s.App.Exports.Work(t.Context()); !worked || err != nil {
		t.Fatalf("worked %v, %v", worked, err)
	}
	return c.Get(r.Location + "/file")
}

func TestExportIsExactlyWhatIsShown(t *testing.T) {
	t.Parallel()
	s, _ := world(t, pictured[3], pictured[11], someone{"=HYPERLINK", "Formula", "new", "@now", 1, -1})
	c := s.As("amina")
	const at = "/caseload/export?state=open&who=me&sort=name"
	contains(t, c.Get(at), "Export 3 journeys", "Which kind of file?")
	r := exports(t, s, c, at, url.Values{"format": {"csv"}})
	if r.Status != http.StatusOK || !strings.HasPrefix(r.Body, "\ufeff") || !strings.HasPrefix(r.Header.Get("Content-Disposition"), `attachment; filename="caseload-`) || r.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %v %s", r.Status, r.Header, r.Text())
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(r.Body, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if rows[1][1] != "Tomasz Brandl" || rows[1][2] != "Looking for work" || rows[1][6] != "Amina Yusufi" || rows[3][1] != "Imran Qadir" {
		t.Errorf("rows: %v", rows)
	}
	if rows[2][1] != "'=HYPERLINK Formula" || rows[2][3] != "'@now" {
		t.Errorf("a formula leaves: %v", rows[2])
	}
	book := exports(t, s, c, at, url.Values{"format": {"xlsx"}})
	f, err := excelize.OpenReader(bytes.NewReader([]byte(book.Body)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if kind, err := f.GetCellType("Sheet1", "E2"); err != nil || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("the due day is no number: %v, %v", kind, err)
	}
	if r := c.Post(at, url.Values{"asked": {"1"}, "format": {"pdf"}}); r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), "Choose a kind of file") {
		t.Errorf("another kind: %d", r.Status)
	}
}

func TestExportOfSelectedRows(t *testing.T) {
	t.Parallel()
	s, ids := world(t, pictured[3], pictured[11])
	c := s.As("amina")
	asked := c.Post("/caseload/export?state=open", url.Values{"journey": {ids["Brandl"].String()}})
	contains(t, asked, "Export 1 journey", "The journeys that you selected.")
	r := exports(t, s, c, "/caseload/export?state=open", url.Values{"journey": {ids["Brandl"].String()}, "format": {"csv"}})
	if strings.Count(r.Body, "\r\n") != 2 || !strings.Contains(r.Body, "Tomasz Brandl") {
		t.Errorf("one row: %s", r.Body)
	}
	none := c.Follow("/caseload/export?state=open", nil)
	contains(t, none, "No journey selected", "Tick the journeys first")
	for who, lines := range map[string]int{"joel": 1, "bola": 1, "tom": 2} { // the heading alone, where the rows are not theirs to take
		r := exports(t, s, s.As(who), "/caseload/export?state=any", url.Values{"journey": {ids["Brandl"].String()}, "format": {"csv"}})
		if got := strings.Count(r.Body, "\r\n"); got != lines {
			t.Errorf("%s exports %d lines: %s", who, got, r.Body)
		}
	}
	if r := c.Post("/caseload/export", url.Values{"journey": {"x"}}); r.Status != http.StatusNotFound {
		t.Errorf("no id: %d", r.Status)
	}
	many := url.Values{}
	for range 101 {
		many.Add("journey", ids["Brandl"].String())
	}
	if r := c.Post("/caseload/export", many); r.Status != http.StatusUnprocessableEntity {
		t.Errorf("too many: %d", r.Status)
	}
}
