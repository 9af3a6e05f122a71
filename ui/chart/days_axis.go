package chart

import "onward/internal/calendar"

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

// phoneMonths leave out labels by count, since a phone's labels stand centred
// under their ticks and all months are about as long.
func (d Days) phoneMonths() []monthTick {
	ticks := d.months()
	every := 1 + len(ticks)/9
	for i := range ticks {
		ticks[i].words = ""
	}
	i := 0
	for first := nextMonth(d.From); !first.After(d.Until); first = nextMonth(first) {
		// A label near an edge would be cut off.
		px := d.px(first)
		if i%every == 0 && px > 50 && px < deskWidth-50 {
			ticks[i].words = first.Month().String()[:3]
		}
		i++
	}
	return ticks
}
