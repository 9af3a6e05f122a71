package chart

import "onward/internal/calendar"

// phoneEdge is half a label on a phone, in the desk's pixels.
const phoneEdge = 50

type monthTick struct {
	x     string
	words string
}

// months are the first days of months on the axis; a label is left out where
// it would run into its neighbour or over the end.
func (d Days) months() []monthTick {
	var ticks []monthTick
	free := textWidth(d.firstDay(), 14, false) + 8
	for first := nextMonth(d.From); !first.After(d.Until); first = nextMonth(first) {
		px := d.px(first)
		if len(ticks) == 0 && px < free {
			continue // the tick would cut through the first day's words
		}
		tick := monthTick{x: d.at(first)}
		if px >= free && px <= deskWidth-minLabel {
			tick.words = first.Month().String()[:3]
			free = px + minLabel
		}
		ticks = append(ticks, tick)
	}
	return ticks
}

// firstDay is the axis's own first label: "10 Nov 2025".
func (d Days) firstDay() string {
	return itoa(d.From.DayOfMonth()) + " " + d.From.Month().String()[:3] + " " + itoa(d.From.Year())
}

func nextMonth(day calendar.Date) calendar.Date {
	return calendar.Day(day.Year(), day.Month()+1, 1)
}

// phoneMonths stand centred under their ticks; every other one goes where there
// are many, and those that an edge would cut.
func (d Days) phoneMonths() []monthTick {
	every := 1 + d.length()/270
	var ticks []monthTick
	for first := nextMonth(d.From); !first.After(d.Until); first = nextMonth(first) {
		tick := monthTick{x: d.at(first)}
		if px := d.px(first); len(ticks)%every == 0 && px > phoneEdge && px < deskWidth-phoneEdge {
			tick.words = first.Month().String()[:3]
		}
		ticks = append(ticks, tick)
	}
	return ticks
}
