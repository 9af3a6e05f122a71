package calendar

import (
	"bytes"
	_ "embed" // the table of bank holidays
	"encoding/csv"
	"fmt"
	"slices"
	"time"
)

//go:embed data/bank_holidays_england_wales.csv
var bankHolidayTable []byte

// Holiday is one bank holiday of England and Wales.
type Holiday struct {
	Day        Date
	Title      string // as the government's list names it, like "Early May bank holiday"
	Confidence string // how far the table's row is to be trusted: high, medium or uncertain
	Source     string // where the row comes from
}

// almanac holds the embedded table, in order of days.
type almanac struct {
	holidays []Holiday
	weekdays []int // day numbers of the holidays that fall from Monday to Friday
	first    Date  // 1 January of the first year in the table
	last     Date  // 31 December of the last
}

var bankHolidays = mustAlmanac(bankHolidayTable)

func mustAlmanac(table []byte) almanac {
	a, err := readAlmanac(table)
	if err != nil {
		panic(err) // the table is compiled in and read by the tests
	}
	return a
}

func readAlmanac(table []byte) (almanac, error) {
	rows, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
	if err != nil {
		return almanac{}, fmt.Errorf("calendar: bank holidays: %w", err)
	}
	if len(rows) < 2 || !slices.Equal(rows[0], []string{"date", "title", "confidence", "source"}) {
		return almanac{}, fmt.Errorf("calendar: bank holidays: not the table that is expected")
	}
	var a almanac
	for _, row := range rows[1:] {
		day, err := ParseISO(row[0])
		if err != nil {
			return almanac{}, fmt.Errorf("calendar: bank holidays: %w", err)
		}
		a.holidays = append(a.holidays, Holiday{Day: day, Title: row[1], Confidence: row[2], Source: row[3]})
	}
	slices.SortFunc(a.holidays, func(x, y Holiday) int { return x.Day.Compare(y.Day) })
	for _, h := range a.holidays {
		if !weekend(h.Day) {
			a.weekdays = append(a.weekdays, h.Day.number())
		}
	}
	a.first = Day(a.holidays[0].Day.Year(), time.January, 1)
	a.last = Day(a.holidays[len(a.holidays)-1].Day.Year(), time.December, 31)
	return a, nil
}

// HolidayOn gives the bank holiday that falls on a day, if one does. A day
// outside HolidaysKnown has none.
func HolidayOn(d Date) (Holiday, bool) {
	i, found := slices.BinarySearchFunc(bankHolidays.holidays, d, func(h Holiday, d Date) int { return h.Day.Compare(d) })
	if !found {
		return Holiday{}, false
	}
	return bankHolidays.holidays[i], true
}

// HolidaysKnown is the span of days whose bank holidays are in the table:
// whole years, first and last day included. Outside it every Monday to Friday
// is taken for a working day, so a time limit there falls early rather than
// late; whoever runs Onward should be told well before the last day.
func HolidaysKnown() (first, last Date) { return bankHolidays.first, bankHolidays.last }
