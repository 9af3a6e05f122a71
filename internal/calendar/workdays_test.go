package calendar

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestIsWorkingDay(t *testing.T) {
	t.Parallel()
	for day, want := range map[string]bool{
		"2026-04-15": true,  // a Wednesday
		"2026-04-18": false, // Saturday
		"2026-04-19": false, // Sunday
		"2026-04-03": false, // Good Friday
		"2026-04-06": false, // Easter Monday
		"2026-12-28": false, // Boxing Day's substitute
		"2026-12-29": true,
		"2022-09-19": false, // the State Funeral, which no formula foretells
		"2024-02-29": true,
		"1999-12-27": true, // a bank holiday, in a year the table does not reach
		"2040-12-25": true, // likewise
	} {
		if got := IsWorkingDay(MustISO(day)); got != want {
			t.Errorf("IsWorkingDay(%s) = %v, want %v", day, got, want)
		}
	}
}

func TestAddWorkingDays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-04-15", 1, "2026-04-16"},
		{"2026-04-17", 1, "2026-04-20"},   // over a weekend
		{"2026-04-18", 1, "2026-04-20"},   // from a Saturday
		{"2026-04-02", 1, "2026-04-07"},   // over Easter
		{"2026-04-07", -1, "2026-04-02"},  // and back
		{"2026-12-24", 2, "2026-12-30"},   // Christmas with a substitute day
		{"2026-04-18", 0, "2026-04-18"},   // no step, no change
		{"2024-02-28", 2, "2024-03-01"},   // over 29 February
		{"2026-10-23", 1, "2026-10-26"},   // over the night when the clocks go back
		{"2029-03-29", 1, "2029-03-30"},   // Good Friday 2029 is not in the table
		{"2026-04-01", -10, "2026-03-18"}, // two weeks back
	} {
		if got := AddWorkingDays(MustISO(c.from), c.n); got != MustISO(c.want) {
			t.Errorf("AddWorkingDays(%s, %d) = %s, want %s", c.from, c.n, got, c.want)
		}
	}
}

func TestWorkingDaysBetween(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to string
		want     int
	}{
		{"2026-04-10", "2026-04-15", 3}, // due on Friday, seen on Wednesday
		{"2026-04-15", "2026-04-16", 1}, // due tomorrow
		{"2026-04-15", "2026-04-20", 3},
		{"2026-04-15", "2026-04-15", 0},
		{"2026-04-17", "2026-04-19", 0}, // a weekend
		{"2026-04-15", "2026-04-14", -1},
		{"2025-12-31", "2026-12-31", 253},    // 261 weekdays less eight bank holidays
		{"1600-01-01", "2400-01-01", 208627}, // eight centuries, less the 83 bank holidays known
	} {
		if got := WorkingDaysBetween(MustISO(c.from), MustISO(c.to)); got != c.want {
			t.Errorf("WorkingDaysBetween(%s, %s) = %d, want %d", c.from, c.to, got, c.want)
		}
	}
}

// The count by arithmetic is the count by looking at each day, and undoes the steps.
func TestWorkingDaysByArithmeticAndByLooking(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		from := Day(2015, time.January, 1).Add(rapid.IntRange(0, 20*365).Draw(t, "from"))
		span := rapid.IntRange(0, 800).Draw(t, "span")
		want := 0
		for i := 1; i <= span; i++ {
			if IsWorkingDay(from.Add(i)) {
				want++
			}
		}
		if got := WorkingDaysBetween(from, from.Add(span)); got != want {
			t.Fatalf("%d days from %s hold %d working days, not %d", span, from, want, got)
		}
		n := rapid.IntRange(-120, 120).Draw(t, "n")
		if got := WorkingDaysBetween(from, AddWorkingDays(from, n)); got != n {
			t.Fatalf("%d working days from %s are counted as %d", n, from, got)
		}
	})
}
