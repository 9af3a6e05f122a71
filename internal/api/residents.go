package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/journey"
	"onward/internal/postgres"
)

type searchInput struct {
	Body struct {
		Text string `json:"text" minLength:"2" maxLength:"200" doc:"Names, a reference, a telephone number, a National Insurance number"`
	}
}

// Found is what a search finds.
type Found struct {
	Items []Summary `json:"items"`
	Total int       `json:"total" doc:"How many stand here"`
	More  bool      `json:"more" doc:"Whether more were found than stand here: narrow the search"`
}

// Resident is a person with the journey by which the token's post comes to them.
type Resident struct {
	ID      uuid.UUID `json:"id"`
	Journey uuid.UUID `json:"journey_id"`
	Person  *Person   `json:"person,omitempty"`
}

func (a API) residents(api huma.API) {
	search := operation(http.MethodPost, "/residents/search", "search-residents", "Find a resident; what is typed stands in the body, since a name must not stand in an address")
	search.DefaultStatus = http.StatusOK
	handle(api, search, func(ctx context.Context, in *searchInput) (*Answer[Found], error) {
		rows, more, err := a.Caseload.Find(ctx, in.Body.Text, 25)
		return answer(Found{Items: summaries(rows), Total: len(rows), More: more}, err)
	})
	type one struct {
		ID uuid.UUID `path:"id" doc:"Of the resident"`
	}
	handle(api, operation(http.MethodGet, "/residents/{id}", "get-resident", "One resident"), func(ctx context.Context, in *one) (*Answer[Resident], error) {
		r := Resident{ID: in.ID}
		err := a.DB.Read(ctx, func(tx *postgres.Tx) error {
			d, err := a.Journeys.Gate.DecideResident(tx, in.ID)
			if err != nil {
				return err
			}
			r.Journey = d.Subject.Journey
			r.Person, err = a.person(tx, d)
			journey.Seen(tx, d, "resident", access.Existence, access.Identity, access.Contact)
			return err
		})
		return answer(r, err)
	})
}

// person reads the resident as far as the decision goes, nil where not even
// the name is open.
func (a API) person(tx *postgres.Tx, d access.Decision) (*Person, error) {
	r, err := a.Journeys.Residents.Person(tx, d)
	if err != nil || !r.Seen.Has(access.Identity) {
		return nil, err
	}
	i, c := r.Identity, r.Contact
	return &Person{Given: i.Given, Family: i.Family, Preferred: i.Preferred, Pronouns: i.Pronouns, Born: i.Born.String(), NINO: r.Identifiers.NINO,
		UC: r.Identifiers.UniversalCredit, ULN: r.Identifiers.ULN, Address: c.Address, Postcode: c.Postcode, Telephone: string(c.Telephone), Email: c.Email, SafeWay: c.SafeWay, SafeTime: c.SafeTime,
		Language: c.Language, Interpreter: c.Interpreter}, nil
}
