package demo

import (
	"strings"

	"onward/internal/calendar"
	"onward/internal/resident"
)

// person is a resident with what the story is told from.
type person struct {
	resident.New
	woman    bool
	age      int
	minority bool // says so in the equality monitoring
}

// newPerson makes the n-th resident of a world, who lives in a borough.
func newPerson(c chance, n int, b borough, today calendar.Date) person {
	k, other := communities.draw(c), (*community)(nil)
	if c.in(0.06) && !k.own {
		other = latinCommunities.draw(c)
	}
	p := person{woman: c.in(0.52)}
	p.Identity = newIdentity(c, k, other, p.woman)
	p.Identity.Born = born(c, today)
	p.age = p.Identity.Born.AgeOn(today)
	p.Contact = newContact(c, n, b, k, p.Identity)
	p.Identifiers = newIdentifiers(c, n)
	if c.in(0.84) {
		p.Equality = newEquality(c, k, other, p.woman)
	}
	p.minority = !strings.HasPrefix(p.Equality.Ethnicity, "white_") && p.Equality.Ethnicity != "" && p.Equality.Ethnicity != resident.NotSaid
	return p
}

func newIdentity(c chance, k, other *community, woman bool) resident.Identity {
	i := resident.Identity{Given: k.given(c, woman), Family: k.family(c, woman)}
	switch {
	case other != nil:
		i.Family = other.family(c, woman)
	case !k.own && c.in(0.04):
		i.Family += "-" + strings.ReplaceAll(k.family(c, woman), " ", "-")
	}
	if !k.own && !strings.Contains(i.Given, " ") && c.in(0.05) {
		i.Given += " " + k.given(c, woman)
	}
	if short := []rune(strings.Fields(i.Given)[0]); c.in(0.08) && !k.own && len(short) > 4 {
		i.Preferred = string(short[:3])
	}
	switch {
	case c.in(0.02):
		i.Pronouns = "they/them"
	case c.in(0.30):
		i.Pronouns = map[bool]string{true: "she/her", false: "he/him"}[woman]
	}
	return i
}

// born follows the ages of the people whom boroughs' services see.
func born(c chance, today calendar.Date) calendar.Date {
	age := 0
	switch at := c.IntN(100); {
	case at < 19:
		age = c.between(16, 24)
	case at < 46:
		age = c.between(25, 34)
	case at < 77:
		age = c.between(35, 49)
	case at < 97:
		age = c.between(50, 64)
	default:
		age = c.between(65, 71)
	}
	return today.AddMonths(-12 * age).Add(-c.IntN(365))
}

// comeOfAge keeps to the services' least age, 16, on the day when somebody first came.
func (p *person) comeOfAge(came, today calendar.Date) {
	if young := 16 - p.Identity.Born.AgeOn(came); young > 0 {
		p.Identity.Born = p.Identity.Born.AddMonths(-12 * young)
		p.age = p.Identity.Born.AgeOn(today)
	}
}

// mobile and landline are of the ranges that Ofcom keeps for drama.
func mobile(c chance) string   { return "07700 900" + pad(c.IntN(1000), 3) }
func landline(c chance) string { return "020 7946 0" + pad(c.IntN(1000), 3) }

func pad(n, width int) string {
	s := itoa(n)
	return strings.Repeat("0", max(0, width-len(s))) + s
}

var safeWays = []string{"Text first, then call", "Text only", "Do not leave a voicemail", "Email only", "Call, do not text: shares the telephone", "Letters in a plain envelope"}
var safeTimes = []string{"After 4pm", "Mornings", "School hours", "Not on Fridays", "Between 12 and 2", "Weekends are fine too"}

