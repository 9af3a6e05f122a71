// Package calendar knows London days, working days and bank holidays.
//
// Everything dated in Onward is a London day. Instants are kept in UTC and
// turned into days here and nowhere else, so that the two days a year on which
// the clocks change need no care elsewhere.
package calendar

import (
	"database/sql/driver"
	"fmt"
	"time"
	_ "time/tzdata" // a slim container has no zone files
)

// London is the zone of every day that Onward speaks of.
var London = mustLondon()

func mustLondon() *time.Location {
	l, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err) // tzdata is linked in above
	}
	return l
}

// Date is a day of the civil calendar without time or zone. The zero Date is no
// day at all: it is what an unknown date is kept as.
type Date struct {
	year  int
	month time.Month
	day   int
}

// Day makes a Date, normalising as time.Date does (32 January is 1 February).
func Day(year int, month time.Month, day int) Date {
	return of(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// RealDay makes a Date only of a day that exists; 31 February does not.
func RealDay(year int, month time.Month, day int) (Date, bool) {
	d := Day(year, month, day)
	return d, d == Date{year, month, day}
}

// DayOf is the London day of an instant.
func DayOf(t time.Time) Date { return of(t.In(London)) }

func of(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseISO reads 2006-01-02.
func ParseISO(s string) (Date, error) {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return Date{}, fmt.Errorf("a date must be like 2026-03-31")
	}
	return of(t), nil
}

// MustISO is ParseISO for constants and tests; it panics.
func MustISO(s string) Date {
	d, err := ParseISO(s)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero says that the date is unknown.
func (d Date) IsZero() bool { return d == Date{} }

// Year, Month and DayOfMonth are the parts as people write them.
func (d Date) Year() int         { return d.year }
func (d Date) Month() time.Month { return d.month }
func (d Date) DayOfMonth() int   { return d.day }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

func (d Date) utc() time.Time { return time.Date(d.year, d.month, d.day, 0, 0, 0, 0, time.UTC) }

// Start is the first instant of the day in London.
func (d Date) Start() time.Time { return d.At(0, 0) }

// At is the instant of a time of the day in London.
func (d Date) At(hour, minute int) time.Time {
	return time.Date(d.year, d.month, d.day, hour, minute, 0, 0, London)
}

// Add moves by days, back where negative.
func (d Date) Add(days int) Date { return of(d.utc().AddDate(0, 0, days)) }

// AddMonths moves by months and stays within the month: 31 January and one month is 28 or 29 February.
func (d Date) AddMonths(months int) Date {
	first := time.Date(d.year, d.month, 1, 0, 0, 0, 0, time.UTC).AddDate(0, months, 0)
	last := first.AddDate(0, 1, -1).Day()
	return Day(first.Year(), first.Month(), min(d.day, last))
}

// Sub is the number of days from other to d, exact for all years: by the days
// since 1970, since a time.Duration ends after 292 years.
func (d Date) Sub(other Date) int { return int((d.utc().Unix() - other.utc().Unix()) / (24 * 60 * 60)) }

// Before, After and Compare order days.
func (d Date) Before(o Date) bool { return d.Compare(o) < 0 }
func (d Date) After(o Date) bool  { return d.Compare(o) > 0 }
func (d Date) Compare(o Date) int {
	switch {
	case d.year != o.year:
		return sign(d.year - o.year)
	case d.month != o.month:
		return sign(int(d.month - o.month))
	}
	return sign(d.day - o.day)
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// AgeOn is the whole years from a birthday to a day; someone born on 29
// February is a year older on 1 March.
func (d Date) AgeOn(day Date) int {
	age := day.year - d.year
	if day.month < d.month || day.month == d.month && day.day < d.day {
		age--
	}
	return age
}

// String is 2006-01-02, empty for no day.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, int(d.month), d.day)
}

// Long is 2 March 2026, Short is 2 March, Weekly is Mon 2 March, Full is Monday 2 March 2026.
func (d Date) Long() string   { return d.format("2 January 2006") }
func (d Date) Short() string  { return d.format("2 January") }
func (d Date) Weekly() string { return d.format("Mon 2 January") }
func (d Date) Full() string   { return d.format("Monday 2 January 2006") }

func (d Date) format(layout string) string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format(layout)
}

// Scan reads a date column; NULL is no day.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Date{}
	case time.Time:
		*d = of(v)
	case string:
		parsed, err := ParseISO(v)
		if err != nil {
			return err
		}
		*d = parsed
	default:
		return fmt.Errorf("calendar: cannot read a date from %T", src)
	}
	return nil
}

// Value writes a date column; no day is NULL.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.utc(), nil
}

// GormDataType tells gorm the column's type.
func (Date) GormDataType() string { return "date" }

// MarshalText and UnmarshalText are ISO 8601, so JSON holds "2026-03-02".
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads ISO 8601; the empty text is no day.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseISO(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// Zero is no day, for readers of expressions like "closed on no day".
func (Date) Zero() Date { return Date{} }
