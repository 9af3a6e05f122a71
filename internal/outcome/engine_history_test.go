package outcome

import (
	"math/big"

	"pgregory.net/rapid"

	"onward/internal/calendar"
)

// history is a rule with facts that were drawn at random, crowded into a few
// weeks so that boundaries meet.
type history struct {
	rule  Rule
	facts Facts
}

// origin is shortly before a 29 February.
var origin = calendar.MustISO("2024-02-20")

func drawDay(t *rapid.T, name string, from, to int) calendar.Date {
	return origin.Add(rapid.IntRange(from, to).Draw(t, name))
}

func drawHistory(t *rapid.T) history {
	h := history{rule: drawRule(t)}
	h.facts.Born = rapid.SampledFrom([]calendar.Date{
		calendar.MustISO("2004-02-29"), calendar.MustISO("2003-03-15"), calendar.MustISO("2006-03-01"),
		calendar.MustISO("2007-04-02"), calendar.MustISO("1970-07-01"),
	}).Draw(t, "born")
	for range rapid.IntRange(0, 4).Draw(t, "spells") {
		h.facts.Spells = append(h.facts.Spells, drawSpell(t))
	}
	h.facts.Rates = Rates{LivingWage: drawLivingWages(t), MinimumWage: drawMinimumWages(t)}
	return h
}

func drawRule(t *rapid.T) Rule {
	return Rule{
		Days:               rapid.SampledFrom([]int{1, 2, 7, 20, 45, 182}).Draw(t, "days"),
		LongestGap:         rapid.SampledFrom([]int{0, 1, 3, 7, 28}).Draw(t, "longest gap"),
		LeastHours:         rapid.SampledFrom([]*big.Rat{nil, new(big.Rat), big.NewRat(16, 1), big.NewRat(45, 2)}).Draw(t, "least hours"),
		Floor:              rapid.SampledFrom([]Floor{FloorLivingWage, FloorMinimumWage, FloorNone}).Draw(t, "floor"),
		LivingWageFrom:     rapid.SampledFrom([]LivingWageDay{FromMustPayBy, FromAnnounced}).Draw(t, "llw from"),
		IgnoreSelfEmployed: rapid.Bool().Draw(t, "ignore self-employed"),
	}
}

func drawSpell(t *rapid.T) Spell {
	s := Spell{
		Employer:     rapid.SampledFrom([]string{"Acton Vale Foods", "Brightwell Kitchens", ""}).Draw(t, "employer"),
		Start:        drawDay(t, "start", 0, 90),
		SelfEmployed: rapid.Bool().Draw(t, "self-employed"),
		Apprentice:   rapid.Bool().Draw(t, "apprentice"),
	}
	if rapid.IntRange(0, 2).Draw(t, "ends") > 0 {
		s.End = s.Start.Add(rapid.IntRange(0, 60).Draw(t, "length"))
	}
	taken := map[calendar.Date]bool{}
	for range rapid.IntRange(0, 4).Draw(t, "pay records") {
		p := drawPay(t, s.Start.Add(rapid.IntRange(-5, 50).Draw(t, "pay from")))
		if !taken[p.From] {
			s.Pay = append(s.Pay, p)
		}
		taken[p.From] = true
	}
	return s
}

// drawPay keeps close to the floors that drawLivingWages and drawMinimumWages draw.
func drawPay(t *rapid.T, from calendar.Date) Pay {
	hours := rapid.SampledFrom([]*big.Rat{
		nil, new(big.Rat), big.NewRat(8, 1), big.NewRat(16, 1), big.NewRat(29, 2), big.NewRat(40, 1),
	}).Draw(t, "hours")
	p := Pay{From: from, Hours: hours, Per: rapid.SampledFrom([]Period{PerHour, PerWeek, PerMonth, PerYear}).Draw(t, "per")}
	hourly := int64(1000 + rapid.IntRange(-1, 21).Draw(t, "hourly"))
	p.Pence = hourly
	if p.Per != PerHour && hours != nil {
		factor := new(big.Rat).Mul(hours, map[Period]*big.Rat{
			PerWeek: big.NewRat(1, 1), PerMonth: big.NewRat(52, 12), PerYear: big.NewRat(52, 1),
		}[p.Per])
		amount := factor.Mul(factor, big.NewRat(hourly, 1))
		p.Pence = new(big.Int).Quo(amount.Num(), amount.Denom()).Int64() + int64(rapid.IntRange(0, 1).Draw(t, "a penny"))
	}
	return p
}

func drawLivingWages(t *rapid.T) []LivingWage {
	var out []LivingWage
	announced, due := map[calendar.Date]bool{}, map[calendar.Date]bool{}
	for range rapid.IntRange(0, 4).Draw(t, "living wages") {
		r := LivingWage{
			Announced: drawDay(t, "announced", -30, 120), MustPayBy: drawDay(t, "must pay by", -30, 120),
			Pence: int64(1000 + 10*rapid.IntRange(0, 2).Draw(t, "rate")),
		}
		if !announced[r.Announced] && !due[r.MustPayBy] {
			out = append(out, r)
		}
		announced[r.Announced], due[r.MustPayBy] = true, true
	}
	return out
}

func drawMinimumWages(t *rapid.T) []MinimumWage {
	bands := []MinimumWage{
		{MinAge: 21}, {MinAge: 18, MaxAge: 20}, {MaxAge: 17}, {Apprentice: true}, {MinAge: 20, MaxAge: 20},
	}
	var out []MinimumWage
	for range rapid.IntRange(0, 7).Draw(t, "minimum wages") {
		r := rapid.SampledFrom(bands).Draw(t, "band")
		r.From = drawDay(t, "in force from", -30, 120)
		if rapid.Bool().Draw(t, "replaced") {
			r.To = r.From.Add(rapid.IntRange(0, 90).Draw(t, "in force for"))
		}
		r.Pence = int64(1000 + 10*rapid.IntRange(0, 2).Draw(t, "rate"))
		alone := true
		for _, other := range out {
			alone = alone && (other.From != r.From || !other.sharesPeople(r))
		}
		if alone {
			out = append(out, r)
		}
	}
	return out
}
