package outcome

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"onward/internal/calendar"
)

// longHistory is one job over some years with pay records that all reach the
// floor, and a rule that it never comes to the end of.
func longHistory(years, records int) (Rule, Facts, calendar.Date) {
	start := calendar.MustISO("2012-06-01")
	s := Spell{Employer: "Acton Vale Foods", Start: start}
	for i := range records {
		s.Pay = append(s.Pay, Pay{From: start.Add(7 * i), Pence: int64(3_000_000 + 1000*i), Per: PerYear, Hours: hoursOf("37.5")})
	}
	rule := sixMonths()
	rule.Days = mostDays
	return rule, Facts{Spells: []Spell{s}, Rates: llwRates()}, start.AddMonths(12 * years)
}

// BenchmarkEngine sets the intervals against the reading day by day, which is
// the floor to compare with: years make that dearer, only records the intervals.
func BenchmarkEngine(b *testing.B) {
	for _, size := range []struct{ years, records int }{{1, 4}, {12, 4}, {12, 40}, {12, 400}} {
		rule, facts, asOf := longHistory(size.years, size.records)
		b.Run(fmt.Sprintf("intervals/years=%d/records=%d", size.years, size.records), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				walk, err := NewWalk(rule, facts)
				if err != nil {
					b.Fatal(err)
				}
				walk.Answer(asOf)
			}
		})
		b.Run(fmt.Sprintf("by_day/years=%d/records=%d", size.years, size.records), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if s := (dayByDay{rule, facts}).walk(asOf); s.count == 0 {
					b.Fatal("nothing counted")
				}
			}
		})
	}
}

// BenchmarkExplain is what a journey page asks once its facts are read.
func BenchmarkExplain(b *testing.B) {
	rule, facts, asOf := longHistory(4, 4)
	walk, err := NewWalk(rule, facts)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		walk.Explain(asOf)
	}
}

// BenchmarkEvaluate is the worked cases by the command's own path.
func BenchmarkEvaluate(b *testing.B) {
	lines := vectors(b)
	b.SetBytes(int64(len(lines)))
	b.ReportAllocs()
	for b.Loop() {
		if failed, err := Evaluate(bytes.NewReader(lines), io.Discard); failed || err != nil {
			b.Fatal(failed, err)
		}
	}
}
