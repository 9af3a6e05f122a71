package caseload

import (
	"fmt"
	"testing"

	"onward/internal/calendar"
)

// TestNoCrowdIsHeldAgainstEveryone: in a sheet of one birthday and one name a row
// meets at most so many others, or judging would take the square of the rows.
func TestNoCrowdIsHeldAgainstEveryone(t *testing.T) {
	t.Parallel()
	e := newEarlier()
	for i := range 5 * crowd {
		e.compare(&Row{Number: i + 2, Values: Record{Given: fmt.Sprint("G", i), Family: "Jones", Born: calendar.Day(1990, 1, 1), Reference: "E7"}})
	}
	for key, rows := range e.under {
		if len(rows) > crowd {
			t.Errorf("%d rows are under %q", len(rows), key)
		}
	}
	if len(e.under) < 3 {
		t.Errorf("the rows are under %d keys", len(e.under))
	}
}
