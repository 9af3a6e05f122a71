// Package timeline tells all that happened on a journey, newest first: one list
// over the tables of the packages beside it.
//
// It is read in a handful of queries of one shape, sent together, each filtered
// by the categories that the decision lets through; what is sealed is opened
// for the entries that a page shows, and for no others. A record that only
// knows a day, like the end of a job, stands at noon of that day.
package timeline

import (
	"time"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
)

// Kind is what an entry tells of.
type Kind string

// The kinds of entry.
const (
	Note         Kind = "note"
	Appointment  Kind = "appointment"
	Action       Kind = "action"
	Task         Kind = "task"
	Goal         Kind = "goal"
	Barrier      Kind = "barrier"
	Intervention Kind = "intervention"
	Work         Kind = "work"
	Stage        Kind = "stage"
	People       Kind = "people"
	Group        Kind = "group"
)

// Kinds are all, in the order in which filters offer them.
var Kinds = []Kind{Note, Appointment, Action, Task, Goal, Barrier, Intervention, Work, Stage, People, Group}

// Label is the kind in words.
func (k Kind) Label() string {
	switch k {
	case Note:
		return "Notes"
	case Appointment:
		return "Appointments"
	case Action:
		return "Actions"
	case Task:
		return "Tasks"
	case Goal:
		return "Goals"
	case Barrier:
		return "Barriers"
	case Intervention:
		return "Interventions"
	case Work:
		return "Work"
	case Stage:
		return "Stage"
	case People:
		return "Single point of contact and supporters"
	case Group:
		return "Priority groups"
	}
	return ""
}

// Resident is who an entry is by where the resident did it; pages put in what
// to call them.
const Resident = "the resident"

// Entry is one thing that happened.
type Entry struct {
	Kind     Kind
	ID       uuid.UUID // of the record that it tells of: a note, an appointment, a barrier
	At       time.Time
	Timed    bool // false where only the day is known
	Category access.Category
	Title    string
	Text     string
	Author   int // user; zero where it was the resident
	By       string
	OrgID    int
	ByOrg    string
}

// Day is the London day on which it happened.
func (e Entry) Day() calendar.Date { return calendar.DayOf(e.At) }

// Filter is what of a timeline to show; zero values leave nothing out.
type Filter struct {
	Kinds        []Kind
	Author       int
	Organisation int
	From, Until  calendar.Date // both inclusive
	Words        string        // as typed: each must stand in the entry, in any case and accents
}

// Order is which end of a timeline comes first.
type Order string

// The orders.
const (
	Newest Order = ""
	Oldest Order = "oldest"
)

func (f Filter) admits(e Entry) bool {
	day := e.Day()
	return (f.Author == 0 || f.Author == e.Author) &&
		(f.Organisation == 0 || f.Organisation == e.OrgID) &&
		(f.From.IsZero() || !day.Before(f.From)) && (f.Until.IsZero() || !day.After(f.Until)) &&
		(len(f.Kinds) == 0 || has(f.Kinds, e.Kind))
}

func has(kinds []Kind, k Kind) bool {
	for _, one := range kinds {
		if one == k {
			return true
		}
	}
	return false
}

// Source is somebody, or an organisation, that entries come from.
type Source struct {
	ID   int
	Name string
}

// Page is a part of a timeline, with what a filter can offer. It speaks only of
// entries that the decision lets through.
type Page struct {
	Entries       []Entry
	Total         int          // that the filter lets through
	All           int          // without any filter
	Counts        map[Kind]int // without any filter
	Authors       []Source
	Organisations []Source
	Unsearched    int // entries too old for a search, which opens MostSearched at most

	every []found
}

// Fit is how many entries another filter lets through, its words left out.
func (p Page) Fit(f Filter) (n int) {
	for _, e := range p.every {
		if f.admits(e.Entry) {
			n++
		}
	}
	return n
}
