package api

import (
	"context"
	"strconv"

	"onward/internal/fault"
	"onward/internal/postgres"
)

// colleague finds whom a body names by username or id among those who work with
// residents at the token's organisation; nobody named is 0, the token's user.
func (a API) colleague(ctx context.Context, field, who string) (int, error) {
	if who == "" {
		return 0, nil
	}
	organisation := 0
	if err := a.DB.Read(ctx, func(tx *postgres.Tx) error {
		organisation = tx.Actor.Organisation
		return nil
	}); err != nil {
		return 0, err
	}
	list, err := a.Directory.Caseworkers(ctx, organisation)
	if err != nil {
		return 0, err
	}
	for _, c := range list {
		if c.Username == who || strconv.Itoa(c.Staff) == who {
			return c.Staff, nil
		}
	}
	return 0, fault.Fields(fault.Field{Name: field, Message: "Enter the username or the id of somebody who works with residents at your organisation"})
}

// renamed calls the fields of a fault what the body calls them, so that a
// problem's location can be found in what was sent.
func renamed(err error, names map[string]string) error {
	f := fault.Of(err)
	if err == nil || len(f.Fields) == 0 {
		return err
	}
	called := make([]fault.Field, len(f.Fields))
	for i, field := range f.Fields {
		if name, ok := names[field.Name]; ok {
			field.Name = name
		}
		called[i] = field
	}
	return fault.Fields(called...)
}
