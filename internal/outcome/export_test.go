package outcome

import "onward/internal/calendar"

// Place and PlaceOf open what a list is ordered by to the tests outside.
type Place struct{ place }

// PlaceOf is placeOf.
func PlaceOf(e Explanation, list []Record, today calendar.Date) Place {
	return Place{placeOf(e, list, today)}
}

// Until is the first day on which the place does not hold.
func (p Place) Until() calendar.Date { return p.until }

// Same says that both stand at one place.
func (p Place) Same(o Place) bool { return p.rank == o.rank && p.on == o.on }
