package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"onward/internal/fault"
)

// Migrate brings the database forward with the owner's URL and says how many
// steps that took. Replicas that start at once wait for one another.
func Migrate(ctx context.Context, ownerURL string, files fs.FS) (int, error) {
	db, err := sql.Open("pgx", ownerURL)
	if err != nil {
		return 0, fault.Wrap(err, fault.Invalid, "ONWARD_MIGRATE_URL cannot be read. Give it as postgres://owner:password@host/database.")
	}
	defer db.Close()
	if err := rolesExist(ctx, db); err != nil {
		return 0, err
	}
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return 0, err
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, files, goose.WithSessionLocker(locker))
	if err != nil {
		return 0, err
	}
	results, err := provider.Up(ctx)
	if err != nil {
		return len(results), fmt.Errorf("migrating the database: %w", err)
	}
	return len(results), nil
}

func rolesExist(ctx context.Context, db *sql.DB) error {
	var missing sql.NullString
	err := db.QueryRowContext(ctx, `select string_agg(r, ', ') from unnest(array['onward_app', 'onward_auditor']) r
		where not exists (select from pg_roles where rolname = r)`).Scan(&missing)
	if err != nil {
		return unavailable(err)
	}
	if missing.Valid {
		return fault.Newf(fault.Invalid, "The database server lacks the role(s) %s. Create them first: create role NAME login password '...';", missing.String)
	}
	return nil
}
