// Package account knows who signs in: passwords, tokens and the counting of tries.
package account

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"github.com/jackc/pgx/v5"

	"onward/internal/fault"
	"onward/internal/organisation"
	"onward/internal/postgres"
	"onward/internal/secret"
)

// Service signs people in.
type Service struct {
	DB        *postgres.DB
	Directory organisation.Store
	Box       *secret.Box
	Params    *argon2id.Params // nil is the library's default, about 50 ms
}

// TestParams are cheap parameters for tests and demo worlds of many users.
var TestParams = &argon2id.Params{Memory: 8 * 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

const refused = "That email address or password is not right. Check both and try again."

// nobody is compared with when no such person exists, so that the answer takes
// as long as for a wrong password.
var nobody, _ = argon2id.CreateHash("nobody has this password", argon2id.DefaultParams)

// SignIn gives the posts of the person with this email and password, in the
// order of their age. Wrong person, wrong password and ended post are one answer.
func (s Service) SignIn(ctx context.Context, email, password, from string) ([]organisation.Colleague, error) {
	email = strings.ToLower(strings.TrimSpace(email))
	for _, limit := range []struct {
		what, who string
		most      int
	}{{"sign-in", email, 10}, {"sign-in from", from, 100}} {
		if err := s.count(ctx, limit.what, limit.who, limit.most, 15*time.Minute); err != nil {
			return nil, err
		}
	}
	hash, err := s.hash(ctx, email)
	if err != nil {
		return nil, err
	}
	known := hash != ""
	if !known {
		hash = nobody
	}
	match, err := argon2id.ComparePasswordAndHash(password, hash)
	if err != nil {
		return nil, err
	}
	if !match || !known {
		return nil, fault.New(fault.Signin, refused)
	}
	posts, err := s.Directory.Posts(ctx, email)
	if err != nil {
		return nil, err
	}
	if len(posts) == 0 {
		return nil, fault.New(fault.Signin, refused)
	}
	return posts, s.forget(ctx, "sign-in", email)
}

func (s Service) hash(ctx context.Context, email string) (hash string, err error) {
	err = s.DB.Plain(ctx, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `select c.hash from onward.credential c join onward.staff s on s.id = c.staff_id
			where s.email = $1 or s.username = $1`, email).Scan(&hash)
	})
	if fault.Is(err, fault.Missing) || errors.Is(err, pgx.ErrNoRows) {
		return "", nil
	}
	return hash, err
}

// SetPassword keeps a new password; one that is too short is fault.Invalid.
func (s Service) SetPassword(ctx context.Context, staff int, password string) error {
	if utf8.RuneCountInString(password) < 12 {
		return fault.Fields(fault.Field{Name: "password", Message: "Choose a password of 12 characters or more"})
	}
	params := s.Params
	if params == nil {
		params = argon2id.DefaultParams
	}
	hash, err := argon2id.CreateHash(password, params)
	if err != nil {
		return err
	}
	return s.DB.Plain(ctx, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `insert into onward.credential (staff_id, hash) values ($1, $2)
			on conflict (staff_id) do update set hash = excluded.hash, changed_at = onward.now()`, staff, hash)
		return err
	})
}

// count counts a try and refuses when there were too many within the window.
// It is counted in the database, so that replicas agree; who tried is hashed.
func (s Service) count(ctx context.Context, what, who string, most int, window time.Duration) error {
	var tries int
	err := s.DB.Plain(ctx, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `insert into onward.attempt as a (what, who, since, tries) values ($1, $2, onward.now(), 1)
			on conflict (what, who) do update set
				tries = case when a.since < onward.now() - $3::interval then 1 else a.tries + 1 end,
				since = case when a.since < onward.now() - $3::interval then onward.now() else a.since end
			returning tries`, what, s.Box.Lookup("attempt", who), window).Scan(&tries)
	})
	if err != nil || tries <= most {
		return err
	}
	f := fault.New(fault.TooMany, "Too many tries. Wait 15 minutes, then try again, or ask your administrator.")
	f.Retry = window
	return f
}

func (s Service) forget(ctx context.Context, what, who string) error {
	return s.DB.Plain(ctx, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, "delete from onward.attempt where what = $1 and who = $2", what, s.Box.Lookup("attempt", who))
		return err
	})
}
