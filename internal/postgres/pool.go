// Package postgres opens the database and keeps its two doors, Read and Write.
//
// Both doors run in the name of an actor: the first thing a transaction does is
// to ask onward.act who that is, and row-level security answers for the rest.
// There is no third door: the pool is not handed out.
package postgres

import (
	"context"
	"database/sql"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	driver "gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/schema"

	"onward/internal/fault"
)

// DB is the application's pool. It is safe for use by many goroutines.
type DB struct {
	pool  *pgxpool.Pool
	sql   *sql.DB
	gorm  *gorm.DB
	clock clock

	expected expectations
}

// Open connects as the application's role. The URL is one that pgx reads; the
// connections wait for nothing longer than a page may take.
func Open(ctx context.Context, url string, log *slog.Logger) (*DB, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "ONWARD_DATABASE_URL cannot be read. Give it as postgres://user:password@host/database.")
	}
	for name, value := range map[string]string{
		"search_path": "onward",
		"timezone":    "UTC",
		// With policies PostgreSQL otherwise plans every query anew (three times the cost).
		"plan_cache_mode":                     "force_generic_plan",
		"jit":                                 "off",
		"statement_timeout":                   "30s",
		"idle_in_transaction_session_timeout": "60s",
		"application_name":                    "onward",
	} {
		if _, given := config.ConnConfig.RuntimeParams[name]; !given {
			config.ConnConfig.RuntimeParams[name] = value
		}
	}
	config.ConnConfig.ConnectTimeout = 5 * time.Second
	config.MaxConnIdleTime = 5 * time.Minute
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, unavailable(err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, unavailable(err)
	}
	db := stdlib.OpenDBFromPool(pool)
	g, err := gorm.Open(driver.New(driver.Config{Conn: db}), &gorm.Config{
		NamingStrategy:         schema.NamingStrategy{SingularTable: true},
		SkipDefaultTransaction: true,
		DisableAutomaticPing:   true,
		Logger:                 newLogger(log),
	})
	if err != nil {
		pool.Close()
		return nil, err
	}
	return &DB{pool: pool, sql: db, gorm: g}, nil
}

// Close waits for the transactions that run and lets the connections go.
func (db *DB) Close() {
	_ = db.sql.Close() // it only fronts the pool
	db.pool.Close()
}

// Ready says whether the database answers now.
func (db *DB) Ready(ctx context.Context) error {
	if err := db.pool.Ping(ctx); err != nil {
		return unavailable(err)
	}
	return nil
}

// Sessions is the pool for the store of browsers' sessions, whose table holds
// no resident's data. Nothing else may use it; the test of the arrows looks.
func (db *DB) Sessions() *pgxpool.Pool { return db.pool }
