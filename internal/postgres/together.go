package postgres

import (
	"errors"
	"iter"

	"github.com/jackc/pgx/v5"
)

// Query asks in the transaction. Within Together it travels with whatever the
// other parts ask meanwhile.
func (tx *Tx) Query(sql string, args ...any) (pgx.Rows, error) {
	if tx.part == nil {
		return tx.Conn().Query(tx, sql, args...)
	}
	answers, err := tx.part.wait(&pgx.QueuedQuery{SQL: sql, Arguments: args})
	if err != nil {
		return nil, err
	}
	tx.part.rows, err = answers.Query()
	return tx.part.rows, err
}

// QueryRow is Query for one row. The first of a transaction that was begun ahead
// takes its beginning along, like Send.
func (tx *Tx) QueryRow(sql string, args ...any) pgx.Row {
	if tx.part == nil && tx.begun {
		return tx.conn.QueryRow(tx, sql, args...)
	}
	return later{tx, sql, args}
}

// later is a row that is asked for when it is read.
type later struct {
	tx   *Tx
	sql  string
	args []any
}

func (r later) Scan(into ...any) error {
	var b pgx.Batch
	b.Queue(r.sql, r.args...).QueryRow(func(row pgx.Row) error { return row.Scan(into...) })
	return r.tx.Send(&b)
}

// Send asks the questions of a batch and hands their answers to its functions.
// The first of a transaction that was begun ahead takes its beginning along.
func (tx *Tx) Send(b *pgx.Batch) error {
	if tx.part == nil {
		return tx.send(b.QueuedQueries, nil)
	}
	if b.Len() == 0 {
		return nil
	}
	answers, err := tx.part.wait(b.QueuedQueries...)
	if err != nil {
		return err
	}
	return hear(answers, b.QueuedQueries)
}

// Together runs parts of a read that do not wait for each other. They take turns
// on this goroutine: each goes on until it asks something with Query, QueryRow or
// Send, and when all of them wait, their questions travel in one round trip. So
// parts may write what they read into variables that they share, and may ask as
// often as they like; none may use Conn or Gorm. The first that fails, in their
// order, calls off the others.
func (tx *Tx) Together(parts ...func() error) error {
	if tx.part != nil { // already beside others: one after another, each of them with those
		for _, do := range parts {
			if err := do(); err != nil {
				return err
			}
		}
		return nil
	}
	var all []*part
	for _, do := range parts {
		p := &part{}
		p.resume, p.stop = iter.Pull(func(yield func(struct{}) bool) {
			p.yield = yield
			p.err = do()
		})
		defer p.stop()
		all = append(all, p)
	}
	waiting, err := tx.turn(all, nil)
	for err == nil && len(waiting) > 0 {
		var asked []*pgx.QueuedQuery
		for _, p := range waiting {
			asked = append(asked, p.asked...)
		}
		err = tx.send(asked, func(answers pgx.BatchResults) (err error) {
			waiting, err = tx.turn(waiting, answers)
			return err
		})
	}
	return err
}

// turn lets each part go on with its answers until it waits again, and gives
// those that do.
func (tx *Tx) turn(parts []*part, answers pgx.BatchResults) (waiting []*part, err error) {
	defer func() { tx.part = nil }()
	for _, p := range parts {
		tx.part, p.answers = p, answers
		_, waits := p.resume()
		if p.rows != nil {
			p.rows.Close() // of a part that has left its rows unread
			p.rows = nil
		}
		switch {
		case waits:
			waiting = append(waiting, p)
		case p.err != nil:
			return nil, p.err
		}
	}
	return waiting, nil
}

// part is one of those that run together.
type part struct {
	resume  func() (struct{}, bool)
	stop    func()
	yield   func(struct{}) bool
	asked   []*pgx.QueuedQuery
	answers pgx.BatchResults // which stand at the answers to asked
	rows    pgx.Rows         // that it reads
	err     error            // with which it ended
}

var errCalledOff = errors.New("postgres: another part of the read has failed")

func (p *part) wait(asked ...*pgx.QueuedQuery) (pgx.BatchResults, error) {
	p.asked = asked
	if !p.yield(struct{}{}) {
		return nil, errCalledOff
	}
	return p.answers, nil
}

// send takes questions there and back in one round trip, with the beginning of
// the transaction where that has not been sent. The answers are heard by the
// questions' own functions, or by listen.
func (tx *Tx) send(asked []*pgx.QueuedQuery, listen func(pgx.BatchResults) error) error {
	var b pgx.Batch
	if !tx.begun {
		tx.queueBeginning(&b)
	}
	beginning := b.QueuedQueries
	b.QueuedQueries = append(beginning[:len(beginning):len(beginning)], asked...)
	answers := tx.conn.SendBatch(tx, &b)
	err := hear(answers, beginning)
	if err == nil && listen != nil {
		err = listen(answers)
	}
	if closed := answers.Close(); err == nil {
		err = closed
	}
	if err != nil && !tx.acts {
		tx.broken = err
	}
	return err
}

// hear hands the next answers to the functions of the questions.
func hear(answers pgx.BatchResults, asked []*pgx.QueuedQuery) error {
	for _, q := range asked {
		if q.Fn == nil {
			if _, err := answers.Exec(); err != nil {
				return err
			}
			continue
		}
		if err := q.Fn(answers); err != nil {
			return err
		}
	}
	return nil
}
