package postgres

import (
	"context"
	"errors"
	"sync"

	"github.com/jackc/pgx/v5"

	"onward/internal/actor"
	"onward/internal/calendar"
)

// errAnother says that somebody else acts than was expected.
var errAnother = errors.New("postgres: the post is held by another, or otherwise, than the last time")

// expected is who held a post when it last acted, and under which epoch. It only
// saves a round trip: onward.act answers anew in every transaction, and what was
// asked in another's name is thrown away.
type expected struct {
	actor actor.Actor
	epoch int64
}

type expectations struct{ posts sync.Map } // one of each post that has acted

func (e *expectations) of(post int) (expected, bool) {
	x, ok := e.posts.Load(post)
	if !ok {
		return expected{}, false
	}
	return x.(expected), true
}

func (e *expectations) learn(now expected) {
	if last, ok := e.of(now.actor.Post); !ok || !last.same(now) {
		e.posts.Store(now.actor.Post, now)
	}
}

// same compares all but the moment.
func (e expected) same(o expected) bool {
	e.actor.Now = o.actor.Now
	return e == o
}

// Ahead is Read for what is asked for most: the first questions of f, where it
// asks them with Send or Together, take the beginning of the transaction along.
// Until they are answered tx.Actor is who held the post the last time. Where
// that is not so any more, nothing of the answer is heard and f is begun anew
// with who holds it now: before its first answer, f may change nothing that a
// second beginning does not set right.
func (db *DB) Ahead(ctx context.Context, f func(*Tx) error) error { return db.run(ctx, true, f) }

// expect fills in who is likely to act. It says no where nobody has acted yet.
func (tx *Tx) expect() bool {
	x, ok := tx.db.expected.of(tx.post)
	now := tx.db.Now()
	if !ok || now.IsZero() {
		return false
	}
	tx.Actor, tx.Epoch = x.actor, x.epoch
	tx.Actor.Now, tx.Actor.Today = now, calendar.DayOf(now)
	return true
}

// queueBeginning opens the transaction and asks who acts in it.
func (tx *Tx) queueBeginning(b *pgx.Batch) {
	tx.begun = true
	b.Queue("begin")
	b.Queue(act, tx.post).QueryRow(func(row pgx.Row) error {
		expected := expected{tx.Actor, tx.Epoch}
		if err := scanActor(row, tx); err != nil {
			return err
		}
		tx.db.clock.hear(tx.Actor.Now)
		if tx.ahead && !expected.same(tx.known()) {
			return errAnother
		}
		tx.acts = true
		tx.db.expected.learn(tx.known())
		return nil
	})
}

func (tx *Tx) known() expected { return expected{tx.Actor, tx.Epoch} }

// begin begins without further questions.
func (tx *Tx) begin() error { return tx.send(nil, nil) }
