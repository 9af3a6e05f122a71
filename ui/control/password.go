package control

import "github.com/a-h/templ"

// passwordAttributes never carries a value: a password is not sent back.
func passwordAttributes(f Field) templ.Attributes {
	if f.Autocomplete == "" {
		f.Autocomplete = "current-password"
	}
	return f.attributes()
}
