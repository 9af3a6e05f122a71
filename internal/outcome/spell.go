package outcome

import (
	"fmt"
	"time"

	"onward/internal/calendar"
	"onward/internal/fault"
)

// Spell is work with one employer, from the first day to the last.
type Spell struct {
	Employer     string        // as the record names it; explanations show it, nothing depends on it
	Start        calendar.Date // first day
	End          calendar.Date // last day worked, zero while the work goes on
	SelfEmployed bool
	Apprentice   bool  // held against the apprentice rate where the floor is the minimum wage
	Pay          []Pay // in any order; the latest From on or before a day holds on that day
}

const dayMessage = "Enter a real date from 1900 on, like 2026-03-31"

var firstSensible, lastSensible = calendar.Day(1900, time.January, 1), calendar.Day(9999, time.December, 31)

// sensible keeps days within what four digits can write. A last day far off,
// like 31 December 9999, is how some systems say that work goes on.
func sensible(d calendar.Date) bool { return !d.Before(firstSensible) && !d.After(lastSensible) }

func (s Spell) faults(path string) []fault.Field {
	var found []fault.Field
	add := func(name, message string) {
		found = append(found, fault.Field{Name: path + "." + name, Message: message})
	}
	if !sensible(s.Start) {
		add("start", dayMessage)
	}
	switch {
	case s.End.IsZero():
	case !sensible(s.End):
		add("end", dayMessage)
	case s.End.Before(s.Start):
		add("end", "Enter a last day that is not before the first day")
	}
	seen := map[calendar.Date]bool{}
	for i, p := range s.Pay {
		at := fmt.Sprintf("pay[%d]", i)
		found = append(found, p.faults(path+"."+at)...)
		if seen[p.From] {
			add(at+".from", "Keep one pay record for each day: two start on the same day")
		}
		seen[p.From] = true
	}
	return found
}
