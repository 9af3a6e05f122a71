// Package todaypage is what an advisor starts the day with.
package todaypage

import (
	"net/http"

	"onward/internal/access"
	"onward/internal/journey"
	"onward/internal/journey/caseload"
	"onward/internal/journey/diary"
	"onward/internal/outcome"
	"onward/internal/web"
)

// Pages are the pages, over the services that they read and write.
type Pages struct {
	Journeys journey.Service
	Caseload caseload.Service
	Diary    diary.Service
	Outcomes outcome.Service
}

// Routes says who can reach what.
func (p Pages) Routes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Path: "/today", Duty: access.DoToday, Handle: p.today},
		{Method: http.MethodGet, Path: "/week", Duty: access.DoToday, Handle: p.week},
	}
}
