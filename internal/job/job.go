// Package job is the background work, each piece under its own name.
package job

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"onward/internal/audit"
	"onward/internal/postgres"
)

// Job does its work every so often, and again at once while Do says that more waits.
type Job struct {
	Name  string
	Every time.Duration
	Wake  <-chan struct{} // begins a turn at once; nil where nobody does
	Do    func(context.Context) (more bool, err error)
}

// Running are jobs under way.
type Running struct{ group sync.WaitGroup }

// Wait returns when all have ended, after their context has.
func (r *Running) Wait() { r.group.Wait() }

// Start runs jobs until ctx ends. One that fails is logged and tried again at
// its next turn.
func Start(ctx context.Context, jobs []Job, log *slog.Logger) *Running {
	var r Running
	for _, j := range jobs {
		r.group.Go(func() { j.run(ctx, log) })
	}
	return &r
}

func (j Job) run(ctx context.Context, log *slog.Logger) {
	tick := time.NewTicker(j.Every)
	defer tick.Stop()
	for {
		more, err := j.once(ctx)
		if err != nil && ctx.Err() == nil {
			log.ErrorContext(ctx, "background work failed", "job", j.Name, "error", err.Error())
		}
		if more && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-j.Wake:
		}
	}
}

// once is one turn; a panic in it is a failed turn and not the server's end.
func (j Job) once(ctx context.Context) (more bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			more, err = false, fmt.Errorf("panic: %v", p)
		}
	}()
	return j.Do(ctx)
}

// SealAudit chains the audit's new rows within a second and puts the head
// outside the database.
func SealAudit(db *postgres.DB, checkpoint audit.Checkpoint) Job {
	return Job{Name: "seal audit", Every: time.Second, Do: func(ctx context.Context) (bool, error) {
		const batch = 5000
		sealed, head, err := audit.Seal(ctx, db, batch)
		if err != nil || sealed == 0 {
			return false, err
		}
		return sealed == batch, checkpoint.Append(head)
	}}
}
