package caseload

import (
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/resident"
	"onward/internal/secret"
)

// Store is the only one that asks the tables which journeys there are. Every
// method that lists takes the actor's scope and makes its clause from it.
type Store struct{ Box *secret.Box }

func (s Store) people() resident.Store { return resident.Store{Box: s.Box} }

// Rows reads one page.
func (s Store) Rows(tx *postgres.Tx, scope access.Scope, q Query) ([]Row, error) {
	if err := scope.Require(access.Identity); err != nil {
		return nil, err
	}
	q.tidy()
	var rows []Row
	var b pgx.Batch
	c, err := s.where(tx, scope, access.View, q.Filter)
	if err != nil {
		return nil, err
	}
	c.rows(q.Order, q.cut(), q.Page*q.Size).queue(&b, &rows)
	err = settle(tx, scope, access.View, &b, &rows)
	return rows, err
}

// cut is the page as numbers that the program made; see the package's decisions.
func (q Query) cut() string { return fmt.Sprintf(" limit %d offset %d", q.Size, (q.Page-1)*q.Size) }

// Count counts the rows that a verb reaches: all that are listed for View,
// those that may leave for Export.
func (s Store) Count(tx *postgres.Tx, scope access.Scope, v access.Verb, f Filter) (n int, err error) {
	if err := scope.Require(access.Identity); err != nil {
		return 0, err
	}
	c, err := s.where(tx, scope, v, f)
	if err != nil {
		return 0, err
	}
	if c.shared != nil {
		var b pgx.Batch
		c.queueCountShared(&b, &n)
		return n, tx.Conn().SendBatch(tx, &b).Close()
	}
	return n, tx.Conn().QueryRow(tx, "select count(*) from onward.progress p where "+c.sql, c.args...).Scan(&n)
}

// Page reads a page with the counts beside it in one round trip: of its own
// filter, of what of it may be exported, and of others, in their order.
func (s Store) Page(tx *postgres.Tx, scope access.Scope, q Query, others []Filter) (p Page, err error) {
	if err := scope.Require(access.Identity); err != nil {
		return p, err
	}
	q.tidy()
	p.Counts = make([]int, len(others))
	var b pgx.Batch
	c, err := s.where(tx, scope, access.View, q.Filter)
	if err != nil {
		return p, err
	}
	c.rows(q.Order, q.cut(), q.Page*q.Size).queue(&b, &p.Rows)
	out, err := s.where(tx, scope, access.Export, q.Filter)
	if err != nil {
		return p, err
	}
	counts := tally{}
	counts.add(c, &p.Total)
	counts.add(out, &p.Exportable)
	if err := s.addCounts(tx, &counts, scope, others, p.Counts); err != nil {
		return p, err
	}
	counts.queue(&b)
	err = p.send(tx, scope, q.Filter, &b)
	return p, err
}

// Bare reads a page's rows and how many there are in all in one round trip.
func (s Store) Bare(tx *postgres.Tx, scope access.Scope, q Query) (p Page, err error) {
	if err := scope.Require(access.Identity); err != nil {
		return p, err
	}
	q.tidy()
	var b pgx.Batch
	c, err := s.where(tx, scope, access.View, q.Filter)
	if err != nil {
		return p, err
	}
	c.rows(q.Order, q.cut(), q.Page*q.Size).queue(&b, &p.Rows)
	c.queueCount(&b, &p.Total)
	if err := settle(tx, scope, access.View, &b, &p.Rows); err != nil {
		return p, err
	}
	p.bound(q.Filter)
	return p, nil
}

func (s Store) addCounts(tx *postgres.Tx, counts *tally, scope access.Scope, filters []Filter, into []int) error {
	for i, f := range filters {
		c, err := s.where(tx, scope, access.View, f)
		if err != nil {
			return err
		}
		counts.add(c, &into[i])
	}
	return nil
}

// Board reads the first rows of each stage on the way, how many stand at every
// stage, and the counts of Page.
func (s Store) Board(tx *postgres.Tx, scope access.Scope, f Filter, o Order, cards int, others []Filter) (p Page, err error) {
	if err := scope.Require(access.Identity); err != nil {
		return p, err
	}
	p.Counts = make([]int, len(others))
	for _, stage := range journey.Stages {
		p.Columns = append(p.Columns, Column{Stage: stage})
	}
	c, err := s.where(tx, scope, access.View, f)
	if err != nil {
		return p, err
	}
	out, err := s.where(tx, scope, access.Export, f)
	if err != nil {
		return p, err
	}
	var b pgx.Batch
	c.queueStages(&b, &p)
	c.cards(o, cards).queue(&b, &p.Rows)
	counts := tally{}
	counts.add(out, &p.Exportable)
	if err := s.addCounts(tx, &counts, scope, others, p.Counts); err != nil {
		return p, err
	}
	counts.queue(&b)
	if err := p.send(tx, scope, f, &b); err != nil {
		return p, err
	}
	for _, row := range p.Rows {
		at := slices.Index(journey.Stages, row.Stage)
		p.Columns[at].Rows = append(p.Columns[at].Rows, row)
	}
	return p, nil
}

// Export reads every row that may leave the organisation, in order; among
// chosen journeys only, where some are named. Cells that may not leave are empty.
func (s Store) Export(tx *postgres.Tx, scope access.Scope, f Filter, o Order, chosen []uuid.UUID) ([]Row, error) {
	if err := scope.Require(access.Identity); err != nil {
		return nil, err
	}
	c, err := s.where(tx, scope, access.Export, f)
	if err != nil {
		return nil, err
	}
	if len(chosen) > 0 {
		c.and("p.journey_id = any (" + c.arg(chosen) + "::uuid[])")
	}
	var rows []Row
	var b pgx.Batch
	c.verb = access.Export
	c.rows(o, fmt.Sprintf(" limit %d", MostExported+1), 0).queue(&b, &rows)
	err = settle(tx, scope, access.Export, &b, &rows)
	return rows, err
}

// Chosen reads journeys by their ids, those of them that the scope shows.
func (s Store) Chosen(tx *postgres.Tx, scope access.Scope, ids []uuid.UUID) ([]Row, error) {
	if err := scope.Require(access.Identity); err != nil {
		return nil, err
	}
	c, err := s.where(tx, scope, access.View, Filter{State: Any})
	if err != nil {
		return nil, err
	}
	c.few = true
	c.and("p.journey_id = any (" + c.arg(ids) + "::uuid[])")
	var rows []Row
	var b pgx.Batch
	c.rows(Order{By: ByName}, "", 0).queue(&b, &rows)
	if err := settle(tx, scope, access.View, &b, &rows); err != nil {
		return nil, err
	}
	others, err := s.elsewhere(tx, scope, "journey_id", ids, "i.sort_key, p.journey_id")
	return append(rows, others...), err
}

// Programmes lists the programmes of the organisation's interventions. It hops
// from one to the next along the index instead of reading every row.
func (s Store) Programmes(tx *postgres.Tx, scope access.Scope, from From) ([]string, error) {
	if from.Others() {
		return s.programmesElsewhere(tx, scope, from)
	}
	if err := scope.Require(access.Plan); err != nil || !scope.Own.Has(access.Plan) {
		return nil, err
	}
	const next = `select programme from onward.intervention where lead_org_id = $1 and removed_at is null and programme <> ''`
	rows, err := tx.Conn().Query(tx, `with recursive t (programme) as ((`+next+` order by programme limit 1)
		union all select (`+next+` and programme > t.programme order by programme limit 1) from t where t.programme is not null)
		select programme from t where programme is not null`, scope.Who.Organisation)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}
