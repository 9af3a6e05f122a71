package web

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// sessionStore keeps sessions for scs, which hands it hashed tokens and takes
// the contextual methods where there are some. A session that was ended stays
// ended: a request that was under way meanwhile saves what it has loaded, and
// must not bring it back to life. So ending leaves a mark, which onward.sweep
// takes away when no such request can be left.
type sessionStore struct{ pool *pgxpool.Pool }

// FindCtx gives a session that has neither ended nor run out.
func (s sessionStore) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	err = s.pool.QueryRow(ctx, "select data from onward.sessions where token = $1 and ended_at is null and now() < expiry", token).Scan(&data)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, false, nil
	}
	return data, err == nil, err
}

// CommitCtx keeps a session, unless it has ended.
func (s sessionStore) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	_, err := s.pool.Exec(ctx, `with kept as (
			update onward.sessions set data = $2, expiry = $3 where token = $1 and ended_at is null returning 1)
		insert into onward.sessions (token, data, expiry) select $1, $2, $3 where not exists (select from kept)
		on conflict (token) do nothing`, token, data, expiry)
	return err
}

// DeleteCtx ends a session and forgets what it held, also when the browser that
// asked for it has gone.
func (s sessionStore) DeleteCtx(ctx context.Context, token string) error {
	_, err := s.pool.Exec(context.WithoutCancel(ctx), "update onward.sessions set data = '', ended_at = onward.now() where token = $1 and ended_at is null", token)
	return err
}

// Find, Commit and Delete are what scs.Store asks for; scs calls those above.

func (s sessionStore) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

func (s sessionStore) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

func (s sessionStore) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
