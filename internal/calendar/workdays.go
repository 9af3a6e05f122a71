package calendar

import (
	"slices"
	"time"
)

// IsWorkingDay says that a day is neither at a weekend nor a bank holiday of
// England and Wales. In a year that the table of bank holidays does not reach
// weekends alone are free: see HolidaysKnown. The answer is then too strict on
// about eight days a year, which does less harm than a page that cannot say
// when a referral has to be answered.
func IsWorkingDay(d Date) bool {
	if weekend(d) {
		return false
	}
	_, holiday := slices.BinarySearch(bankHolidays.weekdays, d.number())
	return !holiday
}

// AddWorkingDays is the nth working day after d, or before it where n is
// negative; n of 0 is d itself, working or not. Its cost grows with n.
func AddWorkingDays(d Date, n int) Date {
	step := sign(n)
	for n != 0 {
		d = d.Add(step)
		if IsWorkingDay(d) {
			n -= step
		}
	}
	return d
}

// WorkingDaysBetween counts the working days after from up to and including
// to: what was due on Friday is one working day late on Monday. Where to is
// the earlier it is negative and counts from to itself up to, not including,
// from, so that it always undoes AddWorkingDays.
func WorkingDaysBetween(from, to Date) int {
	if to.Before(from) {
		return workdaysBefore(to.number()) - workdaysBefore(from.number())
	}
	return workdaysBefore(to.number()+1) - workdaysBefore(from.number()+1)
}

// workdaysBefore counts working days before a day number, from an origin that
// means nothing: only differences do.
func workdaysBefore(day int) int {
	holidays, _ := slices.BinarySearch(bankHolidays.weekdays, day)
	return weekdaysBefore(day) - holidays
}

// weekdaysBefore counts Mondays to Fridays from Monday 5 January 1970, which
// is day number 4.
func weekdaysBefore(day int) int {
	days := day - 4
	week, rest := days/7, days%7
	if rest < 0 {
		week, rest = week-1, rest+7
	}
	return week*5 + min(rest, 5)
}

func weekend(d Date) bool {
	day := d.Weekday()
	return day == time.Saturday || day == time.Sunday
}

// number counts days from 1 January 1970, which is 0.
func (d Date) number() int {
	const secondsInDay = 24 * 60 * 60
	return int(d.utc().Unix() / secondsInDay) // midnight: divides without rest
}
