package outcome

import (
	"math/big"

	"onward/internal/calendar"
)

// Explanation is an answer with everything that a page needs to show why: the
// bar of days from the first to the due one, and what threatens it.
type Explanation struct {
	Answer
	AsOf      calendar.Date
	Rule      Rule
	RunFrom   calendar.Date // day 1 of the run that is alive or achieved; zero without one
	Stretches []Stretch     // the days in order, without holes; empty where no day has been walked
	Jobs      []Job         // who paid what on those days, in order of their first days
	Threat    *Threat       // nil unless at risk
}

// Verdict is what a day does for the count, as the bar of days shows it.
type Verdict string

// The verdicts; the failing ones are spelt as the reasons.
const (
	Counts            = Verdict("counts")
	WillCount         = Verdict("will_count") // a day after the as-of day that counts if nothing changes
	VerdictNotInWork  = Verdict(NotInWork)
	VerdictPayUnknown = Verdict(PayUnknown)
	VerdictBelowFloor = Verdict(BelowFloor)
	VerdictHoursLow   = Verdict(HoursLow)
)

// Stretch is days in a row with the same verdict. One that goes on past the
// as-of day is two: up to it, and after it.
type Stretch struct {
	From, To calendar.Date // both included
	Verdict  Verdict
	Later    bool // after the as-of day

	// FirstDay and LastDay are day numbers of the count. Days that counted have
	// those that they had, also in a run lost since; days that failed have none
	// (0). Later days have the number that they take on the way to the due day,
	// failing or not, so that the last is always the day needed.
	FirstDay, LastDay int

	Figures // on the first day
}

// Figures are what a day is judged by. Money is pence an hour.
type Figures struct {
	Employer string   // whose pay comes nearest to the floor, or out of work, whose ended last
	Hourly   *big.Rat // what that employer pays; nil where not known or out of work
	Floor    *big.Rat // what it is held against; nil where the rule has no floor or no rate is in force
	Hours    *big.Rat // hours a week of all work that reaches the floor
}

// Job is work for one employer at one hourly pay, on the days that the bar shows.
type Job struct {
	Employer string
	From, To calendar.Date // both included
	Hourly   *big.Rat      // pence; nil where not known
	Hours    *big.Rat      // contracted hours a week on the first of the days; nil where not known
}

// Explain says how the outcome stands as of a day, and why. Like Answer it
// costs the same however many days that is.
func (w *Walk) Explain(asOf calendar.Date) Explanation {
	day := dayNumber(asOf)
	r := w.runTo(day)
	e := Explanation{Answer: w.Answer(asOf), AsOf: asOf, Rule: w.rule}
	last := day
	switch e.State {
	case Achieved:
		last = r.achievedOn
	case Running, AtRisk:
		last = dayNumber(e.ProjectedOn)
	}
	if r.alive || r.achieved {
		e.RunFrom = dateOf(r.from)
	}
	if w.first <= day {
		e.Stretches = w.stretches(day, last)
		e.Jobs = w.jobsUpTo(last)
	}
	if e.State == AtRisk {
		e.Threat = w.threat(r, day, last)
	}
	return e
}

// CurrentJobs are the jobs on the days of CurrentStretches.
func (e Explanation) CurrentJobs() []Job {
	var out []Job
	for _, j := range e.Jobs {
		if !e.RunFrom.IsZero() && j.To.Before(e.RunFrom) {
			continue
		}
		if j.From.Before(e.RunFrom) {
			j.From = e.RunFrom
		}
		out = append(out, j)
	}
	return out
}

// CurrentStretches are those of the run that is alive or achieved; without one,
// all of them. An earlier run that was lost is history, and can be long.
func (e Explanation) CurrentStretches() []Stretch {
	for i, s := range e.Stretches {
		if s.From == e.RunFrom {
			return e.Stretches[i:]
		}
	}
	return e.Stretches
}
