package postgres_test

import (
	"testing"

	"onward/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

func TestOpens(t *testing.T) {
	t.Parallel()
	testdb.New(t)
}
