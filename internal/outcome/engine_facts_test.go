package outcome

import (
	"testing"

	"onward/internal/calendar"
	"onward/internal/fault"
)

// What a line of JSON cannot even say a caller in Go can: it is refused as well.
func TestFactsThatCannotBe(t *testing.T) {
	t.Parallel()
	pay := func(p Pay) Facts { return Facts{Spells: []Spell{{Start: origin, Pay: []Pay{p}}}} }
	any, minimum := Rule{Days: 10, Floor: FloorNone}, Rule{Days: 10, Floor: FloorMinimumWage}
	long := calendar.MustISO("1800-01-01")
	rate := func(r MinimumWage) Facts { return Facts{Born: origin, Rates: Rates{MinimumWage: []MinimumWage{r}}} }
	for name, c := range map[string]struct {
		rule  Rule
		facts Facts
		field string
	}{
		"no floor":        {Rule{Days: 10}, Facts{}, "rule.floor"},
		"hours beyond":    {Rule{Days: 10, Floor: FloorNone, LeastHours: whole(169)}, Facts{}, "rule.min_hours_per_week"},
		"no start":        {any, Facts{Spells: []Spell{{}}}, "spells[0].start"},
		"end long ago":    {any, Facts{Spells: []Spell{{Start: origin, End: long}}}, "spells[0].end"},
		"rate long ago":   {minimum, rate(MinimumWage{From: long, Pence: 1}), "nmw_rates[0].effective_from"},
		"rate ended then": {minimum, rate(MinimumWage{From: origin, To: long, Pence: 1}), "nmw_rates[0].effective_to"},
		"oldest under 0":  {minimum, rate(MinimumWage{From: origin, MaxAge: -1, Pence: 1}), "nmw_rates[0].max_age"},
		"older than can":  {minimum, rate(MinimumWage{From: origin, MaxAge: 151, Pence: 1}), "nmw_rates[0].max_age"},
		"pay of no day":   {any, pay(Pay{Per: PerHour}), "spells[0].pay[0].from"},
		"hours under 0":   {any, pay(Pay{From: origin, Per: PerHour, Hours: whole(-1)}), "spells[0].pay[0].hours_per_week"},
		"no period":       {any, pay(Pay{From: origin}), "spells[0].pay[0].per"},
		"too many spells": {any, Facts{Spells: make([]Spell, 501)}, "spells"},
		"too much pay":    {any, Facts{Spells: []Spell{{Start: origin, Pay: make([]Pay, 5001)}}}, "spells"},
		"too many rates":  {any, Facts{Rates: Rates{LivingWage: make([]LivingWage, 600), MinimumWage: make([]MinimumWage, 401)}}, "spells"},
	} {
		walk, err := NewWalk(c.rule, c.facts)
		if walk != nil || !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[0].Name != c.field {
			t.Errorf("%s: %v, %+v", name, walk, fault.Of(err))
		}
	}
}

// The bounds themselves are still allowed.
func TestFactsAtTheBounds(t *testing.T) {
	t.Parallel()
	last := calendar.MustISO("9999-12-31")
	first := calendar.MustISO("1900-01-01")
	rule := Rule{Days: mostDays, LongestGap: mostDays, LeastHours: whole(168)}
	for floor, rates := range map[Floor]Rates{
		FloorLivingWage:  {LivingWage: []LivingWage{{MustPayBy: first, Pence: 1}, {MustPayBy: last, Pence: mostPence}}},
		FloorMinimumWage: {MinimumWage: []MinimumWage{{From: first, To: first, MinAge: 150, MaxAge: 150, Pence: 1}, {From: last, Pence: mostPence}}},
	} {
		rule.Floor, rule.LivingWageFrom = floor, FromMustPayBy
		spell := Spell{Start: first, End: first, Pay: []Pay{{From: last, Pence: mostPence, Per: PerWeek, Hours: whole(168)}}}
		if _, err := NewWalk(rule, Facts{Born: first, Rates: rates, Spells: []Spell{spell}}); err != nil {
			t.Errorf("%s: %+v", floor, fault.Of(err))
		}
	}
}

// As much as is allowed of one resident is judged, and in a moment.
func TestTheLargestRecord(t *testing.T) {
	t.Parallel()
	var facts Facts
	for i := range mostSpells {
		s := Spell{Start: origin.Add(i)}
		for j := range mostPays / mostSpells {
			s.Pay = append(s.Pay, Pay{From: origin.Add(i + 3*j), Pence: int64(500_000 + i*j), Per: PerMonth, Hours: hoursOf("36.9166667")})
		}
		facts.Spells = append(facts.Spells, s)
	}
	for i := range mostRates {
		facts.Rates.LivingWage = append(facts.Rates.LivingWage, LivingWage{MustPayBy: origin.Add(2 * i), Pence: int64(600 + i)})
	}
	if got := mustWalk(t, sixMonths(), facts).Answer(calendar.MustISO("2030-01-01")); got.State != Achieved {
		t.Errorf("%+v", got)
	}
}
