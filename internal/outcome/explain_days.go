package outcome

import (
	"cmp"
	"math/big"
	"slices"
)

// stretches are the days from the first to the last, both included, divided
// where the verdict changes and after the as-of day.
func (w *Walk) stretches(asOf, last int) []Stretch {
	var out []Stretch
	var r run
	for _, iv := range w.intervals {
		qualify := iv.reason == ""
		if to := min(iv.to, asOf+1, last+1); iv.from < to {
			before := r.count
			r.pass(iv.from, to, qualify, w.rule)
			out = append(out, w.pastStretch(iv, to, before))
		}
		if from, to := max(iv.from, asOf+1), min(iv.to, last+1); from < to {
			s := w.stretch(from, to, iv.reason)
			s.Later = true
			s.FirstDay, s.LastDay = r.count+from-asOf, r.count+to-1-asOf
			if qualify {
				s.Verdict = WillCount
			}
			out = append(out, s)
		}
	}
	return out
}

// pastStretch is an interval up to a day, with the numbers that follow a count.
func (w *Walk) pastStretch(iv interval, to, count int) Stretch {
	s := w.stretch(iv.from, to, iv.reason)
	if iv.reason == "" {
		s.Verdict = Counts
		s.FirstDay, s.LastDay = count+1, count+to-iv.from
	}
	return s
}

func (w *Walk) stretch(from, to int, reason Reason) Stretch {
	return Stretch{From: dateOf(from), To: dateOf(to - 1), Verdict: Verdict(reason), Figures: w.figures(from)}
}

// nearest is the job of a day whose pay comes nearest to its floor, or exceeds
// it most. Where no pay is known it is the first that there is.
func (w *Walk) nearest(day int) (best job, found bool) {
	var margin *big.Rat
	floors := w.floors.on(day)
	for _, j := range w.jobs {
		if !j.holds(day) {
			continue
		}
		if !found {
			best, found = j, true
		}
		pay := j.on(day)
		if pay.hourly == nil {
			continue
		}
		over := new(big.Rat).Set(pay.hourly)
		if floor := floors.of(j); floor != nil {
			over.Sub(over, floor)
		}
		if margin == nil || over.Cmp(margin) > 0 {
			best, margin = j, over
		}
	}
	return best, found
}

// endedLast is the job that ended last before a day; of several, the first.
func (w *Walk) endedLast(day int) (best job, found bool) {
	for _, j := range w.jobs {
		if j.to <= day && (!found || j.to > best.to) {
			best, found = j, true
		}
	}
	return best, found
}

func (w *Walk) figures(day int) Figures {
	f := Figures{Hours: w.look(day).hours}
	j, working := w.nearest(day)
	if !working {
		last, _ := w.endedLast(day)
		f.Employer = last.employer
	} else {
		f.Employer, f.Hourly = j.employer, j.on(day).hourly
	}
	if w.rule.Floor != FloorNone {
		f.Floor = w.floors.on(day).of(j)
	}
	return f
}

// jobsUpTo are the jobs on the days from the first to a last one, divided where
// the hourly pay changes.
func (w *Walk) jobsUpTo(last int) []Job {
	var out []Job
	for _, j := range w.jobs {
		from, end := j.from, min(j.to, last+1)
		for from < end {
			pay := j.on(from)
			to := j.paidUntil(from, end)
			out = append(out, Job{Employer: j.employer, From: dateOf(from), To: dateOf(to - 1), Hourly: pay.hourly, Hours: pay.hours})
			from = to
		}
	}
	slices.SortStableFunc(out, func(a, b Job) int { return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To)) })
	return out
}

// paidUntil is the first day after from, and up to end, on which the hourly pay is another.
func (j job) paidUntil(from, end int) int {
	hourly := j.on(from).hourly
	for _, pay := range j.wages {
		if pay.from > from && pay.from < end && !sameAmount(pay.hourly, hourly) {
			return pay.from
		}
	}
	return end
}

func sameAmount(a, b *big.Rat) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Cmp(b) == 0
}
