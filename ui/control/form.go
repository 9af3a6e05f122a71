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
	if p.Draft.Keep != "" {
		a["data-draft"], a["data-draft-key"] = p.Draft.Keep, p.Draft.Key
		if p.Draft.Back != "" {
			a["data-draft-back"] = true
		}
	}
	return a
}
