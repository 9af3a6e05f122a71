package diary

import (
	"time"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/journey"
)

// Booking is an appointment in a diary, with as much of whom it is with as the
// decision on the journey lets through.
type Booking struct {
	Appointment
	Decision access.Decision
	Resident string // the name; empty where it may not be seen
	Stage    journey.Stage
}

// Slot is a stretch of free time.
type Slot struct{ From, Until time.Time }

// Schedule is one day of a diary.
type Schedule struct {
	Day      calendar.Date
	Bookings []Booking // in the order of time, without cancelled ones
	Free     []Slot    // between 9:00 and 17:00, of the first of the staff asked for
}

// The hours between which free time is offered.
const opens, closes = 9, 17

// Free is what is left of a day between 9:00 and 17:00. The spans may overlap,
// but begin in the order of time.
func Free(day calendar.Date, taken []Slot) []Slot {
	var free []Slot
	from, until := day.At(opens, 0), day.At(closes, 0)
	for _, t := range taken {
		if t.From.After(from) {
			free = append(free, Slot{From: from, Until: earlier(t.From, until)})
		}
		if t.Until.After(from) {
			from = t.Until
		}
		if !from.Before(until) {
			return free
		}
	}
	return append(free, Slot{From: from, Until: until})
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// Clash is an appointment that another would overlap. Of a resident whom the
// actor may not see it says nothing but the time.
type Clash struct {
	From, Until time.Time
	Resident    string
}

// Clashing says that the advisor has other appointments at that time. It is a
// warning: booked all the same, they stand side by side.
type Clashing struct{ With []Clash }

// Error says so; it is no fault.
func (c *Clashing) Error() string { return "the advisor has another appointment at this time" }
