package local

import (
	"errors"
	"fmt"
	"syscall"
	"time"
)

// The waits. A fast stop writes out at most shared_buffers; where the disk is
// too slow for that, an immediate one is safe, since the next start recovers.
const (
	stopPatience   = 60 * time.Second
	quitPatience   = 20 * time.Second
	orphanPatience = 5 * time.Second
)

// bringDown stops PostgreSQL: fast, or where that takes too long at once. The
// caller holds start.lock and is alone.
func (c *Cluster) bringDown() error {
	for _, order := range []struct {
		signal syscall.Signal
		wait   time.Duration
	}{{syscall.SIGINT, stopPatience}, {syscall.SIGQUIT, quitPatience}} {
		pm, ok := c.home.running()
		if !ok {
			break
		}
		if err := syscall.Kill(pm.pid, order.signal); err != nil && !errors.Is(err, syscall.ESRCH) {
			return fmt.Errorf("stop PostgreSQL, process %d: %w", pm.pid, err)
		}
		until(order.wait, func() bool { return !alive(pm.pid) || !c.home.ours(pm.pid) })
	}
	if pm, ok := c.home.running(); ok {
		return fmt.Errorf("PostgreSQL, process %d, does not stop", pm.pid)
	}
	c.home.forgetSocket()
	c.log.Info("stopped the private PostgreSQL", "folder", c.home.dir)
	return nil
}

// until waits for something that nobody announces; false after too long.
func until(limit time.Duration, done func() bool) bool {
	deadline := time.NewTimer(limit)
	defer deadline.Stop()
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for !done() {
		select {
		case <-deadline.C:
			return done()
		case <-tick.C:
		}
	}
	return true
}
