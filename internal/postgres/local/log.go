package local

import (
	"fmt"
	"os"
	"strings"

	"onward/internal/fault"
)

// logFile is PostgreSQL's own log, in the home.
const logFile = "postgres.log"

// keptLog is the size in bytes from which a start puts the log aside.
const keptLog = 16 << 20

// openLog opens PostgreSQL's log at its end, and begins a new one where it has
// grown large.
func (h home) openLog() (*os.File, error) {
	if info, err := os.Stat(h.path(logFile)); err == nil && info.Size() > keptLog {
		if err := os.Rename(h.path(logFile), h.path(logFile+".old")); err != nil {
			return nil, unwritable(err)
		}
	}
	return h.open(logFile, os.O_RDWR|os.O_APPEND)
}

// whyGone reads what PostgreSQL said since the start began.
func (h home) whyGone(began int64) error {
	said, err := os.ReadFile(h.path(logFile))
	if err != nil {
		return unwritable(err)
	}
	if began < int64(len(said)) {
		said = said[began:]
	}
	text := tail(said)
	if strings.Contains(text, "could not bind") || strings.Contains(text, "could not create any TCP/IP sockets") {
		return fmt.Errorf("%w\n%s", errPortTaken, text)
	}
	return fault.Wrap(fmt.Errorf("PostgreSQL ended at once; %s says\n%s", h.path(logFile), text), fault.Unavailable,
		"PostgreSQL could not start in the data folder: look whether the disk is full and what its log says")
}

// tail is the end of what a program printed, enough to see why it gave up.
func tail(out []byte) string {
	const kept = 2000
	if len(out) > kept {
		out = out[len(out)-kept:]
	}
	return strings.TrimSpace(string(out))
}
