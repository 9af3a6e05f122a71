package outcome

import (
	"math/big"
	"regexp"

	"onward/internal/calendar"
	"onward/internal/fault"
)

// Period is the time that an amount of pay is paid for.
type Period string

// The periods, as the record and the exchange formats spell them.
const (
	PerHour  Period = "hour"
	PerWeek  Period = "week"
	PerMonth Period = "month"
	PerYear  Period = "year"
)

// Pay is what a spell pays from a day on, until a later record replaces it.
type Pay struct {
	From  calendar.Date
	Pence int64    // for one Period, before tax
	Per   Period   // hour, week, month or year
	Hours *big.Rat // contracted hours a week, nil where they are not known; never changed in place
}

const (
	weeksInYear  = 52
	monthsInYear = 12
	hoursInWeek  = 168
	mostPence    = 100_000_000_000 // a thousand million pounds: more is a slip of the hand
)

// Hourly is the pay of one hour in pence, as an exact fraction, or nil where it
// cannot be known because the hours are missing or none.
func (p Pay) Hourly() *big.Rat {
	amount := new(big.Rat).SetInt64(p.Pence)
	if p.Per == PerHour {
		return amount
	}
	if p.Hours == nil || p.Hours.Sign() <= 0 {
		return nil
	}
	hours := new(big.Rat).Set(p.Hours) // of the period
	switch p.Per {
	case PerWeek:
	case PerMonth:
		amount.Mul(amount, whole(monthsInYear))
		hours.Mul(hours, whole(weeksInYear))
	case PerYear:
		hours.Mul(hours, whole(weeksInYear))
	default:
		return nil
	}
	return amount.Quo(amount, hours)
}

func whole(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }

func (p Pay) faults(path string) []fault.Field {
	var found []fault.Field
	add := func(name, message string) {
		found = append(found, fault.Field{Name: path + "." + name, Message: message})
	}
	if !sensible(p.From) {
		add("from", dayMessage)
	}
	if p.Pence < 0 || p.Pence > mostPence {
		add("amount", "Enter the pay in whole pence, like 1480")
	}
	switch p.Per {
	case PerHour, PerWeek, PerMonth, PerYear:
	default:
		add("per", "Enter hour, week, month or year")
	}
	if p.Hours != nil && !possibleHours(p.Hours) {
		add("hours_per_week", hoursMessage)
	}
	return found
}

const hoursMessage = "Enter the hours worked each week, from 0 to 168, like 37.5"

func possibleHours(hours *big.Rat) bool {
	return hours.Sign() >= 0 && hours.Cmp(whole(hoursInWeek)) <= 0
}

// decimal bounds the digits too, so that nobody's text makes an endless number.
var decimal = regexp.MustCompile(`^[0-9]{1,15}(\.[0-9]{1,30})?$`)

func parseDecimal(text string) (*big.Rat, bool) {
	if !decimal.MatchString(text) {
		return nil, false
	}
	return new(big.Rat).SetString(text)
}

// ParseHours reads hours a week as people write them, like 37.5, exactly. The
// fault names no field: whoever asks knows where the text stood.
func ParseHours(text string) (*big.Rat, error) {
	hours, ok := parseDecimal(text)
	if !ok || !possibleHours(hours) {
		return nil, fault.New(fault.Invalid, hoursMessage)
	}
	return hours, nil
}
