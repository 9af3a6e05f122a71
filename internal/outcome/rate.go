package outcome

import (
	"fmt"

	"onward/internal/calendar"
	"onward/internal/fault"
)

// Provenance says where a rate comes from and how far to trust it.
type Provenance struct {
	Confidence string // high, medium, uncertain …, as the table says
	Source     string
}

// LivingWage is one rate of the London Living Wage. It holds from one of its
// two days, the rule says which, until the same day of the next rate.
type LivingWage struct {
	Announced calendar.Date // zero where not known
	MustPayBy calendar.Date // zero where not known
	Pence     int64         // an hour
	Provenance
}

// MinimumWage is one rate of the National Minimum or Living Wage, for an age or
// for apprentices, for one span of days.
type MinimumWage struct {
	From       calendar.Date
	To         calendar.Date // last day, zero while no end is known
	Apprentice bool          // the apprentice rate; ages then do not matter
	MinAge     int           // whole years, 0 for any
	MaxAge     int           // whole years, the last age included, 0 for any
	Pence      int64         // an hour
	Provenance
}

// Rates are the rates that a floor may be taken from. They are data, kept by an
// administrator; Reference holds those to start with.
type Rates struct {
	LivingWage  []LivingWage
	MinimumWage []MinimumWage
}

// day is the day that brings the rate into force under a rule.
func (r LivingWage) day(from LivingWageDay) calendar.Date {
	if from == FromAnnounced {
		return r.Announced
	}
	return r.MustPayBy
}

const (
	mostAge     = 150
	rateMessage = "Enter the hourly rate in pence, like 1480"
	sameMessage = "Keep one rate for each day: two come into force on the same day"
)

func (r LivingWage) faults(path string, from LivingWageDay) []fault.Field {
	var found []fault.Field
	if !sensible(r.day(from)) {
		found = append(found, fault.Field{Name: path + "." + string(from), Message: dayMessage})
	}
	if r.Pence < 1 || r.Pence > mostPence {
		found = append(found, fault.Field{Name: path + ".hourly_pence", Message: rateMessage})
	}
	return found
}

func (r MinimumWage) faults(path string) []fault.Field {
	var found []fault.Field
	add := func(name, message string) {
		found = append(found, fault.Field{Name: path + "." + name, Message: message})
	}
	if !sensible(r.From) {
		add("effective_from", dayMessage)
	}
	switch {
	case r.To.IsZero():
	case !sensible(r.To):
		add("effective_to", dayMessage)
	case r.To.Before(r.From):
		add("effective_to", "Enter a last day that is not before the first day")
	}
	if r.MinAge < 0 || r.MinAge > mostAge {
		add("min_age", "Enter an age in whole years")
	}
	if r.MaxAge < 0 || r.MaxAge > mostAge || r.MaxAge > 0 && r.MaxAge < r.MinAge {
		add("max_age", "Enter an age in whole years that is not under the least age")
	}
	if r.Pence < 1 || r.Pence > mostPence {
		add("hourly_gbp", rateMessage)
	}
	return found
}

// sharesPeople says that two rates are for the same people: apprentices, or ages that overlap.
func (r MinimumWage) sharesPeople(other MinimumWage) bool {
	if r.Apprentice || other.Apprentice {
		return r.Apprentice == other.Apprentice
	}
	return (r.MaxAge == 0 || other.MinAge <= r.MaxAge) && (other.MaxAge == 0 || r.MinAge <= other.MaxAge)
}

// faults looks only at the rates that the rule's floor is taken from.
func (r Rates) faults(rule Rule) []fault.Field {
	switch rule.Floor {
	case FloorLivingWage:
		return r.livingWageFaults(rule.LivingWageFrom)
	case FloorMinimumWage:
		return r.minimumWageFaults()
	}
	return nil
}

func (r Rates) livingWageFaults(from LivingWageDay) []fault.Field {
	var found []fault.Field
	seen := map[calendar.Date]bool{}
	for i, rate := range r.LivingWage {
		path := fmt.Sprintf("rates[%d]", i)
		found = append(found, rate.faults(path, from)...)
		if seen[rate.day(from)] {
			found = append(found, fault.Field{Name: path + "." + string(from), Message: sameMessage})
		}
		seen[rate.day(from)] = true
	}
	return found
}

func (r Rates) minimumWageFaults() []fault.Field {
	var found []fault.Field
	seen := map[calendar.Date][]MinimumWage{}
	for i, rate := range r.MinimumWage {
		path := fmt.Sprintf("nmw_rates[%d]", i)
		found = append(found, rate.faults(path)...)
		for _, other := range seen[rate.From] {
			if rate.sharesPeople(other) {
				found = append(found, fault.Field{Name: path + ".effective_from", Message: sameMessage})
				break
			}
		}
		seen[rate.From] = append(seen[rate.From], rate)
	}
	return found
}
