package chart

// Columns are figures by month, or by any other step: what is verified, what
// waits to be, and the target. The table beneath is the key and holds every
// figure.
type Columns struct {
	Title  string // for those who listen
	Solid  string // what a solid column is: "verified"
	Hatch  string // what a hatched one is: "to verify"; empty where there is none
	Target string // what the line is; empty where there is none
	Steps  []ColumnStep
}

// ColumnStep is the figures of one step.
type ColumnStep struct {
	Label  string
	Solid  int
	Hatch  int
	Target int // 0 draws no line
}

// The plot is 152 high and stands right of the table's first column.
const (
	plotTop    = 8
	plotHeight = 152
	plotLeft   = 2800 // hundredths of a per cent
)

type gridLine struct {
	y     string
	label string
}

type columnBar struct {
	label                 string
	left, middle, width   string
	lineLeft, lineWidth   string
	solidY, solidHeight   string
	hatchY, hatchHeight   string
	target                string
	solid, hatch          int
	solidRoom, hatchRoom  bool
	targeted, hatchedPart bool
}

// top is the scale's end: the smallest round number at or above every figure.
func (c Columns) top() int {
	highest := 1
	for _, s := range c.Steps {
		highest = max(highest, s.Solid+s.Hatch, s.Target)
	}
	step := gridStep(highest)
	return (highest + step - 1) / step * step
}

// gridStep gives three to five lines: 1, 2, 5, 10, 20, 50 …
func gridStep(highest int) int {
	for step := 1; ; step *= 10 {
		for _, factor := range []int{1, 2, 5} {
			if highest <= step*factor*5 {
				return step * factor
			}
		}
	}
}

func (c Columns) grid() []gridLine {
	top := c.top()
	step := gridStep(top)
	var lines []gridLine
	for n := 0; n <= top; n += step {
		lines = append(lines, gridLine{y: c.y(n), label: itoa(n)})
	}
	return lines
}

// y is the height of a figure on the plot, in pixels from the picture's top.
func (c Columns) y(n int) string {
	return hundredths(plotTop*100 + (c.top()-n)*plotHeight*100/c.top())
}

func (c Columns) bars() []columnBar {
	if len(c.Steps) == 0 {
		return nil
	}
	slot := (10000 - plotLeft) / len(c.Steps)
	var bars []columnBar
	for i, s := range c.Steps {
		start := plotLeft + i*slot
		bars = append(bars, columnBar{
			label: s.Label, solid: s.Solid, hatch: s.Hatch,
			left: hundredths(start+slot/6) + "%", middle: hundredths(start+slot/2) + "%", width: hundredths(slot*2/3) + "%",
			lineLeft: hundredths(start+slot/14) + "%", lineWidth: hundredths(slot*6/7) + "%",
			solidY: c.y(s.Solid), solidHeight: c.high(s.Solid),
			hatchY: c.y(s.Solid + s.Hatch), hatchHeight: c.high(s.Hatch),
			target: c.y(s.Target), targeted: s.Target > 0, hatchedPart: s.Hatch > 0,
			solidRoom: c.fits(s.Solid), hatchRoom: c.fits(s.Hatch),
		})
	}
	return bars
}

func (c Columns) high(n int) string { return hundredths(n * plotHeight * 100 / c.top()) }

// fits says that a part is high enough for its figure.
func (c Columns) fits(n int) bool { return n*plotHeight >= 22*c.top() }
