package postgres

import (
	"context"
	"sync/atomic"
	"time"
)

// clock is the database's clock between the times that it is heard from: every
// transaction reads it, and this machine only counts on from there. A clock that
// is set wrong here shifts nothing.
type clock struct{ last atomic.Pointer[reading] }

type reading struct{ there, here time.Time }

func (c *clock) hear(there time.Time) { c.last.Store(&reading{there: there, here: time.Now()}) }

// now is the zero time while the database has not been heard from.
func (c *clock) now() time.Time {
	r := c.last.Load()
	if r == nil {
		return time.Time{}
	}
	return r.there.Add(time.Since(r.here)) // by the monotonic clock, which nobody sets
}

// Now is the database's time (onward.now()), as it was last heard and counted on
// from there: for forms, greetings, tokens and the ends of sessions. What a
// transaction decides goes by its own Actor.Now and Actor.Today.
func (db *DB) Now() time.Time { return db.clock.now() }

// Heard tells of the database's time as a query outside the doors read it.
func (db *DB) Heard(at time.Time) { db.clock.hear(at) }

// Listen asks the database for its time.
func (db *DB) Listen(ctx context.Context) error {
	var at time.Time
	if err := db.pool.QueryRow(ctx, "select onward.now()").Scan(&at); err != nil {
		return translate(err)
	}
	db.clock.hear(at)
	return nil
}
