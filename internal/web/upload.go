package web

import (
	"context"
	"mime"
	"sync"
	"time"

	"onward/internal/fault"
)

// Arrivals are the places for files that arrive at this server: each is held in
// memory, and read as a sheet, while it does. One person has one place at most,
// so that nobody takes them all.
type Arrivals struct {
	places chan struct{}
	wait   time.Duration
	mu     sync.Mutex
	people map[int]bool // by user
}

// NewArrivals makes so many places; who finds none waits so long for one.
func NewArrivals(most int, wait time.Duration) *Arrivals {
	return &Arrivals{places: make(chan struct{}, most), wait: wait, people: map[int]bool{}}
}

// MostArrivals is how many files a server takes in at once: with what it takes
// to read a sheet of 10 MB, they stay under a gigabyte.
const MostArrivals = 4

// Enter gives a member of staff a place until they leave. Without one it is
// fault.Unavailable, which says when to come back.
func (a *Arrivals) Enter(ctx context.Context, staff int) (leave func(), err error) {
	if !a.claim(staff) {
		return nil, later(fault.TooMany, "Your other file is still on its way. Wait until it has arrived, then send this one again.")
	}
	timer := time.NewTimer(a.wait)
	defer timer.Stop()
	select {
	case a.places <- struct{}{}:
		return func() { <-a.places; a.release(staff) }, nil
	case <-ctx.Done():
		a.release(staff)
		return nil, ctx.Err()
	case <-timer.C:
		a.release(staff)
		return nil, later(fault.Unavailable, "Many files are being sent at this moment. Wait a little, then send yours again.")
	}
}

func later(kind fault.Kind, message string) error {
	f := fault.New(kind, message)
	f.Retry = 10 * time.Second
	return f
}

func (a *Arrivals) claim(staff int) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.people[staff] {
		return false
	}
	a.people[staff] = true
	return true
}

func (a *Arrivals) release(staff int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.people, staff)
}

// files says whether the request brings files, before any of it is read.
func (r *Request) files() bool {
	kind, _, _ := mime.ParseMediaType(r.Request().Header.Get("Content-Type"))
	return kind == "multipart/form-data"
}

// arrive lets files in where the route takes them, and nowhere else: to look for
// the token in their form is to hold them in memory.
func (r *Request) arrive(route Route) (leave func(), err error) {
	switch {
	case !r.files():
		return func() {}, nil
	case !route.Files:
		return nil, fault.New(fault.Invalid, "This page takes no files. Reload it and send the form again.")
	}
	return r.Site.Arrivals.Enter(r.Request().Context(), r.Me.Staff)
}
