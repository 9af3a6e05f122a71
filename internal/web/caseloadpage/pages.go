// Package caseloadpage is the caseload as list and as board, its filters and
// what is done to many journeys at once.
//
// All of a page's state stands in its address: the filter, the order, the page
// and its size. Typed words stand there only as the opaque key under which they
// are kept.
package caseloadpage

import (
	"net/http"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/journey"
	"onward/internal/journey/caseload"
	"onward/internal/web"
	"onward/internal/web/exportpage"
)

// Pages are the pages, over the services that they read and write.
type Pages struct {
	Journeys journey.Service
	Caseload caseload.Service
	Exports  exportpage.Pages
}

// Routes says who can reach what.
func (p Pages) Routes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Path: "/caseload", Duty: access.DoCaseload, Handle: p.list},
		{Method: http.MethodGet, Path: "/caseload/board", Duty: access.DoCaseload, Handle: p.board},
		{Method: http.MethodPost, Path: "/caseload/move", Duty: access.DoCaseload, Handle: p.move},
		{Method: http.MethodPost, Path: "/caseload/search", Duty: access.DoCaseload, Handle: p.search},
		{Method: http.MethodGet, Path: "/caseload/filters/new", Duty: access.DoCaseload, Handle: p.saveForm},
		{Method: http.MethodPost, Path: "/caseload/filters/new", Duty: access.DoCaseload, Handle: p.save},
		{Method: http.MethodGet, Path: "/caseload/filters/:id/delete", Duty: access.DoCaseload, Handle: p.forgetForm},
		{Method: http.MethodPost, Path: "/caseload/filters/:id/delete", Duty: access.DoCaseload, Handle: p.forget},
		{Method: http.MethodPost, Path: "/caseload/filters/:id/restore", Duty: access.DoCaseload, Handle: p.restore},
		{Method: http.MethodGet, Path: "/caseload/export", Duty: access.DoCaseload, Handle: p.exportForm},
		{Method: http.MethodPost, Path: "/caseload/export", Duty: access.DoCaseload, Handle: p.export},
		{Method: http.MethodGet, Path: "/reassign", Duty: access.DoReassign, Handle: p.reassignOne},
		{Method: http.MethodPost, Path: "/reassign", Duty: access.DoReassign, Handle: p.reassignForm},
		{Method: http.MethodPost, Path: "/reassign/check", Duty: access.DoReassign, Handle: p.reassignCheck},
		{Method: http.MethodPost, Path: "/reassign/confirm", Duty: access.DoReassign, Handle: p.reassign},
	}
}

// scope is the person's reach for what a page offers. What it shows is decided
// anew in the transaction, from the post and not from the session.
func scope(r *web.Request) access.Scope {
	return r.Site.Policy.Scope(actor.Actor{Post: r.Me.Post, User: r.Me.Staff, Organisation: r.Me.Org.ID, Role: r.Me.Role})
}
