package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"
)

// ResidentSummary is a resident in a list, with the journey by which the
// token's post comes to them.
type ResidentSummary struct {
	ID        uuid.UUID `json:"id"`
	Journey   uuid.UUID `json:"journey_id"`
	Reference string    `json:"reference"`
	Given     string    `json:"given,omitempty"`
	Family    string    `json:"family,omitempty"`
	Preferred string    `json:"preferred,omitempty"`
	Born      string    `json:"date_of_birth,omitempty" format:"date"`
}

func (a API) residentList(api huma.API) {
	handle(api, operation(http.MethodGet, "/residents", "list-residents", "Residents whom the token's post may see, by their journeys"),
		func(ctx context.Context, in *listInput) (*Answer[List[ResidentSummary]], error) {
			p, err := a.Caseload.Bare(ctx, in.query())
			items := make([]ResidentSummary, len(p.Rows))
			for i, r := range p.Rows {
				items[i] = ResidentSummary{ID: r.Decision.Subject.Resident, Journey: r.ID(), Reference: r.Reference, Given: r.Given, Family: r.Family,
					Preferred: r.Preferred, Born: r.Born.String()}
			}
			return answer(List[ResidentSummary]{Items: items, Total: p.Total}, err)
		})
}
