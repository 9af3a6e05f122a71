package audit

import (
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/postgres"
)

// trail asks the definer function, which asks itself whether the actor governs
// and what the organisation leads. It counts one further than is told.
func trail(tx *postgres.Tx, ask Ask, skip, most int) (found Found, err error) {
	until := ask.Until
	if !until.IsZero() {
		until = until.Add(1)
	}
	rows, err := tx.Conn().Query(tx, `select total, id, at, staff_id, staff, role, organisation_id, organisation, action, subject, journey_id, coalesce(reference, ''),
			coalesce(lead, ''), journeys, categories, basis, coalesce(agreement, ''), coalesce(number, 0)
		from onward.trail($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		nullable(ask.Journey), number(ask.Staff), number(ask.Organisation), text(ask.Action), text(ask.Category), ask.Guarded, text(ask.Basis), ask.Emergency,
		instant(ask.From), instant(until), skip, most, MostCounted+1)
	if err != nil {
		return Found{}, err
	}
	found.Marks, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (m Mark, err error) {
		var journey *uuid.UUID
		var words []string
		err = row.Scan(&found.Total, &m.ID, &m.At, &m.Staff, &m.Name, &m.Role, &m.Org, &m.OrgName, &m.Action, &m.Subject, &journey, &m.Reference,
			&m.Lead, &m.Journeys, &words, &m.Basis, &m.Agreement, &m.Number)
		if journey != nil {
			m.Journey = *journey
		}
		m.Categories = access.ParseSet(words)
		return m, err
	})
	return found, err
}

func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// instant is the beginning of a London day.
func instant(d calendar.Date) any {
	if d.IsZero() {
		return nil
	}
	return d.Start()
}

func standing(tx *postgres.Tx) (s Standing, err error) {
	var at *time.Time
	err = tx.Conn().QueryRow(tx, "select at, links, waiting, findings from onward.audit_verification order by id desc limit 1").Scan(&at, &s.Links, &s.Waiting, &s.Findings)
	if errors.Is(err, pgx.ErrNoRows) {
		return Standing{}, nil
	}
	if at != nil {
		s.Verified = *at
	}
	return s, err
}
