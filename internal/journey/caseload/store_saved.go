package caseload

import (
	"net/url"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/journey/kept"
	"onward/internal/postgres"
)

// Saved is a filter that a member of staff keeps under a name.
type Saved struct {
	ID     uuid.UUID
	Name   string
	Filter Filter
	Order  Order
}

// Saved lists the actor's own filters by name.
func (s Store) Saved(tx *postgres.Tx, scope access.Scope) ([]Saved, error) {
	if err := scope.Require(access.Identity); err != nil {
		return nil, err
	}
	all, err := kept.Caseload.All(tx)
	if err != nil {
		return nil, err
	}
	saved := make([]Saved, len(all))
	for i, f := range all {
		values, err := url.ParseQuery(f.Query)
		if err != nil {
			return nil, err
		}
		saved[i] = Saved{ID: f.ID, Name: f.Name, Filter: ParseFilter(values), Order: ParseOrder(values.Get("sort"))}
	}
	return saved, nil
}

// Kept finds one filter of the actor's own.
func (s Store) Kept(tx *postgres.Tx, scope access.Scope, id uuid.UUID) (Saved, error) {
	list, err := s.Saved(tx, scope)
	for _, f := range list {
		if f.ID == id {
			return f, nil
		}
	}
	if err == nil {
		err = fault.NotHere()
	}
	return Saved{}, err
}

// Save keeps a filter under a name that the actor does not use yet.
func (s Store) Save(tx *postgres.Tx, scope access.Scope, f Saved) error {
	if err := scope.Require(access.Identity); err != nil {
		return err
	}
	values := f.Filter.Values()
	if sort := f.Order.String(); sort != "" {
		values.Set("sort", sort)
	}
	return kept.Caseload.Keep(tx, kept.Filter{ID: f.ID, Name: f.Name, Query: values.Encode()})
}

// Forget removes a filter of the actor's own. It can be had back for 24 hours.
func (s Store) Forget(tx *postgres.Tx, scope access.Scope, id uuid.UUID) error {
	if err := scope.Require(access.Identity); err != nil {
		return err
	}
	return kept.Caseload.Forget(tx, id)
}

// Restore undoes Forget within 24 hours, where its place and its name have not
// been taken meanwhile.
func (s Store) Restore(tx *postgres.Tx, scope access.Scope, id uuid.UUID) error {
	if err := scope.Require(access.Identity); err != nil {
		return err
	}
	return kept.Caseload.Restore(tx, id)
}
