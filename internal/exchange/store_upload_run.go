package exchange

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/fault"
	"onward/internal/postgres"
)

// queue clears the check's rows: from here on they say what became of each.
func (u Uploads) queue(tx *postgres.Tx, id uuid.UUID) error {
	var b pgx.Batch
	b.Queue("update onward.import set state = 'queued', rows_done = 0, changed_at = onward.now() where id = $1", id)
	b.Queue("delete from onward.import_row where import_id = $1", id)
	return tx.Conn().SendBatch(tx, &b).Close()
}

// waiting counts the imports of the actor's organisation that wait or run,
// whoever sent them.
func (u Uploads) waiting(tx *postgres.Tx) (n int, err error) {
	err = tx.Conn().QueryRow(tx, "select onward.imports_waiting()").Scan(&n)
	return n, err
}

func (u Uploads) requeue(tx *postgres.Tx, id uuid.UUID) error {
	_, err := tx.Conn().Exec(tx, "update onward.import set state = 'queued', tries = 0, failure = '', changed_at = onward.now() where id = $1 and state = 'failed'", id)
	return err
}

// claim takes one import in hand; without one it gives the zero claimed.
func (u Uploads) claim(ctx context.Context) (c claimed, err error) {
	err = u.DB.Plain(ctx, func(tx pgx.Tx) error {
		err := tx.QueryRow(ctx, "select id, post_id, claim from onward.claim_import()").Scan(&c.id, &c.post, &c.claim)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		return err
	})
	return c, err
}

// beat says that the worker lives and how far it is. It holds the import's row
// until the batch is stored, so that no other worker claims it meanwhile.
func (u Uploads) beat(tx *postgres.Tx, c claimed, done int) error {
	return held(tx, "update onward.import set rows_done = greatest(rows_done, $3), changed_at = onward.now() where id = $1 and claim = $2", c.id, c.claim, done)
}

// finish ends the run. The file is not needed any more: the rows are kept.
func (u Uploads) finish(tx *postgres.Tx, c claimed) error {
	return held(tx, "update onward.import set state = 'done', claim = null, sealed = '', rows_done = rows_total, changed_at = onward.now(), counts = ("+countRows+") where id = $1 and claim = $2",
		c.id, c.claim)
}

func (u Uploads) fail(tx *postgres.Tx, c claimed, message string) error {
	return held(tx, "update onward.import set state = 'failed', claim = null, failure = $3, changed_at = onward.now(), counts = ("+countRows+") where id = $1 and claim = $2",
		c.id, c.claim, message)
}

// release lets another worker go on; a run that was told to stop was no try.
func (u Uploads) release(tx *postgres.Tx, c claimed, forgive bool) error {
	return held(tx, "update onward.import set state = 'queued', claim = null, tries = tries - $3::bool::int, changed_at = onward.now() where id = $1 and claim = $2",
		c.id, c.claim, forgive)
}

// held runs an update that is guarded by the claim.
func held(tx *postgres.Tx, update string, args ...any) error {
	tag, err := tx.Conn().Exec(tx, update, args...)
	if err == nil && tag.RowsAffected() == 0 {
		return fault.Wrap(errLost, fault.Conflict, "Another worker has this import in hand.")
	}
	return err
}
