package journeypage

import (
	"time"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/postgres"
	"onward/ui/component"
)

// gone is one thing that was removed and can be brought back.
type gone struct {
	subject string // what the audit calls it
	id      uuid.UUID
	what    string
	at      time.Time
	restore string // the part of the journey that brings it back
}

// removedRows are what a page offers to put back, with who removed it and when.
func (p Pages) removedRows(tx *postgres.Tx, f *Frame, list []gone) ([]component.RemovedRow, error) {
	var rows []component.RemovedRow
	for _, g := range list {
		changed, err := p.Journeys.Store.Changed(tx, f.Decision, g.subject, g.id)
		if err != nil {
			return nil, err
		}
		who := "Removed " + lately(g.at, tx.Actor.Today)
		if changed.By != "" {
			who = "Removed by " + changed.By + ", " + changed.Org + ", " + lately(g.at, tx.Actor.Today)
		}
		rows = append(rows, component.RemovedRow{What: g.what, Who: who, Undo: component.ActionView{Action: f.Path(g.restore), CSRF: f.Layout.CSRF, Key: uuid.NewString(),
			Button: component.ButtonView{Label: "Undo", Hidden: " removing " + g.what, Kind: component.Secondary, Small: true}}})
	}
	return rows, nil
}

func (p Pages) removedBarriers(tx *postgres.Tx, f *Frame) ([]component.RemovedRow, error) {
	list, err := p.Barriers.Removed(tx, f.Decision)
	if err != nil {
		return nil, err
	}
	var all []gone
	for _, b := range list {
		all = append(all, gone{"barrier", b.ID, b.Title(), b.At, "barriers/" + b.ID.String() + "/restore"})
	}
	return p.removedRows(tx, f, all)
}

func (p Pages) removedFromPlan(tx *postgres.Tx, f *Frame) ([]component.RemovedRow, error) {
	if !f.Decision.May(access.Change, access.Plan) {
		return nil, nil
	}
	list, err := p.Plan.Store.Removed(tx, f.Decision)
	if err != nil {
		return nil, err
	}
	parts := map[string]struct{ label, path string }{"goal": {"Goal: ", "goals/"}, "action": {"Action: ", "actions/"}, "intervention": {"Support: ", "support/"}}
	var all []gone
	for _, r := range list {
		part := parts[r.Part]
		all = append(all, gone{r.Part, r.ID, part.label + shorten(r.What, 160), r.At, part.path + r.ID.String() + "/restore"})
	}
	return p.removedRows(tx, f, all)
}

func (p Pages) removedWork(tx *postgres.Tx, f *Frame) ([]component.RemovedRow, error) {
	if !f.Decision.May(access.Change, access.Work) {
		return nil, nil
	}
	list, err := p.Outcomes.Store.Removed(tx, f.Decision)
	if err != nil {
		return nil, err
	}
	var all []gone
	for _, r := range list {
		job := "work/" + r.Spell.String()
		if r.Pay == uuid.Nil {
			all = append(all, gone{"spell", r.Spell, "Job: " + r.Employer, r.At, job + "/restore"})
			continue
		}
		all = append(all, gone{"pay", r.Pay, "Pay from " + r.From.Long() + ": " + r.Employer, r.At, job + "/pay/" + r.Pay.String() + "/restore"})
	}
	return p.removedRows(tx, f, all)
}
