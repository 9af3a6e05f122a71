package barrier

// Severity is how much a barrier weighs, 1 to 3.
type Severity int

// The severities.
const (
	Slight Severity = 1
	Marked Severity = 2
	Severe Severity = 3
)

// Severities are all, the lightest first.
var Severities = []Severity{Slight, Marked, Severe}

// Label is the severity in a word.
func (s Severity) Label() string {
	switch s {
	case Slight:
		return "Slight"
	case Marked:
		return "Marked"
	case Severe:
		return "Severe"
	}
	return ""
}

// Hint says what the word means, so that two advisors weigh alike.
func (s Severity) Hint() string {
	switch s {
	case Slight:
		return "Gets in the way now and then"
	case Marked:
		return "Has to be dealt with on the way into work"
	case Severe:
		return "Nothing else moves until this does"
	}
	return ""
}

// Status is how a barrier stands, as it is kept.
type Status string

// The statuses.
const (
	Open     Status = "open"
	Easing   Status = "easing"
	Resolved Status = "resolved"
)

// Statuses are all, in their order.
var Statuses = []Status{Open, Easing, Resolved}

// Label is the status in words.
func (s Status) Label() string {
	switch s {
	case Open:
		return "In the way"
	case Easing:
		return "Eased"
	case Resolved:
		return "Removed"
	}
	return ""
}

// Standing is how a barrier stands to those who work on it: an open one waits
// until somebody comes back to it, and is in hand from then on.
type Standing int

// The standings.
const (
	ToDo Standing = iota
	InHand
	Eased
	Removed
)

// Label is the standing in words.
func (s Standing) Label() string {
	return [...]string{"To do", "In hand", "Eased", "Removed"}[s]
}

// Finder is who found a barrier.
type Finder struct{ Code, Label string }

// Finders are who may have found one.
var Finders = []Finder{{"resident", "The resident said so"}, {"advisor", "An advisor noticed"}, {"assessment", "An assessment showed it"},
	{"referrer", "Whoever referred them"}, {"partner", "Another organisation"}, {"records", "Earlier records"}}

// FinderLabel is a finder in words, empty where it is not known.
func FinderLabel(code string) string {
	for _, f := range Finders {
		if f.Code == code {
			return f.Label
		}
	}
	return ""
}
