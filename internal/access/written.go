package access

import "onward/internal/fault"

// RequireWritten is nil where the actor may read those rows of the category
// that its own organisation wrote, though the category is not open to it. Else
// nothing is there: what nobody wrote and what is hidden are one answer.
func (d Decision) RequireWritten(c Category) error {
	if d.Wrote().Has(c) {
		return nil
	}
	return fault.NotHere()
}
