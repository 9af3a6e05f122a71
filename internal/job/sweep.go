package job

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"onward/internal/postgres"
)

// Sweep deletes what has served its time: old drafts, typed searches, keys of
// sends, tries, imports and sessions. What and how old, the database's function
// says, since no member of staff may see all of it.
func Sweep(db *postgres.DB) Job {
	return Job{Name: "sweep", Every: time.Hour, Do: func(ctx context.Context) (bool, error) {
		return false, db.Plain(ctx, func(tx pgx.Tx) error {
			_, err := tx.Exec(ctx, "select onward.sweep()")
			return err
		})
	}}
}
