package caseload

import (
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/resident"
)

// elsewhere reads journeys of others among those that a narrowing of openings o
// names, as far as each is open to the actor. It walks no list: what it is asked
// for are a few journeys or people.
func (s Store) elsewhere(tx *postgres.Tx, scope access.Scope, narrowing string, ids []uuid.UUID, order string) ([]Row, error) {
	if len(ids) == 0 || len(scope.Ways(access.View, access.SetOf(access.Identity))) == 0 {
		return nil, nil
	}
	c := &clause{known: map[string]string{}, scope: scope, verb: access.View}
	c.share(access.View, From{Shared: true})
	c.shared.drive = func(c *clause) string {
		return "select distinct o.journey_id from onward.opening o where o." + narrowing + " = any (" + c.once("ids", ids) + "::uuid[])"
	}
	sql := "select " + columns + ", false from " + c.from() + joins + " where p.sees & " + bit(access.Identity) + " <> 0 order by " + order
	var rows []Row
	var b pgx.Batch
	c.statement(sql).queue(&b, &rows)
	err := settle(tx, scope, access.View, &b, &rows)
	return rows, err
}

// findElsewhere reads the journeys of others that typed words find, the
// likeliest first and at most n. A number finds only where numbers may be seen,
// a telephone or an email only where the contact may.
func (s Store) findElsewhere(tx *postgres.Tx, scope access.Scope, typed string, n int) ([]Row, error) {
	found, err := s.foundElsewhere(tx, scope, typed, n)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	rows, err := s.elsewhere(tx, scope, "resident_id", residents(found), "p.open desc, p.opened_on desc, p.journey_id desc")
	if err != nil {
		return nil, err
	}
	first := make(map[uuid.UUID]Row, len(rows))
	for _, r := range rows {
		if _, ok := first[r.Decision.Subject.Resident]; !ok {
			first[r.Decision.Subject.Resident] = r
		}
	}
	var shown []Row
	for _, h := range found {
		if r, ok := first[h.Resident]; ok && admits(h, r.Decision) {
			shown = append(shown, r)
			delete(first, h.Resident)
		}
	}
	return shown[:min(len(shown), n)], nil
}

// admits says whether somebody may be found by what found them.
func admits(h resident.Hit, d access.Decision) bool {
	switch h.By {
	case resident.ByNumber:
		return d.Identifiers()
	case resident.ByTelephone, resident.ByEmail:
		return d.May(access.View, access.Contact)
	}
	return d.May(access.View, access.Identity)
}

// hitsElsewhere is hits among the residents of others, those whom the actor may
// find by these words; for lists, that are narrowed by them.
func (s Store) hitsElsewhere(tx *postgres.Tx, scope access.Scope, typed string, _ int) ([]resident.Hit, error) {
	rows, err := s.findElsewhere(tx, scope, typed, MostShared)
	hits := make([]resident.Hit, len(rows))
	for i, r := range rows {
		hits[i].Resident = r.Decision.Subject.Resident
	}
	return hits, err
}

// foundElsewhere asks the leads that share with the actor, each once.
func (s Store) foundElsewhere(tx *postgres.Tx, scope access.Scope, typed string, n int) ([]resident.Hit, error) {
	ways := scope.Ways(access.View, access.SetOf(access.Identity))
	if len(ways) == 0 {
		return nil, nil
	}
	if ref, ok := journey.ParseReference(typed); ok {
		rows, err := tx.Query("select resident_id from onward.journey where lead_org_id <> $1 and reference = $2", scope.Who.Organisation, ref)
		if err != nil {
			return nil, err
		}
		return pgx.CollectRows(rows, func(row pgx.CollectableRow) (resident.Hit, error) {
			h := resident.Hit{By: "reference"}
			return h, row.Scan(&h.Resident)
		})
	}
	return s.people().FindElsewhere(tx, scope, resident.ReadClues(typed, tx.Actor.Today), n)
}

// programmesElsewhere are those of the first of others' journeys, where the
// plan is seen.
func (s Store) programmesElsewhere(tx *postgres.Tx, scope access.Scope, from From) ([]string, error) {
	c := &clause{known: map[string]string{}, scope: scope, verb: access.View, asked: from.Leads}
	c.share(access.View, from)
	c.shared.drive = func(c *clause) string { return c.nearest(MostShared) }
	rows, err := tx.Query("select distinct v.programme from "+c.from()+" join onward.intervention v on v.journey_id = p.journey_id where "+
		c.seesPlan()+"v.removed_at is null and v.programme <> '' order by 1", c.args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}
