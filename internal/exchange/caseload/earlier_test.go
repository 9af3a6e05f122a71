package caseload_test

import (
	"reflect"
	"testing"

	"onward/internal/exchange/caseload"
)

// duplicates judges rows under the usual headings and gives of which row each is a duplicate.
func duplicates(t *testing.T, lines ...string) []int {
	t.Helper()
	var of []int
	for _, r := range rows(t, append([]string{"Ref|First name|Surname|Known as|DOB|NINO|Postcode|Tel|Email"}, lines...)...) {
		if (r.Outcome == caseload.Duplicate) != (r.DuplicateOf > 0) || r.DuplicateOf > 0 && len(r.DuplicateBy) == 0 {
			t.Errorf("row %d is %s of %d by %v", r.Number, r.Outcome, r.DuplicateOf, r.DuplicateBy)
		}
		of = append(of, r.DuplicateOf)
	}
	return of
}

func TestDuplicatesWithinTheSheet(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		lines []string
		want  []int
	}{
		"another person":            {[]string{"1|Mei|Jones||3/6/1995||||", "2|Kai|Lee||4/6/1995||||"}, []int{0, 0}},
		"name and birth":            {[]string{"1|Hüseyin|O'Brien||3/6/1995||||", "2|HUSEYIN|OBrien||03-Jun-95||||"}, []int{0, 2}},
		"National Insurance number": {[]string{"1|Mei|Jones|||AA123456C|||", "2|May|Johns|||aa 12 34 56|||"}, []int{0, 2}},
		"a shared telephone":        {[]string{"1|Mei|Jones||3/6/1995|||07700 900931|", "2|Kai|Lee||4/6/1995|||07700 900931|"}, []int{0, 0}},
		"a shared home":             {[]string{"1|Mei|Jones||3/6/1995||W5 1SH|07700 900931|a@b.cd", "2|Kai|Jones||4/6/1999||W5 1SH|07700 900931|a@b.cd"}, []int{0, 0}},
		"parent and child":          {[]string{"1|Mei|Jones||3/6/1965||W5 1SH||", "2|Mei|Jones||4/9/1995||W5 1SH||"}, []int{0, 0}},
		"same birthday":             {[]string{"1|Mei|Jones||3/6/1995||||", "2|Kai|Jones||3/6/1995||||"}, []int{0, 0}},
		"same name":                 {[]string{"1|Mei|Jones||3/6/1995||||", "2|Mei|Jones||8/1/1970||||"}, []int{0, 0}},
		"reference and like names":  {[]string{"E7|Mohammed|Jones||||||", "E7|Muhammad|Jonse||||||"}, []int{0, 2}},
		"reference alone":           {[]string{"E7|Mei|Jones||3/6/1995||||", "E7|Kai|Lee||4/6/1995||||"}, []int{0, 0}},
		"three of one": {
			[]string{"1|Mei|Jones||3/6/1995||||", "2|Mei|Jones||3/6/1995|AA123456C|||", "3|May|Johns|||AA123456C|||"}, []int{0, 2, 2},
		},
		"the earliest":           {[]string{"1|A|Jones|||AA123456C|||", "E7|Mei|Jones||3/6/1995||||", "E7|Mei|Jones||3/6/1995|AA123456C|||"}, []int{0, 0, 2}},
		"of a rejected row none": {[]string{"1|Mei|Jones||3/6/1995|QQ12345|||", "2|Mei|Jones||3/6/1995||||"}, []int{0, 0}},
		"a rejected row is none": {[]string{"1|Mei|Jones||3/6/1995||||", "2|Mei|Jones||3/6/1995|QQ12345|||"}, []int{0, 0}},
		"blank rows":             {[]string{"1|Mei|Jones||||||", "||||||||", "||||||||"}, []int{0, 0, 0}},
	} {
		if got := duplicates(t, c.lines...); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: duplicates of %v, want %v", name, got, c.want)
		}
	}
}

// TestTheSourceKey is the same for the same content and for no other.
func TestTheSourceKey(t *testing.T) {
	t.Parallel()
	key := func(headings, cells string) string { return rows(t, headings, cells)[0].SourceKey }
	first := key("First name|Surname|DOB|NINO|Tel|Shoe size", "Mei|Jones|3/6/1995|AA123456C|07700 900931|42")
	for name, again := range map[string]string{
		"another order":  key("Surname|First name|NINO|DOB|Tel", "Jones|Mei|AA123456C|3/6/1995|07700 900931"),
		"another layout": key("Name|DOB|NINO|Tel", "Jones, Mei|3 June 1995|aa 12 34 56 c|+44 7700 900931"),
		"not imported":   key("First name|Surname|DOB|NINO|Tel|Shoe size", "Mei|Jones|3/6/1995|AA123456C|07700 900931|43"),
	} {
		if again != first {
			t.Errorf("%s changes the key", name)
		}
	}
	seen := map[string]string{first: "the first"}
	for _, change := range []string{
		"Mei|Jonas|||||", "Mei|Jones|1/1/1990||||", "Mei|Jones||||note|", "Mei|Jones|||Cook||", "Mei|Jones|||Cook||14.80", "Mei|Jones|||Cook||15.80", "Mei|Jones|||Cook||lots",
		"MeiJ|ones|||||", "Mei|Jones|||||14.80",
	} {
		k := key("First name|Surname|DOB|NINO|Job|Notes|Pay", change)
		if other, taken := seen[k]; taken || len(k) != 64 {
			t.Errorf("%s has the key of %s", change, other)
		}
		seen[k] = change
	}
}
