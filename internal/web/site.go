// Package web is the machinery of the pages: routes with their permission,
// sessions, forms that are sent once, and what every page shows.
//
// A page is one file in a package web/<domain>page beneath this one: its form,
// its validation, its view and its handler. Handlers are short and return
// errors; server renders them.
package web

import (
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/organisation"
	"onward/internal/postgres"
	"onward/internal/secret"
)

// Site is what all pages share.
type Site struct {
	DB        *postgres.DB
	Policy    *access.Policy
	Directory organisation.Store
	Sessions  *scs.SessionManager
	Box       *secret.Box
	Arrivals  *Arrivals
}

// SessionIdle is how long a session lasts without a request, and SessionLife
// how long at all.
const (
	SessionIdle = 30 * time.Minute
	SessionLife = 12 * time.Hour
)

// Handler answers one request of a signed-in person.
type Handler func(*Request) error

// Route is one row of the table that says who can reach what.
type Route struct {
	Method string
	Path   string
	Duty   access.Duty // the duty of the role that opens it; Anyone and SignedIn need none
	Handle Handler
	Files  bool // it takes files; no other route does
}

// Anyone opens a route to people who have not signed in, SignedIn to everybody
// who has. Every other route names a duty.
const (
	Anyone   access.Duty = "anyone"
	SignedIn access.Duty = "signed in"
)

// Register puts routes into echo behind their permission. A route without one
// is a mistake of ours and stops the start.
func (s *Site) Register(e *echo.Echo, routes []Route) {
	for _, r := range routes {
		if r.Duty == "" {
			panic("web: " + r.Method + " " + r.Path + " names no permission")
		}
		e.Add(r.Method, r.Path, s.wrap(r))
	}
}

func (s *Site) wrap(r Route) echo.HandlerFunc {
	return func(c echo.Context) error {
		req := &Request{Context: c, Site: s}
		req.resume()
		if r.Duty != Anyone {
			if !req.signedIn() {
				return req.toSignIn()
			}
			if r.Duty != SignedIn && !s.Policy.May(req.Me.Role, r.Duty) {
				return fault.NotHere()
			}
		}
		leave, err := req.arrive(r)
		if err != nil {
			return err
		}
		defer leave()
		if err := req.guard(); err != nil {
			return err
		}
		return r.Handle(req)
	}
}

// Visitor is the person of a request outside the routes, as on an error's page.
func (s *Site) Visitor(c echo.Context) *Request {
	r := &Request{Context: c, Site: s}
	r.resume()
	return r
}
