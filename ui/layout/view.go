// Package layout is the frame of every page: header, navigation, footer, what
// a session needs on each page, and the separate frame of printed papers.
package layout

import (
	"time"

	"github.com/a-h/templ"
)

// View is what a page says about itself to its frame. A View without a Person
// is a page for somebody who has not signed in: no navigation, no search.
type View struct {
	Title       string // what the page is, first in the document's title
	Errors      bool   // puts "Error: " before the title, so that it is heard first
	Partnership string
	Person      *Person
	Nav         []NavItem
	Search      Search
	Flash       *Flash
	Back        *Link
	Band        templ.Component // full width between navigation and content: the identity bar
	CSRF        string
	SignOut     string // where the sign-out form posts; "/sign-out" where empty
	Session     Session
	Refresh     int // reload after so many seconds where scripts do not run; 0 never
	Narrow      bool
}

// Person is who is signed in, and in which post: "Advisor, London Borough of Ealing".
type Person struct {
	Name string
	Post string
	Href string // their account or the choice of post; no link where empty
}

// NavItem is a link of the service navigation, with what waits there.
type NavItem struct {
	Label  string
	Href   string
	Count  int    // shown in a disc where above zero
	Counts string // what the count is of, for those who listen: "to answer"
	Active bool
}

// Search is the box in the header. What is typed is posted, since a name must
// never stand in an address. A page with its own search leaves Action empty.
type Search struct {
	Action string
	Phone  string // where the phone's search icon leads; Action where empty
}

// Flash is the answer to what was just done, shown once above the content.
type Flash struct {
	Kind  FlashKind
	Title string
	Text  string
	Link  *Link
	Undo  *Undo
}

// FlashKind colours a Flash and says what it is to those who listen.
type FlashKind string

// The kinds of Flash.
const (
	Success FlashKind = "success"
	Notice  FlashKind = "notice"
	Warning FlashKind = "warning"
)

// Undo is a form in a Flash that takes back what was just done.
type Undo struct {
	Label  string
	Action string
	Key    string // idempotency key
}

// Link is an address with its words.
type Link struct {
	Label string
	Href  string
}

// Session lets the page warn before the session ends. Extend is the address to
// which "Stay signed in" posts; without it, or without an end, nothing is shown.
type Session struct {
	Now    time.Time // as the page was made, by the clock that Ends goes by
	Ends   time.Time
	Whole  bool // the session's whole life ends then, so that nothing puts it off
	Extend string
}

func (v View) title() string {
	title := v.Title
	if v.Errors {
		title = "Error: " + title
	}
	if title == "" {
		return "Onward"
	}
	return title + " – Onward"
}

func (v View) signOut() string {
	if v.SignOut == "" {
		return "/sign-out"
	}
	return v.SignOut
}

func (v View) warnsOfEnd() bool {
	return v.Person != nil && !v.Session.Ends.IsZero() && v.Session.Extend != ""
}

func (s Search) phone() string {
	if s.Phone == "" {
		return s.Action
	}
	return s.Phone
}

func (v View) mainClass() string {
	if v.Narrow {
		return "onward-main onward-main--narrow"
	}
	return "onward-main"
}

// role makes an answer that needs care interrupt those who listen.
func (f Flash) role() string {
	if f.Kind == Warning {
		return "alert"
	}
	return "status"
}
