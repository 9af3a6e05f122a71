package control

import "github.com/a-h/templ"

// ownID leaves the id away where there is none: an empty one is invalid.
func (f Field) ownID() templ.Attributes {
	if f.ID == "" {
		return nil
	}
	return templ.Attributes{"id": f.ID}
}

func (f Field) groupAttributes() templ.Attributes {
	if ids := f.describedBy(); ids != "" {
		return templ.Attributes{"aria-describedby": ids}
	}
	return nil
}
