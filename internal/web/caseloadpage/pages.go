// Package caseloadpage is the caseload as list and as board, its filters and what is done to many at once.
package caseloadpage

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
