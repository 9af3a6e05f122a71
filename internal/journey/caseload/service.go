package caseload

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/secret"
)

// Service does the work of this package, each piece in one transaction in the
// name of the actor in the context.
type Service struct {
	DB       *postgres.DB
	Gate     journey.Gate
	Box      *secret.Box
	Outcomes Outcomes      // nil where nobody reckons outcomes
	Settle   Settle        // nil with Outcomes
	Limit    journey.Limit // of searching
}

// Page is a page of the list, or the board, with the counts beside it.
type Page struct {
	Rows       []Row
	Columns    []Column // of a board: every stage
	Total      int
	More       bool   // of others' journeys there are more than MostShared, of which the first are here
	Leads      []Lead // the other organisations that share journeys, with how many
	Shared     int    // open journeys that others share
	Exportable int    // how many of Total the actor may export
	Counts     []int  // of the other filters that were asked for, then of Saved
	Saved      []Saved
	Beside     Beside // how many stand beside the choices of the filter
	Outcomes   OutcomeMap
	Programmes []string      // of the organisation, for the filter
	Today      calendar.Date // the database's day, by which the rows are due or overdue
}

func (s Service) store() Store { return Store{Box: s.Box} }

// List reads a page with how many journeys the other filters, and those that the
// actor has saved, would find.
func (s Service) List(ctx context.Context, q Query, others ...Filter) (p Page, err error) {
	return s.look(ctx, q, others, func(tx *postgres.Tx, scope access.Scope) (p Page, err error) {
		p.Rows, err = s.store().Rows(tx, scope, q)
		return p, err
	})
}

// Bare is List without what only a page shows: outcomes, saved filters,
// programmes, and the counts of other filters. Other systems read it.
func (s Service) Bare(ctx context.Context, q Query) (p Page, err error) {
	err = s.DB.Ahead(ctx, func(tx *postgres.Tx) error {
		scope, err := s.Gate.Scope(tx)
		if err != nil {
			return err
		}
		if err := s.settle(tx, scope, q.Order); err != nil {
			return err
		}
		if p, err = s.store().Bare(tx, scope, q); err != nil {
			return err
		}
		p.Today = tx.Actor.Today
		seen(tx, scope, "list", p)
		return nil
	})
	return p, err
}

// Board is List by stage, with the first cards of each.
func (s Service) Board(ctx context.Context, f Filter, o Order, cards int, others ...Filter) (p Page, err error) {
	return s.look(ctx, Query{Filter: f, Order: o}, others, func(tx *postgres.Tx, scope access.Scope) (Page, error) {
		return s.store().Board(tx, scope, f, o, cards)
	})
}

// look reads the rows with their outcomes, beside them the actor's saved filters
// with the counts, and the programmes: each by itself, and all of them together.
func (s Service) look(ctx context.Context, q Query, others []Filter, read func(*postgres.Tx, access.Scope) (Page, error)) (p Page, err error) {
	err = s.DB.Ahead(ctx, func(tx *postgres.Tx) error {
		scope, err := s.Gate.Scope(tx)
		if err != nil {
			return err
		}
		if err := s.settle(tx, scope, q.Order); err != nil {
			return err
		}
		var saved []Saved
		var n Counts
		var programmes []string
		err = tx.Together(func() (err error) {
			if p, err = read(tx, scope); err != nil {
				return err
			}
			return s.reckon(tx, access.View, &p)
		}, func() (err error) {
			if saved, err = s.store().Saved(tx, scope); err != nil {
				return err
			}
			n, err = s.store().Counts(tx, scope, q.Filter, withSaved(others, saved))
			return err
		}, func() (err error) {
			programmes, err = s.store().Programmes(tx, scope, q.Filter.From)
			return err
		})
		if err != nil {
			return err
		}
		p.Total, p.Exportable, p.Counts, p.Leads, p.Shared = n.Total, n.Exportable, n.Others, n.Leads, n.Shared
		p.Beside = n.Beside
		p.bound(q.Filter)
		p.Saved, p.Programmes, p.Today = saved, programmes, tx.Actor.Today
		seen(tx, scope, "caseload", p)
		return nil
	})
	return p, err
}

func withSaved(filters []Filter, saved []Saved) []Filter {
	all := slices.Clone(filters)
	for _, f := range saved {
		all = append(all, f.Filter)
	}
	return all
}

// settle makes the order of outcomes hold before a list goes by it.
func (s Service) settle(tx *postgres.Tx, scope access.Scope, o Order) error {
	if o.By != ByOutcome || s.Settle == nil || !ordersOutcomes(scope) {
		return nil
	}
	return s.Settle(tx, scope)
}

// reckon gives the rows their outcomes, those that the verb reaches.
func (s Service) reckon(tx *postgres.Tx, v access.Verb, p *Page) (err error) {
	if s.Outcomes == nil || len(p.Rows) == 0 {
		return nil
	}
	var decisions []access.Decision
	for _, r := range p.Rows {
		if r.Decision.May(v, access.Outcomes) {
			decisions = append(decisions, r.Decision)
		}
	}
	p.Outcomes, err = s.Outcomes(tx, decisions)
	return err
}

