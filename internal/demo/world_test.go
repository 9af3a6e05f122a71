package demo_test

import (
	"context"
	"strconv"
	"testing"

	"onward/internal/access"
	"onward/internal/demo"
	"onward/internal/journey"
	"onward/internal/journey/barrier"
	"onward/internal/outcome"
	"onward/internal/postgres"
	"onward/internal/resident"
	"onward/internal/secret"
	"onward/internal/testdb"
	"onward/policies"

	"github.com/jackc/pgx/v5"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// empty is a seeder over a database of the test's own that holds nothing yet.
func empty(t testing.TB) (demo.Seeder, *testdb.Database) {
	t.Helper()
	db := testdb.New(t)
	root := secret.Root{1, 2, 3}
	sealed, err := root.NewKeyset()
	if err != nil {
		t.Fatal(err)
	}
	box, err := root.Open(sealed)
	if err != nil {
		t.Fatal(err)
	}
	policy, err := access.Load(policies.Model, policies.Roles)
	if err != nil {
		t.Fatal(err)
	}
	rates, _ := outcome.Reference()
	return demo.Seeder{DB: db.DB, Box: box, Policy: policy, Journeys: journey.Store{Box: box}, Residents: resident.Store{Box: box},
		Barriers: barrier.Service{DB: db.DB, Gate: journey.NewGate(policy), Box: box}, Rates: rates}, db
}

func seed(t testing.TB, o demo.Options) (demo.Seeder, *testdb.Database, demo.Summary) {
	t.Helper()
	s, db := empty(t)
	sum, err := s.Run(context.Background(), o, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	return s, db, sum
}

var small = demo.Options{Residents: 200, Seed: 7, Area: demo.AreaWest}

// ask reads as the owner, who sees every row.
func ask[T any](t testing.TB, db *testdb.Database, sql string, args ...any) []T {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), db.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	rows, err := conn.Query(context.Background(), sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[T])
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func read(t testing.TB, s demo.Seeder, post int, f func(*postgres.Tx) error) {
	t.Helper()
	if err := s.DB.Read(as(post), f); err != nil {
		t.Fatal(err)
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
