package sharing_test

import (
	"testing"

	"onward/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }
