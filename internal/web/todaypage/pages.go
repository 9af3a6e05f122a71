// Package todaypage is what an advisor starts the day with.
package todaypage

import (
	"onward/internal/journey"
	"onward/internal/journey/caseload"
	"onward/internal/journey/diary"
	"onward/internal/web"
)

// Pages are the pages, over the services that they read and write.
type Pages struct {
	Journeys journey.Service
	Caseload caseload.Service
	Diary    diary.Service
}

// Routes says who can reach what.
func (p Pages) Routes() []web.Route {
	return nil
}
