package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"
	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/organisation"
	"onward/internal/postgres"
	"onward/internal/web/form"
	"onward/ui/control"
	"onward/ui/layout"
)

// Request is one request with the person it comes from.
type Request struct {
	echo.Context
	Site *Site
	Me   organisation.Colleague // the zero Colleague where nobody has signed in
}

// Ctx is the request's context in the name of the person's post.
func (r *Request) Ctx() context.Context {
	return actor.With(r.Request().Context(), r.Me.Post)
}

// Once is Ctx for a write that the form's key keeps from happening twice. The
// key answers for this address alone.
func (r *Request) Once() context.Context { return r.OnceFor(r.Request().URL.Path) }

// OnceFor is Once for a form whose draft has a name of its own: what is done
// takes that draft with it.
func (r *Request) OnceFor(draft string) context.Context {
	key, _ := uuid.Parse(r.FormValue("_key"))
	return postgres.Once(r.Ctx(), key, r.Request().Method+" "+draft)
}

// Form reads the named fields of the request's form.
func (r *Request) Form(names ...string) (*form.Values, error) {
	return form.Read(r.Request(), r.Today(), names...)
}

// Today is the London day of the database's clock, for forms and greetings.
// What is decided on a date is decided on the transaction's own.
func (r *Request) Today() calendar.Date { return calendar.DayOf(r.Site.DB.Now()) }

// ID reads an id in the address; what is none is not there.
func (r *Request) ID(name string) (uuid.UUID, error) {
	id, err := uuid.Parse(r.Param(name))
	if err != nil {
		return uuid.Nil, fault.NotHere()
	}
	return id, nil
}

// May says whether the person's role does a duty, for links and buttons.
func (r *Request) May(d access.Duty) bool { return r.Site.Policy.May(r.Me.Role, d) }

// View is the frame of a page for this person, with the nav item that is
// active; pages add their title and what else they show.
func (r *Request) View(title, active string) layout.View {
	v := layout.View{Title: title, CSRF: r.csrf()}
	if !r.signedIn() {
		return v // of which partnership a visitor is, nobody knows yet
	}
	v.Partnership = r.Me.Org.Partnership
	v.Person = &layout.Person{Name: r.Me.Name, Post: RoleLabel(r.Me.Role) + ", " + r.Me.Org.Name}
	v.Nav = r.nav(active)
	if r.May(access.DoFind) {
		v.Search = layout.Search{Action: "/find", Phone: "/find"}
	}
	v.Flash = r.takeFlash()
	ends := r.Ends()
	v.Session = layout.Session{Now: ends.Now, Ends: ends.Ends, Whole: ends.Whole, Extend: "/session"}
	return v
}

// RoleLabel is a role as it stands under a name.
func RoleLabel(role actor.Role) string {
	return strings.ToUpper(string(role[:1])) + string(role[1:])
}

var navigation = []struct {
	label, href string
	duty        access.Duty
}{
	{"Today", "/today", access.DoToday},
	{"Agreements", "/agreements", access.DoAgreements},
	{"Caseload", "/caseload", access.DoCaseload},
	{"Cover", "/absences", access.DoReassign},
	{"Find a resident", "/find", access.DoFind},
	{"Import", "/import", access.DoImport},
	{"Not told yet", "/notices", access.DoImport},
	{"Exports", "/exports", access.DoCaseload},
	{"Who sees what", "/governance/journeys", access.DoAudit},
	{"Audit", "/audit", access.DoAudit},
	{"Emergency reviews", "/emergencies", access.DoAudit},
	{"Sealed journeys", "/seals", access.DoAudit},
}

func (r *Request) nav(active string) []layout.NavItem {
	var items []layout.NavItem
	for _, n := range navigation {
		if r.May(n.duty) {
			items = append(items, layout.NavItem{Label: n.label, Href: n.href, Active: n.label == active})
		}
	}
	return items
}

// Home is where a role starts.
func (r *Request) Home() string {
	for _, n := range navigation {
		if r.May(n.duty) {
			return n.href
		}
	}
	return "/account"
}

// Show answers with a page.
func (r *Request) Show(page templ.Component) error { return r.ShowStatus(http.StatusOK, page) }

// ShowStatus answers with a page and a status, like 422 for a form with problems.
func (r *Request) ShowStatus(status int, page templ.Component) error {
	r.Response().Header().Set(echo.HeaderContentType, "text/html; charset=utf-8")
	r.Response().WriteHeader(status)
	return page.Render(r.Request().Context(), r.Response())
}

// Go redirects after a form was taken, with a message for the next page; an
// empty message says nothing.
func (r *Request) Go(to, message string) error {
	if message != "" {
		r.Flash(layout.Flash{Kind: layout.Success, Text: message})
	}
	return r.Redirect(http.StatusSeeOther, to)
}

// Post is the frame of a form on this page with a fresh key.
func (r *Request) Post(action string) control.Post {
	return control.Post{Action: action, CSRF: r.csrf(), Key: uuid.NewString()}
}

// Problems turns what is wrong with a form into the error summary.
func Problems(v *form.Values) []control.Problem {
	var out []control.Problem
	seen := map[string]bool{}
	for _, p := range v.Problems() {
		if !seen[p.Name] {
			seen[p.Name] = true
			out = append(out, control.Problem{Text: p.Message, Href: "#" + p.Name})
		}
	}
	return out
}

// Field is a control's field with what was typed and what is wrong with it.
func Field(v *form.Values, name, label string) control.Field {
	return control.Field{ID: name, Name: name, Label: label, Value: v.Raw(name), Error: v.Error(name)}
}

// SafePath keeps a "where to next" on this site: the path, or nothing.
func SafePath(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.HasPrefix(path, "/\\") {
		return ""
	}
	return path
}

// DateText is a day as it stands in a box for dates: 31 3 1980.
func DateText(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d %d %d", d.DayOfMonth(), int(d.Month()), d.Year())
}
