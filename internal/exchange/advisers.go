package exchange

import (
	"strings"
	"unicode/utf8"

	"onward/internal/organisation"
	"onward/internal/resident"
)

// advisers finds colleagues by the names that a sheet gives them.
type advisers []organisation.Colleague

// find gives the one colleague whom a name can mean: written in full in either
// order, or with initials before the family name, like J. Kaur or T Okoro. A
// name that two people could have means nobody.
func (a advisers) find(name string) (staff int, ok bool) {
	if resident.Key(name) == "" {
		return 0, false
	}
	for _, fits := range []func(name, colleague string) bool{sameName, initialsFit} {
		found := map[int]bool{}
		for _, c := range a {
			if fits(name, c.Name) {
				found[c.Staff] = true
				staff = c.Staff
			}
		}
		if len(found) == 1 {
			return staff, true
		}
	}
	return 0, false
}

func sameName(name, colleague string) bool {
	if resident.Key(name) == resident.Key(colleague) {
		return true
	}
	family, given, ok := strings.Cut(name, ",")
	return ok && resident.Key(given+family) == resident.Key(colleague)
}

// initialsFit compares the family name whole and what stands before it by the
// first letter.
func initialsFit(name, colleague string) bool {
	short, long := words(name), words(colleague)
	if len(short) < 2 || len(long) < 2 || short[len(short)-1] != long[len(long)-1] {
		return false
	}
	first, _ := utf8.DecodeRuneInString(short[0])
	other, _ := utf8.DecodeRuneInString(long[0])
	return utf8.RuneCountInString(short[0]) == 1 && first == other
}

func words(name string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '.' || r == ',' }) {
		if key := resident.Key(w); key != "" {
			out = append(out, key)
		}
	}
	return out
}
