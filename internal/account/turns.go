package account

import (
	"context"
	"runtime"
	"time"

	"onward/internal/fault"
)

// turns keep comparisons of passwords, each of which takes a processor and
// 64 MB for a while, from taking all there is.
type turns struct {
	free chan struct{}
	wait time.Duration
}

// comparing are the turns of the whole process.
var comparing = newTurns(2*runtime.GOMAXPROCS(0), 3*time.Second)

func newTurns(most int, wait time.Duration) *turns {
	return &turns{free: make(chan struct{}, most), wait: wait}
}

// enter waits for a turn, which lasts until leave. Where none comes in time it
// is fault.Unavailable.
func (t *turns) enter(ctx context.Context) (leave func(), err error) {
	timer := time.NewTimer(t.wait)
	defer timer.Stop()
	select {
	case t.free <- struct{}{}:
		return func() { <-t.free }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-timer.C:
		f := fault.New(fault.Unavailable, "Many people are signing in at this moment. Try again shortly.")
		f.Retry = 5 * time.Second
		return nil, f
	}
}
