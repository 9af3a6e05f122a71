package caseloadpage

import (
	"fmt"

	"onward/internal/journey/caseload"
	"onward/ui/chart"
	"onward/ui/component"
)

// outcomeCell is how far a journey is to its outcome, nil before work starts.
func outcomeCell(outcomes caseload.OutcomeMap, row caseload.Row) *component.OutcomeCell {
	o, ok := outcomes[row.ID()]
	if !ok {
		return nil
	}
	cell := &component.OutcomeCell{Bar: chart.Mini{Count: o.Count, Of: o.Of, Gaps: o.Gaps, Bad: o.Bad}, Second: o.Words}
	switch o.Standing {
	case caseload.AtRisk:
		cell.Status = component.AtRisk("")
	case caseload.RunEnded:
		cell.Status, cell.Bar.State = component.Ended("Run ended"), chart.RunEnded
	case caseload.Achieved:
		cell.Status, cell.Bar.State = component.Achieved(""), chart.Reached
	default:
		cell.Status = component.OnCourse("")
	}
	cell.Bar.Words = cell.Status.Words + ", " + o.Words
	return cell
}

// cardOutcome says on a card in one line what a row says in two.
func cardOutcome(outcomes caseload.OutcomeMap, row caseload.Row) *component.OutcomeCell {
	cell := outcomeCell(outcomes, row)
	if cell == nil {
		return nil
	}
	o := outcomes[row.ID()]
	cell.Second = cell.Status.Words
	if o.Standing == caseload.AtRisk || o.Standing == caseload.OnCourse {
		cell.Second += fmt.Sprintf(", day %d", o.Count)
	}
	return cell
}
