package api

import (
	"github.com/danielgtaylor/huma/v2"

	"onward/internal/access"
	"onward/internal/journey"
	"onward/internal/postgres"
)

// Baseline is how things stood on entry; each part stands there only where the
// token's post may see its category.
type Baseline struct {
	Work          string `json:"work,omitempty" enum:"unemployed,inactive,employed,self_employed,training,unknown"`
	Amount        int    `json:"pay,omitempty" doc:"Pence"`
	Per           string `json:"per,omitempty" enum:"hour,week,month,year"`
	Hours         string `json:"hours_per_week,omitempty"`
	Qualification string `json:"qualification,omitempty"`
	MonthsWithout *int   `json:"months_without_work,omitempty"`
	Benefits      string `json:"benefits,omitempty"`
}

// baseline reads it as far as the decision goes, nil where nothing is there.
func (a API) baseline(tx *postgres.Tx, d access.Decision) (*Baseline, error) {
	b, err := a.Journeys.Store.Baseline(tx, d)
	if err != nil || b == (journey.Baseline{}) {
		return nil, err
	}
	journey.Seen(tx, d, "baseline", access.Circumstances, access.HousingMoney, access.Work)
	out := &Baseline{Work: b.Work, Amount: b.Amount, Per: b.Per, Hours: b.Hours, Qualification: b.Qualification, Benefits: b.Benefits}
	if b.MonthsWithout.Known {
		out.MonthsWithout = &b.MonthsWithout.Count
	}
	return out, nil
}

// Supporter is a colleague who sees what the single point of contact sees.
type Supporter struct {
	ID        int    `json:"id"`
	Name      string `json:"name"`
	Telephone string `json:"telephone,omitempty"`
	Since     string `json:"since" format:"date"`
}

func (a API) supporters(api huma.API) {
	read(a, api, "/supporters", "list-supporters", "Who supports the single point of contact", access.Existence, func(tx *postgres.Tx, d access.Decision) ([]Supporter, error) {
		_, rows, err := a.Journeys.Store.Holders(tx, d)
		return each(rows, err, func(h journey.Holder) Supporter { return Supporter{h.Staff, h.Name, h.Telephone, h.From.String()} })
	})
}
