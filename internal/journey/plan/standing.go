package plan

import (
	"fmt"

	"onward/internal/calendar"
)

// Standing is how something with a day stands on another.
type Standing int

// The standings.
const (
	ToDo Standing = iota
	DueSoon
	Overdue
	Done
)

// soon is how many working days before its day something begins to be urgent.
const soon = 2

// Stand says how something stands today that is due on a day and was done, or
// not, on another.
func Stand(due, done, today calendar.Date) Standing {
	switch {
	case !done.IsZero():
		return Done
	case due.IsZero():
		return ToDo
	case due.Before(today):
		return Overdue
	case calendar.WorkingDaysBetween(today, due) <= soon:
		return DueSoon
	}
	return ToDo
}

// StandWords says the same in words: "3 working days late", "Due tomorrow".
func StandWords(due, done, today calendar.Date) string {
	switch Stand(due, done, today) {
	case Done:
		return "Done"
	case Overdue:
		return lateWords(calendar.WorkingDaysBetween(due, today))
	case DueSoon:
		return soonWords(due.Sub(today))
	}
	return "To do"
}

// lateWords speaks of no days on the weekend after a Friday: nobody could have
// done it since.
func lateWords(days int) string {
	switch days {
	case 0:
		return "Overdue"
	case 1:
		return "1 working day late"
	}
	return fmt.Sprintf("%d working days late", days)
}

func soonWords(days int) string {
	switch days {
	case 0:
		return "Due today"
	case 1:
		return "Due tomorrow"
	}
	return fmt.Sprintf("Due in %d days", days)
}
