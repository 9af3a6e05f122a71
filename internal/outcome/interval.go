package outcome

import (
	"math/big"
	"slices"
)

// interval is days in a row with the same reason not to qualify, or with none.
type interval struct {
	from, to int // first day, and the first day after
	reason   Reason
}

func (iv interval) holds(day int) bool { return iv.from <= day && day < iv.to }

// job is a spell that the rule looks at, in day numbers.
type job struct {
	employer   string
	from, to   int // first day, and the first day after
	apprentice bool
	wages      []wage // by day
}

// wage is a pay record with its hourly pay worked out once.
type wage struct {
	from   int
	hourly *big.Rat // nil where not known
	hours  *big.Rat // nil where not known
}

func jobOf(s Spell) job {
	j := job{employer: s.Employer, from: dayNumber(s.Start), to: forever, apprentice: s.Apprentice}
	if !s.End.IsZero() {
		j.to = dayNumber(s.End) + 1
	}
	for _, p := range s.Pay {
		j.wages = append(j.wages, wage{from: dayNumber(p.From), hourly: p.Hourly(), hours: p.Hours})
	}
	slices.SortFunc(j.wages, func(a, b wage) int { return a.from - b.from })
	return j
}

func (j job) holds(day int) bool { return j.from <= day && day < j.to }

// on is the wage of a day; before the first pay record nothing is known of it.
func (j job) on(day int) wage {
	next, found := slices.BinarySearchFunc(j.wages, day, func(w wage, day int) int { return w.from - day })
	if found {
		return j.wages[next]
	}
	if next == 0 {
		return wage{}
	}
	return j.wages[next-1]
}

// look is what one day's work amounts to.
type look struct {
	covered, known, reached bool
	hours                   *big.Rat // of the work that reaches the floor, added up
}

func (w *Walk) look(day int) look {
	l := look{hours: new(big.Rat)}
	floor := w.floors.on(day)
	for _, j := range w.jobs {
		if !j.holds(day) {
			continue
		}
		l.covered = true
		pay := j.on(day)
		if pay.hourly == nil {
			continue
		}
		l.known = true
		if !floor.reached(j, pay.hourly) {
			continue
		}
		l.reached = true
		if pay.hours != nil {
			l.hours.Add(l.hours, pay.hours)
		}
	}
	return l
}

// reasonOn judges one day on its own; the first reason that applies counts.
func (w *Walk) reasonOn(day int) Reason {
	l := w.look(day)
	switch {
	case !l.covered:
		return NotInWork
	case !l.known:
		return PayUnknown
	case !l.reached:
		return BelowFloor
	case w.rule.needsHours() && l.hours.Cmp(w.rule.LeastHours) < 0:
		return HoursLow
	}
	return ""
}

// breaks are the days from the first on which a day may be judged differently
// from the day before, in order, each once.
func (w *Walk) breaks() []int {
	days := append(w.floors.breaks(), w.first)
	for _, j := range w.jobs {
		days = append(days, j.from, j.to)
		for _, pay := range j.wages {
			days = append(days, pay.from)
		}
	}
	days = slices.DeleteFunc(days, func(day int) bool { return day < w.first || day >= forever })
	slices.Sort(days)
	return slices.Compact(days)
}

// cut divides the days from the first to for ever, and joins neighbours that
// are judged alike.
func (w *Walk) cut() []interval {
	var out []interval
	for _, day := range w.breaks() {
		reason := w.reasonOn(day)
		last := len(out) - 1
		if last >= 0 && out[last].reason == reason {
			continue
		}
		if last >= 0 {
			out[last].to = day
		}
		out = append(out, interval{from: day, to: forever, reason: reason})
	}
	return out
}

// firstFailing is the first interval with a reason that has a day from one day
// to another, both included.
func (w *Walk) firstFailing(from, to int) (interval, bool) {
	for _, iv := range w.intervals {
		if iv.reason != "" && iv.to > from && iv.from <= to {
			return iv, true
		}
	}
	return interval{}, false
}

// at is the interval that holds a day; there is none before the first day.
func (w *Walk) at(day int) interval {
	for _, iv := range w.intervals {
		if iv.holds(day) {
			return iv
		}
	}
	return interval{}
}
