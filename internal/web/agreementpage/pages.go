// Package agreementpage is the governance officer's pages for data-sharing
// agreements: drafting in sections, comparing, previewing, signing, stopping.
package agreementpage

import (
	"net/http"
	"strconv"
	"time"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/ui/component"
	"onward/ui/layout"
)

const (
	root   = "/agreements"
	active = "Agreements"
)

// Pages are the pages, over the service that keeps agreements.
type Pages struct{ Agreements sharing.Agreements }

// Routes says who can reach what: all of it is the governance officer's.
func (p Pages) Routes() []web.Route {
	routes := []web.Route{
		{Method: http.MethodGet, Path: root, Handle: p.index},
		{Method: http.MethodGet, Path: root + "/new", Handle: p.newForm},
		{Method: http.MethodPost, Path: root + "/new", Handle: p.create},
		{Method: http.MethodGet, Path: root + "/register", Handle: p.register},
		{Method: http.MethodGet, Path: root + "/:id", Handle: p.show},
		{Method: http.MethodGet, Path: root + "/:id/text", Handle: p.text},
		{Method: http.MethodGet, Path: root + "/:id/compare", Handle: p.compare},
		{Method: http.MethodGet, Path: root + "/:id/draft/:section", Handle: p.section},
		{Method: http.MethodPost, Path: root + "/:id/draft/:section", Handle: p.saveSection},
		{Method: http.MethodPost, Path: root + "/:id/offer", Handle: p.offer},
		{Method: http.MethodPost, Path: root + "/:id/version", Handle: p.next},
		{Method: http.MethodGet, Path: root + "/:id/sign", Handle: p.signForm},
		{Method: http.MethodPost, Path: root + "/:id/sign", Handle: p.sign},
		{Method: http.MethodGet, Path: root + "/:id/complaints", Handle: p.complaints},
		{Method: http.MethodPost, Path: root + "/:id/complaints", Handle: p.complain},
		{Method: http.MethodGet, Path: root + "/:id/complaints/:complaint", Handle: p.answerForm},
		{Method: http.MethodPost, Path: root + "/:id/complaints/:complaint", Handle: p.answer},
	}
	for _, m := range moves {
		routes = append(routes, web.Route{Method: http.MethodGet, Path: root + "/:id/" + m.path, Handle: func(r *web.Request) error { return p.moveForm(r, m) }},
			web.Route{Method: http.MethodPost, Path: root + "/:id/" + m.path, Handle: func(r *web.Request) error { return p.move(r, m) }})
	}
	for i := range routes {
		routes[i].Duty = access.DoAgreements
	}
	return routes
}

// path is an address of one version.
func path(id int, parts ...string) string {
	at := root + "/" + strconv.Itoa(id)
	for _, part := range parts {
		at += "/" + part
	}
	return at
}

// version reads the version that the address names.
func (p Pages) version(r *web.Request) (sharing.Agreement, error) {
	id, err := strconv.Atoi(r.Param("id"))
	if err != nil {
		return sharing.Agreement{}, fault.NotHere()
	}
	return p.Agreements.Get(r.Ctx(), id)
}

// view is the frame of a page beneath the list or beneath a version.
func view(r *web.Request, title string, back ...layout.Link) layout.View {
	v := r.View(title, active)
	if len(back) > 0 {
		v.Back = &back[0]
	}
	return v
}

func backTo(a sharing.Agreement) layout.Link {
	return layout.Link{Label: a.Terms.Title, Href: path(a.ID)}
}

var backToAll = layout.Link{Label: active, Href: root}

func numbered(a sharing.Agreement) string { return "Version " + strconv.Itoa(a.Number) }

// on is the London day of an instant, in words.
func on(at time.Time) string { return calendar.DayOf(at).Long() }

// standing is where a version stands, in a shape and words.
func standing(a sharing.Agreement, me int, today calendar.Date) component.Status {
	switch missing := len(a.Unsigned()); {
	case a.State == sharing.Draft:
		return component.ToDo("Draft")
	case a.WaitsFor(me):
		return component.Status{Shape: component.Ring, Tone: component.Red, Words: "To sign"}
	case a.State == sharing.Awaiting && missing == 1:
		return component.Waiting("Waits for 1 signature")
	case a.State == sharing.Awaiting:
		return component.Waiting("Waits for " + strconv.Itoa(missing) + " signatures")
	case a.State == sharing.Suspended:
		return component.Overdue("Suspended")
	case a.State == sharing.Ended:
		return component.Stopped("Ended")
	case today.Before(a.Terms.From):
		return component.Waiting("Begins " + a.Terms.From.Long())
	case today.After(a.Terms.Until):
		return component.Stopped("Ran out " + a.Terms.Until.Long())
	case a.ToReview(today):
		return component.DueSoon("In force, to review")
	}
	return component.Achieved("In force")
}
