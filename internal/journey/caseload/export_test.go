package caseload

import (
	"onward/internal/access"
	"onward/internal/postgres"
)

// PageSQL is the statement of a page, for tests that ask how it is carried out.
func (s Store) PageSQL(tx *postgres.Tx, scope access.Scope, q Query) (string, []any, error) {
	if err := scope.Require(access.Identity); err != nil {
		return "", nil, err
	}
	q.tidy()
	c, err := s.where(tx, scope, access.View, q.Filter)
	if err != nil {
		return "", nil, err
	}
	st := c.rows(q.Order, q.cut(), q.Page*q.Size)
	return st.sql, st.args, nil
}
