package chart

import "github.com/a-h/templ"

func stepCurrent(s Step) templ.Attributes {
	if s.State != Current {
		return nil
	}
	return templ.Attributes{"aria-current": "step"}
}
