package local

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"onward/internal/fault"
)

// ErrServing is in the chain where a server already runs on the data folder.
var ErrServing = errors.New("a server is running")

// patience bounds every wait for another process. It is longer than the
// slowest start or stop, so that whoever exceeds it is stuck.
const patience = 3 * time.Minute

// beat is how often a wait looks again.
const beat = 20 * time.Millisecond

// lock is an flock on a file of the home. The files stay for ever: taking one
// away would leave two processes locking two files of one name.
type lock struct{ file *os.File }

// lock opens a lock file without taking the lock.
func (h home) lock(name string) (*lock, error) {
	file, err := h.open(name, os.O_RDWR)
	if err != nil {
		return nil, err
	}
	return &lock{file}, nil
}

// lockServer takes the one place of a server, or says who sits there.
func (h home) lockServer() (*lock, error) {
	l, err := h.lock("serve.lock")
	if err != nil {
		return nil, err
	}
	free, err := l.try(syscall.LOCK_EX)
	if err != nil {
		l.release()
		return nil, err
	}
	if !free {
		defer l.release()
		return nil, fault.Wrap(fmt.Errorf("%w: process %s in %s", ErrServing, l.note(), h.dir), fault.Conflict,
			"Onward is already serving from this data folder: stop it first, or give another folder with --data")
	}
	l.write(strconv.Itoa(os.Getpid()))
	return l, nil
}

// try takes the lock if nobody is in the way.
func (l *lock) try(how int) (bool, error) {
	for {
		err := syscall.Flock(int(l.file.Fd()), how|syscall.LOCK_NB)
		switch {
		case err == nil:
			return true, nil
		case errors.Is(err, syscall.EWOULDBLOCK):
			return false, nil
		case !errors.Is(err, syscall.EINTR):
			return false, fmt.Errorf("lock %s: %w", l.file.Name(), err)
		}
	}
}

// wait takes the lock alone, as soon as the others have let go.
func (l *lock) wait(ctx context.Context) error {
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for {
		if got, err := l.try(syscall.LOCK_EX); got || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting for another onward that starts or stops PostgreSQL: %w", context.Cause(ctx))
		case <-tick.C:
		}
	}
}

// share takes the lock beside others. It only fails where somebody holds it
// alone, which nobody does outside start.lock.
func (l *lock) share() error {
	got, err := l.try(syscall.LOCK_SH)
	if err == nil && !got {
		err = fmt.Errorf("%s is held alone by a process that does not hold start.lock", l.file.Name())
	}
	return err
}

// alone turns a shared lock into a lone one. Where others share it the lock is
// lost, which suits the only caller: it is leaving.
func (l *lock) alone() (bool, error) { return l.try(syscall.LOCK_EX) }

// release lets go of the lock, once or more often. Unlocking by name also frees
// it where a child that is just being forked still holds the file open.
func (l *lock) release() {
	if l == nil {
		return
	}
	_ = syscall.Flock(int(l.file.Fd()), syscall.LOCK_UN)
	_ = l.file.Close()
}

// note is what the holder wrote into the file about itself.
func (l *lock) note() string {
	text, err := os.ReadFile(l.file.Name())
	if err != nil || len(text) == 0 {
		return "unknown"
	}
	return strings.TrimSpace(string(text))
}

// write leaves a note for those who find the lock taken. It is a courtesy: if
// the disk is full the lock holds all the same.
func (l *lock) write(note string) {
	if l.file.Truncate(0) == nil {
		_, _ = l.file.WriteAt([]byte(note+"\n"), 0)
	}
}
