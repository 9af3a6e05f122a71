package sharing

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
)

// State is where a version of an agreement stands.
type State string

// The states. A version goes from draft through signature into force; each
// party may hold it, and any may end it at once.
const (
	Draft     State = "draft"
	Awaiting  State = "awaiting_signature"
	InForce   State = "in_force"
	Suspended State = "suspended"
	Ended     State = "ended"
)

// Party is an organisation in an agreement, with its signature where it has signed.
type Party struct {
	Organisation int
	Slug, Name   string
	Discloses    bool
	Receives     bool
	Capacity     string // controller, joint_controller or processor
	SignedAt     time.Time
	SignedBy     string
	Hash         []byte // of the wording that was signed
	CanSign      bool   // a governance officer works there today
}

// Signed says that the party has signed this version.
func (p Party) Signed() bool { return !p.SignedAt.IsZero() }

// Terms are all that an agreement binds its parties to.
type Terms struct {
	Title             string
	Template          string
	Parties           []Party
	Bases             []string // referral, neighbour, existence, statistics
	Categories        access.Set
	Condition         string // informed or consent, of the resident
	Article6          string
	Article9          string
	Schedule1         string
	From, Until       calendar.Date // first and last day
	Review            calendar.Date
	RightsContact     string
	BreachContact     string
	ComplaintsContact string
	Sections          map[string]string // by the key of a Text
}

// Names says whether the terms name a basis.
func (t Terms) Names(basis string) bool { return slices.Contains(t.Bases, basis) }

// Guarded are the named categories that need conditions under Article 9 and
// Schedule 1: those under guard, and what people write freely, which may hold the same.
func (t Terms) Guarded() access.Set {
	return t.Categories & access.SetOf(access.Health, access.Equality, access.Offences, access.Notes, access.Documents)
}

// Party finds an organisation among the parties.
func (t Terms) Party(organisation int) (Party, bool) {
	for _, p := range t.Parties {
		if p.Organisation == organisation {
			return p, true
		}
	}
	return Party{}, false
}

// Event is one thing that became of a version.
type Event struct {
	What         string // drafted, offered, signed, question, sent_back, suspended, resumed, ended, replaced, reviewed
	Detail       string // the reason or the question; of "replaced" the newer version's number
	Who          string
	Organisation string
	At           time.Time
}

// Agreement is one version of an agreement, as a party sees it.
type Agreement struct {
	ID         int
	Series     uuid.UUID
	Number     int
	Drafter    int // organisation
	State      State
	Terms      Terms
	Revision   int // for optimistic locking
	ChangedAt  time.Time
	ChangedBy  string
	OfferedAt  time.Time
	ReviewedOn calendar.Date
	HeldBy     []int // parties that have suspended it
	Wording    string
	Events     []Event
	Versions   []Version // all that the reader may see, the newest first
}

// Version is another version of the same agreement.
type Version struct {
	ID     int
	Number int
	State  State
}

// Unsigned are the parties whose signature is missing.
func (a Agreement) Unsigned() (missing []Party) {
	for _, p := range a.Terms.Parties {
		if !p.Signed() {
			missing = append(missing, p)
		}
	}
	return missing
}

// WaitsFor says that the organisation is a party that has yet to sign.
func (a Agreement) WaitsFor(organisation int) bool {
	p, ok := a.Terms.Party(organisation)
	return a.State == Awaiting && ok && !p.Signed()
}

// OpensOn says whether the version opens anything on a day.
func (a Agreement) OpensOn(day calendar.Date) bool {
	return a.State == InForce && len(a.Unsigned()) == 0 && !day.Before(a.Terms.From) && !day.After(a.Terms.Until)
}

// reviewAhead is how many days before its review, or its end, a version is to
// be reviewed.
const reviewAhead = 60

// ToReview says that the version is in force, or held, and its review or its
// end is near, with no review since that came into sight.
func (a Agreement) ToReview(day calendar.Date) bool {
	if a.State != InForce && a.State != Suspended {
		return false
	}
	for _, due := range []calendar.Date{a.Terms.Review, a.Terms.Until} {
		sight := due.Add(-reviewAhead)
		if !due.IsZero() && !day.Before(sight) && (a.ReviewedOn.IsZero() || a.ReviewedOn.Before(sight)) {
			return true
		}
	}
	return false
}

// Previous is the version before this one that the reader may see.
func (a Agreement) Previous() (Version, bool) {
	for _, v := range a.Versions {
		if v.Number < a.Number {
			return v, true
		}
	}
	return Version{}, false
}

// Latest says that no newer version is there for the reader to see.
func (a Agreement) Latest() bool { return len(a.Versions) == 0 || a.Versions[0].Number <= a.Number }
