package calendar

import "testing"

// TestSubIsExactForAllYears: a time.Duration would stop at 292 years.
func TestSubIsExactForAllYears(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to string
		days     int
	}{
		{"0001-01-01", "9999-12-31", 3_652_058},
		{"0001-01-01", "2026-04-15", 739_720},
		{"1969-12-31", "1970-01-01", 1},
		{"2026-03-28", "2026-03-30", 2}, // the clocks change between
		{"2024-02-28", "2024-03-01", 2},
		{"2026-04-15", "2026-04-15", 0},
	} {
		from, to := MustISO(c.from), MustISO(c.to)
		if got := to.Sub(from); got != c.days {
			t.Errorf("from %s to %s: %d days, want %d", c.from, c.to, got, c.days)
		}
		if got := from.Sub(to); got != -c.days {
			t.Errorf("back from %s to %s: %d days, want %d", c.to, c.from, got, -c.days)
		}
		if got := from.Add(c.days); got != to {
			t.Errorf("%s and %d days is %s, want %s", c.from, c.days, got, c.to)
		}
	}
}
