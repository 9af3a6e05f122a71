package outcome

import (
	"math/big"

	"onward/internal/calendar"
)

// dayByDay reads the rule as the design words it: one day after the other, with
// nothing worked out beforehand and nothing shared with the engine but the types.
type dayByDay struct {
	rule  Rule
	facts Facts
}

func (d dayByDay) first() (first calendar.Date, any bool) {
	for _, s := range d.facts.Spells {
		if !any || s.Start.Before(first) {
			first, any = s.Start, true
		}
	}
	return first, any
}

func (d dayByDay) reason(day calendar.Date) Reason {
	covered, known, reached := false, false, false
	hours := new(big.Rat)
	for _, s := range d.facts.Spells {
		ignored := s.SelfEmployed && d.rule.IgnoreSelfEmployed
		ended := !s.End.IsZero() && day.After(s.End)
		if ignored || ended || day.Before(s.Start) {
			continue
		}
		covered = true
		pay, found := latestPay(s.Pay, day)
		if !found || pay.Per != PerHour && (pay.Hours == nil || pay.Hours.Sign() == 0) {
			continue
		}
		known = true
		if !d.reaches(pay, s.Apprentice, day) {
			continue
		}
		reached = true
		if pay.Hours != nil {
			hours.Add(hours, pay.Hours)
		}
	}
	switch {
	case !covered:
		return NotInWork
	case !known:
		return PayUnknown
	case !reached:
		return BelowFloor
	case d.rule.LeastHours != nil && hours.Cmp(d.rule.LeastHours) < 0:
		return HoursLow
	}
	return ""
}

func latestPay(records []Pay, day calendar.Date) (latest Pay, found bool) {
	for _, p := range records {
		if !p.From.After(day) && (!found || p.From.After(latest.From)) {
			latest, found = p, true
		}
	}
	return latest, found
}

// reaches compares what a year pays with what a year has to pay, so that it
// divides by nothing.
func (d dayByDay) reaches(p Pay, apprentice bool, day calendar.Date) bool {
	if d.rule.Floor == FloorNone {
		return true
	}
	floor, found := d.floor(apprentice, day)
	if !found {
		return false
	}
	if p.Per == PerHour {
		return p.Pence >= floor
	}
	times := map[Period]int64{PerWeek: 52, PerMonth: 12, PerYear: 1}[p.Per]
	paid := big.NewRat(p.Pence*times, 1)
	needed := new(big.Rat).Mul(big.NewRat(floor*52, 1), p.Hours)
	return paid.Cmp(needed) >= 0
}

func (d dayByDay) floor(apprentice bool, day calendar.Date) (pence int64, found bool) {
	var since calendar.Date
	take := func(from calendar.Date, p int64) {
		if !from.After(day) && (!found || from.After(since)) {
			since, pence, found = from, p, true
		}
	}
	if d.rule.Floor == FloorLivingWage {
		for _, r := range d.facts.Rates.LivingWage {
			if d.rule.LivingWageFrom == FromAnnounced {
				take(r.Announced, r.Pence)
			} else {
				take(r.MustPayBy, r.Pence)
			}
		}
		return pence, found
	}
	age := d.facts.Born.AgeOn(day)
	for _, r := range d.facts.Rates.MinimumWage {
		over := !r.To.IsZero() && day.After(r.To)
		young, old := age < r.MinAge, r.MaxAge > 0 && age > r.MaxAge
		if r.Apprentice == apprentice && !over && (apprentice || !young && !old) {
			take(r.From, r.Pence)
		}
	}
	return pence, found
}

// stand is what the walk has come to.
type stand struct {
	count, gap   int
	alive, begun bool
	achievedOn   calendar.Date
	lostOn       calendar.Date // the last time
	lostAt       int
}

func (d dayByDay) step(s stand, day calendar.Date) stand {
	switch {
	case !s.achievedOn.IsZero():
	case d.reason(day) == "":
		s.count, s.gap, s.alive, s.begun = s.count+1, 0, true, true
		if s.count == d.rule.Days {
			s.achievedOn = day
		}
	case s.alive:
		s.gap++
		if s.gap > d.rule.LongestGap {
			s.lostOn, s.lostAt = day, s.count
			s.alive, s.count, s.gap = false, 0, 0
		}
	}
	return s
}

func (d dayByDay) walk(asOf calendar.Date) stand {
	var s stand
	first, any := d.first()
	for day := first; any && !day.After(asOf); day = day.Add(1) {
		s = d.step(s, day)
	}
	return s
}

func (d dayByDay) answer(asOf calendar.Date) Answer {
	s := d.walk(asOf)
	if !s.achievedOn.IsZero() {
		return Answer{State: Achieved, Count: d.rule.Days, AchievedOn: s.achievedOn}
	}
	if s.alive {
		due := asOf.Add(d.rule.Days - s.count)
		for day := asOf; !day.After(due); day = day.Add(1) {
			if reason := d.reason(day); reason != "" {
				return Answer{State: AtRisk, Count: s.count, ProjectedOn: due, Reason: reason}
			}
		}
		return Answer{State: Running, Count: s.count, ProjectedOn: due}
	}
	a := Answer{State: None}
	if s.begun {
		a.State = Broken
	}
	if first, any := d.first(); any && !asOf.Before(first) {
		a.Reason = d.reason(asOf)
	}
	return a
}
