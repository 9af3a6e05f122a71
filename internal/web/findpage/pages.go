// Package findpage is finding a resident and starting a journey.
package findpage

import (
	"onward/internal/journey"
	"onward/internal/journey/caseload"
	"onward/internal/web"
)

// Pages are the pages, over the services that they read and write.
type Pages struct {
	Journeys journey.Service
	Caseload caseload.Service
}

// Routes says who can reach what.
func (p Pages) Routes() []web.Route {
	return nil
}
