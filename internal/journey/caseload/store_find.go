package caseload

import (
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/resident"
)

// Find reads the journeys of the people that typed words find, the likeliest
// first and at most n, and says whether there were more: those of the actor's
// organisation before those of others. Each person stands once, with the journey that is open or else the last one.
func (s Store) Find(tx *postgres.Tx, scope access.Scope, typed string, n int) (rows []Row, more bool, err error) {
	if err := scope.Require(access.Identity); err != nil {
		return nil, false, err
	}
	hits, err := s.hits(tx, scope, typed, n+1)
	if err != nil {
		return nil, false, err
	}
	if len(hits) > n {
		hits, more = hits[:n], true
	}
	if rows, err = s.own(tx, scope, residents(hits)); err != nil || more {
		return rows, more, err
	}
	others, err := s.findElsewhere(tx, scope, typed, n-len(rows)+1)
	rows = append(rows, others...)
	return rows[:min(len(rows), n)], len(rows) > n, err
}

// Of reads a journey for each of these residents, in their order, those of
// others last; those that the scope does not show are left out.
func (s Store) Of(tx *postgres.Tx, scope access.Scope, people []uuid.UUID) ([]Row, error) {
	rows, err := s.own(tx, scope, people)
	if err != nil {
		return nil, err
	}
	missing := slices.DeleteFunc(slices.Clone(people), func(id uuid.UUID) bool {
		return slices.ContainsFunc(rows, func(r Row) bool { return r.Decision.Subject.Resident == id })
	})
	others, err := s.elsewhere(tx, scope, "resident_id", missing, "i.sort_key, p.open desc, p.opened_on desc, p.journey_id")
	for _, r := range others {
		if !slices.ContainsFunc(rows, func(k Row) bool { return k.Decision.Subject.Resident == r.Decision.Subject.Resident }) {
			rows = append(rows, r)
		}
	}
	return rows, err
}

// own is Of among the residents of the actor's organisation.
func (s Store) own(tx *postgres.Tx, scope access.Scope, people []uuid.UUID) ([]Row, error) {
	if err := scope.Require(access.Identity); err != nil {
		return nil, err
	}
	if len(people) == 0 {
		return nil, nil
	}
	c := &clause{known: map[string]string{}, scope: scope, verb: access.View}
	sql := "select " + columns + ", " + c.helping() + " from unnest(" + c.arg(people) + `::uuid[]) with ordinality r(id, n)
		cross join lateral (select k.id from onward.journey k where k.resident_id = r.id and k.lead_org_id = ` + c.org() + " and " + c.unsealed("k") + `
			order by k.closed_on is not null, k.opened_on desc, k.id desc limit 1) k
		join onward.progress p on p.journey_id = k.id` + joins + " order by r.n"
	var all []Row
	var b pgx.Batch
	c.statement(sql).queue(&b, &all)
	if err := tx.Send(&b); err != nil {
		return nil, err
	}
	shown := all[:0]
	for _, row := range all {
		if row.Decision.May(access.View, access.Identity) {
			shown = append(shown, row)
		}
	}
	return shown, nil
}

// hits are the residents that the words find: by the journey's reference, or
// by what is known of the person.
func (s Store) hits(tx *postgres.Tx, scope access.Scope, typed string, n int) ([]resident.Hit, error) {
	if ref, ok := journey.ParseReference(typed); ok {
		rows, err := tx.Query("select resident_id from onward.journey where lead_org_id = $1 and reference = $2", scope.Who.Organisation, ref)
		if err != nil {
			return nil, err
		}
		return pgx.CollectRows(rows, func(row pgx.CollectableRow) (resident.Hit, error) {
			h := resident.Hit{By: "reference"}
			return h, row.Scan(&h.Resident)
		})
	}
	return s.people().Find(tx, scope, resident.ReadClues(typed, tx.Actor.Today), n)
}

func residents(hits []resident.Hit) []uuid.UUID {
	ids := make([]uuid.UUID, len(hits))
	for i, h := range hits {
		ids[i] = h.Resident
	}
	return ids
}
