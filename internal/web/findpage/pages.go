// Package findpage is finding a resident and starting a journey. The two belong
// together: whoever starts a journey has searched first, so that nobody is
// registered twice.
package findpage

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
		{Method: http.MethodGet, Path: "/find", Duty: access.DoFind, Handle: p.found},
		{Method: http.MethodPost, Path: "/find", Duty: access.DoFind, Handle: p.find},
		{Method: http.MethodGet, Path: "/find/export", Duty: access.DoCaseload, Handle: p.exportForm},
		{Method: http.MethodPost, Path: "/find/export", Duty: access.DoCaseload, Handle: p.export},
		{Method: http.MethodGet, Path: "/journeys/new", Duty: access.DoRegister, Handle: p.startForm},
		{Method: http.MethodPost, Path: "/journeys/new", Duty: access.DoRegister, Handle: p.start},
	}
}

// registering is the decision on somebody not on record yet, for what a form
// offers; the service asks again in its transaction.
func registering(r *web.Request) access.Decision {
	return r.Site.Policy.Registering(actor.Actor{Post: r.Me.Post, User: r.Me.Staff, Organisation: r.Me.Org.ID, Role: r.Me.Role})
}
