package web

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"onward/internal/organisation"
	"onward/internal/postgres"
)

// sessionStore keeps sessions for scs, which hands it hashed tokens and takes
// the contextual methods where there are some. A session that was ended stays
// ended: a request that was under way meanwhile saves what it has loaded, and
// must not bring it back to life. So ending leaves a mark, which onward.sweep
// takes away when no such request can be left.
type sessionStore struct {
	pool    *pgxpool.Pool
	db      *postgres.DB // whose clock decides when a session runs out
	touches *touches
}

// FindCtx gives a session that has neither ended nor run out. It is the first
// question of every request, so it asks for the database's time as well.
func (s sessionStore) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	var at time.Time
	var ends *time.Time
	err = s.pool.QueryRow(ctx, `select t.now, s.data, s.expiry from (select onward.now()) t(now)
		left join onward.sessions s on s.token = $1 and s.ended_at is null and t.now < s.expiry`, token).Scan(&at, &data, &ends)
	if err != nil {
		return nil, false, err
	}
	s.db.Heard(at)
	if ends != nil {
		s.touches.remember(token, data, *ends)
	}
	return data, data != nil, nil
}

// CommitCtx keeps a session, unless it has ended or is kept like that already.
// scs counts the time that is left by this machine's clock; when that is over is
// by the database's.
func (s sessionStore) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	left := time.Until(expiry)
	if s.touches.needless(token, data, s.db.Now().Add(left)) {
		return nil
	}
	staff, deadline := whose(data)
	if most := time.Until(deadline); left < most {
		left = min(left+touchEvery, most)
	}
	_, err := s.pool.Exec(ctx, `with kept as (
			update onward.sessions set data = $2, expiry = onward.now() + $3::interval, staff_id = $4 where token = $1 and ended_at is null returning 1)
		insert into onward.sessions (token, data, expiry, staff_id) select $1, $2, onward.now() + $3::interval, $4 where not exists (select from kept)
		on conflict (token) do nothing`, token, data, left, staff)
	return err
}

// whose session it is, nil before anybody has signed in: a new password ends
// those of its owner. The deadline is the end of its whole life.
func whose(data []byte) (staff *int, deadline time.Time) {
	deadline, values, _ := SessionCodec{}.Decode(data)
	if me, ok := values[keyMe].(organisation.Colleague); ok {
		staff = &me.Staff
	}
	return staff, deadline
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