func newContact(c chance, n int, b borough, k *community, i resident.Identity) resident.Contact {
	contact := resident.Contact{}
	if c.in(0.95) {
		contact.Address, contact.Postcode = b.address(c)
	}
	switch at := c.IntN(100); {
	case at < 86:
		contact.Telephone = resident.Telephone(mobile(c))
	case at < 93:
		contact.Telephone = resident.Telephone(landline(c))
	}
	if c.in(0.72) {
		contact.Email = emailOf(n, i)
	}
	if c.in(0.16) {
		contact.SafeWay = pick(c, safeWays)
	}
	if c.in(0.14) {
		contact.SafeTime = pick(c, safeTimes)
	}
	share := 0.16
	if k.own {
		share = 0.8
	}
	if k.language != "" && c.in(share) {
		contact.Language = k.language
		contact.Interpreter = c.in(0.45)
	}
	return contact
}

// emailOf keeps to plain letters; a name in another script has a number instead.
func emailOf(n int, i resident.Identity) string {
	given, family := resident.Key(strings.Fields(i.Given)[0]), resident.Key(i.Family)
	if !plain(given) || !plain(family) {
		return "resident" + itoa(n) + "@example.org"
	}
	return given + "." + family + itoa(n%97) + "@" + [...]string{"example.org", "post.example", "mail.example"}[n%3]
}

func plain(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > 'z' }) && s != ""
}

// prefixes are those of resident.NINO.Administrative.
var prefixes = []string{"MW", "NC", "CR"}

// most is how many residents one world can hold: each has a National Insurance
// number of their own, and three prefixes have three million.
const most = 3_000_000

// nino is the n-th number of the three prefixes, in an order that does not look like counting.
func nino(c chance, n int) string {
	const million, stride = 1_000_000, 387_109 // coprime: each number comes once
	return prefixes[n%3] + pad(n/3%million*stride%million, 6) + string(rune('A'+c.IntN(4)))
}

func newIdentifiers(c chance, n int) resident.Identifiers {
	var ids resident.Identifiers
	if c.in(0.88) {
		ids.NINO = nino(c, n)
		if c.in(0.03) {
			ids.NINO = ids.NINO[:8] // the last letter is not known
		}
	}
	if c.in(0.1) {
		ids.ULN = itoa(c.between(1, 9)) + pad(c.IntN(1_000_000_000), 9)
	}
	if c.in(0.12) {
		ids.UniversalCredit = "UC" + pad(c.IntN(100_000_000), 8)
	}
	return ids
}

var (
	genders      = weigh("yes", 93, "no", 1, resident.NotSaid, 6)
	orientations = weigh("straight", 82, "gay_lesbian", 3, "bisexual", 2, "other", 1, resident.NotSaid, 12)
	disabilities = weigh("no", 68, "yes", 24, resident.NotSaid, 8)
)

func newEquality(c chance, k, other *community, woman bool) resident.Equality {
	e := resident.Equality{Sex: map[bool]string{true: "female", false: "male"}[woman], Gender: genders.draw(c), Ethnicity: k.ethnicity,
		Religion: k.religions.draw(c), Orientation: orientations.draw(c), Disability: disabilities.draw(c)}
	if other != nil {
		e.Ethnicity = mixed(k.ethnicity, other.ethnicity)
	}
	for _, answer := range []*string{&e.Ethnicity, &e.Religion, &e.Sex} {
		if c.in(0.05) {
			*answer = resident.NotSaid
		}
	}
	if c.in(0.15) {
		e.Orientation, e.Gender = "", "" // left open
	}
	return e
}

// mixed is what somebody of two groups often answers.
func mixed(a, b string) string {
	white, black, asian := false, false, false
	for _, group := range []string{a, b} {
		white = white || strings.HasPrefix(group, "white_")
		black = black || strings.HasPrefix(group, "black_")
		asian = asian || strings.HasPrefix(group, "asian_")
	}
	switch {
	case a == b:
		return a
	case white && (a == "black_caribbean" || b == "black_caribbean"):
		return "mixed_white_black_caribbean"
	case white && black:
		return "mixed_white_black_african"
	case white && asian:
		return "mixed_white_asian"
	case white && !black && !asian && a != "arab" && b != "arab" && a != "other" && b != "other":
		return "white_other"
	}
	return "mixed_other"
}
