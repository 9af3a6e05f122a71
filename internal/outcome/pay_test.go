package outcome

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestHourly(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pence int64
		per   Period
		hours string
		want  string
	}{
		{1480, PerHour, "", "1480"},
		{1480, PerHour, "0", "1480"},
		{51800, PerWeek, "35", "1480"},
		{240500, PerMonth, "37.5", "1480"}, // 2405 × 12 / (52 × 37.5)
		{2886000, PerYear, "37.5", "1480"},
		{100, PerWeek, "3", "100/3"},
		{0, PerYear, "20", "0"},
		{51800, PerWeek, "", ""},
		{51800, PerMonth, "0", ""},
		{51800, PerYear, "0.0", ""},
		{51800, "fortnight", "35", ""},
	} {
		p := Pay{Pence: c.pence, Per: c.per}
		if c.hours != "" {
			p.Hours = hoursOf(c.hours)
		}
		got := ""
		if hourly := p.Hourly(); hourly != nil {
			got = hourly.RatString()
		}
		if got != c.want {
			t.Errorf("%d a %s for %q hours is %q, want %q", c.pence, c.per, c.hours, got, c.want)
		}
		if p.Hours != nil && p.Hours.Cmp(hoursOf(c.hours)) != 0 {
			t.Errorf("the hours were changed to %s", p.Hours)
		}
	}
}

func TestParseHours(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"0": "0", "35": "35", "37.5": "37.5", "168": "168", "036.50": "36.5", "36.9166666667": "36.9166666667",
	} {
		if hours, err := ParseHours(text); err != nil || HoursText(hours) != want {
			t.Errorf("%q: %v, %v", text, hours, err)
		}
	}
	for _, text := range []string{
		"", " 35", "35 ", "-1", "+1", "168.0001", "1e2", "35.", ".5", "3,5", "0x10", "75/2", "NaN", "Inf", "٣٥",
		"1" + strings.Repeat("0", 40), "1." + strings.Repeat("0", 40),
	} {
		if hours, err := ParseHours(text); err == nil || !strings.HasPrefix(err.Error(), "Enter the hours") {
			t.Errorf("%q is %v, %v", text, hours, err)
		}
	}
}

func TestPounds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pence *big.Rat
		want  string
	}{
		{nil, ""},
		{big.NewRat(0, 1), "£0.00"},
		{big.NewRat(5, 1), "£0.05"},
		{big.NewRat(1480, 1), "£14.80"},
		{big.NewRat(13849999, 10000), "£13.84"}, // never up to a floor of £13.85
		{big.NewRat(123456789, 1), "£1234567.89"},
	} {
		if got := Pounds(c.pence); got != c.want {
			t.Errorf("%v: %q, want %q", c.pence, got, c.want)
		}
	}
}

// Pay that is below a floor of whole pence never reads as if it reached it.
func TestPoundsNeverHideAShortfall(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		floor := rapid.Int64Range(1, 3000).Draw(t, "floor")
		pay := big.NewRat(rapid.Int64Range(0, 10_000_000).Draw(t, "amount"), rapid.Int64Range(1, 9999).Draw(t, "hours"))
		below := pay.Cmp(big.NewRat(floor, 1)) < 0
		pence, ok := parsePounds(strings.TrimPrefix(Pounds(pay), "£"))
		if !ok || below != (pence < floor) {
			t.Fatalf("%s against %d reads %s", pay, floor, Pounds(pay))
		}
	})
}

func TestHoursText(t *testing.T) {
	t.Parallel()
	for want, hours := range map[string]*big.Rat{
		"": nil, "0": new(big.Rat), "12": big.NewRat(12, 1), "37.5": big.NewRat(75, 2), "12.25": big.NewRat(49, 4), "33.33": big.NewRat(100, 3),
	} {
		if got := HoursText(hours); got != want {
			t.Errorf("%v: %q, want %q", hours, got, want)
		}
	}
}
