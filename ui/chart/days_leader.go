package chart

// Beneath the bar each gap has a leader down to its words. Words that would
// run into others go a row deeper.

const (
	leaderTop = 108 // where leaders begin, two beneath the bar
	leaderRow = 24
	wordsTop  = 166 // the baseline of the first row
)

type leader struct {
	x      string
	anchor string
	row    int
	kind   Kind
	words  string
}

func (l leader) end() string      { return itoa(leaderTop + 40 + l.row*leaderRow) }
func (l leader) baseline() string { return itoa(wordsTop + l.row*leaderRow) }

type taken struct{ from, until, row int }

// leaders places each leader's words in the first row where they are free.
func (d Days) leaders() []leader {
	var placed []leader
	used := d.threatPlace()
	for _, s := range d.Stretches {
		if s.Leader == "" {
			continue
		}
		middle := (d.px(s.From) + d.px(s.Until.Add(1))) / 2
		l := leader{kind: s.Kind, words: s.Leader, anchor: "middle"}
		l.x = percent(d.before(s.From)+d.before(s.Until.Add(1)), 2*d.length())
		from, until := middle, middle
		switch width := textWidth(s.Leader, 16, false); {
		case middle < width/2:
			l.anchor, until = "start", middle+width
		case deskWidth-middle < width/2:
			l.anchor, from = "end", middle-width
		default:
			from, until = middle-width/2, middle+width/2
		}
		for !free(used, from, until, l.row) {
			l.row++
		}
		used = append(used, taken{from, until, l.row})
		placed = append(placed, l)
	}
	return placed
}

func free(used []taken, from, until, row int) bool {
	for _, t := range used {
		if t.row == row && from < t.until+15 && until > t.from-15 {
			return false
		}
	}
	return true
}

// threatPlace is the room of the warning beneath the bar: two rows.
func (d Days) threatPlace() []taken {
	if d.Threat == nil {
		return nil
	}
	x := d.px(d.Threat.On)
	width := max(textWidth(d.Threat.Words, 16, true), textWidth(d.Threat.When, 16, false)) + 26
	from, until := x-12, x+width
	if d.threatOnLeft() {
		from, until = x-width, x+12
	}
	return []taken{{from, until, 0}, {from, until, 1}}
}

func (d Days) threatOnLeft() bool {
	width := max(textWidth(d.Threat.Words, 16, true), textWidth(d.Threat.When, 16, false))
	return d.px(d.Threat.On)+width+20 > deskWidth
}

// height is that of the desk's picture, as deep as its deepest row of words.
func (d Days) height() string {
	deepest := 0
	if d.Threat != nil {
		deepest = 6 // its second line ends a little lower than one row
	}
	for _, l := range d.leaders() {
		deepest = max(deepest, l.row*leaderRow)
	}
	if d.Threat == nil && len(d.leaders()) == 0 {
		return "132"
	}
	return itoa(wordsTop + 6 + deepest)
}
