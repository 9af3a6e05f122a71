package chart

func (t Threat) width() int {
	return max(textWidth(t.Words, 16, true), textWidth(t.When, 16, false))
}

// threatPlace is the room of the warning beneath the bar: two rows of words.
func (d Days) threatPlace() []taken {
	if d.Threat == nil {
		return nil
	}
	x, width := d.px(d.Threat.On), d.Threat.width()+26
	from, until := x-12, x+width
	if d.threatOnLeft() {
		from, until = x-width, x+12
	}
	return []taken{{from, until, 0}, {from, until, 1}}
}

// threatOnLeft puts the words left of the warning where the right has no room.
func (d Days) threatOnLeft() bool {
	return d.px(d.Threat.On)+d.Threat.width()+20 > deskWidth
}

// height is that of the desk's picture, as deep as its deepest row of words.
func (d Days) height() string {
	leaders := d.leaders()
	if d.Threat == nil && len(leaders) == 0 {
		return "132"
	}
	deepest := 0
	if d.Threat != nil {
		deepest = 6 // its second line ends a little lower than the first row
	}
	for _, l := range leaders {
		deepest = max(deepest, l.row*leaderRow)
	}
	return itoa(wordsTop + 6 + deepest)
}
