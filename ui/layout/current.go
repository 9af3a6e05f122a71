package layout

import "github.com/a-h/templ"

// current marks the page that a navigation shows as the one being read.
func current(item NavItem) templ.Attributes {
	if !item.Active {
		return nil
	}
	return templ.Attributes{"aria-current": "page"}
}
