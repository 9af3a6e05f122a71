package outcome_test

import (
	"math/rand/v2"
	"testing"

	"onward/internal/calendar"
	"onward/internal/outcome"
)

// life is a resident's jobs and pay around a day, some of each that a place in a
// list can turn on: gaps, ends known ahead, pay that rises or is not known.
func life(r *rand.Rand, today calendar.Date) []outcome.Record {
	var list []outcome.Record
	from := today.Add(-r.IntN(500))
	for range r.IntN(4) {
		rec := outcome.Record{Spell: outcome.Spell{Employer: "Acton Vale Foods", Start: from}}
		until := from.Add(r.IntN(400))
		if r.IntN(3) > 0 {
			rec.End = until
		}
		for day := from; ; day = day.Add(1 + r.IntN(120)) {
			if !rec.End.IsZero() && day.After(rec.End) || len(rec.PayRecords) > 3 {
				break
			}
			rec.PayRecords = append(rec.PayRecords, outcome.PayRecord{From: day, Known: r.IntN(8) > 0, Pence: int64(1200 + r.IntN(5)*100), Per: outcome.PerHour, Hours: "30"})
		}
		list = append(list, rec)
		from = until.Add(1 + r.IntN(60))
	}
	return list
}

// TestAPlaceHoldsUntilItSays takes many lives day by day: as long as a place is
// said to hold, it is what would be reckoned on the day.
func TestAPlaceHoldsUntilItSays(t *testing.T) {
	t.Parallel()
	rates, _ := outcome.Reference()
	r, start := rand.New(rand.NewPCG(1, 2)), calendar.MustISO("2026-01-10")
	held, states := 0, map[outcome.State]int{}
	for n := range 250 {
		list := life(r, start)
		var kept outcome.Place
		for i := range 250 {
			today := start.Add(i)
			e, err := outcome.Judge(list, outcome.Sustained, rates, today)
			if err != nil {
				t.Fatal(err)
			}
			now := outcome.PlaceOf(e, list, today)
			states[e.State]++
			if i == 0 || !today.Before(kept.Until()) {
				kept = now
				continue
			}
			held++
			if !kept.Same(now) {
				t.Fatalf("life %d on %s: %s, and the list still has %+v for %+v", n, today, e.State, kept, now)
			}
		}
	}
	if held < 20_000 || len(states) != 5 {
		t.Errorf("%d days held, states %v", held, states)
	}
}
