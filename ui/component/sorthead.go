package component

import "github.com/a-h/templ"

func (s Sort) attributes() templ.Attributes {
	switch {
	case s.Href == "":
		return nil
	case s.Order == Unsorted:
		return templ.Attributes{"aria-sort": "none"}
	}
	return templ.Attributes{"aria-sort": string(s.Order)}
}

func (s Sort) sign() string {
	switch s.Order {
	case Ascending:
		return "▲"
	case Descending:
		return "▼"
	}
	return "⇅"
}
