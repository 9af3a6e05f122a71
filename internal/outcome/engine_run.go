package outcome

// run is the count on its way through the days.
type run struct {
	count int
	gap   int  // failing days in a row since the last that qualified
	alive bool // a count has begun and has not been lost
	begun bool // there has been a qualifying day, in this run or an earlier one
	from  int  // day 1 of the run that is alive or achieved

	achieved   bool
	achievedOn int

	lostOn    int // the last time that a count was lost: the day, and what it had come to
	lostCount int
}

// pass walks the days from one up to, not including, another, which all qualify
// or all fail. Nobody walks on from a count that is achieved: it is for good.
func (r *run) pass(from, to int, qualify bool, rule Rule) {
	days := to - from
	switch {
	case qualify:
		if !r.alive {
			r.alive, r.begun, r.from = true, true, from
		}
		if r.count+days >= rule.Days {
			r.achieved, r.achievedOn = true, from+rule.Days-r.count-1
			r.count = rule.Days
			return
		}
		r.count += days
		r.gap = 0
	case r.alive && r.gap+days > rule.LongestGap:
		r.lostOn, r.lostCount = from+rule.LongestGap-r.gap, r.count
		r.alive, r.count, r.gap = false, 0, 0
	case r.alive:
		r.gap += days
	}
}

// runTo walks from the first day to a day, included.
func (w *Walk) runTo(day int) run {
	var r run
	for _, iv := range w.intervals {
		if iv.from > day || r.achieved {
			break
		}
		r.pass(iv.from, min(iv.to, day+1), iv.reason == "", w.rule)
	}
	return r
}

// onwards walks on from a run that is alive on a day until the count is reached
// or lost. One of the two happens: the last interval lasts for ever.
func (w *Walk) onwards(r run, day int) run {
	for _, iv := range w.intervals {
		if r.achieved || !r.alive {
			break
		}
		if iv.to > day+1 {
			r.pass(max(iv.from, day+1), iv.to, iv.reason == "", w.rule)
		}
	}
	return r
}