// seen records that the actor looked at the journeys of a list, with the
// categories that each of them showed; at an empty one with those it may show.
func seen(tx *postgres.Tx, scope access.Scope, what string, p Page) {
	if len(p.Rows) == 0 {
		may := scope.Caseload & access.SetOf(access.Existence, access.Identity, access.Plan, access.Outcomes)
		audit.Record(tx, audit.Entry{Action: "view", Subject: what, Categories: may.Words(), Basis: "own"})
	}
	audit.LastMany(tx, entries("view", what, access.View, p))
}

// Find reads who typed words find, at most n, and records that the actor
// searched and whom the answer showed, never what was typed.
func (s Service) Find(ctx context.Context, typed string, n int) (rows []Row, more bool, err error) {
	err = s.Limit.Read(ctx, s.DB, func(tx *postgres.Tx) error {
		scope, err := s.Gate.Scope(tx)
		if err != nil {
			return err
		}
		if rows, more, err = s.store().Find(tx, scope, typed, n); err != nil {
			return err
		}
		if len(rows) == 0 {
			audit.Record(tx, audit.Entry{Action: "search", Subject: "resident", Categories: access.SetOf(access.Existence, access.Identity).Words(), Basis: "own"})
		}
		audit.LastMany(tx, entries("search", "resident", access.View, Page{Rows: rows}))
		return nil
	})
	return rows, more, err
}

// entries are the traces of a page's rows, with the categories that the row
// shows to whom the verb reaches.
func entries(action, what string, v access.Verb, p Page) []audit.Entry {
	list := make([]audit.Entry, len(p.Rows))
	for i, r := range p.Rows {
		on := r.Decision.Subject
		why, stands := r.Decision.Ground(v, access.Identity)
		list[i] = audit.Entry{Action: action, Subject: what, Journey: on.Journey, Resident: on.Resident,
			Categories: p.shows(r, v).Words(), Basis: why.Words(stands), Agreement: why.Number()}
	}
	return list
}

func (p Page) shows(r Row, v access.Verb) access.Set {
	may := access.SetOf(access.Existence, access.Identity, access.Plan)
	if _, reckoned := p.Outcomes[r.ID()]; reckoned {
		may |= access.SetOf(access.Outcomes)
	}
	return may & r.Decision.On(v)
}

// Leaves is the categories of a row that stand in a file of this page.
func (p Page) Leaves(r Row) access.Set { return p.shows(r, access.Export) }

// Of reads a journey for each of these residents, to be shown as likely
// duplicates of somebody about to be registered.
func (s Service) Of(ctx context.Context, people []uuid.UUID) (rows []Row, err error) {
	err = s.DB.Read(ctx, func(tx *postgres.Tx) error {
		scope, err := s.Gate.Scope(tx)
		if err != nil {
			return err
		}
		if rows, err = s.store().Of(tx, scope, people); err != nil {
			return err
		}
		audit.LastMany(tx, entries("search", "resident", access.View, Page{Rows: rows}))
		return nil
	})
	return rows, err
}

// MostExported is how many journeys one export may hold.
const MostExported = 50_000

// Export reads every journey of the filter that the actor may export, in order
// (of the chosen ones where some are named), with their outcomes, and records
// each. It is for one file; nothing is handed on unless the record stands.
func (s Service) Export(ctx context.Context, f Filter, o Order, chosen []uuid.UUID) (p Page, err error) {
	err = s.DB.Read(ctx, func(tx *postgres.Tx) error {
		scope, err := s.Gate.Scope(tx)
		if err != nil {
			return err
		}
		if err := s.settle(tx, scope, o); err != nil {
			return err
		}
		if p.Rows, err = s.store().Export(tx, scope, f, o, chosen); err != nil {
			return err
		}
		if len(p.Rows) > MostExported {
			return fault.Newf(fault.Invalid, "One file holds at most %d journeys. Narrow the list and export it in parts.", MostExported)
		}
		p.Total, p.Today = len(p.Rows), tx.Actor.Today
		return s.recordExport(tx, &p)
	})
	return p, err
}

func (s Service) recordExport(tx *postgres.Tx, p *Page) error {
	if err := s.reckon(tx, access.Export, p); err != nil {
		return err
	}
	var left access.Set
	for _, r := range p.Rows {
		left |= p.shows(r, access.Export)
	}
	basis := "own"
	if len(p.Rows) > 0 {
		basis = p.Rows[0].Decision.Basis(access.Export, access.Identity)
	}
	audit.Record(tx, audit.Entry{Action: "export", Subject: "caseload", Categories: left.Words(), Basis: basis, Fields: []string{countField(p.Total)}})
	audit.LastMany(tx, entries("export", "journey", access.Export, *p))
	return nil
}

// Chosen reads journeys by their ids, those that the actor may see.
func (s Service) Chosen(ctx context.Context, ids []uuid.UUID) (rows []Row, err error) {
	err = s.DB.Read(ctx, func(tx *postgres.Tx) error {
		scope, err := s.Gate.Scope(tx)
		if err != nil {
			return err
		}
		if rows, err = s.store().Chosen(tx, scope, ids); err != nil {
			return err
		}
		seen(tx, scope, "chosen journeys", Page{Rows: rows})
		return nil
	})
	return rows, err
}
