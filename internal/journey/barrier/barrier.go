package barrier

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/fault"
)

// Barrier is one that stands, or stood, in a resident's way.
type Barrier struct {
	ID        uuid.UUID
	Kind      Kind
	Detail    string // in a few words, like "Childcare before 8am"
	Severity  Severity
	Status    Status
	Since     calendar.Date // no day where it is not known
	StatusOn  calendar.Date // the day from which the status holds
	FoundBy   string        // code of Finders, empty where it is not known
	Version   int
	CreatedAt time.Time
	Author    string // who added it, and for which organisation
	AuthorOrg string
}

// Title is what to call it on a list: its own words, or those of the taxonomy.
func (b Barrier) Title() string {
	if b.Detail != "" {
		return b.Detail
	}
	return b.Kind.Label
}

// Standing is how it stands to those who work on it.
func (b Barrier) Standing() Standing {
	switch {
	case b.Status == Resolved:
		return Removed
	case b.Status == Easing:
		return Eased
	case b.Version > 1:
		return InHand
	}
	return ToDo
}

// Facts are what can be said of a barrier and changed later.
type Facts struct {
	Detail   string
	Severity Severity
	Status   Status // Open where it is empty
	Since    calendar.Date
	FoundBy  string
}

// New is a barrier about to be added. Zero values mean now and the actor; only
// records that come with a history carry others.
type New struct {
	Code string
	Facts
	Author   int // user
	At       time.Time
	StatusOn calendar.Date
	Earlier  []Step // how it stood before, oldest first
	ID       uuid.UUID
}

// Step is how a barrier stood from an instant on.
type Step struct {
	Status   Status
	Severity Severity
	At       time.Time
	By       int // user, when written; zero for the actor
}

// Change is a Step as it is read, with whoever took it.
type Change struct {
	Status   Status
	Severity Severity
	At       time.Time
	By       string
	ByOrg    string
}

// most is how long a detail may be: it is a line on a list, not a note.
const most = 200

// Check tidies the facts and says what is wrong with them, by the names that
// the form has for its fields.
func (f *Facts) Check(today calendar.Date) error {
	var wrong []fault.Field
	f.Detail = strings.Join(strings.Fields(f.Detail), " ")
	if f.Status == "" {
		f.Status = Open
	}
	for _, c := range []struct {
		bad           bool
		name, message string
	}{
		{utf8.RuneCountInString(f.Detail) > most, "detail", "Shorten this to 200 characters or fewer"},
		{f.Severity.Label() == "", "severity", "Choose how much it stands in the way"},
		{f.Status.Label() == "", "status", "Choose how it stands now"},
		{f.Since.After(today), "since", "Enter a day that is not in the future"},
		{f.FoundBy != "" && FinderLabel(f.FoundBy) == "", "found_by", "Choose who found it from the list"},
	} {
		if c.bad {
			wrong = append(wrong, fault.Field{Name: c.name, Message: c.message})
		}
	}
	return fault.Fields(wrong...)
}

// Check tidies a new barrier and says what is wrong with it.
func (n *New) Check(today calendar.Date) error {
	var wrong []fault.Field
	if _, ok := Find(n.Code); !ok {
		wrong = append(wrong, fault.Field{Name: "code", Message: "Choose what stands in the way"})
	}
	if err := n.Facts.Check(today); err != nil {
		wrong = append(wrong, fault.Of(err).Fields...)
	}
	return fault.Fields(wrong...)
}
