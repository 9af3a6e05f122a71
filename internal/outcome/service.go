package outcome

import (
	"onward/internal/journey"
	"onward/internal/postgres"
)

// Service keeps spells and pay, and judges them, each piece in one transaction
// in the name of the actor in the context.
type Service struct {
	DB   *postgres.DB
	Gate journey.Gate
}
