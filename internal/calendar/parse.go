package calendar

import (
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// What is wrong with a typed date. The sentences may be shown beside the field.
var (
	ErrNotADate  = errors.New("Enter a date as day, month and year, like 31 3 1980")
	ErrNoSuchDay = errors.New("Enter a real date, like 28 2 1991")
	ErrNotABirth = errors.New("Enter a date of birth in the past, like 31 3 1980")
)

// The years that a typed date may fall in; others are slips of the finger.
const (
	firstYear = 1900
	lastYear  = 2149
)

// oldest is the age that nobody is older than, youngest the age under which a
// two-digit year of birth is taken to be of the century before.
const (
	oldest   = 110
	youngest = 14
)

// ParseTyped reads a date as people type it and as spreadsheets hold it: day
// first wherever it could be either, the month in figures or words, the year in
// two digits or four, year first only where it has four, and Excel's serial
// numbers. A two-digit year is at most ten years after today's. It fails with
// ErrNotADate for what is no date at all and with ErrNoSuchDay for 31 February.
func ParseTyped(text string, today Date) (Date, error) {
	return parse(text, func(yy int) int {
		if year := 2000 + yy; year <= today.year+10 {
			return year
		}
		return 1900 + yy
	})
}

// ParseBirth is ParseTyped for a date of birth: a two-digit year is that of
// someone old enough to work. It fails with ErrNotABirth for a day to come or
// one that nobody alive was born on.
func ParseBirth(text string, today Date) (Date, error) {
	d, err := parse(text, func(yy int) int {
		if year := 2000 + yy; year <= today.year-youngest || year-100 < today.year-oldest {
			return year
		}
		return 1900 + yy
	})
	if err == nil {
		err = Birth(d, today)
	}
	if err != nil {
		return Date{}, err
	}
	return d, nil
}

// Birth says whether somebody alive can have been born on a day: nil, or
// ErrNotABirth.
func Birth(d, today Date) error {
	if d.After(today) || d.AgeOn(today) > oldest {
		return ErrNotABirth
	}
	return nil
}

func parse(text string, century func(yy int) int) (Date, error) {
	text = withoutTime(strings.ToLower(strings.TrimSpace(text)))
	if d, ok := serialText(text); ok {
		return d, nil
	}
	words, ok := dateWords(text)
	if !ok {
		return Date{}, ErrNotADate
	}
	if len(words) == 1 {
		words = compact(words[0])
	}
	day, month, year, ok := arrange(words)
	if !ok {
		return Date{}, ErrNotADate
	}
	return realDay(day, month, year, century)
}

// realDay makes the date of three words that stand in their places.
func realDay(day, month, year string, century func(yy int) int) (Date, error) {
	m, ok := monthOf(month)
	if !ok || len(day) > 2 || len(year) != 2 && len(year) != 4 {
		return Date{}, ErrNotADate
	}
	d, _ := strconv.Atoi(day)
	y, _ := strconv.Atoi(year)
	if len(year) == 2 {
		y = century(y)
	}
	date, real := RealDay(y, time.Month(m), d)
	if !real || y < firstYear || y > lastYear {
		return Date{}, ErrNoSuchDay
	}
	return date, nil
}

// arrange finds which of three words is the day, the month and the year.
func arrange(words []string) (day, month, year string, ok bool) {
	if len(words) != 3 {
		return "", "", "", false
	}
	a, b, c := words[0], words[1], words[2]
	switch {
	case isFigures(a) && len(a) == 4: // 1980-03-31
		day, month, year = c, b, a
	case isFigures(a): // 31 3 1980, 31 March 1980
		day, month, year = a, b, c
	default: // March 31 1980
		day, month, year = b, a, c
	}
	return day, month, year, isFigures(day) && isFigures(year)
}

// dateWords splits into runs of figures and of letters and drops what says
// nothing: ordinals, "of" and days of the week. It refuses any other sign.
func dateWords(text string) ([]string, bool) {
	var words []string
	var word strings.Builder
	flush := func() {
		if w := word.String(); w != "" && !saysNothing(w) {
			words = append(words, w)
		}
		word.Reset()
	}
	figures := false
	for _, r := range text {
		switch digit := r >= '0' && r <= '9'; {
		case digit || unicode.IsLetter(r):
			if digit != figures {
				flush()
			}
			figures = digit
			word.WriteRune(r)
		case unicode.IsSpace(r) || strings.ContainsRune("/.-,–—\\'’", r):
			flush()
		default:
			return nil, false
		}
	}
	flush()
	return words, len(words) > 0 && len(words) <= 3
}

// compact splits 31031980, 19800331 and 310380 into their three parts. A year
// first is told from a day first by its 19 or 20, which is no month.
func compact(s string) []string {
	switch {
	case !isFigures(s):
		return nil
	case len(s) == 6:
		return []string{s[:2], s[2:4], s[4:]}
	case len(s) == 8 && (s[4:6] == "19" || s[4:6] == "20"):
		return []string{s[:2], s[2:4], s[4:]}
	case len(s) == 8:
		return []string{s[6:], s[4:6], s[:4]}
	}
	return nil
}

func isFigures(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
