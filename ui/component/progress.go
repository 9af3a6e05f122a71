package component

import "github.com/a-h/templ"

func (v ProgressView) attributes() templ.Attributes {
	if v.Poll == "" {
		return nil
	}
	return templ.Attributes{"data-poll": v.Poll}
}
