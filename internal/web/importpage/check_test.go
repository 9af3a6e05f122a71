package importpage_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"onward/internal/calendar"
	"onward/internal/journey"
	"onward/internal/webtest"
)

func known(s *webtest.Site, given string) {
	s.Start("amina", given, "Jones", func(n *journey.New) { n.Resident.Identity.Born = calendar.MustISO("1995-06-03") })
}

// cell is the table's cell that begins with a text.
func cell(t *testing.T, r webtest.Reply, text string) string {
	t.Helper()
	for _, part := range strings.Split(r.Body, "<td") {
		if _, inside, ok := strings.Cut(part, ">"); ok && strings.HasPrefix(strings.TrimSpace(inside), text) {
			return part
		}
	}
	t.Fatalf("no cell begins with %q: %s", text, r.Text())
	return ""
}

func TestEveryProblemStandsInsideItsCell(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	known(s, "Mei")
	c := s.As("tom")
	at := checked(t, s, c, "tom", "a.csv", small("Mei,Jones,3/6/1995,,,Active,", "Ana,Silva,31/2/1991,,,Active,", "Kai,St John,1/2/1990,QQ 41 77 2,,Vanished,", "Tom,Kerr,1/2/1992,,Some Body,Active,", ",,,,,,"))
	r := c.Get(at)
	has(t, r, "a.csv", "1 ready", "2 to put right", "1 already known", "1 empty, left out", "5 rows. Nothing is saved yet.", "To look at 3", "All rows 5", "Import 1 row", "1 to 3 of 3.")
	for text, want := range map[string][]string{"31/2/1991": {"--fault", "Enter a real date"}, "QQ 41 77 2": {"--fault", "National Insurance number"}, "Vanished": {"--warning"},
		"Mei": {"--notice", "Likely known already: same name, date of birth", "Leave out", "Somebody else: import"}} {
		got := cell(t, r, text)
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: %q is not in %s", text, w, got)
			}
		}
	}
	hasNot(t, r, "Kerr", "Some Body")
	r = c.Get(at + "?rows=all")
	if got := cell(t, r, "Some Body"); !strings.Contains(got, "--notice") {
		t.Errorf("a notice is not blue: %s", got)
	}
	if !strings.Contains(r.Body, `<th scope="row">6</th>`) || strings.Contains(r.Body, `<th scope="row">1</th>`) {
		t.Error("the rows do not bear the sheet's own numbers")
	}
}

func TestNothingToLookAtSaysWhatToDo(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("tom")
	at := checked(t, s, c, "tom", "a.csv", small("Mei,Jones,3/6/1995,,,Active,"))
	r := c.Get(at)
	has(t, r, "Nothing to look at. See all rows, or import them now.", "Import 1 row")
	hasNot(t, r, "Download the problems", "Save the choices")
}

func TestASheetWithoutAGoodRowCannotBeImported(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("tom")
	at := checked(t, s, c, "tom", "a.csv", small("Mei,,3/6/1995,,,Active,"))
	if r := c.Get(at); strings.Contains(r.Body, `formaction`) {
		t.Error("it offers to import nothing")
	}
}

func TestRowsComeInPages(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("tom")
	var lines []string
	for i := range 60 {
		lines = append(lines, fmt.Sprintf("Given%c%c,,%d/1/1990,,,Active,", 'a'+i/26, 'a'+i%26, i%28+1))
	}
	at := checked(t, s, c, "tom", "a.csv", small(lines...))
	has(t, c.Get(at), "1 to 25 of 60")
	has(t, c.Get(at+"?page=3"), "51 to 60 of 60")
	has(t, c.Get(at+"?page=99"), "51 to 60 of 60")
	has(t, c.Get(at+"?size=50&page=2&rows=all"), "51 to 60 of 60")
	has(t, c.Get(at+"?size=7&page=x"), "1 to 25 of 60")
}

func TestAChoiceIsMadeARow(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	known(s, "Mei")
	known(s, "Kai")
	c := s.As("tom")
	at := checked(t, s, c, "tom", "a.csv", small("Mei,Jones,3/6/1995,,,Active,", "Kai,Jones,3/6/1995,,,Active,"))
	has(t, c.Get(at), "Import the chosen rows", "2 already known")
	r := c.Follow(at+"/choices?rows=all&size=50&page=1", url.Values{"row-2": {"else"}, "row-3": {"leave"}})
	has(t, r, "Choices saved.", "1 ready", "1 already known", "Import 1 row", "All rows")
	if !strings.Contains(r.Body, `name="row-2" type="radio" value="else" checked`) {
		t.Error("the choice is not shown")
	}
	c.Post(at+"/start", url.Values{"row-2": {"leave"}, "row-3": {"else"}})
	work(t, s)
	has(t, c.Get(at+"/result"), "1 journey started", "1 already known, left out")
	var kais int
	for _, row := range reads(t, c.Get(at+"/problems/csv")).Rows {
		if strings.Contains(row.Cell(4).Text, "Likely known") && row.Number > 0 {
			kais++
			if row.Cell(0).Text != "2" {
				t.Errorf("row %s was left out, want 2: the choice that start sends is the last word", row.Cell(0).Text)
			}
		}
	}
	if kais != 1 {
		t.Errorf("%d rows are known", kais)
	}
	if r := c.Post(at+"/choices", url.Values{"row-2": {"else"}}); r.Status != http.StatusConflict {
		t.Errorf("a choice after the import: %d", r.Status)
	}
}

func TestAnotherFieldInTheChoicesIsRefused(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("tom")
	at := checked(t, s, c, "tom", "a.csv", small("Mei,Jones,3/6/1995,,,Active,"))
	for _, name := range []string{"row-x", "row--1", "state"} {
		if r := c.Post(at+"/start", url.Values{name: {"else"}}); r.Status == http.StatusSeeOther {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestTheProblemsAreAFile(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("tom")
	at := checked(t, s, c, "tom", "a.csv", small("Ana,Silva,31/2/1991,,,Active,", "=Mei(),,3/6/1995,,,Vanished,"))
	for _, format := range []string{"csv", "xlsx"} {
		table := reads(t, c.Get(at+"/problems/"+format))
		if got := strings.Join(table.Headings, "|"); got != "Row|Column|Heading|Kind|What to do|In the cell" {
			t.Errorf("%s: %s", format, got)
		}
		first := table.Rows[0]
		if got := first.Texts(6); got[0] != "2" || got[1] != "C" || got[2] != "DOB" || got[3] != "To put right" || got[5] != "31/2/1991" {
			t.Errorf("%s: %v", format, got)
		}
		if len(table.Rows) != 3 {
			t.Errorf("%s: %d problems", format, len(table.Rows))
		}
	}
	if r := c.Get(at + "/problems/pdf"); r.Status != http.StatusNotFound {
		t.Errorf("another kind of file: %d", r.Status)
	}
}
