package journeypage

import (
	"onward/internal/access"
	"onward/internal/fault"
)

// changeable is nil where this person may change a row of the category that an
// organisation wrote: any at home, on others' journeys their own organisation's.
func changeable(d access.Decision, c access.Category, author int) error {
	if d.MayChangeRow(c, author) {
		return nil
	}
	if err := d.RequireAmend(c); err != nil {
		return err
	}
	return fault.New(fault.Forbidden, "Another organisation wrote this. Ask them, or the single point of contact, to change it.")
}
