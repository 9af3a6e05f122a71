package control

import "github.com/a-h/templ"

// optionAttributes ties an option to its hint, to what it reveals, and to the
// boxes that it excludes.
func (c Choice) optionAttributes(i int, o Option) templ.Attributes {
	a := templ.Attributes{}
	if o.Hint != "" {
		a["aria-describedby"] = c.optionID(i) + "-item-hint"
	}
	if o.Reveal != nil {
		a["data-aria-controls"] = c.revealID(i)
	}
	if o.Alone {
		a["data-behaviour"] = "exclusive"
	}
	return a
}

func (c Choice) revealID(i int) string { return "conditional-" + c.optionID(i) }
