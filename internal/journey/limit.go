package journey

import (
	"context"

	"onward/internal/postgres"
)

// Limit refuses a search to a member of staff who made too many of late; nil
// lets all through. It counts in a transaction of its own, so that a search that
// fails is counted too.
type Limit func(context.Context) error

// Read is db.Read for what the limit lets through.
func (l Limit) Read(ctx context.Context, db *postgres.DB, f func(*postgres.Tx) error) error {
	if l != nil {
		if err := l(ctx); err != nil {
			return err
		}
	}
	return db.Read(ctx, f)
}
