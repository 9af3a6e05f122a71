// Package governancepage is what governance officers do besides agreements:
// who sees what of a journey and why, who looked, and the search of the trace.
// They see headings and reasons, nothing of what is written on a journey.
package governancepage

import (
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/audit"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/internal/web/exportpage"
)

const (
	lookupPath = "/governance/journeys"
	auditPath  = "/audit"
	// The items of the navigation.
	sightNav = "Who sees what"
	auditNav = "Audit"
)

// Pages are the pages, over the services that they read.
type Pages struct {
	DB       *postgres.DB
	Journeys journey.Service
	Says     sharing.Says
	Trail    audit.Trail
	Exports  exportpage.Pages
}

// Routes says who can reach what. The record is also the single point of
// contact's, whom the decision knows.
func (p Pages) Routes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Path: lookupPath, Duty: access.DoAudit, Handle: func(r *web.Request) error { return p.showLookup(r, nil, http.StatusOK) }},
		{Method: http.MethodPost, Path: lookupPath, Duty: access.DoAudit, Handle: p.lookup},
		{Method: http.MethodGet, Path: lookupPath + "/:id", Duty: access.DoAudit, Handle: p.journey},
		{Method: http.MethodGet, Path: lookupPath + "/:id/why", Duty: access.DoAudit, Handle: p.why},
		{Method: http.MethodGet, Path: "/journeys/:id/record", Duty: web.SignedIn, Handle: p.record},
		{Method: http.MethodGet, Path: auditPath, Duty: access.DoAudit, Handle: p.search},
		{Method: http.MethodPost, Path: auditPath + "/journey", Duty: access.DoAudit, Handle: p.searchJourney},
		{Method: http.MethodGet, Path: auditPath + "/export", Duty: access.DoAudit, Handle: p.exportForm},
		{Method: http.MethodPost, Path: auditPath + "/export", Duty: access.DoAudit, Handle: p.export},
	}
}

// path is an address of a journey as its governance officer sees it.
func path(id uuid.UUID, part string) string {
	return strings.TrimSuffix(lookupPath+"/"+id.String()+"/"+part, "/")
}

// officers is the decision on a journey that the officer's organisation leads;
// any other is not here.
func (p Pages) officers(tx *postgres.Tx, id uuid.UUID) (access.Decision, error) {
	d, err := p.Journeys.Gate.Require(tx, id, access.View, access.Existence)
	if err != nil {
		return d, err
	}
	if d.Subject.Lead != tx.Actor.Organisation || !p.Journeys.Gate.Policy.May(tx.Actor.Role, access.DoAudit) {
		return d, fault.NotHere()
	}
	return d, nil
}

// found turns a typed reference into a journey that the organisation leads, with
// the message for the field where there is none.
func (p Pages) found(r *web.Request, typed string) (id uuid.UUID, problem string, err error) {
	if strings.TrimSpace(typed) == "" {
		return uuid.Nil, "Enter a reference, like 7K42 9M", nil
	}
	const none = "No unsealed journey of your organisation has this reference. Check it against the resident’s letter"
	reference, ok := journey.ParseReference(typed)
	if !ok {
		return uuid.Nil, "Enter a reference as it stands on the resident’s letter, like 7K42 9M", nil
	}
	err = p.DB.Read(r.Ctx(), func(tx *postgres.Tx) error {
		d, err := p.Journeys.Gate.ByReference(tx, reference)
		if err == nil {
			err = d.Require(access.View, access.Existence)
		}
		if err != nil {
			return err
		}
		id = d.Subject.Journey
		journey.Seen(tx, d, "journey by its reference", access.Existence)
		return nil
	})
	if fault.Is(err, fault.Missing) {
		return uuid.Nil, none, nil
	}
	return id, "", err
}

// moment is an instant as people say it.
func moment(t time.Time) string {
	return calendar.DayOf(t).Long() + ", " + t.In(calendar.London).Format("15:04")
}

// sections are the categories in words, in a sentence.
func sections(set access.Set) string {
	var words []string
	for _, c := range sharing.AllCategories() {
		if set.Has(c) {
			words = append(words, sharing.CategoryWords(c))
		}
	}
	return strings.Join(words, ", ")
}

// roleAt is a role as it stands under a name.
func roleAt(role, organisation string) string {
	return web.RoleLabel(actor.Role(role)) + ", " + organisation
}
