// Package account knows who signs in: passwords, tokens and the counting of tries.
package account

import (
	"context"
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"sync"
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
	turns     *turns           // nil is those of the whole process
}

// TestParams are cheap parameters for tests and demo worlds of many users.
var TestParams = &argon2id.Params{Memory: 8 * 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

const refused = "That email address or password is not right. Check both and try again."

// nobody is compared with when no such person exists, so that the answer takes
// as long as for a wrong password.
// It is made when it is first needed: making it takes 64 MB, which an idle server
// would hold for nothing.
var nobody = sync.OnceValues(func() (string, error) {
	return argon2id.CreateHash("nobody has this password", argon2id.DefaultParams)
})

// SignIn gives the posts of the person with this email and password, in the
// order of their age. Wrong person, wrong password and ended post are one answer.
// Only wrong tries count.
func (s Service) SignIn(ctx context.Context, email, password, from string) ([]organisation.Colleague, error) {
	p, err := s.person(ctx, strings.ToLower(strings.TrimSpace(email)))
	if err != nil {
		return nil, err
	}
	tries := signInTries(p.email, from)
	for _, t := range tries {
		if err := s.limits().Count(ctx, t.what, t.who, t.most, tryWindow); err != nil {
			return nil, err
		}
	}
	posts, err := s.judge(ctx, p, password)
	if fault.Is(err, fault.Signin) {
		return nil, err
	}
	return posts, errors.Join(err, s.pardon(ctx, tries, err == nil))
}

// person is who signs in: one member of staff, whose password and whose posts
// they are. Nobody has the staff 0.
type person struct {
	staff       int
	email, hash string
}

// person finds who is meant by an email or a username, once: another's email
// may be spelt like somebody's username, and then the email goes first.
func (s Service) person(ctx context.Context, typed string) (p person, err error) {
	err = s.DB.Plain(ctx, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `select s.id, s.email, c.hash from onward.staff s join onward.credential c on c.staff_id = s.id
			where s.email = $1 or s.username = $1 order by s.email = $1 desc limit 1`, typed).Scan(&p.staff, &p.email, &p.hash)
	})
	if fault.Is(err, fault.Missing) {
		hash, err := nobody()
		return person{email: typed, hash: hash}, err
	}
	return p, err
}

// judge holds the password against the person's and gives the posts that stand.
func (s Service) judge(ctx context.Context, p person, password string) ([]organisation.Colleague, error) {
	match, err := s.compare(ctx, password, p.hash)
	if err != nil {
		return nil, err
	}
	if !match || p.staff == 0 {
		return nil, fault.New(fault.Signin, refused)
	}
	posts, err := s.Directory.Posts(ctx, p.email)
	if err != nil {
		return nil, err
	}
	posts = slices.DeleteFunc(posts, func(c organisation.Colleague) bool { return c.Staff != p.staff })
	if len(posts) == 0 {
		return nil, fault.New(fault.Signin, refused)
	}
	return posts, nil
}

func (s Service) compare(ctx context.Context, password, hash string) (bool, error) {
	turns := s.turns
	if turns == nil {
		turns = comparing
	}
	leave, err := turns.enter(ctx)
	if err != nil {
		return false, err
	}
	defer leave()
	return argon2id.ComparePasswordAndHash(password, hash)
}

// SetPassword keeps a new password; one that is too short is fault.Invalid. It
// ends the person's sessions and API tokens, since whoever knew the old password
// may hold one. A session that does the change itself goes on: keep is its name
// in the store (web.Request.SessionName), empty where it is done from elsewhere.
func (s Service) SetPassword(ctx context.Context, staff int, password, keep string) error {
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
		if _, err := tx.Exec(ctx, `insert into onward.credential (staff_id, hash) values ($1, $2)
			on conflict (staff_id) do update set hash = excluded.hash, changed_at = onward.now()`, staff, hash); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "update onward.sessions set data = '', ended_at = onward.now() where staff_id = $1 and token <> $2 and ended_at is null", staff, keep)
		return err
	})
}

// Stamp tells one password of a post's owner from the next, and betrays nothing
// of either. A post whose owner has none, or that is not there, has one as well:
// what it opens is decided elsewhere.
func (s Service) Stamp(ctx context.Context, post int) (stamp string, err error) {
	var hash string
	err = s.DB.Plain(ctx, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, "select coalesce((select c.hash from onward.post p join onward.credential c on c.staff_id = p.staff_id where p.id = $1), '')", post).Scan(&hash)
	})
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(s.Box.Lookup("password stamp", hash)[:12]), nil
}
