package chart

// Beneath the bar each gap has a leader down to its words. Where all words have
// room in one row they stand centred under their leaders. Where not, they start
// at their leaders and step down from right to left, so that no leader runs
// through another's words.

const (
	leaderTop = 108 // where leaders begin, two beneath the bar
	leaderRow = 24
	wordsTop  = 166 // the baseline of the first row
	wordsGap  = 15
)

type leader struct {
	x      string
	px     int
	anchor string
	row    int
	kind   Kind
	words  string
}

func (l leader) end() string      { return itoa(leaderTop + 40 + l.row*leaderRow) }
func (l leader) baseline() string { return itoa(wordsTop + l.row*leaderRow) }

// reach is from where to where the words go, in pixels of the desk's picture.
func (l leader) reach() (from, until int) {
	width := textWidth(l.words, 16, false)
	switch l.anchor {
	case "start":
		return l.px, l.px + width
	case "end":
		return l.px - width, l.px
	}
	return l.px - width/2, l.px + width/2
}

type taken struct{ from, until, row int }

func free(used []taken, from, until, row int) bool {
	for _, t := range used {
		if t.row == row && from < t.until+wordsGap && until > t.from-wordsGap {
			return false
		}
	}
	return true
}

func (d Days) leaders() []leader {
	all := d.unplaced()
	if d.inOneRow(all) {
		return all
	}
	used := d.threatPlace()
	for i := len(all) - 1; i >= 0; i-- {
		all[i].anchor = "start"
		if _, until := all[i].reach(); until > deskWidth {
			all[i].anchor = "end"
		}
		from, until := all[i].reach()
		for !free(used, from, until, all[i].row) {
			all[i].row++
		}
		used = append(used, taken{from, until, all[i].row})
	}
	return all
}

func (d Days) unplaced() []leader {
	var all []leader
	for _, s := range d.Stretches {
		if s.Leader == "" {
			continue
		}
		end := s.Until.Add(1)
		all = append(all, leader{
			x:      percent(d.before(s.From)+d.before(end), 2*d.length()),
			px:     (d.px(s.From) + d.px(end)) / 2,
			anchor: "middle", kind: s.Kind, words: s.Leader,
		})
	}
	return all
}

func (d Days) inOneRow(all []leader) bool {
	used := d.threatPlace()
	for _, l := range all {
		from, until := l.reach()
		if from < 0 || until > deskWidth || !free(used, from, until, 0) {
			return false
		}
		used = append(used, taken{from, until, 0})
	}
	return true
}
