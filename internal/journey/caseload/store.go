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
		return n, tx.Send(&b)
	}
	return n, tx.QueryRow("select count(*) from onward.progress p where "+c.sql, c.args...).Scan(&n)
}

// Counts are how many journeys filters find.
type Counts struct {
	Total      int
	Exportable int    // how many of Total the actor may export
	Others     []int  // of the other filters, in their order
	Leads      []Lead // what each other organisation shares
	Shared     int    // of all of them
	Beside     Beside
}

// Counts counts what a filter finds, what of it may be exported, and what others
// find, in one round trip.
func (s Store) Counts(tx *postgres.Tx, scope access.Scope, f Filter, others []Filter) (n Counts, err error) {
	if err := scope.Require(access.Identity); err != nil {
		return n, err
	}
	c, err := s.where(tx, scope, access.View, f)
	if err != nil {
		return n, err
	}
	out, err := s.where(tx, scope, access.Export, f)
	if err != nil {
		return n, err
	}
	counts := tally{}
	counts.add(c, &n.Total)
	counts.add(out, &n.Exportable)
	n.Others = make([]int, len(others))
	for i, f := range others {
		c, err := s.where(tx, scope, access.View, f)
		if err != nil {
			return n, err
		}
		counts.add(c, &n.Others[i])
	}
	var b pgx.Batch
	counts.queue(&b)
	if err := s.queueBeside(tx, &b, scope, f, c, &n.Beside); err != nil {
		return n, err
	}
	if len(scope.Ways(access.View, access.SetOf(access.Identity))) > 0 {
		shared := &clause{known: map[string]string{}, scope: scope}
		shared.share(access.View, From{Shared: true})
		shared.queueLeads(&b, &n.Leads, &n.Shared)
	}
	err = tx.Send(&b)
	return n, err
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

// Board reads the first rows of each stage on the way, and how many stand at
// every stage.
func (s Store) Board(tx *postgres.Tx, scope access.Scope, f Filter, o Order, cards int) (p Page, err error) {
	if err := scope.Require(access.Identity); err != nil {
		return p, err
	}
	for _, stage := range journey.Stages {
		p.Columns = append(p.Columns, Column{Stage: stage})
	}
	c, err := s.where(tx, scope, access.View, f)
	if err != nil {
		return p, err
	}
	var b pgx.Batch
	c.queueStages(&b, &p)
	c.cards(o, cards).queue(&b, &p.Rows)
	if err := settle(tx, scope, access.View, &b, &p.Rows); err != nil {
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
	rows, err := tx.Query(`with recursive t (programme) as ((`+next+` order by programme limit 1)
		union all select (`+next+` and programme > t.programme order by programme limit 1) from t where t.programme is not null)
		select programme from t where programme is not null`, scope.Who.Organisation)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}
