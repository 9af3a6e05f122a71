package diary

import (
	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/postgres"
)

// Day is the schedule of one London day of members of staff: the actor, and
// those whom the actor covers. Free time is that of the first of them.
func (s Service) Day(tx *postgres.Tx, scope access.Scope, staff []int, day calendar.Date) (Schedule, error) {
	days, err := s.days(tx, scope, staff, day, 1)
	if err != nil {
		return Schedule{}, err
	}
	return days[0], nil
}

// Week is the seven days from the Monday of the week in which a day falls.
func (s Service) Week(tx *postgres.Tx, scope access.Scope, staff []int, day calendar.Date) ([]Schedule, error) {
	monday := day.Add(-(int(day.Weekday()) + 6) % 7)
	return s.days(tx, scope, staff, monday, 7)
}

func (s Service) days(tx *postgres.Tx, scope access.Scope, staff []int, from calendar.Date, n int) ([]Schedule, error) {
	list, err := s.Store().Between(tx, scope, staff, from.Start(), from.Add(n).Start())
	if err != nil {
		return nil, err
	}
	days := make([]Schedule, n)
	for i := range days {
		days[i].Day = from.Add(i)
	}
	taken := make([][]Slot, n)
	for _, b := range list {
		i := calendar.DayOf(b.Start).Sub(from)
		days[i].Bookings = append(days[i].Bookings, b)
		if len(staff) > 0 && b.Advisor == staff[0] {
			taken[i] = append(taken[i], Slot{From: b.Start, Until: b.End})
		}
	}
	for i := range days {
		days[i].Free = Free(days[i].Day, taken[i])
	}
	return days, nil
}
