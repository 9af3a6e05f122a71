package local

import (
	"context"
	"errors"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"onward/internal/fault"
)

func TestTheLastOneOutStopsPostgres(t *testing.T) {
	t.Parallel()
	dir := made(t)
	first, second := open(t, dir), open(t, dir)
	pid := first.postgres(t)
	same(t, second.postgres(t), pid)

	check(t, first.Close())
	check(t, first.Close()) // again: harmless
	same(t, second.postgres(t), pid)
	same(t, ask(t, second.URL(App, ""), "select 'still here'"), "still here")

	check(t, second.Close())
	if _, ok := second.home.running(); ok {
		t.Error("PostgreSQL runs on after the last one left")
	}
}

func TestWhatWasWrittenIsThereTheNextTime(t *testing.T) {
	t.Parallel()
	dir := made(t)
	c := open(t, dir)
	ask(t, c.URL(Owner, ""), "create table kept as select 1 as one")
	check(t, c.Close())
	same(t, ask(t, open(t, dir).URL(Owner, ""), "select count(*)::text from kept"), "1")
}

func TestTheStarterMayLeaveFirst(t *testing.T) {
	t.Parallel()
	dir := made(t)
	starter := begin(t, "hold", dir)
	starter.opened(t)
	c := open(t, dir)
	pid := c.postgres(t)
	starter.leaves(t)
	same(t, c.postgres(t), pid)
	same(t, ask(t, c.URL(App, ""), "select 'mine'"), "mine")
}

func TestASecondServerIsRefused(t *testing.T) {
	t.Parallel()
	dir := made(t)
	server := begin(t, "serve", dir)
	server.opened(t)

	_, err := Open(t.Context(), Options{Dir: dir, Serve: true})
	if !errors.Is(err, ErrServing) || !fault.Is(err, fault.Conflict) {
		t.Fatalf("got %v, want ErrServing", err)
	}
	if !strings.Contains(err.Error(), "process "+strconv.Itoa(server.Process.Pid)) || !strings.Contains(err.Error(), "--data") {
		t.Errorf("the error does not say who serves and what to do: %v", err)
	}
	open(t, dir) // a command is welcome beside the server

	server.leaves(t)
	next, err := Open(t.Context(), Options{Dir: dir, Serve: true})
	check(t, err)
	check(t, next.Close())
}

func TestAServersPlaceIsFreeAfterItsFailedStart(t *testing.T) {
	t.Parallel()
	dir := made(t)
	broken := Options{Dir: dir, Serve: true, Settings: map[string]string{"shared_buffers": "many"}}
	_, err := Open(t.Context(), broken)
	if !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), "shared_buffers") {
		t.Fatalf("the error does not repeat PostgreSQL's log: %v", err)
	}
	c, err := Open(t.Context(), Options{Dir: dir, Serve: true, Settings: quick()})
	check(t, err)
	check(t, c.Close())
}

func TestManyProcessesStartAtOnce(t *testing.T) {
	t.Parallel()
	dir := folder(t) // there is no cluster yet: one of them makes it
	processes := make([]*process, 4)
	for i := range processes {
		processes[i] = begin(t, "hold", dir)
	}
	urls := map[string]bool{}
	for _, p := range processes {
		urls[p.opened(t)] = true
	}
	same(t, len(urls), 1)
	for _, p := range processes {
		p.in.Close()
	}
	for _, p := range processes {
		check(t, p.Wait())
	}
	if _, ok := (home{dir: dir + "/postgres"}).running(); ok {
		t.Error("PostgreSQL runs on after all have left")
	}
}

func TestComingAndGoingDoNotRace(t *testing.T) {
	t.Parallel()
	dir := made(t)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 4 {
				c, err := Open(context.Background(), Options{Dir: dir, Settings: quick()})
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := try(c.URL(App, ""), "select ''"); err != nil {
					t.Error(err)
				}
				if err := c.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
}

func TestOpenGivesUpWithItsContext(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Open(over, Options{Dir: dir, Settings: quick()}); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want that it was cancelled", err)
	}
	c := open(t, dir) // and nothing is in the way of the next one
	holder, err := c.home.lock("start.lock")
	check(t, err)
	defer holder.release()
	check(t, holder.wait(t.Context()))
	if _, err := Open(over, Options{Dir: dir, Serve: true}); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want that it was cancelled", err)
	}
	server, err := c.home.lockServer()
	check(t, err) // the place of the server that gave up is free
	server.release()
	holder.release()
}

func TestUnusableDataFolders(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	check(t, os.WriteFile(dir, nil, 0o600))
	if _, err := Open(t.Context(), Options{Dir: dir}); !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), "--data") {
		t.Errorf("a file in place of the data folder: got %v", err)
	}
	if _, err := Open(t.Context(), Options{Dir: "/proc/onward"}); err == nil || !strings.Contains(err.Error(), "--data") {
		t.Errorf("a place where nothing can be made: got %v", err)
	}
}

func TestURLNamesTheDatabase(t *testing.T) {
	t.Parallel()
	c := &Cluster{at: endpoint{Socket: "/run/o", Port: 5433}, secrets: secrets{App: "p/w", Owner: "x"}}
	same(t, c.URL(App, ""), "postgres://onward_app:p%2Fw@/onward?host=%2Frun%2Fo&port=5433&sslmode=disable")
	same(t, c.URL(Owner, "other"), "postgres://onward_owner:x@/other?host=%2Frun%2Fo&port=5433&sslmode=disable")
}
