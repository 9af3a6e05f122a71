package postgres

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/fault"
)

// Repeated is what Write answers when the same send has been done before:
// nothing was done again, and Answer is what the first time left.
type Repeated struct{ Answer string }

// Error says so; it is no fault.
func (r *Repeated) Error() string { return "this was done already" }

// WasRepeated gives the first answer where err says that a send was repeated.
func WasRepeated(err error) (answer string, ok bool) {
	var r *Repeated
	if errors.As(err, &r) {
		return r.Answer, true
	}
	return "", false
}

type onceKey struct{}

type once struct {
	key     uuid.UUID
	purpose string
}

// Once puts the key of a send into the context: the next Write in it happens
// once, however often the send arrives. The purpose, like "POST /notes", keeps
// one key from answering for two things. The zero key does nothing.
func Once(ctx context.Context, key uuid.UUID, purpose string) context.Context {
	if key == uuid.Nil {
		return ctx
	}
	return context.WithValue(ctx, onceKey{}, once{key, purpose})
}

// Answer keeps what a repeated send will be answered with, like a new row's id.
func (tx *Tx) Answer(text string) {
	if o, ok := tx.Value(onceKey{}).(once); ok {
		tx.Last("update onward.idempotency set answer = $1 where staff_id = $2 and key = $3", text, tx.Actor.User, o.key)
	}
}

// Unclaim gives the send's key back, for an answer that did nothing and is kept
// with its trace all the same: the next send with the key is the first again.
func (tx *Tx) Unclaim() error {
	o, ok := tx.Value(onceKey{}).(once)
	if !ok {
		return nil
	}
	_, err := tx.conn.Exec(tx, "delete from onward.idempotency where staff_id = $1 and key = $2", tx.Actor.User, o.key)
	return err
}

// claim takes the send's key in the transaction. A second send waits here until
// the first has ended, then finds its answer.
func claim(ctx context.Context, tx *Tx) error {
	o, ok := ctx.Value(onceKey{}).(once)
	if !ok {
		return nil
	}
	tag, err := tx.conn.Exec(ctx, "insert into onward.idempotency (staff_id, key, purpose) values ($1, $2, $3) on conflict do nothing",
		tx.Actor.User, o.key, o.purpose)
	if err != nil || tag.RowsAffected() == 1 {
		return err
	}
	var purpose, answer string
	err = tx.conn.QueryRow(ctx, "select purpose, answer from onward.idempotency where staff_id = $1 and key = $2", tx.Actor.User, o.key).Scan(&purpose, &answer)
	if errors.Is(err, pgx.ErrNoRows) || err == nil && purpose != o.purpose {
		return fault.New(fault.Conflict, "This key was used for something else. Reload the page and send it again.")
	}
	if err != nil {
		return err
	}
	return &Repeated{Answer: answer}
}
