package plan

import (
	"strings"

	"onward/internal/calendar"
)

// Goal is what the resident wants, in their own words. The newest is the
// current one; those before it are kept.
type Goal struct {
	Kept
	GoalFacts
}

// GoalFacts are what is said, and the day on which it was.
type GoalFacts struct {
	Words  string
	SaidOn calendar.Date // today where it is no day
}

// Check tidies a goal and says what is wrong with it.
func (g *GoalFacts) Check(today calendar.Date) error {
	var w wrong
	g.Words = strings.Trim(strings.TrimSpace(g.Words), "“”\"") // the page puts the marks
	if g.SaidOn.IsZero() {
		g.SaidOn = today
	}
	w.when(g.Words == "", "words", "Enter what they want, in their own words")
	w.tooLong(g.Words, 500, "words", "Shorten this to 500 characters or fewer")
	w.when(g.SaidOn.After(today), "said_on", "Enter a day that is not in the future")
	return w.fault()
}

func (g GoalFacts) differing(old GoalFacts) (d difference) {
	d.when(g.Words != old.Words, "words")
	d.when(g.SaidOn != old.SaidOn, "said_on")
	return d
}
