package caseload_test

import (
	"encoding/csv"
	"reflect"
	"strings"
	"testing"

	"onward/internal/exchange/caseload"
	"onward/internal/exchange/sheet"
	"onward/internal/fault"
	"onward/internal/resident"
)

// table makes a sheet of a heading row and rows, cells parted by strokes.
func table(tb testing.TB, rows ...string) *sheet.Table {
	tb.Helper()
	var text strings.Builder
	w := csv.NewWriter(&text)
	for _, row := range rows {
		_ = w.Write(strings.Split(row, "|"))
	}
	w.Flush()
	t, err := sheet.Read("test.csv", strings.NewReader(text.String()), sheet.Limits{})
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// recognised gives the field of each heading, a stroke between.
func recognised(t *testing.T, m caseload.Mapping, headings string) string {
	t.Helper()
	s, err := caseload.Recognise(table(t, headings, strings.Repeat("x|", strings.Count(headings, "|"))+"x"), m)
	if err != nil && !fault.Is(err, fault.Invalid) {
		t.Fatal(err)
	}
	if s == nil {
		t.Fatal(err)
	}
	fields := make([]string, len(s.Columns))
	for i, c := range s.Columns {
		fields[i] = string(c.Field)
	}
	return strings.Join(fields, "|")
}

func TestRecogniseHeadings(t *testing.T) {
	t.Parallel()
	for headings, want := range map[string]string{
		"Forename|SURNAME|D.O.B.|NINO|Mobile|E-mail":                               "given|family|dob|nino|phone|email",
		"First name(s)|Family_Name|Date of birth (dd/mm/yyyy)|NI Number|Tel. No.":  "given|family|dob|nino|phone",
		"Client|Client DOB|Client's postcode|Case Worker|Notes|Comments":           "full_name|dob|postcode|adviser|notes|notes",
		"Name|Start|Pay|Hrs|Adviser":                                               "full_name|job_start|pay|hours|adviser",
		"Name|Start date|End date|Status":                                          "full_name|registered||status",
		"Name|Employer|Start date|End date":                                        "full_name|employer|job_start|job_end",
		"Name|Registered|Employer|Start date|End date":                             "full_name|registered|employer|job_start|job_end",
		"Name|Surname|Job title|Hourly rate|Job start|Start date":                  "given|family|job_title|pay|job_start|",
		"Client name|Hourly Rate|Salary|Wage":                                      "full_name|||pay",
		"Full name|Referral date|Registration date":                                "full_name||registered",
		"First name|Last name|Address 1|Address 2|Town|Post code":                  "given|family|address|address|address|postcode",
		"First name|Last name|Barrier 1|Barrier 2|Main barrier":                    "given|family|barriers|barriers|barriers",
		"First name|Last name|Date of birth|DOB":                                   "given|family|dob|",
		"First name|Last name|Title|Gender|Ethnicity|Emergency contact|Work coach": "given|family|||||",
		"First name|Last name|Hours p/w|Rate of pay|Job end date|Evidence type":    "given|family|hours|pay|job_end|evidence",
		"First name|Last name||Ref no.|":                                           "given|family||reference",
		"Résidént name|d.o.b":                                                      "full_name|dob",
	} {
		if got := recognised(t, nil, headings); got != strings.TrimSuffix(want, "|~") {
			t.Errorf("%s\n got %s\nwant %s", headings, got, want)
		}
	}
}

func TestRecogniseByMapping(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		mapping        caseload.Mapping
		headings, want string
	}{
		{caseload.Mapping{"full_name": {"Kunde"}}, "Kunde|DOB", "full_name|dob"},
		{caseload.Mapping{"given": {"A"}, "family": {"B"}}, "A|B|First name", "given|family|"},
		{caseload.Mapping{"notes": {"A", "B"}}, "Name|A|B|Notes", "full_name|notes|notes|"},
		{caseload.Mapping{"notes": nil}, "Name|Notes", "full_name|"},
		{caseload.Mapping{"full_name": {"d o b"}}, "D.O.B.", "full_name"},
		{caseload.Mapping{"registered": {"DOB"}}, "Name|DOB", "full_name|registered"},
		{caseload.Mapping{"job_start": {"Registered"}}, "Name|Registered|Start date|Employer", "full_name|job_start||employer"},
		{caseload.Mapping{"full_name": {"name"}}, "NAME|name", "|full_name"},
		{caseload.Mapping{"reference": {"#"}}, "Name|%|#", "full_name||reference"},
	} {
		if got := recognised(t, c.mapping, c.headings); got != c.want {
			t.Errorf("%v over %s\n got %s\nwant %s", c.mapping, c.headings, got, c.want)
		}
	}
}

func TestRecogniseFindsHeadingsUnderATitle(t *testing.T) {
	t.Parallel()
	s, err := caseload.Recognise(table(t, "Ealing caseload|", "April 2026|", "|", "First name|Surname", "Mei|Jones"), nil)
	if err != nil {
		t.Fatal(err)
	}
	rows := s.Judge(asOf)
	if len(rows) != 1 || rows[0].Number != 5 || rows[0].Values.Given != "Mei" || s.Table.HeadingRow != 4 {
		t.Errorf("rows %+v", rows)
	}
}

func TestRecogniseRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		mapping  caseload.Mapping
		headings string
		says     string
		sheet    bool
	}{
		"no names":           {nil, "DOB|NINO", "mapping", true},
		"a given name alone": {nil, "First name|DOB", "names cannot be found", true},
		"a family alone":     {nil, "Surname|DOB", "names cannot be found", true},
		"a heading too many": {caseload.Mapping{"dob": {"Geburtstag"}}, "Name|DOB", "field dob a heading that is not in the sheet", false},
		"one column twice":   {caseload.Mapping{"dob": {"X"}, "registered": {"x"}}, "Name|X", "dob and registered the same column", false},
	} {
		s, err := caseload.Recognise(table(t, c.headings, "x|y"), c.mapping)
		if !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Of(err).Public, c.says) || (s != nil) != c.sheet {
			t.Errorf("%s: %v, %v", name, s, err)
		}
	}
}

func TestUnmappedColumnsAreReported(t *testing.T) {
	t.Parallel()
	s, err := caseload.Recognise(table(t, "Name|Ethnicity|||DOB", "Mei|x||y|", "Kai|||n/a|"), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []caseload.Column{{Index: 1, Letter: "B", Heading: "Ethnicity"}, {Index: 3, Letter: "D"}}
	if got := s.Unmapped(); !reflect.DeepEqual(got, want) {
		t.Errorf("unmapped are %+v, want %+v", got, want)
	}
}

func TestAssign(t *testing.T) {
	t.Parallel()
	s, err := caseload.Recognise(table(t, "A|B|C", "Mei|Jones|x"), nil)
	if !fault.Is(err, fault.Invalid) {
		t.Fatal(err)
	}
	assigned, err := s.Assign([]caseload.Field{caseload.Given, caseload.Family})
	if err != nil || assigned.Judge(asOf)[0].Values.Family != "Jones" {
		t.Errorf("assigned: %v", err)
	}
	if s.Columns[0].Field != "" {
		t.Error("Assign changed the sheet that it was asked of")
	}
	for _, chosen := range [][]caseload.Field{
		{caseload.Given}, {}, {caseload.Given, caseload.Given, caseload.Family}, {caseload.FullName, "shoe_size"},
	} {
		if _, err := s.Assign(chosen); !fault.Is(err, fault.Invalid) {
			t.Errorf("%v is taken: %v", chosen, err)
		}
	}
	if _, err := s.Assign([]caseload.Field{caseload.FullName, caseload.Notes, caseload.Notes}); err != nil {
		t.Errorf("notes may stand in two columns: %v", err)
	}
}

// TestHeadingsMeanOneThing: a word that two fields claim would be a guess.
func TestHeadingsMeanOneThing(t *testing.T) {
	t.Parallel()
	claimed := map[string]string{}
	lines, err := csv.NewReader(strings.NewReader(string(data(t, "fields.csv")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range lines[1:] {
		if len(caseload.Fields()) != len(lines)-1 || caseload.Field(record[0]).Label() != record[1] {
			t.Errorf("the field %s is not among the fields", record[0])
		}
		for _, words := range strings.Split(record[3], ";") {
			key := resident.Key(words)
			if other, taken := claimed[key]; taken || key == "" {
				t.Errorf("%q is claimed by %s and %s", words, other, record[0])
			}
			claimed[key] = record[0]
			if f, ok := caseload.FieldNamed(strings.ToUpper(words)); !ok || string(f) != record[0] && f.Label() != record[1] {
				t.Errorf("%q is %s, want %s", words, f, record[0])
			}
		}
	}
}

func TestParseMapping(t *testing.T) {
	t.Parallel()
	m, err := caseload.ParseMapping([]byte("given: First\nNational Insurance number: NI\nnotes: [A, B]\nreference: 12\nphone:\nfull name: ''\n"))
	want := caseload.Mapping{"given": {"First"}, "nino": {"NI"}, "notes": {"A", "B"}, "reference": {"12"}, "phone": nil, "full_name": {}}
	if err != nil || !reflect.DeepEqual(m, want) {
		t.Errorf("got %#v (%v), want %#v", m, err, want)
	}
	if m, err := caseload.ParseMapping(nil); err != nil || len(m) != 0 {
		t.Errorf("nothing maps to %v (%v)", m, err)
	}
	for name, c := range map[string]struct{ text, says string }{
		"no YAML":         {"given: [", "cannot be read"},
		"a list":          {"- given", "cannot be read"},
		"unknown field":   {"shoe_size: Shoe", "given, family, full_name"},
		"twice":           {"dob: A\ndate of birth: B", "dob twice"},
		"one line twice":  {"dob: A\ndob: B", "cannot be read"},
		"many for one":    {"dob: [A, B]", "dob one heading"},
		"a map":           {"dob: {a: b}", "dob one heading"},
		"too long":        {strings.Repeat("#", 65_537), "too long"},
		"aliases of bomb": {"a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]", "does not know"},
	} {
		if m, err := caseload.ParseMapping([]byte(c.text)); m != nil || !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Of(err).Public, c.says) {
			t.Errorf("%s: %v, %v", name, m, err)
		}
	}
}

func TestFieldNamed(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]caseload.Field{
		"name": "full_name", "date_of_birth": "dob", "First name": "given", "National Insurance number": "nino", "advisor": "adviser", "job_end": "job_end", "shoe_size": "", "": "",
	} {
		if got, ok := caseload.FieldNamed(name); got != want || ok != (want != "") {
			t.Errorf("%q is %q, %v, want %q", name, got, ok, want)
		}
	}
}

func FuzzParseMapping(f *testing.F) {
	for _, seed := range []string{"given: First", "notes: [a, b]", "&a [*a]", "? {}: x", "\xff"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := caseload.ParseMapping(text)
		if (m == nil) == (err == nil) || err != nil && !fault.Is(err, fault.Invalid) {
			t.Fatalf("%v with %v", m, err)
		}
	})
}
