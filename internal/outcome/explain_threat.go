package outcome

import (
	"math/big"

	"onward/internal/calendar"
)

// Threat is what keeps a live run from reaching the due day: the first failing
// day, what puts it right, and what happens if nobody does.
type Threat struct {
	Reason Reason
	On     calendar.Date // the first failing day
	Until  calendar.Date // the last in a row for the same reason; zero where no end is known
	Now    bool          // the as-of day fails already: On is since when

	Figures // on that day, or on the as-of day where that fails already
	Remedy  Remedy
	Outlook Outlook
}

// Remedy is what puts a threat right.
type Remedy struct {
	From       calendar.Date // the first day that is to be put right
	By         calendar.Date // the last day on which a change still saves the count; zero where it is not lost
	Pay        []PayStep     // hourly pay needed up to the due day, more than one where the floor rises again; none where no rate is in force
	LeastHours *big.Rat      // hours a week needed at that pay; nil where the rule asks for none or the job has them
}

// PayStep is an hourly pay needed from a day on.
type PayStep struct {
	From   calendar.Date
	Hourly *big.Rat // pence
}

// Outlook is what becomes of the count if nothing changes: it is lost, or it is
// reached, later than the due day since failing days do not count.
type Outlook struct {
	ResumesOn calendar.Date // the next day that counts in this run; zero where it is lost before
	StopsAt   int           // what the count has come to when it is lost
	LostOn    calendar.Date // the failing day that is one too many; zero where the count is reached
	ReachedOn calendar.Date // zero where the count is lost
}

func (w *Walk) threat(r run, asOf, due int) *Threat {
	failing, _ := w.firstFailing(asOf, due) // there is one: that is what being at risk means
	t := &Threat{
		Reason: failing.reason, On: dateOf(failing.from), Now: failing.from <= asOf,
		Figures: w.figures(max(failing.from, asOf)), Outlook: w.outlook(r, asOf, failing),
	}
	if failing.to < forever {
		t.Until = dateOf(failing.to - 1)
	}
	t.Remedy = w.remedy(max(failing.from, asOf+1), due)
	t.Remedy.By = t.Outlook.LostOn
	return t
}

func (w *Walk) outlook(r run, asOf int, failing interval) Outlook {
	var o Outlook
	end := w.onwards(r, asOf)
	if end.achieved {
		o.ReachedOn = dateOf(end.achievedOn)
	} else {
		o.StopsAt, o.LostOn = end.lostCount, dateOf(end.lostOn)
	}
	for _, iv := range w.intervals {
		if iv.reason == "" && iv.from >= failing.to && (end.achieved || iv.from < end.lostOn) {
			o.ResumesOn = dateOf(iv.from)
			break
		}
	}
	return o
}

// remedy names what the days from one to the due one ask of the job that comes
// nearest, or of a new one.
func (w *Walk) remedy(from, due int) Remedy {
	m := Remedy{From: dateOf(from)}
	j, _ := w.nearest(from) // out of work there is none, and the usual floor is asked of the next
	if hours := j.on(from).hours; w.rule.needsHours() && (hours == nil || hours.Cmp(w.rule.LeastHours) < 0) {
		m.LeastHours = w.rule.LeastHours
	}
	floor := w.floors.on(from).of(j)
	if w.rule.Floor == FloorNone || floor == nil {
		return m
	}
	m.addPay(from, floor)
	for _, day := range w.breaks() {
		if from < day && day <= due {
			m.addPay(day, w.floors.on(day).of(j))
		}
	}
	return m
}

// addPay adds a floor that is above the last one named.
func (m *Remedy) addPay(day int, floor *big.Rat) {
	if floor == nil {
		return
	}
	if n := len(m.Pay); n > 0 && floor.Cmp(m.Pay[n-1].Hourly) <= 0 {
		return
	}
	m.Pay = append(m.Pay, PayStep{From: dateOf(day), Hourly: floor})
}
