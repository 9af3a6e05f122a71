// Package journey keeps a resident's way into good work: who leads it, who is
// the single point of contact, where it stands and how it got there.
//
// What happens on the way has packages of its own beneath this one: barrier,
// plan, diary, note, timeline and caseload. They all come in through Gate,
// which reads who the journey belongs to and gives the decision on it.
package journey

import "onward/internal/fault"

// Stage is where a journey stands.
type Stage string

// The stages in their order; Paused and Closed stand beside it.
const (
	StageNew       Stage = "new"
	StageAssessing Stage = "assessing"
	StagePreparing Stage = "preparing"
	StageLooking   Stage = "looking"
	StageInWork    Stage = "in_work"
	StageSustained Stage = "sustained"
	StagePaused    Stage = "paused"
	StageClosed    Stage = "closed"
)

// Line is the way from first door to sustained work.
var Line = []Stage{StageNew, StageAssessing, StagePreparing, StageLooking, StageInWork, StageSustained}

// Stages are all, in the order in which lists show them.
var Stages = append(append([]Stage{}, Line...), StagePaused, StageClosed)

// Label is the stage in words.
func (s Stage) Label() string {
	switch s {
	case StageNew:
		return "New"
	case StageAssessing:
		return "Assessing"
	case StagePreparing:
		return "Getting ready"
	case StageLooking:
		return "Looking for work"
	case StageInWork:
		return "In work"
	case StageSustained:
		return "Sustained"
	case StagePaused:
		return "Paused"
	case StageClosed:
		return "Closed"
	}
	return ""
}

// Valid says whether the stage is known.
func (s Stage) Valid() bool { return s.Label() != "" }

// CloseReasons and PauseReasons are the words offered; what is kept is the code.
// They stand in the category plan, so none of them speaks of health or offences:
// that belongs into a note.
var (
	CloseReasons = []Reason{{"sustained", "Reached sustained work"}, {"no_contact", "No contact"}, {"moved", "Moved away"},
		{"withdrew", "Chose to leave"}, {"other_support", "Supported elsewhere"},
		{"died", "Died"}, {"other", "Another reason"}}
	PauseReasons = []Reason{{"caring", "Caring"}, {"abroad", "Abroad"}, {"break", "Asked for a break"}, {"other", "Another reason"}}
)

// Reason is why a journey was paused or closed.
type Reason struct{ Code, Label string }

// ReasonLabel is a reason in words, empty for none.
func ReasonLabel(code string) string {
	for _, list := range [][]Reason{CloseReasons, PauseReasons} {
		for _, r := range list {
			if r.Code == code {
				return r.Label
			}
		}
	}
	return ""
}

// Move checks a step from one stage to another: any stage may follow any other,
// since lives do not run on rails, but pausing and closing say why.
func Move(from, to Stage, reason string) error {
	if !to.Valid() {
		return fault.Fields(fault.Field{Name: "stage", Message: "Choose a stage"})
	}
	if from == to {
		return fault.Fields(fault.Field{Name: "stage", Message: "Choose another stage than the present one"})
	}
	var offered []Reason
	switch to {
	case StagePaused:
		offered = PauseReasons
	case StageClosed:
		offered = CloseReasons
	default:
		return nil
	}
	for _, r := range offered {
		if r.Code == reason {
			return nil
		}
	}
	return fault.Fields(fault.Field{Name: "reason", Message: "Choose why"})
}
