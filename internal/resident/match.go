package resident

import (
	"fmt"
	"strings"

	"onward/internal/calendar"
)

// Probe is what a person is recognised by: of someone about to be registered,
// or of a record that may be theirs.
type Probe struct {
	Given, Family, Preferred string
	Born                     calendar.Date
	NINO                     string // as it is kept; its keyed hash in blocks
	Postcode                 string
	Telephone                Telephone
	Email                    string
}

// Probe gives what a new resident is recognised by.
func (n New) Probe() Probe {
	return Probe{Given: n.Identity.Given, Family: n.Identity.Family, Preferred: n.Identity.Preferred, Born: n.Identity.Born,
		NINO: n.Identifiers.NINO, Postcode: n.Contact.Postcode, Telephone: n.Contact.Telephone, Email: n.Contact.Email}
}

// blocks are the keys under which a person is looked up before a comparison:
// two records of one person share at least one unless everything differs. An
// empty part makes no key, so that the unknown never join.
func (p Probe) blocks(ninoHash func(string) string) []string {
	given, family := Key(p.Given), Key(p.Family)
	var keys []string
	add := func(kind string, parts ...string) {
		for _, part := range parts {
			if part == "" {
				return
			}
		}
		keys = append(keys, kind+":"+strings.Join(parts, ":"))
	}
	if p.NINO != "" {
		add("n", ninoHash(NINO(p.NINO).Stem()))
	}
	born := p.Born.String()
	add("bf", born, initial(family))
	add("bg", born, initial(given))
	if !p.Born.IsZero() {
		add("ny", given, family, fmt.Sprint(p.Born.Year()))
		add("dm", fmt.Sprintf("%04d-%02d-%02d", p.Born.Year(), p.Born.DayOfMonth(), int(p.Born.Month())), initial(family))
	}
	add("np", given, family, p.Postcode)
	add("e", p.Email)
	return keys
}

func initial(key string) string {
	for _, r := range key {
		return string(r)
	}
	return ""
}

// Likely says whether two probes are likely one person, and by what. A shared
// telephone, address or email says nothing by itself: families share them.
func Likely(a, b Probe) (reasons []string, likely bool) {
	same := func(x, y string) bool { return x != "" && x == y }
	nino := a.NINO != "" && b.NINO != "" && NINO(a.NINO).Stem() == NINO(b.NINO).Stem()
	given := same(Key(a.Given), Key(b.Given)) || same(Key(a.Preferred), Key(b.Given)) || same(Key(a.Given), Key(b.Preferred))
	family := same(Key(a.Family), Key(b.Family))
	born := !a.Born.IsZero() && a.Born == b.Born
	swapped := !a.Born.IsZero() && !b.Born.IsZero() && a.Born != b.Born && a.Born.Year() == b.Born.Year() &&
		a.Born.DayOfMonth() == int(b.Born.Month()) && int(a.Born.Month()) == b.Born.DayOfMonth()
	reached := same(a.Email, b.Email) || same(string(a.Telephone), string(b.Telephone)) || same(a.Postcode, b.Postcode)
	for _, r := range []struct {
		holds bool
		words string
	}{{nino, "National Insurance number"}, {given && family, "name"}, {!given && family, "family name"}, {born, "date of birth"},
		{swapped, "date of birth with day and month swapped"}, {same(a.Postcode, b.Postcode), "postcode"},
		{same(string(a.Telephone), string(b.Telephone)), "telephone"}, {same(a.Email, b.Email), "email"}} {
		if r.holds {
			reasons = append(reasons, r.words)
		}
	}
	clash := a.NINO != "" && b.NINO != "" && !nino
	switch {
	case nino:
		likely = true
	case given && family && born:
		likely = !clash || reached
	case given && family && (swapped || reached && (a.Born.IsZero() || b.Born.IsZero())):
		likely = !clash
	case born && reached && (given || family):
		likely = !clash
	}
	return reasons, likely
}
