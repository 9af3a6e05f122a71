package component

import (
	"strconv"

	"github.com/a-h/templ"
)

// idAttribute leaves the id away where there is none: an empty one is invalid.
func idAttribute(id string) templ.Attributes {
	if id == "" {
		return nil
	}
	return templ.Attributes{"id": id}
}

// currentPage marks the link of the page being read.
func currentPage(active bool) templ.Attributes {
	if !active {
		return nil
	}
	return templ.Attributes{"aria-current": "page"}
}

func itoa(n int) string { return strconv.Itoa(n) }
