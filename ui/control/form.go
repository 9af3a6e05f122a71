package control

import "github.com/a-h/templ"

func (p Post) attributes() templ.Attributes {
	a := templ.Attributes{}
	if p.ID != "" {
		a["id"] = p.ID
	}
	if p.Multipart {
		a["enctype"] = "multipart/form-data"
	}
	if p.Guard {
		a["data-guard"] = true
	}
	return a
}
