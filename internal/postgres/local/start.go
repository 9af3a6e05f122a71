package local

import (
	"context"
	"errors"
	"io"
	"os/exec"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"onward/internal/fault"
)

var (
	errGone      = errors.New("PostgreSQL went away while it was waited for")
	errPortTaken = errors.New("the port was taken meanwhile")
)

// bringUp sees to it that the cluster exists, runs and is furnished. The caller
// holds start.lock.
func (c *Cluster) bringUp(ctx context.Context) error {
	var err error
	if c.secrets, err = c.home.keepSecrets(); err != nil {
		return err
	}
	if err := c.initialise(ctx); err != nil {
		return err
	}
	// It may be on its way down when we look, or lose its port to another
	// program: neither happens often enough for more than a few rounds.
	for range 5 {
		if err = c.runOnce(ctx); !errors.Is(err, errGone) && !errors.Is(err, errPortTaken) {
			break
		}
	}
	if err != nil {
		return err
	}
	return c.furnish(ctx)
}

// runOnce joins the PostgreSQL that runs or starts one, and waits until it
// takes connections.
func (c *Cluster) runOnce(ctx context.Context) error {
	if _, ok := c.home.running(); ok {
		return c.await(ctx, nil)
	}
	return c.start(ctx)
}

// start starts PostgreSQL. It is no child to wait for in the end: whoever
// leaves last stops it, and that may be another process.
func (c *Cluster) start(ctx context.Context) error {
	c.home.sweep()
	if err := c.home.clear(); err != nil {
		return err
	}
	at, err := c.home.listenAt()
	if err != nil {
		return err
	}
	if err := c.home.write("data/"+settingsFile, settingsText(at, c.settings)); err != nil {
		return err
	}
	out, err := c.home.openLog()
	if err != nil {
		return err
	}
	defer out.Close()
	began, err := out.Seek(0, io.SeekEnd)
	if err != nil {
		return unwritable(err)
	}
	cmd := c.binaries.command(context.Background(), c.home.dir, "postgres", "-D", c.home.data())
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		return fault.Wrap(err, fault.Unavailable, "PostgreSQL could not be started: look whether its installation is complete")
	}
	gone := collect(cmd)
	if err := c.await(ctx, gone); err != nil {
		if errors.Is(err, errGone) {
			return c.home.whyGone(began)
		}
		_ = cmd.Process.Signal(syscall.SIGQUIT) // it may not have written yet whom to stop
		<-gone
		return err
	}
	c.log.Info("started the private PostgreSQL", "version", c.binaries.major, "port", at.Port, "folder", c.home.dir)
	return nil
}

// collect takes a child's remains as soon as it ends and says so.
func collect(cmd *exec.Cmd) <-chan struct{} {
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		_ = cmd.Wait() // how it ended is in its log
	}()
	return gone
}

// await waits until PostgreSQL takes connections with our password: at once, or
// after it has recovered. It gives errGone where it ends instead; gone is nil
// where another process started it.
func (c *Cluster) await(ctx context.Context, gone <-chan struct{}) error {
	ctx, cancel := context.WithTimeoutCause(ctx, patience,
		fault.New(fault.Unavailable, "PostgreSQL does not get ready: look into "+logFile+" in the data folder"))
	defer cancel()
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for {
		pm, ok := c.home.running()
		switch {
		case ok && pm.ready:
			c.at = pm.at
			err := c.knock(ctx)
			if err == nil || !later(err) {
				return err
			}
		case !ok && gone == nil:
			return errGone
		}
		select {
		case <-gone:
			return errGone
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-tick.C:
		}
	}
}

// What PostgreSQL answers at the door.
const (
	wrongPassword = "28P01"
	notYet        = "57P03" // starting, recovering or stopping
	crowded       = "53300" // all connections are taken
)

// knock tries whether the passwords open the cluster.
func (c *Cluster) knock(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, c.URL(Superuser, "postgres"))
	var refused *pgconn.PgError
	if errors.As(err, &refused) && refused.Code == wrongPassword {
		return lostSecrets(err)
	}
	if err != nil {
		return err
	}
	return conn.Close(ctx)
}

// later says whether a refused connection is worth another try. A wrong
// password stays wrong.
func later(err error) bool {
	var refused *pgconn.PgError
	return !errors.As(err, &refused) || refused.Code == notYet || refused.Code == crowded
}
