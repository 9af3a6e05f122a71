package plan_test

import (
	"context"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/fixture"
	"onward/internal/journey"
	"onward/internal/journey/plan"
	"onward/internal/postgres"
	"onward/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// bench is a world with Rosa's journey and the service over it.
type bench struct {
	*fixture.World
	plan plan.Service
	rosa uuid.UUID
}

func lay(t *testing.T) bench {
	t.Helper()
	w := fixture.New(t)
	return bench{World: w, plan: plan.Service{DB: w.DB, Gate: w.Gate, Box: w.Box}, rosa: w.Rosa()}
}

// in gives f a decision of the person's on Rosa's journey.
func (b bench) in(t *testing.T, who string, f func(*postgres.Tx, access.Decision) error) {
	t.Helper()
	err := b.Read(who, func(tx *postgres.Tx) error {
		d, err := b.Gate.Decide(tx, b.rosa)
		if err != nil {
			return err
		}
		return f(tx, d)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// all reads one kind of part in the person's name.
func all[T any](t *testing.T, b bench, who string, read func(*postgres.Tx, access.Decision) ([]T, error)) (list []T) {
	t.Helper()
	b.in(t, who, func(tx *postgres.Tx, d access.Decision) (err error) {
		list, err = read(tx, d)
		return err
	})
	return list
}

func (b bench) head(t *testing.T) (h journey.Head) {
	t.Helper()
	b.in(t, "amina", func(tx *postgres.Tx, d access.Decision) (err error) {
		h, err = b.Journeys.Store.Head(tx, d)
		return err
	})
	return h
}

func (b bench) count(t *testing.T, sql string) (n int) {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), b.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if err := conn.QueryRow(context.Background(), sql).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (b bench) action(t *testing.T, what string, change ...func(*plan.ActionFacts)) uuid.UUID {
	t.Helper()
	a := plan.ActionFacts{What: what, Owner: plan.Owner{Kind: plan.ByResident}}
	for _, f := range change {
		f(&a)
	}
	id, err := b.plan.AddAction(b.As("amina"), b.rosa, a)
	must(t, err)
	return id
}
