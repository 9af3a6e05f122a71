// Package saypage is the pages about what residents say, and about seals and
// emergencies, that do not stand on one journey: telling many residents at once,
// declaring an emergency, reviewing one, and the names of seals.
package saypage

import (
	"net/http"
	"time"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/sharing"
	"onward/internal/web"
)

// Pages are the pages, over the services that they read and write.
type Pages struct {
	Says        sharing.Says
	Seals       sharing.Seals
	Emergencies sharing.Emergencies
}

// Routes says who can reach what.
func (p Pages) Routes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Path: "/notices", Duty: access.DoImport, Handle: func(r *web.Request) error { return p.showNotices(r, nil, http.StatusOK) }},
		{Method: http.MethodPost, Path: "/notices", Duty: access.DoImport, Handle: p.tell},
		{Method: http.MethodPost, Path: "/notices/:batch/undo", Duty: access.DoImport, Handle: p.untell},
		{Method: http.MethodGet, Path: "/emergency", Duty: access.DoEmergency, Handle: p.emergencyForm},
		{Method: http.MethodPost, Path: "/emergency", Duty: access.DoEmergency, Handle: p.declare},
		{Method: http.MethodGet, Path: "/emergencies", Duty: access.DoAudit, Handle: p.queue},
		{Method: http.MethodGet, Path: "/emergencies/:number", Duty: access.DoAudit, Handle: func(r *web.Request) error { return p.showReview(r, nil, http.StatusOK) }},
		{Method: http.MethodPost, Path: "/emergencies/:number", Duty: access.DoAudit, Handle: p.review},
		{Method: http.MethodGet, Path: "/seals", Duty: access.DoAudit, Handle: p.seals},
		{Method: http.MethodGet, Path: "/seals/:id", Duty: access.DoAudit, Handle: func(r *web.Request) error { return p.showNames(r, nil, http.StatusOK) }},
		{Method: http.MethodPost, Path: "/seals/:id", Duty: access.DoAudit, Handle: p.replaceNames},
	}
}

// moment is an instant as people say it.
func moment(t time.Time) string {
	return calendar.DayOf(t).Long() + ", " + t.In(calendar.London).Format("15:04")
}
