package outcome

import (
	"fmt"

	"onward/internal/calendar"
	"onward/internal/fault"
)

// State is how an outcome of sustained work stands as of a day.
type State string

// The states.
const (
	Achieved State = "achieved" // the count reached the days needed, for good
	Running  State = "running"  // a run is alive and nothing known stands in its way
	AtRisk   State = "at_risk"  // a run is alive, and a day up to the due one is known to fail
	Broken   State = "broken"   // there was a run, and none is alive
	None     State = "none"     // no day has qualified yet
)

// Reason is why a day does not qualify; empty for a day that does.
type Reason string

// The reasons, in the order in which they are asked: the first that applies counts.
const (
	NotInWork  Reason = "not_in_work"
	PayUnknown Reason = "pay_unknown"
	BelowFloor Reason = "below_floor"
	HoursLow   Reason = "hours_low"
)

// Facts are everything on record that an outcome depends on, also what is dated
// or announced after the day that is asked about.
type Facts struct {
	Spells []Spell // in any order
	Rates  Rates
	Born   calendar.Date // asked for only where the floor is the minimum wage
}

// Answer is how an outcome stands, in the words of the exchange format.
type Answer struct {
	State       State
	Count       int           // qualifying days of the run; the days needed once achieved
	AchievedOn  calendar.Date // zero unless achieved
	ProjectedOn calendar.Date // when it is due if every later day qualifies; zero unless running or at risk
	Reason      Reason        // at risk: the first failing day's; broken or none: the day's own
}

// Walk is one resident's facts read by one rule. It does not change and may be
// asked by many at once.
type Walk struct {
	rule      Rule
	floors    floors
	jobs      []job
	first     int        // the first day of any spell, ignored ones too
	intervals []interval // from the first day to for ever; none without spells
}

// Bounds on one resident's record: far above any life, low enough that a hostile
// line costs no more than a moment.
const (
	mostSpells = 500
	mostPays   = 5_000
	mostRates  = 1_000
)

// NewWalk reads the facts. Facts or a rule that cannot be (two pay records that
// start on one day, an end before the start) are a fault of kind Invalid, whose
// fields are named as in the exchange format, like spells[0].end.
func NewWalk(rule Rule, facts Facts) (*Walk, error) {
	if err := check(rule, facts); err != nil {
		return nil, err
	}
	w := &Walk{rule: rule, floors: floorsOf(rule, facts.Rates, facts.Born), first: forever}
	for _, s := range facts.Spells {
		j := jobOf(s)
		w.first = min(w.first, j.from)
		if !s.SelfEmployed || !rule.IgnoreSelfEmployed {
			w.jobs = append(w.jobs, j)
		}
	}
	w.intervals = w.cut()
	return w, nil
}

func check(rule Rule, facts Facts) error {
	pays := 0
	for _, s := range facts.Spells {
		pays += len(s.Pay)
	}
	rates := len(facts.Rates.LivingWage) + len(facts.Rates.MinimumWage)
	if len(facts.Spells) > mostSpells || pays > mostPays || rates > mostRates {
		return fault.Fields(fault.Field{Name: "spells",
			Message: "Send at most 500 spells, 5000 pay records and 1000 rates of one resident"})
	}
	found := append(rule.faults(), facts.Rates.faults(rule)...)
	if rule.Floor == FloorMinimumWage && !sensible(facts.Born) {
		found = append(found, fault.Field{Name: "born", Message: "Enter the date of birth: the minimum wage depends on age"})
	}
	for i, s := range facts.Spells {
		found = append(found, s.faults(fmt.Sprintf("spells[%d]", i))...)
	}
	return fault.Fields(found...)
}

// Answer says how the outcome stands as of a day. Its cost does not depend on
// how many days that is.
func (w *Walk) Answer(asOf calendar.Date) Answer {
	day := dayNumber(asOf)
	r := w.runTo(day)
	switch {
	case r.achieved:
		return Answer{State: Achieved, Count: r.count, AchievedOn: dateOf(r.achievedOn)}
	case r.alive:
		due := day + w.rule.Days - r.count
		a := Answer{State: Running, Count: r.count, ProjectedOn: dateOf(due)}
		if failing, found := w.firstFailing(day, due); found {
			a.State, a.Reason = AtRisk, failing.reason
		}
		return a
	case r.begun:
		return Answer{State: Broken, Reason: w.at(day).reason}
	}
	return Answer{State: None, Reason: w.at(day).reason}
}
