package caseload

import (
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/secret"
)

// Service does the work of this package, each piece in one transaction in the
// name of the actor in the context.
type Service struct {
	DB   *postgres.DB
	Gate journey.Gate
	Box  *secret.Box
}
