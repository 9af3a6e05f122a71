// Package resident keeps the person: names, contact, identifiers and equality
// monitoring, each category in a table of its own behind both walls.
//
// A record belongs to the organisation that leads the resident's journey. What
// a decision allows is asked at the store's door: every method of Store takes
// an access.Decision or an access.Scope and asks it before it touches a row.
package resident

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/fault"
)

// Identity is who the resident is (category identity).
type Identity struct {
	Given     string
	Family    string
	Preferred string // what they like to be called; empty where it is the given name
	Pronouns  string
	Born      calendar.Date // the zero Date where it is not known
	Version   int
}

// Name is the given and the family name.
func (i Identity) Name() string { return strings.TrimSpace(i.Given + " " + i.Family) }

// Call is what the resident likes to be called.
func (i Identity) Call() string {
	if i.Preferred != "" {
		return i.Preferred
	}
	return i.Given
}

// Check tidies the identity and says what is wrong with it; today bounds the date of birth.
func (i *Identity) Check(today calendar.Date) error {
	var wrong []fault.Field
	name := func(field *string, form, missing string, needed bool) {
		*field = CleanName(*field)
		switch {
		case *field == "" && needed:
			wrong = append(wrong, fault.Field{Name: form, Message: missing})
		case utf8.RuneCountInString(*field) > 100:
			wrong = append(wrong, fault.Field{Name: form, Message: "Shorten this to 100 characters or fewer"})
		}
	}
	name(&i.Given, "given", "Enter the given name", true)
	name(&i.Family, "family", "Enter the family name", true)
	name(&i.Preferred, "preferred", "", false)
	name(&i.Pronouns, "pronouns", "", false)
	if !i.Born.IsZero() && (i.Born.After(today) || i.Born.AgeOn(today) > 110) {
		wrong = append(wrong, fault.Field{Name: "born", Message: "Enter a date of birth in the past, like 31 3 1980"})
	}
	return fault.Fields(wrong...)
}

// sortKey orders by family name, then given name, across scripts and accents.
func (i Identity) sortKey() string { return Key(i.Family) + " " + Key(i.Given) }

// Words are the normalised words of all names: what a search finds a person by.
func (i Identity) Words() []string {
	seen := map[string]bool{}
	var words []string
	for _, name := range []string{i.Given, i.Family, i.Preferred} {
		for _, part := range append(split(name), name) { // "Ní Dhomhnaill" is found as both words and as one
			if w := Key(part); w != "" && !seen[w] && len(w) <= 100 {
				seen[w] = true
				words = append(words, w)
			}
		}
	}
	return words
}

func split(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || r == '-' || r == '‑' || r == '/' })
}

// Contact is how to reach the resident without harm (category contact).
type Contact struct {
	Address     string
	Postcode    string
	Telephone   Telephone
	Email       string
	SafeWay     string // "Text only", "Do not leave a message" …
	SafeTime    string // "After 4pm"
	Language    string // the one they would rather speak, empty for English
	Interpreter bool
	Version     int
}

// Check tidies the contact details, which arrive as typed, and says what is wrong with them.
func (c *Contact) Check() error {
	var wrong []fault.Field
	c.Address = strings.TrimSpace(c.Address)
	for _, f := range []struct {
		name  string
		field *string
		most  int
	}{{"address", &c.Address, 300}, {"safe_way", &c.SafeWay, 200}, {"safe_time", &c.SafeTime, 200}, {"language", &c.Language, 60}} {
		if *f.field = strings.TrimSpace(*f.field); utf8.RuneCountInString(*f.field) > f.most {
			wrong = append(wrong, fault.Field{Name: f.name, Message: "Shorten this"})
		}
	}
	if c.Postcode != "" {
		if p, err := ParsePostcode(c.Postcode); err != nil {
			wrong = append(wrong, fault.Field{Name: "postcode", Message: fault.Of(err).Public})
		} else {
			c.Postcode = string(p)
		}
	}
	if c.Telephone != "" {
		if t, err := ParseTelephone(string(c.Telephone)); err != nil {
			wrong = append(wrong, fault.Field{Name: "telephone", Message: fault.Of(err).Public})
		} else {
			c.Telephone = t
		}
	}
	if c.Email != "" {
		if e, err := ParseEmail(c.Email); err != nil {
			wrong = append(wrong, fault.Field{Name: "email", Message: fault.Of(err).Public})
		} else {
			c.Email = string(e)
		}
	}
	return fault.Fields(wrong...)
}

// Kind is a kind of identifier.
type Kind string

// The identifiers that Onward keeps. They are shown on the bases caseload, own
// and referral alone.
const (
	KindNINO            Kind = "nino"
	KindUniversalCredit Kind = "universal_credit"
	KindULN             Kind = "uln"
)

// Identifiers are a resident's numbers, each empty where it is not known.
type Identifiers struct {
	NINO            string
	UniversalCredit string
	ULN             string
}

// Check brings the numbers into the form in which they are kept.
func (n *Identifiers) Check() error {
	var wrong []fault.Field
	if n.NINO = strings.TrimSpace(n.NINO); n.NINO != "" {
		if parsed, err := ParseNINO(n.NINO); err != nil {
			wrong = append(wrong, fault.Field{Name: "nino", Message: fault.Of(err).Public})
		} else {
			n.NINO = string(parsed)
		}
	}
	n.UniversalCredit = strings.ToUpper(strings.Join(strings.Fields(n.UniversalCredit), ""))
	if len(n.UniversalCredit) > 20 {
		wrong = append(wrong, fault.Field{Name: "universal_credit", Message: "Enter a Universal Credit reference of 20 characters or fewer"})
	}
	n.ULN = strings.Join(strings.Fields(n.ULN), "")
	if n.ULN != "" && !validULN(n.ULN) {
		wrong = append(wrong, fault.Field{Name: "uln", Message: "Enter a unique learner number of 10 digits, like 1234567890"})
	}
	return fault.Fields(wrong...)
}

func validULN(s string) bool {
	if len(s) != 10 || s[0] == '0' {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

func (n Identifiers) each() []struct {
	Kind  Kind
	Value string
} {
	return []struct {
		Kind  Kind
		Value string
	}{{KindNINO, n.NINO}, {KindUniversalCredit, n.UniversalCredit}, {KindULN, n.ULN}}
}

// Equality is voluntary monitoring in the harmonised categories of the ONS
// (category equality). Every answer may be "prefer_not_to_say" or empty.
type Equality struct {
	Sex         string `json:"sex,omitempty"`
	Gender      string `json:"gender,omitempty"` // same as registered at birth?
	Ethnicity   string `json:"ethnicity,omitempty"`
	Religion    string `json:"religion,omitempty"`
	Orientation string `json:"orientation,omitempty"`
	Disability  string `json:"disability,omitempty"`
	Version     int    `json:"-"`
}

// Empty says that nothing was answered.
func (e Equality) Empty() bool { e.Version = 0; return e == Equality{} }

// New is a resident to be registered.
type New struct {
	ID          uuid.UUID
	Identity    Identity
	Contact     Contact
	Identifiers Identifiers
	Equality    Equality
}

// Check tidies all parts and gathers what is wrong with any.
func (n *New) Check(today calendar.Date) error {
	var wrong []fault.Field
	for _, err := range []error{n.Identity.Check(today), n.Contact.Check(), n.Identifiers.Check(), n.Equality.Check()} {
		if err != nil {
			wrong = append(wrong, fault.Of(err).Fields...)
		}
	}
	return fault.Fields(wrong...)
}
