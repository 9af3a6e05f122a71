package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/outcome"
	"onward/internal/postgres"
)

// Spell is work with one employer.
type Spell struct {
	ID      uuid.UUID `json:"id,omitempty" readOnly:"true"`
	Version int       `json:"version,omitempty" readOnly:"true" doc:"A change brings it"`
	SpellFacts
	Pay []Pay `json:"pay,omitempty"`
}

// SpellFacts are what is on record of work beside its pay.
type SpellFacts struct {
	Employer     string `json:"employer"`
	Title        string `json:"title,omitempty"`
	Start        string `json:"start" format:"date"`
	End          string `json:"end,omitempty" format:"date" doc:"Last day worked"`
	SelfEmployed bool   `json:"self_employed,omitempty"`
	Evidence     string `json:"evidence,omitempty"`
}

// Pay is what is paid from a day on.
type Pay struct {
	From   string `json:"from" format:"date"`
	Amount int64  `json:"amount,omitempty" doc:"Pence; left out where it is not known"`
	Per    string `json:"per,omitempty" enum:"hour,week,month,year"`
	Hours  string `json:"hours_per_week,omitempty" example:"37.5"`
}

type spellInput struct {
	Send
	Body Spell
}

func (a API) work(api huma.API) {
	read(a, api, "/spells", "list-spells", "Work with its pay", access.Work, func(tx *postgres.Tx, d access.Decision) ([]Spell, error) {
		rows, err := a.Outcomes.Store.List(tx, d)
		return each(rows, err, spell)
	})
	handle(api, operation(http.MethodPost, "/journeys/{id}/spells", "add-spell", "Add work with its pay"), func(ctx context.Context, in *spellInput) (*Answer[Created], error) {
		record, err := in.Body.record()
		if err != nil {
			return nil, err
		}
		return created(a.Outcomes.Add(in.once(ctx, "spell"), in.ID, record))
	})
}

func spell(r outcome.Record) Spell {
	s := Spell{ID: r.ID, Version: r.Version, SpellFacts: SpellFacts{Employer: r.Employer, Title: r.Title, Start: r.Start.String(), End: r.End.String(),
		SelfEmployed: r.SelfEmployed, Evidence: r.Evidence}}
	for _, p := range r.PayRecords {
		s.Pay = append(s.Pay, Pay{From: p.From.String(), Amount: p.Pence, Per: string(p.Per), Hours: p.Hours})
	}
	return s
}

func (s Spell) record() (outcome.Record, error) {
	r, err := s.SpellFacts.record()
	for _, sent := range s.Pay {
		if err != nil {
			break
		}
		var p outcome.PayRecord
		p, err = sent.record()
		r.PayRecords = append(r.PayRecords, p)
	}
	return r, err
}

func (s SpellFacts) record() (r outcome.Record, err error) {
	r = outcome.Record{Title: s.Title, Evidence: s.Evidence, Spell: outcome.Spell{Employer: s.Employer, SelfEmployed: s.SelfEmployed}}
	if r.Start, err = day("start", s.Start); err != nil {
		return r, err
	}
	r.End, err = day("end", s.End)
	return r, err
}

func (p Pay) record() (outcome.PayRecord, error) {
	from, err := day("from", p.From)
	return outcome.PayRecord{From: from, Known: p.Per != "", Pence: p.Amount, Per: outcome.Period(p.Per), Hours: p.Hours}, err
}
