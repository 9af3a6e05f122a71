package postgres

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/gorm"

	"onward/internal/actor"
	"onward/internal/fault"
)

// Tx is one transaction in the name of an actor. It must not outlive the
// function that it was given to, nor be used by two goroutines.
type Tx struct {
	context.Context
	Actor actor.Actor
	Epoch int64 // the policy epoch's version, read with the actor
	db    *DB
	post  int
	pool  *sql.Conn
	conn  *pgx.Conn
	gorm  *gorm.DB
	last  pgx.Batch
	after []func()
	part  *part // of Together, whose turn it is

	ahead  bool  // Actor and Epoch are those of the last time until acts
	begun  bool  // the beginning has been sent
	acts   bool  // the database has said who acts
	broken error // why it has not: nothing that f made of it is handed on
}

// Gorm is the transaction for writes and simple reads.
func (tx *Tx) Gorm() *gorm.DB {
	tx.Conn()
	if tx.gorm == nil {
		tx.gorm = tx.db.gorm.Session(&gorm.Session{NewDB: true, Context: tx.Context})
		tx.gorm.Statement.ConnPool = tx.pool
	}
	return tx.gorm
}

// Conn is the same transaction for bulk inserts and single questions.
func (tx *Tx) Conn() *pgx.Conn {
	if tx.part != nil { // answers to other parts may be on their way here
		panic("postgres: a part of Together asks with Query, QueryRow or Send")
	}
	if !tx.begun {
		_ = tx.begin() // kept in broken; what is asked after it fails too
	}
	return tx.conn
}

// Last sends a statement in the round trip of the commit. When it fails, the
// transaction does: what was read before it is never handed on.
func (tx *Tx) Last(sql string, args ...any) { tx.last.Queue(sql, args...) }

// After runs f once the transaction has been committed, never otherwise.
func (tx *Tx) After(f func()) { tx.after = append(tx.after, f) }

const act = "select post, staff, organisation, partnership, role, at, today, epoch from onward.act($1)"

// Read runs f in a transaction of the post that acts in ctx. It may insert into
// the audit: a read without its trace does not happen.
func (db *DB) Read(ctx context.Context, f func(*Tx) error) error { return db.run(ctx, false, f) }

// Write runs f in a transaction of the post that acts in ctx. All of it is kept
// or, on any error, none of it; with a key in ctx (Once) it happens once.
func (db *DB) Write(ctx context.Context, f func(*Tx) error) error {
	return db.run(ctx, false, func(tx *Tx) error {
		if err := claim(ctx, tx); err != nil {
			return err
		}
		return f(tx)
	})
}

func (db *DB) run(ctx context.Context, ahead bool, f func(*Tx) error) (err error) {
	post := actor.Post(ctx)
	if post == 0 {
		return fault.New(fault.Signin, "Sign in to go on.")
	}
	pool, err := db.sql.Conn(ctx)
	if err != nil {
		return unavailable(err)
	}
	defer pool.Close()
	var conn *pgx.Conn
	if err := pool.Raw(func(d any) error { conn = d.(*stdlib.Conn).Conn(); return nil }); err != nil {
		return unavailable(err)
	}
	tx := &Tx{Context: ctx, db: db, post: post, pool: pool, conn: conn}
	tx.ahead = ahead && tx.expect()
	if err = tx.run(f); errors.Is(err, errAnother) {
		tx = &Tx{Context: ctx, db: db, post: post, pool: pool, conn: conn}
		err = tx.run(f)
	}
	if err != nil {
		return translate(err)
	}
	for _, after := range tx.after {
		after()
	}
	return nil
}

// run is the transaction from its beginning to its commit.
func (tx *Tx) run(f func(*Tx) error) (err error) {
	done := false
	defer func() {
		if !done && tx.begun { // also when f panics
			rollback(tx.conn)
		}
	}()
	if !tx.ahead {
		if err := tx.begin(); err != nil {
			return err
		}
	}
	err = f(tx)
	if !tx.begun {
		_ = tx.begin() // before it is known who acts, nothing that f says counts
	}
	if tx.broken != nil {
		return tx.broken
	}
	if err == nil {
		err = commit(tx.Context, tx)
	}
	done = err == nil
	return err
}

func commit(ctx context.Context, tx *Tx) error {
	tx.last.Queue("commit").Exec(func(tag pgconn.CommandTag) error {
		if tag.String() != "COMMIT" { // a failed statement was passed over: PostgreSQL rolled back
			return errors.New("commit answered " + tag.String())
		}
		return nil
	})
	return tx.conn.SendBatch(ctx, &tx.last).Close()
}

func scanActor(row pgx.Row, tx *Tx) error {
	a := &tx.Actor
	return row.Scan(&a.Post, &a.User, &a.Organisation, &a.Partnership, &a.Role, &a.Now, &a.Today, &tx.Epoch)
}

// rollback has a time of its own: the request's may be over, and the
// connection must not go back to the pool inside a transaction.
func rollback(conn *pgx.Conn) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if _, err := conn.Exec(ctx, "rollback"); err != nil {
		_ = conn.Close(ctx) // the pool throws a closed connection away
	}
}

// Ask sends the queries of one hot read in a single round trip with the actor
// before them: an implicit transaction, gone when the answer is there. Use it
// where nothing has to be decided between the queries.
func (db *DB) Ask(ctx context.Context, queue func(*pgx.Batch)) (actor.Actor, error) {
	post := actor.Post(ctx)
	if post == 0 {
		return actor.Actor{}, fault.New(fault.Signin, "Sign in to go on.")
	}
	var tx Tx
	var b pgx.Batch
	b.Queue(act, post).QueryRow(func(row pgx.Row) error { return scanActor(row, &tx) })
	queue(&b)
	if err := db.pool.SendBatch(ctx, &b).Close(); err != nil {
		return actor.Actor{}, translate(err)
	}
	db.clock.hear(tx.Actor.Now)
	return tx.Actor, nil
}

// Plain runs f without an actor, for what has none yet: signing in, counting
// tries, reading the directory of organisations. Row-level security shows such
// a transaction no resident at all.
func (db *DB) Plain(ctx context.Context, f func(pgx.Tx) error) error {
	return translate(pgx.BeginFunc(ctx, db.pool, f))
}

// Rehearse runs f in the name of a post inside a transaction that the caller
// holds, keeps and gives up: for worlds that are laid down to be asked once. The
// Tx has no gorm, and what f leaves for the commit is dropped.
func Rehearse(ctx context.Context, conn *pgx.Conn, post int, f func(*Tx) error) error {
	tx := &Tx{Context: ctx, conn: conn, post: post, begun: true, acts: true}
	if err := scanActor(conn.QueryRow(ctx, act, post), tx); err != nil {
		return translate(err)
	}
	return f(tx)
}

// AskPlain sends queries without an actor in a single round trip: Plain for what
// every request reads.
func (db *DB) AskPlain(ctx context.Context, queue func(*pgx.Batch)) error {
	var b pgx.Batch
	queue(&b)
	return translate(db.pool.SendBatch(ctx, &b).Close())
}
