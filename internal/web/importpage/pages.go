// Package importpage is bringing a spreadsheet in.
package importpage

import (
	"onward/internal/web"
)

// Pages are the pages, over the services that they read and write.
type Pages struct {
}

// Routes says who can reach what.
func (p Pages) Routes() []web.Route {
	return nil
}
