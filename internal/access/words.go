// Package access decides who may see which part of whose journey, and says why.
//
// A decision is made by casbin once per policy and kept as a table of sets, so
// that asking costs a look-up. Whatever is missing, empty or unknown is denied.
package access

import (
	"math/bits"

	"onward/internal/actor"
)

// Category is a kind of data about a resident. Every field of every table belongs to one.
type Category uint8

// The categories of access.md, in the order in which people meet them.
const (
	Existence Category = iota
	Identity
	Contact
	Circumstances
	HousingMoney
	Health
	Equality
	Offences
	Plan
	Notes
	Work
	Outcomes
	Documents
	categories // how many there are
)

var categoryNames = [categories]string{"existence", "identity", "contact", "circumstances", "housing_money", "health",
	"equality", "offences", "plan", "notes", "work", "outcomes", "documents"}

// String is the word that code, casbin and the database share.
func (c Category) String() string {
	if c >= categories {
		return ""
	}
	return categoryNames[c]
}

// ParseCategory finds a category by its word.
func ParseCategory(word string) (Category, bool) {
	for i, name := range categoryNames {
		if name == word {
			return Category(i), true
		}
	}
	return categories, false
}

// Guarded says that the category is under UK GDPR Article 9 or 10.
func (c Category) Guarded() bool { return c == Health || c == Equality || c == Offences }

// Set is a set of categories.
type Set uint16

// SetOf makes a set.
func SetOf(members ...Category) Set {
	var s Set
	for _, c := range members {
		s |= 1 << c
	}
	return s
}

// ParseSet makes a set of words; what is no category is left out, which denies.
func ParseSet(words []string) Set {
	var s Set
	for _, w := range words {
		if c, ok := ParseCategory(w); ok {
			s |= SetOf(c)
		}
	}
	return s
}

// Has says whether the category is in the set.
func (s Set) Has(c Category) bool { return c < categories && s&(1<<c) != 0 }

// Empty says that nothing is in the set.
func (s Set) Empty() bool { return s == 0 }

// Len counts the set's members.
func (s Set) Len() int { return bits.OnesCount16(uint16(s)) }

// Words lists the set's members, for a query's = ANY and for the audit.
func (s Set) Words() []string {
	words := make([]string, 0, s.Len())
	for c := Existence; c < categories; c++ {
		if s.Has(c) {
			words = append(words, c.String())
		}
	}
	return words
}

// Verb is what somebody wants to do.
type Verb uint8

// The verbs. Refer to Seal, and Answer, concern the journey as a whole and are asked with
// Existence, Verify with Outcomes.
const (
	View Verb = iota
	Add
	Change
	Refer
	Export
	Reassign
	Verify
	Transfer
	Seal
	Amend  // change a row that the actor's own organisation wrote
	Answer // accept or decline a referral
	verbs
)

var verbNames = [verbs]string{"view", "add", "change", "refer", "export", "reassign", "verify", "transfer", "seal", "amend", "answer"}

// String is the verb's word in the policy.
func (v Verb) String() string {
	if v >= verbs {
		return ""
	}
	return verbNames[v]
}

// Basis is how somebody comes to a journey.
type Basis uint8

// The bases, strongest first.
const (
	Caseload Basis = iota
	Own
	Offered
	Referral
	Neighbour
	Match
	Emergency
	Author
	bases
)

var basisNames = [bases]string{"caseload", "own", "offered", "referral", "neighbour", "match", "emergency", "author"}

// String is the basis's word in the policy.
func (b Basis) String() string {
	if b >= bases {
		return ""
	}
	return basisNames[b]
}

// Duty is something that a role does without a journey in hand; every route
// names the duty that opens it.
type Duty string

// The duties.
const (
	DoToday      Duty = "today"
	DoCaseload   Duty = "caseload"
	DoFind       Duty = "find"
	DoRegister   Duty = "register"
	DoReassign   Duty = "reassign"
	DoImport     Duty = "import"
	DoAudit      Duty = "audit"
	DoAgreements Duty = "agreements"
	DoBoard      Duty = "board"
	DoSetup      Duty = "setup"
	DoEmergency  Duty = "emergency" // declare one
	DoExport     Duty = "export"    // fetch files that were asked for from a list
)

// Duties lists them all.
var Duties = []Duty{DoToday, DoCaseload, DoFind, DoRegister, DoReassign, DoImport, DoAudit, DoAgreements, DoBoard, DoSetup, DoEmergency, DoExport}

// roleIndex gives the place of a role in the policy's table, -1 of an unknown one.
func roleIndex(r actor.Role) int {
	for i, known := range actor.Roles {
		if r == known {
			return i
		}
	}
	return -1
}
