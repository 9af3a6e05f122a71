package outcome

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"onward/internal/calendar"
)

// The engine and the reading day by day agree on any history, as of any day.
func TestEngineAgreesWithReadingDayByDay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t)
		walk, err := NewWalk(h.rule, h.facts)
		if err != nil {
			t.Fatal(err)
		}
		slow := dayByDay(h)
		for range 6 {
			asOf := drawDay(t, "as of", -10, 330)
			if got, want := walk.Answer(asOf), slow.answer(asOf); got != want {
				t.Fatalf("as of %s\n got %+v\nwant %+v", asOf, got, want)
			}
		}
	})
}

// The order in which spells, pay and rates were entered means nothing.
func TestOrderOfFactsMeansNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t)
		asOf := drawDay(t, "as of", -10, 330)
		before, err := NewWalk(h.rule, h.facts)
		if err != nil {
			t.Fatal(err)
		}
		shuffled := h.facts
		shuffled.Spells = rapid.Permutation(h.facts.Spells).Draw(t, "spells in another order")
		for i := range shuffled.Spells {
			shuffled.Spells[i].Pay = rapid.Permutation(shuffled.Spells[i].Pay).Draw(t, "pay in another order")
		}
		shuffled.Rates.LivingWage = rapid.Permutation(h.facts.Rates.LivingWage).Draw(t, "living wages in another order")
		shuffled.Rates.MinimumWage = rapid.Permutation(h.facts.Rates.MinimumWage).Draw(t, "minimum wages in another order")
		after, err := NewWalk(h.rule, shuffled)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := before.Answer(asOf), after.Answer(asOf); a != b {
			t.Fatalf("%+v became %+v", a, b)
		}
	})
}

// What is achieved stays achieved, on the same day, whatever later facts say.
func TestAchievedIsForGood(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t)
		walk, err := NewWalk(h.rule, h.facts)
		if err != nil {
			t.Fatal(err)
		}
		asOf := drawDay(t, "as of", 0, 330)
		a := walk.Answer(asOf)
		later := walk.Answer(asOf.Add(rapid.IntRange(0, 3000).Draw(t, "later")))
		if a.State == Achieved && a != later {
			t.Fatalf("%+v became %+v", a, later)
		}
		if a.State == Running && walk.Answer(a.ProjectedOn) != (Answer{State: Achieved, Count: h.rule.Days, AchievedOn: a.ProjectedOn}) {
			t.Fatalf("running to %s, where it is %+v", a.ProjectedOn, walk.Answer(a.ProjectedOn))
		}
	})
}

func sixMonths() Rule {
	return Rule{Days: 182, LongestGap: 28, Floor: FloorLivingWage, LivingWageFrom: FromMustPayBy}
}

func mustWalk(t *testing.T, rule Rule, facts Facts) *Walk {
	t.Helper()
	walk, err := NewWalk(rule, facts)
	if err != nil {
		t.Fatal(err)
	}
	return walk
}

// hourlyPay is one pay record of whole pence an hour.
func hourlyPay(from string, pence int64, hours string) []Pay {
	return []Pay{{From: calendar.MustISO(from), Pence: pence, Per: PerHour, Hours: hoursOf(hours)}}
}

func hoursOf(text string) *big.Rat {
	hours, err := ParseHours(text)
	if err != nil {
		panic(err)
	}
	return hours
}

// A rate that is announced after the as-of day counts for the days that come.
func TestFactsOfTheFutureCount(t *testing.T) {
	t.Parallel()
	facts := Facts{
		Spells: []Spell{{Start: calendar.MustISO("2026-01-05"), Pay: hourlyPay("2026-01-05", 1480, "35")}},
		Rates: Rates{LivingWage: []LivingWage{
			{MustPayBy: calendar.MustISO("2025-05-01"), Pence: 1385},
			{Announced: calendar.MustISO("2026-03-20"), MustPayBy: calendar.MustISO("2026-05-01"), Pence: 1500},
		}},
	}
	got := mustWalk(t, sixMonths(), facts).Answer(calendar.MustISO("2026-03-01"))
	if got.State != AtRisk || got.Reason != BelowFloor {
		t.Errorf("%+v", got)
	}
	// A raise that is agreed for the day on which the rate rises takes the risk away.
	facts.Spells[0].Pay = append(facts.Spells[0].Pay, hourlyPay("2026-05-01", 1500, "35")...)
	got = mustWalk(t, sixMonths(), facts).Answer(calendar.MustISO("2026-03-01"))
	if got.State != Running || got.ProjectedOn != calendar.MustISO("2026-07-05") {
		t.Errorf("%+v", got)
	}
}

// The projected day itself has to qualify; the day after it need not.
func TestTheProjectedDayIsTheLastThatMatters(t *testing.T) {
	t.Parallel()
	rule := Rule{Days: 10, Floor: FloorNone}
	for end, want := range map[string]State{"2024-03-09": AtRisk, "2024-03-10": Running} {
		facts := Facts{Spells: []Spell{{
			Start: calendar.MustISO("2024-03-01"), End: calendar.MustISO(end), Pay: hourlyPay("2024-03-01", 1, "1"),
		}}}
		if got := mustWalk(t, rule, facts).Answer(calendar.MustISO("2024-03-05")); got.State != want {
			t.Errorf("ending on %s: %+v", end, got)
		}
	}
}

func TestNothingOnRecord(t *testing.T) {
	t.Parallel()
	walk := mustWalk(t, sixMonths(), Facts{})
	if got := walk.Answer(origin); got != (Answer{State: None}) {
		t.Errorf("%+v", got)
	}
	if e := walk.Explain(origin); len(e.Stretches) != 0 || len(e.Jobs) != 0 || e.Threat != nil {
		t.Errorf("%+v", e)
	}
}

// Systems that cannot leave a day empty write a last day that nobody will see.
func TestAnEndThatIsMeantForEver(t *testing.T) {
	t.Parallel()
	facts := Facts{Spells: []Spell{{
		Start: calendar.MustISO("2024-03-01"), End: calendar.MustISO("9999-12-31"), Pay: hourlyPay("2024-03-01", 1, "1"),
	}}}
	got := mustWalk(t, Rule{Days: 36525, Floor: FloorNone}, facts).Answer(calendar.MustISO("2100-01-01"))
	if got.State != Running || got.ProjectedOn != calendar.MustISO("2124-03-01") {
		t.Errorf("%+v", got)
	}
}
