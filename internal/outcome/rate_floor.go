package outcome

import (
	"cmp"
	"math/big"
	"slices"
	"time"

	"onward/internal/calendar"
)

// floors is what an hour has to pay, day by day, for one resident under one rule.
type floors struct {
	usual      []floorStep // in the order in which their rates came into force
	apprentice []floorStep
}

// floorStep is one rate on the days on which it is meant for the resident.
type floorStep struct {
	rank   int // the day on which the rate came into force: of two that hold, the later counts
	from   int
	to     int // first day on which it no longer holds
	hourly *big.Rat
}

func floorsOf(rule Rule, rates Rates, born calendar.Date) floors {
	switch rule.Floor {
	case FloorLivingWage:
		return livingWageFloors(rule.LivingWageFrom, rates.LivingWage)
	case FloorMinimumWage:
		return minimumWageFloors(rates.MinimumWage, born)
	}
	zero := []floorStep{{from: -forever, to: forever, hourly: new(big.Rat)}}
	return floors{usual: zero, apprentice: zero}
}

func livingWageFloors(from LivingWageDay, rates []LivingWage) floors {
	steps := make([]floorStep, 0, len(rates))
	for _, r := range rates {
		day := dayNumber(r.day(from))
		steps = append(steps, floorStep{rank: day, from: day, to: forever, hourly: whole(r.Pence)})
	}
	sortSteps(steps)
	return floors{usual: steps, apprentice: steps}
}

// minimumWageFloors turns ages into days, so that a birthday is one more day on
// which something may change.
func minimumWageFloors(rates []MinimumWage, born calendar.Date) floors {
	var f floors
	for _, r := range rates {
		step := floorStep{rank: dayNumber(r.From), from: dayNumber(r.From), to: forever, hourly: whole(r.Pence)}
		if !r.To.IsZero() {
			step.to = dayNumber(r.To) + 1
		}
		if r.Apprentice {
			f.apprentice = append(f.apprentice, step)
			continue
		}
		if r.MinAge > 0 {
			step.from = max(step.from, birthday(born, r.MinAge))
		}
		if r.MaxAge > 0 {
			step.to = min(step.to, birthday(born, r.MaxAge+1))
		}
		if step.from < step.to {
			f.usual = append(f.usual, step)
		}
	}
	sortSteps(f.usual)
	sortSteps(f.apprentice)
	return f
}

func sortSteps(steps []floorStep) {
	slices.SortFunc(steps, func(a, b floorStep) int { return cmp.Compare(a.rank, b.rank) })
}

// birthday is the first day of an age. There is no 29 February in most years:
// calendar.Day makes it 1 March, as Date.AgeOn counts.
func birthday(born calendar.Date, age int) int {
	return dayNumber(calendar.Day(born.Year()+age, born.Month(), born.DayOfMonth()))
}

// dayFloor is the floor of one day, looked up once for all its work; nil where
// no rate is in force.
type dayFloor struct{ usual, apprentice *big.Rat }

func (f floors) on(day int) dayFloor {
	return dayFloor{usual: inForce(f.usual, day), apprentice: inForce(f.apprentice, day)}
}

func inForce(steps []floorStep, day int) *big.Rat {
	for _, s := range slices.Backward(steps) {
		if s.from <= day && day < s.to {
			return s.hourly
		}
	}
	return nil
}

// of is the floor that a job is held against.
func (f dayFloor) of(j job) *big.Rat {
	if j.apprentice {
		return f.apprentice
	}
	return f.usual
}

// reached says that an hourly pay is at or above the floor of its job.
func (f dayFloor) reached(j job, hourly *big.Rat) bool {
	floor := f.of(j)
	return floor != nil && hourly.Cmp(floor) >= 0
}

// breaks are the days on which the floor may change.
func (f floors) breaks() []int {
	var days []int
	for _, steps := range [][]floorStep{f.usual, f.apprentice} {
		for _, s := range steps {
			days = append(days, s.from, s.to)
		}
	}
	return days
}

// forever is a day that nobody reaches, with room to add to it.
const forever = 1 << 30

// dayNumber counts days from 1 January 1970. Sub would not do: it goes through
// time.Duration, which ends after 292 years.
func dayNumber(d calendar.Date) int {
	const secondsInDay = 24 * 60 * 60
	return int(time.Date(d.Year(), d.Month(), d.DayOfMonth(), 0, 0, 0, 0, time.UTC).Unix() / secondsInDay)
}

func dateOf(day int) calendar.Date { return calendar.Day(1970, time.January, 1+day) }
