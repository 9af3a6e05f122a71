package postgres_test

import (
	"testing"
	"time"

	"onward/internal/fixture"
	"onward/internal/postgres"
)

func TestNowIsTheDatabasesAndCountsOn(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	near := func(what string, want time.Time) time.Time {
		t.Helper()
		now := w.DB.Now()
		if d := now.Sub(want); d < -time.Minute || d > time.Minute {
			t.Errorf("%s: %v", what, now)
		}
		return now
	}
	if !w.DB.Now().IsZero() {
		t.Error("there is a time before the database said any")
	}
	if err := w.DB.Listen(t.Context()); err != nil {
		t.Fatal(err)
	}
	near("asked", time.Now())
	w.AsOwner(t, "insert into onward.clock_shift values ('400 days')")
	near("not heard from since", time.Now())
	if err := w.Read("amina", func(*postgres.Tx) error { return nil }); err != nil {
		t.Fatal(err)
	}
	first := near("after a transaction", time.Now().AddDate(0, 0, 400))
	if !w.DB.Now().After(first) {
		t.Error("it stands still")
	}
}
