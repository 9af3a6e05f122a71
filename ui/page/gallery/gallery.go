// Package gallery shows every piece of ui in every state, and the main pages as
// they should look, with invented people. It is what the looks and axe are
// checked on, and where a new page's template is best copied from.
package gallery

import (
	"github.com/a-h/templ"

	"onward/ui/component"
	"onward/ui/layout"
)

// Page is a page of the gallery.
type Page struct {
	Name    string // in its address and on its picture
	Content templ.Component
}

// Pages are all of them.
func Pages() []Page {
	return []Page{
		{"sign-in", SignIn()},
		{"today", Today()},
		{"caseload", Caseload()},
		{"caseload-board", CaseloadBoard()},
		{"journey", Journey()},
		{"import-preview", ImportPreview()},
		{"pieces", Pieces()},
		{"forms", Forms()},
		{"charts", Charts()},
		{"sheet", Sheet()},
	}
}

const (
	csrf  = "gallery-token"
	key   = "gallery-key"
	there = "#" // the gallery leads nowhere
)

func frame(title, active string) layout.View {
	return layout.View{
		Title:       title,
		Partnership: "West London Partnership",
		Person:      &layout.Person{Name: "Amina Yusufi", Post: "Advisor, London Borough of Ealing"},
		Nav:         navigation(active, "Today", "Caseload", "Referrals", "Provision", "Reports"),
		Search:      layout.Search{Action: there},
		CSRF:        csrf,
	}
}

func navigation(active string, labels ...string) []layout.NavItem {
	items := make([]layout.NavItem, 0, len(labels))
	for _, label := range labels {
		item := layout.NavItem{Label: label, Href: there, Active: label == active}
		if label == "Referrals" {
			item.Count, item.Counts = 3, "to answer"
		}
		items = append(items, item)
	}
	return items
}

func to(label string) component.Link          { return component.Link{Label: label, Href: there} }
func linkTo(label string) *component.Link     { l := to(label); return &l }
func is(s component.Status) *component.Status { return &s }
