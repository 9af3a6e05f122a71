package calendar

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// clockTime is a time of day at the end of a date, as exports write it.
var clockTime = regexp.MustCompile(`(t|,? +)\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[ap]m| ?z| ?[+-]\d{2}:?\d{2})?$`)

func withoutTime(text string) string { return clockTime.ReplaceAllString(text, "") }

var weekdays = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

// saysNothing is true of the words of a date that its day does not need.
func saysNothing(word string) bool {
	switch word {
	case "st", "nd", "rd", "th", "of", "the":
		return true
	}
	for _, day := range weekdays {
		if len(word) >= 3 && strings.HasPrefix(day, word) {
			return true
		}
	}
	return false
}

// monthOf reads a month in figures, in full or shortened to three letters or more.
func monthOf(word string) (int, bool) {
	if isFigures(word) {
		n, _ := strconv.Atoi(word)
		return n, len(word) <= 2
	}
	for m := time.January; m <= time.December; m++ {
		if len(word) >= 3 && strings.HasPrefix(strings.ToLower(m.String()), word) {
			return int(m), true
		}
	}
	return 0, false
}

// serialNumber is five figures, so from 1927 to 2173, with or without a time of day.
var serialNumber = regexp.MustCompile(`^([1-9]\d{4})([.,]\d+)?$`)

func serialText(text string) (Date, bool) {
	found := serialNumber.FindStringSubmatch(text)
	if found == nil {
		return Date{}, false
	}
	n, _ := strconv.Atoi(found[1])
	return FromSerial(n)
}

// Serials are days since the end of 1899. Excel's calendar has a 29 February
// 1900 that never was: its number is no day, and those before it are one off.
const (
	phantomDay = 60
	lastSerial = 91312 // 31 December 2149
)

// FromSerial is the day of Excel's serial number in the 1900 system. A number of
// the 1904 system is 1,462 less than it for the same day.
func FromSerial(n int) (Date, bool) {
	switch {
	case n < 1 || n == phantomDay || n > lastSerial:
		return Date{}, false
	case n < phantomDay:
		return Day(1899, time.December, 31).Add(n), true
	}
	return Day(1899, time.December, 30).Add(n), true
}

// Serial is the number that Excel keeps for a day in the 1900 system.
func (d Date) Serial() int {
	n := d.Sub(Day(1899, time.December, 30))
	if n <= phantomDay {
		n--
	}
	return n
}
