// Package kept is the filters that members of staff keep under names, each for
// one list. A filter is the query of the list's address; what may be in it, and
// who may use the list, is for the list to say: it asks at its own door first.
package kept

import (
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/fault"
	"onward/internal/postgres"
)

// List is whose filters: each list has its own names and its own room.
type List string

// The lists.
const (
	Caseload List = "caseload"
	Timeline List = "timeline"
)

// Filter is a query of a list's address under a name.
type Filter struct {
	ID    uuid.UUID
	Name  string
	Query string
}

// Most is how many filters one person keeps of a list: each is counted anew
// with every page of it.
const Most = 8

// All are the actor's own by name.
func (l List) All(tx *postgres.Tx) ([]Filter, error) {
	rows, err := tx.Query(`select id, name, query from onward.saved_filter
		where staff_id = $1 and list = $2 and removed_at is null order by lower(name), id`, tx.Actor.User, l)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Filter])
}

// Keep holds a filter under a name that the actor does not use yet.
func (l List) Keep(tx *postgres.Tx, f Filter) error {
	if err := l.room(tx, f.Name); err != nil {
		return err
	}
	return tx.Gorm().Exec("insert into onward.saved_filter (id, staff_id, list, name, query) values (?, ?, ?, ?, ?)", f.ID, tx.Actor.User, l, f.Name, f.Query).Error
}

// room is nil where the actor may keep one more filter, under this name.
func (l List) room(tx *postgres.Tx, name string) error {
	all, err := l.All(tx)
	if err != nil {
		return err
	}
	if len(all) >= Most {
		return fault.Fields(fault.Field{Name: "name", Message: "You keep as many filters as there is room for. Delete one first"})
	}
	for _, other := range all {
		if other.Name == name {
			return fault.Fields(fault.Field{Name: "name", Message: "You have a filter of this name. Choose another name"})
		}
	}
	return nil
}

// Forget removes a filter of the actor's own. It can be had back for 24 hours;
// those that cannot any more go for good.
func (l List) Forget(tx *postgres.Tx, id uuid.UUID) error {
	if err := tx.Gorm().Exec("delete from onward.saved_filter where staff_id = ? and removed_at <= onward.now() - interval '24 hours'", tx.Actor.User).Error; err != nil {
		return err
	}
	r := tx.Gorm().Exec("update onward.saved_filter set removed_at = onward.now() where id = ? and staff_id = ? and list = ? and removed_at is null",
		id, tx.Actor.User, l)
	if r.Error == nil && r.RowsAffected != 1 {
		return fault.NotHere()
	}
	return r.Error
}

// Restore undoes Forget within 24 hours, where its place and its name have not
// been taken meanwhile.
func (l List) Restore(tx *postgres.Tx, id uuid.UUID) error {
	var name string
	err := tx.QueryRow(`select name from onward.saved_filter where id = $1 and staff_id = $2 and list = $3
		and removed_at > onward.now() - interval '24 hours' for update`, id, tx.Actor.User, l).Scan(&name)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return fault.NotHere()
	case err != nil:
		return err
	}
	if err := l.room(tx, name); err != nil {
		return err
	}
	return tx.Gorm().Exec("update onward.saved_filter set removed_at = null where id = ? and staff_id = ?", id, tx.Actor.User).Error
}
