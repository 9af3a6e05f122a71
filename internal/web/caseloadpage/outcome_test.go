package caseloadpage

import (
	"testing"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/journey/caseload"
	"onward/ui/chart"
)

func TestOutcomesOnRowsAndCards(t *testing.T) {
	t.Parallel()
	id := uuid.New()
	row := caseload.Row{Decision: access.Decision{Subject: access.Subject{Journey: id}}}
	if outcomeCell(nil, row) != nil || cardOutcome(nil, row) != nil {
		t.Error("a journey without an outcome shows one")
	}
	for _, c := range []struct {
		outcome          caseload.Outcome
		row, words, card string
		state            chart.MiniState
	}{
		{caseload.Outcome{Standing: caseload.OnCourse, Count: 61, Of: 182, Words: "Day 61 of 182"}, "On course", "Day 61 of 182", "On course, day 61", chart.Running},
		{caseload.Outcome{Standing: caseload.AtRisk, Count: 143, Of: 182, Bad: 159, Words: "Day 143 of 182"}, "At risk", "Day 143 of 182", "At risk, day 143", chart.Running},
		{caseload.Outcome{Standing: caseload.RunEnded, Count: 34, Of: 182, Words: "Count starts again"}, "Run ended", "Count starts again", "Run ended", chart.RunEnded},
		{caseload.Outcome{Standing: caseload.Achieved, Count: 182, Of: 182, Words: "2 April 2026"}, "Achieved", "2 April 2026", "Achieved", chart.Reached},
	} {
		all := caseload.OutcomeMap{id: c.outcome}
		cell, card := outcomeCell(all, row), cardOutcome(all, row)
		if cell.Status.Words != c.row || cell.Second != c.words || card.Second != c.card || cell.Bar.State != c.state || cell.Bar.Bad != c.outcome.Bad {
			t.Errorf("%s: %+v, %+v", c.outcome.Standing, cell, card)
		}
	}
}

func TestDueDays(t *testing.T) {
	t.Parallel()
	today := calendar.MustISO("2026-04-15")
	for _, c := range []struct {
		due, at       string
		text          string
		bold, overdue bool
	}{
		{"", "", "", false, false},
		{"2026-04-14", "", "Tue 14 April", false, true},
		{"2026-04-15", "", "Today", true, false},
		{"2026-04-15", "11:30", "Today, 11:30", true, false},
		{"2026-04-17", "", "Fri 17 April", true, false},
		{"2026-04-18", "09:00", "Sat 18 April", false, false},
		{"2025-12-31", "", "Wed 31 December 2025", false, true},
	} {
		var row caseload.Row
		if c.due != "" {
			row.NextDue = calendar.MustISO(c.due)
		}
		if c.at != "" {
			row.NextAt = row.NextDue.At(int(c.at[0]-'0')*10+int(c.at[1]-'0'), int(c.at[3]-'0')*10)
		}
		if text, bold, overdue := due(row, today); text != c.text || bold != c.bold || overdue != c.overdue {
			t.Errorf("%s %s: %q, %v, %v", c.due, c.at, text, bold, overdue)
		}
	}
}
