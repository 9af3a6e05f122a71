package importpage_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/exchange"
	"onward/internal/webtest"
)

func TestWhoImportsFindsThePage(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	for who, want := range map[string]int{"tom": 200, "ines": 200, "amina": 404, "grace": 404, "anil": 404, "petra": 404} {
		if r := s.As(who).Get("/import"); r.Status != want {
			t.Errorf("%s: %d", who, r.Status)
		}
	}
	has(t, s.As("tom").Get("/import"), "Import a caseload", "up to 10 MB", "Nothing yet")
}

func TestFilesThatCannotBeImportedSaySoBesideTheField(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	b := newSender(t, s, "tom")
	for name, c := range map[string]struct {
		file    string
		content []byte
		words   string
	}{
		"none":      {"", nil, "Choose a spreadsheet to upload"},
		"empty":     {"a.csv", nil, "The file is empty"},
		"binary":    {"a.csv", []byte{0, 1, 2, 0, 0xff, 0, 3, 9}, "This is not a spreadsheet"},
		"old excel": {"a.xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"), "This is an old Excel file (.xls)"},
		"no rows":   {"a.csv", []byte("First name,Surname\n"), "nothing under the headings"},
		"large":     {"a.csv", bytes.Repeat([]byte("a,b\n"), exchange.MostBytes/4+1), "Choose a file of 10 MB or less"},
	} {
		r := b.upload(uuid.New(), c.file, c.content)
		if r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Body, `href="#file"`) || !strings.Contains(r.Body, `id="file-error"`) {
			t.Errorf("%s: %d, not beside the field", name, r.Status)
		}
		has(t, r, "There is a problem", c.words)
		if !strings.Contains(r.Body, "<title>Error: ") {
			t.Errorf("%s: the title does not say that there is an error", name)
		}
	}
	if r := b.upload(uuid.New(), "a.csv", bytes.Repeat([]byte("a,b\n"), 4<<20)); r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), "10 MB") {
		t.Errorf("far too large: %d %s", r.Status, r.Text())
	}
}

func TestSentTwiceTheSheetIsThereOnce(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	b, key := newSender(t, s, "tom"), uuid.New()
	first, second := b.upload(key, "a.csv", small("Mei,Jones,3/6/1995")), b.upload(key, "a.csv", small("Mei,Jones,3/6/1995"))
	if first.Location != second.Location || first.Status != http.StatusSeeOther {
		t.Errorf("%d %s, then %d %s", first.Status, first.Location, second.Status, second.Location)
	}
	if n := strings.Count(s.As("tom").Get("/import").Body, "a.csv"); n != 1 {
		t.Errorf("it is listed %d times", n)
	}
}

func TestEarlierImportsAreListedWithTheirState(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("tom")
	sendIn(t, s, "tom", "first.csv", small("Mei,Jones,3/6/1995"))
	has(t, c.Get("/import"), "first.csv", "Columns to match", "1 row")
	at := checked(t, s, c, "tom", "second.csv", small("Ana,Silva,1/2/1990", "Kai,,1/2/1991"))
	has(t, c.Get("/import"), "second.csv", "To check", "2 rows")
	c.Post(at+"/start", nil)
	has(t, c.Get("/import"), "Waiting to start")
	work(t, s)
	has(t, c.Get("/import"), "Imported", "1 journey, 1 row to put right")
	hasNot(t, s.As("ines").Get("/import"), "first.csv")
}
