package component

import (
	"github.com/a-h/templ"

	"onward/ui/chart"
)

// StepsAt is a task's steps with one of them, counted from 1, being done now.
func StepsAt(now int, labels ...string) []chart.Step {
	steps := make([]chart.Step, 0, len(labels))
	for i, label := range labels {
		step := chart.Step{Label: label, State: chart.Future}
		switch {
		case i+1 < now:
			step.State = chart.Past
		case i+1 == now:
			step.State = chart.Current
		}
		steps = append(steps, step)
	}
	return steps
}

// StageSteps is the stage line of a journey that stands at a stage; beside the
// line, paused or closed, every step is still to come.
func StageSteps(at Stage) []chart.Step {
	labels, now := make([]string, 0, len(Stages)), 0
	for i, s := range Stages {
		labels = append(labels, s.short())
		if s == at {
			now = i + 1
		}
	}
	return StepsAt(now, labels...)
}

func stepCurrent(s chart.Step) templ.Attributes {
	if s.State != chart.Current {
		return nil
	}
	return templ.Attributes{"aria-current": "step"}
}
