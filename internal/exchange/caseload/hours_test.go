package caseload

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestParseHours(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"37.5": "37.5", "37,5": "37.5", "37.50": "37.5", "40": "40", "40.0": "40", " 20 ": "20", "16.25": "16.25", "0.5": "0.5",
		"37h 30": "37.5", "37h30m": "37.5", "37:30": "37.5", "36 hours 15 minutes": "36.25", "37 hrs and 30 mins": "37.5", "37½": "37.5", "37 ½ hours": "37.5",
		"37.5 hours": "37.5", "37.5hrs": "37.5", "37.5 hrs pw": "37.5", "37.5 hours per week": "37.5", "37.5 p/w": "37.5", "37.5/week": "37.5", "37.5 a week": "37.5",
		"35 weekly": "35", "20 h/wk": "20", "33:20": "33.33", "168": "168",
	} {
		if got, err := parseHours(text); err != nil || got != want {
			t.Errorf("%q is %q (%v), want %q", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", "0", "0:00", "full time", "FT", "part-time", "zero hours", "16-20", "16 to 20", "169", "200", "-5", "37.5.5", "37:60", "150 per month", "37.5 term time",
		"3 days", "=35", "1e3", "٣٧", "37.55555",
	} {
		if got, err := parseHours(text); err == nil || got != "" {
			t.Errorf("%q is %q, want an error", text, got)
		}
	}
}

func TestHoursInEveryDress(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		whole, quarters := rapid.IntRange(1, 167).Draw(t, "hours"), rapid.IntRange(0, 3).Draw(t, "quarters")
		want := fmt.Sprint(whole) + []string{"", ".25", ".5", ".75"}[quarters]
		decimals := []string{"00", "25", "50", "75"}[quarters]
		for _, text := range []string{
			want, fmt.Sprintf("%d.%s", whole, decimals), fmt.Sprintf("%d,%s hrs", whole, decimals),
			fmt.Sprintf("%d:%02d", whole, quarters*15), fmt.Sprintf("%dh %dm", whole, quarters*15),
		} {
			if got, err := parseHours(text); err != nil || got != want {
				t.Fatalf("%q is %q (%v), want %q", text, got, err, want)
			}
		}
	})
}

func FuzzParseHours(f *testing.F) {
	for _, seed := range []string{"37.5", "37h 30", "½", "::", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		hours, err := parseHours(text)
		if again, _ := parseHours(hours); err == nil && again != hours {
			t.Fatalf("%q is %q, read again %q", text, hours, again)
		}
	})
}
