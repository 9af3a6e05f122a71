package testdb

import (
	"os"
	"testing"
)

// Main is for a package's TestMain: it gives up the share in the cluster, so
// that the last test binary of a run stops it.
func Main(m *testing.M) {
	code := m.Run()
	if shared.cluster != nil {
		_ = shared.cluster.Close()
	}
	os.Exit(code)
}
