package web

import (
	"bytes"
	"sync"
	"time"
)

// touchEvery is how long a session goes on without its new end being written.
// Ends are written that much later than they are told, so that none comes early.
const touchEvery = 30 * time.Second

// touches remembers how sessions were found, so that a request which changes
// nothing in one does not write it. It only saves writes: whether a session is
// good is asked of the database by every request.
type touches struct {
	sync.Mutex
	found map[string]touched
}

type touched struct {
	data []byte
	ends time.Time // as it is written, by the database's clock
}

// mostTouches bounds the memory of it; what is forgotten is written again.
const mostTouches = 10_000

func (t *touches) remember(token string, data []byte, ends time.Time) {
	t.Lock()
	defer t.Unlock()
	if t.found == nil || len(t.found) >= mostTouches {
		t.found = map[string]touched{}
	}
	t.found[token] = touched{data, ends}
}

// needless says that the session was found holding the same, and ending late
// enough for the end that is wanted now.
func (t *touches) needless(token string, data []byte, ends time.Time) bool {
	t.Lock()
	defer t.Unlock()
	f, ok := t.found[token]
	return ok && !ends.After(f.ends) && bytes.Equal(f.data, data)
}
