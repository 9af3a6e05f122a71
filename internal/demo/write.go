package demo

import (
	"context"
	"errors"
	"sync"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/sharing"
)

const (
	batchSize = 500 // journeys in a transaction
	writers   = 2   // one begins journeys while the other adds to those that it began
)

// batch is the stories of one desk, written in its holder's name.
type batch struct {
	desk    *desk
	stories []story
	turn    <-chan struct{} // closed when the batch before has begun its journeys
	begun   chan struct{}   // closed when this one has
}

// write tells all stories and writes them, the tellers and the writers side by side.
func (s Seeder) write(ctx context.Context, t *teller, done func(int)) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	batches := make(chan batch, 1)
	var all sync.WaitGroup
	var counting sync.Mutex
	written := 0
	for range writers {
		all.Go(func() {
			for b := range batches {
				if err := s.writeBatch(ctx, b); err != nil {
					cancel(err)
					return
				}
				counting.Lock()
				written += len(b.stories)
				done(written)
				counting.Unlock()
			}
		})
	}
	t.each(ctx, batches)
	all.Wait()
	if err := context.Cause(ctx); err != nil {
		return err
	}
	return nil
}

// each tells the stories in their order, a batch at a time, until ctx ends.
func (t *teller) each(ctx context.Context, out chan<- batch) {
	defer close(out)
	turn := make(chan struct{})
	close(turn) // the first need not wait
	send := func(d *desk, stories []story) bool {
		b := batch{desk: d, stories: stories, turn: turn, begun: make(chan struct{})}
		turn = b.begun
		select {
		case out <- b:
			return true
		case <-ctx.Done():
			return false
		}
	}
	n := 0
	for _, p := range t.pictured(&n) {
		if !send(p.desk, p.stories) {
			return
		}
	}
	for _, d := range t.desks {
		for told := 0; told < d.journeys; {
			stories := make([]story, 0, min(batchSize, d.journeys-told))
			for len(stories) < cap(stories) {
				stories = append(stories, t.tell(n, d, d.wish(told)))
				t.notice(&stories[len(stories)-1], d)
				n, told = n+1, told+1
			}
			if !send(d, stories) {
				return
			}
		}
	}
}

func (d *desk) wish(i int) journeyWish {
	if i < len(d.wants) {
		return d.wants[i]
	}
	return journeyWish{}
}

// errPassed is why a batch gives up when the one before it could not begin.
var errPassed = errors.New("demo: the batch before could not be written")

// writeBatch begins the journeys, in their turn, and adds all that happened.
func (s Seeder) writeBatch(ctx context.Context, b batch) error {
	return s.DB.Write(actor.With(ctx, b.desk.post), func(tx *postgres.Tx) error {
		list := make([]journey.New, len(b.stories))
		for i := range b.stories {
			if err := b.stories[i].Check(tx.Actor.Today); err != nil {
				return err
			}
			list[i] = b.stories[i].New
		}
		select {
		case <-b.turn:
		case <-ctx.Done():
			return errPassed
		}
		started, err := s.Journeys.StartMany(tx, s.Policy, s.Residents, list)
		if err != nil {
			return err
		}
		close(b.begun)
		decisions := make([]access.Decision, len(started))
		parts, says := s.newParts(tx), sharing.NewBatch(tx)
		for i, one := range started {
			decisions[i] = one.Decision
			if err := parts.add(one.Decision, &b.stories[i]); err != nil {
				return err
			}
		}
		if err := parts.insert(tx); err != nil {
			return err
		}
		if err := journey.RefreshMany(tx, decisions); err != nil {
			return err
		}
		for i, d := range decisions {
			if err := addSay(says, d, &b.stories[i], tx.Actor.Today); err != nil {
				return err
			}
		}
		return says.Insert(tx)
	})
}
