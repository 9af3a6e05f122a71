package caseload

import (
	"onward/internal/journey"
)

// Filter narrows the journeys that the actor may see; the zero Filter is every
// open one. Several narrowings must all hold.
type Filter struct {
	From       From // who leads; the actor's own organisation where it is zero
	Who        Who
	State      State
	Stages     []journey.Stage // any of them; none is all
	Programmes []string        // any of them, that an intervention belongs to
	Groups     []string        // codes of priority groups, any of them
	Barriers   []string        // codes of barriers, any of which is not resolved
	Overdue    bool            // the next action's day has passed
	Quiet      bool            // no contact for QuietDays, counted from the start where there was none
	Entries    []string        // codes of entry points, any of them
	Early      bool            // in work for less than EarlyDays
	Words      string          // as typed: names, a reference, a number
}

// QuietDays without contact make a journey quiet, EarlyDays in work are the 13
// weeks in which most jobs that are lost are lost.
const (
	QuietDays = 21
	EarlyDays = 91
)

// Who is whose journeys: of any of the people named. The zero Who is anyone's.
type Who struct {
	Me      bool  // the actor is single point of contact
	Helping bool  // the actor is a named supporter, or covers for who is away today
	Staff   []int // these are single points of contact
}

// Anyone says that nobody is named.
func (w Who) Anyone() bool { return !w.Me && !w.Helping && len(w.Staff) == 0 }

// mine says that the journeys are the actor's own, on which the basis is caseload.
func (w Who) mine() bool { return w.Me && !w.Helping && len(w.Staff) == 0 }

// State is whether journeys are under way.
type State string

// The states.
const (
	Open   State = "open"
	Closed State = "closed"
	Any    State = "any"
)

// Sort is what a list is ordered by.
type Sort string

// The orders: each forward as its comment says, with the journey's id deciding
// between equals, so that pages neither repeat nor leave out a row.
const (
	ByDue     Sort = "due"     // next action due, the earliest first, none last
	ByName    Sort = "name"    // family name, then given name
	ByStage   Sort = "stage"   // along the way, then next action due
	ByContact Sort = "contact" // last contact, the longest ago first
	ByOpened  Sort = "opened"  // the newest first
	ByOutcome Sort = "outcome" // at risk, on course by the day due, run ended, achieved, none
)

// Sorts are the orders that lists offer.
var Sorts = []Sort{ByDue, ByName, ByStage, ByContact, ByOpened, ByOutcome}

// Label is the order in words, forward.
func (s Sort) Label() string {
	switch s {
	case ByName:
		return "Family name"
	case ByStage:
		return "Stage"
	case ByContact:
		return "Last contact, longest first"
	case ByOpened:
		return "Newest first"
	case ByOutcome:
		return "Outcome, at risk first"
	}
	return "Next action due"
}

// Order is a Sort, or the same backwards.
type Order struct {
	By       Sort
	Backward bool
}

// Sizes are the rows that a page may have; the first holds where none is asked for.
var Sizes = []int{25, 50, 100}

// Query is a page of a list.
type Query struct {
	Filter Filter
	Order  Order
	Page   int // from 1
	Size   int // one of Sizes
}

// mostPages bounds what an address may ask the database to pass over.
const mostPages = 100_000

func (q *Query) tidy() {
	q.Page = min(max(q.Page, 1), mostPages)
	for _, size := range Sizes {
		if q.Size == size {
			return
		}
	}
	q.Size = Sizes[0]
}
