package demo

import (
	"math"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/journey"
)

// path is how a journey went from stage to stage, up to today.
type path struct {
	opened calendar.Date
	stage  journey.Stage
	on     calendar.Date
	reason string
	moves  []journey.StageMove
	jobs   []job // one for each time that the resident came into work
}

// job is a time in work as the path has it.
type job struct {
	from, to calendar.Date // no day of to while it lasts
	good     bool          // at or above the London Living Wage throughout
}

// span is the fewest and the most days that a stage takes.
type span struct{ least, most int }

var spans = map[journey.Stage]span{
	journey.StageNew: {1, 12}, journey.StageAssessing: {5, 30}, journey.StagePreparing: {20, 110}, journey.StageLooking: {15, 150},
	journey.StageSustained: {15, 70}, journey.StagePaused: {30, 130},
}

// leaving is how many end their journey from a stage, and pausing how many rest there.
var (
	leaving = map[journey.Stage]float64{journey.StageNew: 0.05, journey.StageAssessing: 0.07, journey.StagePreparing: 0.09, journey.StageLooking: 0.15, journey.StagePaused: 0.3}
	pausing = map[journey.Stage]float64{journey.StageAssessing: 0.05, journey.StagePreparing: 0.14, journey.StageLooking: 0.10}
	reasons = weigh("no_contact", 40, "withdrew", 18, "moved", 14, "other_support", 14, "other", 14)
	rests   = weigh("caring", 40, "abroad", 15, "break", 35, "other", 10)
)

// newPath draws paths until one fits the wish; most do at once.
func newPath(c chance, today calendar.Date, wish journeyWish) path {
	for try := 0; ; try++ {
		days := int(1095 * math.Pow(c.Float64(), 1.6))
		switch wish.stage {
		case journey.StageNew:
			days = c.IntN(10)
		case journey.StageAssessing:
			days = c.IntN(40)
		}
		p := walk(c, calendar.AddWorkingDays(today.Add(-days+1), -1), today)
		if p.stage == wish.stage || wish.stage == "" {
			return p
		}
		if try > 100_000 {
			panic("demo: no path leads to " + string(wish.stage))
		}
	}
}

// walk goes from the first day until today.
func walk(c chance, opened, today calendar.Date) path {
	p := path{opened: opened}
	p.move(c, journey.StageNew, opened, "")
	for p.stage != journey.StageClosed {
		next, on, reason := p.next(c)
		if on.After(today) {
			return p
		}
		p.move(c, next, on, reason)
	}
	return p
}

func (p *path) move(c chance, to journey.Stage, on calendar.Date, reason string) {
	at := on.At(c.between(9, 16), c.IntN(60))
	p.moves = append(p.moves, journey.StageMove{From: p.stage, To: to, Reason: reason, At: at})
	if p.stage == journey.StageInWork && (to == journey.StageLooking || to == journey.StageClosed && reason != "other") {
		p.jobs[len(p.jobs)-1].to = on.Add(-1)
	}
	p.stage, p.on, p.reason = to, on, reason
	if to == journey.StageInWork {
		p.jobs = append(p.jobs, job{from: on, good: c.in(0.62)})
	}
}

// next is the step after the present stage.
func (p *path) next(c chance) (journey.Stage, calendar.Date, string) {
	if p.stage == journey.StageInWork {
		return p.afterWork(c)
	}
	s := spans[p.stage]
	on := p.later(c.between(s.least, s.most))
	switch at := c.Float64(); {
	case p.stage == journey.StageSustained:
		return journey.StageClosed, on, "sustained"
	case at < leaving[p.stage]:
		return journey.StageClosed, on, reasons.draw(c)
	case at < leaving[p.stage]+pausing[p.stage]:
		return journey.StagePaused, on, rests.draw(c)
	}
	switch p.stage {
	case journey.StageNew:
		return journey.StageAssessing, on, ""
	case journey.StageAssessing:
		if c.in(0.3) {
			return journey.StageLooking, on, ""
		}
		return journey.StagePreparing, on, ""
	case journey.StageLooking:
		return journey.StageInWork, on, ""
	case journey.StagePaused:
		return journey.StagePreparing, on, ""
	}
	return journey.StageLooking, on, ""
}

// sustainedDays is how many qualifying days make the headline outcome.
const sustainedDays = 182

// afterWork: good work lasts, other work goes on below the wage or is lost.
func (p *path) afterWork(c chance) (journey.Stage, calendar.Date, string) {
	j := &p.jobs[len(p.jobs)-1]
	switch {
	case j.good && c.in(0.84):
		return journey.StageSustained, p.later(sustainedDays + c.between(1, 20)), ""
	case !j.good && c.in(0.6):
		return journey.StageClosed, p.later(c.between(190, 330)), "other"
	case c.in(0.75):
		return journey.StageLooking, p.later(c.between(20, 160)), ""
	}
	return journey.StageClosed, p.later(c.between(30, 170)), reasons.draw(c)
}

// later is a working day so many days after the last step.
func (p *path) later(days int) calendar.Date {
	return calendar.AddWorkingDays(p.on.Add(days-1), 1)
}

// newID is a version 7 id of the start day, the same in every world of one seed.
func newID(c chance, today calendar.Date, n int) uuid.UUID {
	ms := uint64(today.Start().UnixMilli()) + uint64(n/1000)
	hi, lo := c.Uint64(), c.Uint64()
	var id uuid.UUID
	for i := range 6 {
		id[i] = byte(ms >> (40 - 8*i))
	}
	id[6], id[7] = 0x70|byte(hi>>8)&0x0f, byte(hi)
	for i := range 8 {
		id[8+i] = byte(lo >> (56 - 8*i))
	}
	id[8] = 0x80 | id[8]&0x3f
	return id
}
