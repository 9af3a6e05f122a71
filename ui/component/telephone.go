package component

import (
	"strings"

	"github.com/a-h/templ"
)

// telephone is a number as a link that a phone dials: digits and a leading plus.
func telephone(number string) templ.SafeURL {
	dialled := strings.Map(func(r rune) rune {
		if (r >= '0' && r <= '9') || r == '+' {
			return r
		}
		return -1
	}, number)
	return templ.SafeURL("tel:" + dialled)
}
