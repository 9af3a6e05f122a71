package component

// Status is how something stands: a shape, a colour and bold words. The shape
// and the words carry it; the colour only helps.
type Status struct {
	Shape Shape
	Tone  Tone
	Words string
}

// Shape is the mark before the words of a Status.
type Shape string

// The shapes. No two statuses that stand in one list share one.
const (
	Triangle Shape = "triangle"
	Square   Shape = "square"
	Disc     Shape = "disc"
	Tick     Shape = "tick"
	Half     Shape = "half"
	Dial     Shape = "dial"
	Cross    Shape = "cross"
	Ring     Shape = "ring"
)

// Tone is the colour of a Status.
type Tone string

// The tones.
const (
	Orange Tone = "orange"
	Red    Tone = "red"
	Green  Tone = "green"
	Blue   Tone = "blue"
	Grey   Tone = "grey"
)

func status(shape Shape, tone Tone, words, otherwise string) Status {
	if words == "" {
		words = otherwise
	}
	return Status{Shape: shape, Tone: tone, Words: words}
}

// The statuses, each with words of its own where none are given.

// AtRisk says that what was on course will be lost unless something is done.
func AtRisk(words string) Status { return status(Triangle, Orange, words, "At risk") }

// Overdue says that its day has passed.
func Overdue(words string) Status { return status(Square, Red, words, "Overdue") }

// OnCourse says that nothing needs doing.
func OnCourse(words string) Status { return status(Disc, Green, words, "On course") }

// Achieved says that it is reached, met, signed or agreed.
func Achieved(words string) Status { return status(Tick, Green, words, "Achieved") }

// Eased says that a barrier stands in the way less than it did.
func Eased(words string) Status { return status(Half, Green, words, "Eased") }

// InHand says that somebody is at it.
func InHand(words string) Status { return status(Half, Blue, words, "In hand") }

// Waiting says that it is somebody else's turn.
func Waiting(words string) Status { return status(Dial, Blue, words, "Waiting") }

// DueSoon says that its day is near.
func DueSoon(words string) Status { return status(Dial, Orange, words, "Due soon") }

// Ended says that it came to a bad end.
func Ended(words string) Status { return status(Cross, Red, words, "Ended") }

// Stopped says that somebody ended it on purpose.
func Stopped(words string) Status { return status(Cross, Grey, words, "Stopped") }

// ToDo says that nobody has begun.
func ToDo(words string) Status { return status(Ring, Grey, words, "To do") }
