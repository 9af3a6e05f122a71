package chart

// Kind is what a day, or a run of days, is to the outcome.
type Kind string

// The kinds of days.
const (
	Counts     Kind = "counts"      // qualified
	WillCount  Kind = "will-count"  // qualifies if nothing changes
	PayLow     Kind = "pay-low"     // pay below the floor
	HoursLow   Kind = "hours-low"   // too few hours
	NotInWork  Kind = "not-in-work" // no job
	PayUnknown Kind = "pay-unknown" // pay not on the record
)

// legend lists the kinds in the order in which the key shows them.
var legend = []struct {
	kind  Kind
	words string
}{
	{Counts, "Counts"},
	{WillCount, "Will count if nothing changes"},
	{PayLow, "Pay below the London Living Wage"},
	{HoursLow, "Hours too low"},
	{NotInWork, "Not in work"},
	{PayUnknown, "Pay not known"},
}

// fill is the SVG paint of a kind: a colour class does the plain ones, a
// shared pattern the others.
func (k Kind) fill() string {
	switch k {
	case PayLow, HoursLow, NotInWork, PayUnknown:
		return "url(#onward-" + string(k) + ")"
	case WillCount:
		return "#cfe4dc"
	}
	return "#0f7a52"
}

func (k Kind) class() string { return "onward-days__part onward-days__part--" + string(k) }

// hatched says that text on the kind needs a white plate behind it.
func (k Kind) hatched() bool { return k != Counts && k != WillCount }
