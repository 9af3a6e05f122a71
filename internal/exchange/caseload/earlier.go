package caseload

import (
	"slices"
	"strconv"
	"strings"

	"onward/internal/resident"
)

// earlier holds the rows before, under the keys by which a person is found again.
type earlier struct {
	under map[string][]*Row
}

// crowd is how many rows under one key are compared: people who share a birthday
// and a name are few, and a sheet made of one row must not take for ever.
const crowd = 20

func newEarlier() *earlier { return &earlier{under: map[string][]*Row{}} }

// compare marks a row whose person stands in an earlier one that was not rejected,
// and remembers it. Of three rows of one person, both later ones point to the first.
func (e *earlier) compare(row *Row) {
	if first, reasons := e.first(row); first != nil {
		row.Outcome = Duplicate
		row.DuplicateOf, row.DuplicateBy = first.Number, reasons
		if first.DuplicateOf > 0 {
			row.DuplicateOf = first.DuplicateOf
		}
		row.Problems = append(row.Problems, Problem{Column: NoColumn, Severity: Notice,
			Message: "Likely the same person as in row " + strconv.Itoa(row.DuplicateOf) + ": same " + strings.Join(reasons, ", ")})
	}
	for _, key := range row.Values.keys() {
		if len(e.under[key]) < crowd {
			e.under[key] = append(e.under[key], row)
		}
	}
}

// first finds the earliest row of the same person.
func (e *earlier) first(row *Row) (found *Row, reasons []string) {
	for _, key := range row.Values.keys() {
		for _, before := range e.under[key] {
			if found != nil && before.Number >= found.Number {
				break
			}
			if by, same := samePerson(before.Values, row.Values); same {
				found, reasons = before, by
				break
			}
		}
	}
	return found, reasons
}

// samePerson is the rule of the whole product, and one more that only a sheet has:
// the office's own reference with names that are alike.
func samePerson(a, b Record) (reasons []string, same bool) {
	reasons, same = resident.Likely(a.Probe(), b.Probe())
	if a.Reference != "" && a.Reference == b.Reference {
		reasons = append(slices.Clip(reasons), "reference")
		same = same || resident.NamesAlike(a.Given, b.Given) && resident.NamesAlike(a.Family, b.Family)
	}
	return reasons, same
}

// keys are what a record is found again by. Every rule of samePerson needs at
// least one of them to be equal.
func (r Record) keys() []string {
	var keys []string
	add := func(parts ...string) {
		if !slices.Contains(parts, "") {
			keys = append(keys, strings.Join(parts, "\x00"))
		}
	}
	given, family, born := resident.Key(r.Given), resident.Key(r.Family), r.Born.String()
	add("nino", r.NINO.Stem())
	add("reference", r.Reference)
	add("name", given, family)
	add("born", born, family)
	add("born", born, given)
	if preferred := resident.Key(r.Preferred); preferred != given && preferred != "" {
		add("name", preferred, family)
		add("born", born, preferred)
	}
	return keys
}
