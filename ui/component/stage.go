package component

// Stage is where a journey stands, by the word that is kept of it.
type Stage string

// The stages in their order, and the two beside it.
const (
	New          Stage = "new"
	Assessing    Stage = "assessing"
	GettingReady Stage = "preparing"
	Looking      Stage = "looking"
	InWork       Stage = "in_work"
	Sustained    Stage = "sustained"
	Paused       Stage = "paused"
	Closed       Stage = "closed"
)

var stageLabels = map[Stage]string{
	New: "New", Assessing: "Assessing", GettingReady: "Getting ready", Looking: "Looking for work",
	InWork: "In work", Sustained: "Sustained", Paused: "Paused", Closed: "Closed",
}

// Stages are the stages that a journey passes, in order.
var Stages = []Stage{New, Assessing, GettingReady, Looking, InWork, Sustained}

// Label is the stage as people say it.
func (s Stage) Label() string { return stageLabels[s] }

// short is the stage beneath a dot of the stage line, where room is small.
func (s Stage) short() string {
	if s == Looking {
		return "Looking"
	}
	return s.Label()
}
