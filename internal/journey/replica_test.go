package journey_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/journey"
	"onward/internal/postgres"
)

// withoutSecondWall takes row-level security out, so that nothing but the epoch
// stands between a replica and an old agreement.
const withoutSecondWall = `do $$ declare t record; begin
	for t in select c.oid::regclass as name from pg_class c where c.relnamespace = 'onward'::regnamespace and c.relrowsecurity loop
		execute format('alter table %s disable row level security', t.name);
	end loop; end $$`

// replica is a server of its own over the same database: its own pool, its own policy.
func replica(t *testing.T, w *fixture.World) (*postgres.DB, journey.Gate) {
	t.Helper()
	db, err := postgres.Open(t.Context(), w.App, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	return db, journey.NewGate(w.Policy)
}

// late counts the answers of a replica under load that still showed a journey
// although its agreement had been suspended before they were asked for. decide
// is how the replica answers; each round resumes the agreement first.
func late(t *testing.T, w *fixture.World, db *postgres.DB, agreement int, decide func(*postgres.Tx) (bool, error)) int64 {
	t.Helper()
	ctx := actor.With(context.Background(), w.Posts["bola"])
	ask := func() bool {
		seen := false
		err := db.Read(ctx, func(tx *postgres.Tx) (err error) {
			seen, err = decide(tx)
			return err
		})
		if err != nil && !fault.Is(err, fault.Missing) {
			t.Error(err)
		}
		return seen
	}
	var lates atomic.Int64
	for range 5 {
		w.Move(agreement, "in_force")
		if !ask() {
			t.Fatal("an agreement in force opens nothing")
		}
		var revoked atomic.Bool
		var readers sync.WaitGroup
		for range 4 {
			readers.Go(func() {
				for after := 0; after < 5; {
					before := revoked.Load()
					if seen := ask(); before {
						after++
						if seen {
							lates.Add(1)
						}
					}
				}
			})
		}
		w.Move(agreement, "suspended") // on the other replica
		revoked.Store(true)
		readers.Wait()
	}
	return lates.Load()
}

// What is revoked on one replica opens nothing on another from the next request
// on, under load. The same load over a policy that does not ask for the epoch
// answers late: the epoch is what the promise stands on.
func TestNoReplicaAnswersFromAnOldAgreement(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	rosa := w.Rosa()
	w.Inform(rosa)
	west := w.Agree("West cases", fixture.Terms{Categories: []string{"identity", "plan"}})
	w.AsOwner(t, withoutSecondWall)
	db, gate := replica(t, w)
	if n := late(t, w, db, west, func(tx *postgres.Tx) (bool, error) {
		d, err := gate.Decide(tx, rosa)
		return d.May(access.View, access.Plan), err
	}); n > 0 {
		t.Errorf("%d answers from an agreement that had been suspended", n)
	}
	var once sync.Once
	var old *access.Policy
	if n := late(t, w, db, west, func(tx *postgres.Tx) (bool, error) {
		var err error
		once.Do(func() { old, err = gate.Rules.At(tx) })
		if err != nil {
			return false, err
		}
		found, err := journey.Subjects(tx, []uuid.UUID{rosa})
		return old.Decide(tx.Actor, found[rosa]).May(access.View, access.Plan), err
	}); n == 0 {
		t.Error("a replica that never asks for the epoch was not caught: the test cannot fail")
	}
}

// The same with both walls, as it runs in the boroughs, and for what the
// resident says.
func TestWhatTheResidentSaysHoldsOnEveryReplica(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	rosa := w.Rosa()
	w.Inform(rosa)
	w.Agree("West cases", fixture.Terms{Categories: []string{"identity", "plan"}})
	db, gate := replica(t, w)
	ask := func() string {
		seen := ""
		_ = db.Read(w.As("bola"), func(tx *postgres.Tx) error {
			d, err := gate.Decide(tx, rosa)
			if d.May(access.View, access.Plan) {
				seen = "plan"
			}
			return err
		})
		return seen
	}
	for range 3 {
		if ask() != "plan" {
			t.Fatal("nothing is shared")
		}
		w.Object(rosa, "brent")
		if ask() != "" {
			t.Error("an objection was not heard")
		}
		w.AsOwner(t, "delete from onward.objection")
	}
}
