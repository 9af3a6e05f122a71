package control

import "github.com/a-h/templ"

func (f Field) groupAttributes() templ.Attributes {
	if ids := f.describedBy(); ids != "" {
		return templ.Attributes{"aria-describedby": ids}
	}
	return nil
}
