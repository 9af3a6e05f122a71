package caseload

import (
	"errors"
	"net/url"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// Saved is a filter that a member of staff keeps under a name.
type Saved struct {
	ID     uuid.UUID
	Name   string
	Filter Filter
	Order  Order
}

// MostSaved is how many filters one person keeps: each is counted anew with
// every page of the list.
const MostSaved = 8

// Saved lists the actor's own filters by name.
func (s Store) Saved(tx *postgres.Tx, scope access.Scope) ([]Saved, error) {
	if err := scope.Require(access.Identity); err != nil {
		return nil, err
	}
	rows, err := tx.Query(`select id, name, query from onward.saved_filter
		where staff_id = $1 and list = 'caseload' and removed_at is null order by lower(name), id`, tx.Actor.User)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Saved, error) {
		var f Saved
		var query string
		if err := row.Scan(&f.ID, &f.Name, &query); err != nil {
			return f, err
		}
		values, err := url.ParseQuery(query)
		f.Filter, f.Order = ParseFilter(values), ParseOrder(values.Get("sort"))
		return f, err
	})
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
	if err := s.room(tx, scope, f.Name); err != nil {
		return err
	}
	values := f.Filter.Values()
	if sort := f.Order.String(); sort != "" {
		values.Set("sort", sort)
	}
	return tx.Gorm().Exec("insert into onward.saved_filter (id, staff_id, name, query) values (?, ?, ?, ?)", f.ID, tx.Actor.User, f.Name, values.Encode()).Error
}

// room is nil where the actor may keep one more filter, under this name.
func (s Store) room(tx *postgres.Tx, scope access.Scope, name string) error {
	saved, err := s.Saved(tx, scope)
	if err != nil {
		return err
	}
	if len(saved) >= MostSaved {
		return fault.Fields(fault.Field{Name: "name", Message: "You keep as many filters as there is room for. Delete one first"})
	}
	for _, other := range saved {
		if other.Name == name {
			return fault.Fields(fault.Field{Name: "name", Message: "You have a filter of this name. Choose another name"})
		}
	}
	return nil
}

// Forget removes a filter of the actor's own. It can be had back for 24 hours;
// those that cannot any more go for good.
func (s Store) Forget(tx *postgres.Tx, scope access.Scope, id uuid.UUID) error {
	if err := scope.Require(access.Identity); err != nil {
		return err
	}
	if err := tx.Gorm().Exec("delete from onward.saved_filter where staff_id = ? and removed_at <= onward.now() - interval '24 hours'", tx.Actor.User).Error; err != nil {
		return err
	}
	r := tx.Gorm().Exec("update onward.saved_filter set removed_at = onward.now() where id = ? and staff_id = ? and list = 'caseload' and removed_at is null",
		id, tx.Actor.User)
	if r.Error == nil && r.RowsAffected != 1 {
		return fault.NotHere()
	}
	return r.Error
}

// Restore undoes Forget within 24 hours, where its place and its name have not
// been taken meanwhile.
func (s Store) Restore(tx *postgres.Tx, scope access.Scope, id uuid.UUID) error {
	if err := scope.Require(access.Identity); err != nil {
		return err
	}
	var name string
	err := tx.QueryRow(`select name from onward.saved_filter where id = $1 and staff_id = $2 and list = 'caseload'
		and removed_at > onward.now() - interval '24 hours' for update`, id, tx.Actor.User).Scan(&name)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return fault.NotHere()
	case err != nil:
		return err
	}
	if err := s.room(tx, scope, name); err != nil {
		return err
	}
	return tx.Gorm().Exec("update onward.saved_filter set removed_at = null where id = ? and staff_id = ?", id, tx.Actor.User).Error
}
