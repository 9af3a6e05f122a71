package importpage_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"onward/internal/webtest"
)

func TestRecognisedColumnsAreShownAndTheRestSaidPlainly(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("tom")
	at := sendIn(t, s, "tom", "a.csv", []byte("First name,Surname,Shoe size,,DOB\nMei,Jones,38,,3/6/1995\nKai,Silva,41,,3/7/1995\n"))
	r := c.Get(at + "/columns")
	has(t, r, "3 of 4 columns were recognised", "Not imported: C “Shoe size”", "Mei", "41", "What column E “DOB” holds")
	if !strings.Contains(r.Body, `<option value="dob" selected`) || strings.Contains(r.Body, `name="column-3"`) {
		t.Error("what was recognised is not chosen, or an empty column is asked for")
	}
}

func TestWrongColumnsAreCorrected(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("tom")
	at := sendIn(t, s, "tom", "a.csv", []byte("One,Two,Three\nMei,Jones,3/6/1995\n"))
	if r := c.Get(at); r.Location != at+"/columns" {
		t.Errorf("before its columns are known the check leads to %q", r.Location)
	}
	for name, form := range map[string]struct {
		values url.Values
		words  string
		field  string
	}{
		"no names":  {url.Values{"column-0": {"given"}}, "Say which columns hold the given name and the family name", "column-0"},
		"one twice": {url.Values{"column-0": {"given"}, "column-1": {"family"}, "column-2": {"family"}}, "column B holds the family name already", "column-2"},
		"unknown":   {url.Values{"column-0": {"given"}, "column-1": {"family"}, "column-2": {"shoes"}}, "Choose what the column holds from the list", "column-2"},
	} {
		r := c.Post(at+"/columns", form.values)
		has(t, r, "There is a problem", form.words)
		if r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Body, `id="`+form.field+`-error"`) || !strings.Contains(r.Body, `<option value="given" selected`) {
			t.Errorf("%s: %d, not beside its field, or what was chosen is gone", name, r.Status)
		}
	}
	if r := c.Post(at+"/columns", url.Values{"column-9": {"given"}}); r.Status != http.StatusUnprocessableEntity && r.Status != http.StatusBadRequest {
		t.Errorf("a column that is not there: %d", r.Status)
	}
	r := c.Follow(at+"/columns", url.Values{"column-0": {"given"}, "column-1": {"family"}, "column-2": {"dob"}})
	has(t, r, "Check the spreadsheet", "Import 1 row")
	has(t, c.Get(at+"?rows=all"), "Date of birth “Three”", "3/6/1995")
	r = c.Follow(at+"/columns", url.Values{"column-0": {"given"}, "column-1": {"family"}, "column-2": {""}})
	has(t, r, "Import 1 row")
	has(t, c.Get(at+"?rows=all"), "Not imported “Three”")
	has(t, c.Get(at+"/columns"), "Not imported: C “Three”")
}

func TestColumnsOfAStartedImportLeadOn(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("tom")
	at := checked(t, s, c, "tom", "a.csv", small("Mei,Jones,3/6/1995"))
	values := recognised(c, at)
	c.Post(at+"/start", nil)
	if r := c.Get(at + "/columns"); r.Location != at+"/progress" {
		t.Errorf("GET leads to %q", r.Location)
	}
	if r := c.Post(at+"/columns", values); r.Location != at+"/progress" {
		t.Errorf("POST leads to %q, %d", r.Location, r.Status)
	}
}
