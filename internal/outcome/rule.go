package outcome

import (
	"math/big"

	"onward/internal/fault"
)

// Floor is the pay that a day's work has to reach.
type Floor string

// The floors, as rules spell them.
const (
	FloorLivingWage  Floor = "llw"  // the London Living Wage
	FloorMinimumWage Floor = "nmw"  // the National Minimum or Living Wage for the resident's age
	FloorNone        Floor = "none" // any pay, as long as it is known
)

// LivingWageDay is which of its two days brings a London Living Wage into force.
type LivingWageDay string

// The two days of a London Living Wage.
const (
	FromMustPayBy LivingWageDay = "must_pay_by"  // accredited employers have to pay it
	FromAnnounced LivingWageDay = "announced_on" // it was made known
)

// Rule is what a programme asks of an outcome of sustained work.
type Rule struct {
	Days               int           // qualifying days needed, like 182
	LongestGap         int           // days in a row that may fail without ending the run, like 28
	LeastHours         *big.Rat      // hours a week needed at or above the floor; nil asks for none
	Floor              Floor         // what pay is held against
	LivingWageFrom     LivingWageDay // asked for where Floor is the London Living Wage
	IgnoreSelfEmployed bool          // self-employed spells are not there at all
}

// mostDays is a century: nobody's programme runs longer, and days stay within the calendar.
const mostDays = 36_525

func (r Rule) faults() []fault.Field {
	var found []fault.Field
	add := func(name, message string) {
		found = append(found, fault.Field{Name: "rule." + name, Message: message})
	}
	if r.Days < 1 || r.Days > mostDays {
		add("days", "Enter the days needed, from 1 to 36525")
	}
	if r.LongestGap < 0 || r.LongestGap > mostDays {
		add("max_gap_days", "Enter the longest gap in days, from 0 to 36525")
	}
	if r.LeastHours != nil && !possibleHours(r.LeastHours) {
		add("min_hours_per_week", hoursMessage)
	}
	switch r.Floor {
	case FloorLivingWage, FloorMinimumWage, FloorNone:
	default:
		add("floor", "Enter llw, nmw or none")
	}
	switch r.LivingWageFrom {
	case FromMustPayBy, FromAnnounced:
	case "":
		if r.Floor == FloorLivingWage {
			add("llw_from", llwFromMessage)
		}
	default:
		add("llw_from", llwFromMessage)
	}
	return found
}

const llwFromMessage = "Enter must_pay_by or announced_on"

// needsHours says that the rule asks for hours at all.
func (r Rule) needsHours() bool { return r.LeastHours != nil && r.LeastHours.Sign() > 0 }
