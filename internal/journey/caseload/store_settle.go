package caseload

import (
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/journey"
	"onward/internal/postgres"
)

// settle sends a batch and decides on those of its rows that others lead: each
// by its own subject, read in this transaction. Rows that the decision does not
// open are dropped, cells that it does not open are emptied; the others say who
// leads and whom to call.
func settle(tx *postgres.Tx, scope access.Scope, v access.Verb, b *pgx.Batch, rows *[]Row) error {
	if err := tx.Send(b); err != nil {
		return err
	}
	var ids []uuid.UUID
	for _, r := range *rows {
		if r.whole != nil {
			ids = append(ids, r.whole.Decision.Subject.Journey)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	subjects, err := journey.Subjects(tx, ids)
	if err != nil {
		return err
	}
	heads, err := leads(tx, ids)
	if err != nil {
		return err
	}
	kept := (*rows)[:0]
	for _, r := range *rows {
		if r.whole == nil {
			kept = append(kept, r)
			continue
		}
		on, ok := subjects[r.whole.Decision.Subject.Journey]
		if d := scope.Row(on); ok && d.May(v, access.Identity) {
			r = *r.whole
			r.Decision, r.Lead, r.Phone = d, heads[on.Journey].name, heads[on.Journey].phone
			r.trim(v)
			kept = append(kept, r)
		}
	}
	*rows = kept
	return nil
}

type lead struct{ name, phone string }

// leads are the lead organisations of journeys, with the telephone of each
// single point of contact.
func leads(tx *postgres.Tx, ids []uuid.UUID) (map[uuid.UUID]lead, error) {
	rows, err := tx.Query(`select j.id, o.name, s.telephone from onward.journey j join onward.organisation o on o.id = j.lead_org_id
		join onward.staff s on s.id = j.spoc_id where j.id = any ($1)`, ids)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := make(map[uuid.UUID]lead, len(ids))
	for rows.Next() {
		var id uuid.UUID
		var l lead
		if err := rows.Scan(&id, &l.name, &l.phone); err != nil {
			return nil, err
		}
		found[id] = l
	}
	return found, rows.Err()
}
