package account_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"onward/internal/account"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

const (
	office = "192.0.2.1"
	home   = "192.0.2.2"
	email  = "joel@ealing.example"
)

// try signs in and holds the answer to a kind of fault, Internal for none.
func try(t *testing.T, s account.Service, name, password, from string, want fault.Kind) {
	t.Helper()
	posts, err := s.SignIn(t.Context(), name, password, from)
	switch {
	case want == fault.Internal && (err != nil || len(posts) == 0):
		t.Errorf("%s from %s was refused: %v", name, from, err)
	case want != fault.Internal && (!fault.Is(err, want) || posts != nil):
		t.Errorf("%s from %s: %v with %d posts, want fault %d", name, from, err, len(posts), want)
	}
}

// counted is how many tries are counted of a kind, summed over whose they are.
func counted(t *testing.T, w *fixture.World, what string) (n int) {
	t.Helper()
	err := w.DB.Plain(t.Context(), func(tx pgx.Tx) error {
		return tx.QueryRow(t.Context(), "select coalesce(sum(tries), 0) from onward.attempt where what = $1", what).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestStrangerElsewhereLocksNobodyOut(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	for range 10 {
		try(t, w.Accounts, email, "guess", home, fault.Signin)
	}
	try(t, w.Accounts, email, fixture.Password, home, fault.TooMany)
	if n := counted(t, w, "sign-in"); n != 10 {
		t.Errorf("%d tries count against the person: those refused for the address must not", n)
	}
	try(t, w.Accounts, email, fixture.Password, office, fault.Internal)
}

func TestGuessingFromManyAddressesEnds(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	try(t, w.Accounts, email, "guess", home, fault.Signin)
	w.AsOwner(t, "update onward.attempt set tries = 50 where what = 'sign-in'")
	try(t, w.Accounts, email, fixture.Password, "192.0.2.3", fault.TooMany)
	w.AsOwner(t, "insert into onward.clock_shift values ('16 minutes')")
	try(t, w.Accounts, email, fixture.Password, "192.0.2.3", fault.Internal)
}

func TestGuessingAtManyPeopleFromOneAddressEnds(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	try(t, w.Accounts, "amina@ealing.example", "guess", office, fault.Signin)
	w.AsOwner(t, "update onward.attempt set tries = 300 where what = 'sign-in from'")
	try(t, w.Accounts, email, fixture.Password, office, fault.TooMany)
	try(t, w.Accounts, email, fixture.Password, home, fault.Internal)
}

func TestOnlyWrongTriesCount(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	try(t, w.Accounts, email, "guess", office, fault.Signin)
	for range 3 {
		try(t, w.Accounts, email, fixture.Password, office, fault.Internal)
	}
	if here, from, all := counted(t, w, "sign-in here"), counted(t, w, "sign-in from"), counted(t, w, "sign-in"); here != 0 || from != 1 || all != 1 {
		t.Errorf("after a wrong try and three right ones %d, %d and %d are counted, want 0, 1 and 1", here, from, all)
	}
}

func TestEmailAndUsernameShareTheirTries(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	for n := range 10 {
		try(t, w.Accounts, []string{"joel", email}[n%2], "guess", office, fault.Signin)
	}
	try(t, w.Accounts, "joel", fixture.Password, office, fault.TooMany)
}

func TestPasswordAndPostsAreOfOnePerson(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	w.AsOwner(t, "update onward.staff set username = $1 where username = 'bola'", email)
	posts, err := w.Accounts.SignIn(t.Context(), email, fixture.Password, office)
	if err != nil || len(posts) != 1 || posts[0].Staff != w.Staff["joel"] {
		t.Errorf("joel's email opened %v, %v", posts, err)
	}
	w.AsOwner(t, "update onward.post set until_on = onward.today() - 1 where id = $1", w.Posts["joel"])
	try(t, w.Accounts, email, fixture.Password, office, fault.Signin)
}

func TestCrowdIsAskedToComeBackAndKeepsItsTries(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	_, err := w.Accounts.Crowded().SignIn(t.Context(), email, fixture.Password, office)
	if !fault.Is(err, fault.Unavailable) || fault.Of(err).Retry <= 0 {
		t.Errorf("got %v", err)
	}
	if n := counted(t, w, "sign-in here") + counted(t, w, "sign-in from") + counted(t, w, "sign-in"); n != 0 {
		t.Errorf("%d tries were counted of a password that nobody looked at", n)
	}
}

func TestWhoLeavesTheQueueIsNotSignedIn(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if posts, err := w.Accounts.SignIn(ctx, email, fixture.Password, office); err == nil || posts != nil {
		t.Errorf("got %v, %v", posts, err)
	}
}

func TestNewPasswordTakesThePlaceOfTheOld(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	if err := w.Accounts.SetPassword(t.Context(), w.Staff["joel"], "elevenchars", ""); !fault.Is(err, fault.Invalid) {
		t.Errorf("a short password: %v", err)
	}
	if err := w.Accounts.SetPassword(t.Context(), w.Staff["joel"], "a longer password", ""); err != nil {
		t.Fatal(err)
	}
	try(t, w.Accounts, email, fixture.Password, office, fault.Signin)
	try(t, w.Accounts, email, "a longer password", office, fault.Internal)
}

func TestLimitCountsWithinItsWindow(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	l := account.Limits{DB: w.DB, Box: w.Box}
	count := func(who string) error { return l.Count(t.Context(), "export", who, 2, 10*time.Minute) }
	for range 2 {
		if err := count("amina"); err != nil {
			t.Fatal(err)
		}
	}
	err := count("amina")
	if f := fault.Of(err); f.Kind != fault.TooMany || f.Retry <= 9*time.Minute || f.Retry > 10*time.Minute {
		t.Errorf("the third: %v, come back in %v", err, f.Retry)
	}
	if err := count("joel"); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	w.AsOwner(t, "insert into onward.clock_shift values ('11 minutes')")
	if err := count("amina"); err != nil {
		t.Errorf("after the window: %v", err)
	}
}

func TestSearchesAreLimitedByPersonNotByPost(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	l := account.Limits{DB: w.DB, Box: w.Box}
	if err := l.Search(w.As("amina")); err != nil {
		t.Fatal(err)
	}
	w.AsOwner(t, "update onward.attempt set tries = 600 where what = 'search'")
	w.AsOwner(t, "update onward.post set staff_id = $1 where id = $2", w.Staff["amina"], w.Posts["tom"])
	for _, post := range []string{"amina", "tom"} {
		if err := l.Search(w.As(post)); !fault.Is(err, fault.TooMany) {
			t.Errorf("in the post of %s: %v", post, err)
		}
	}
	if err := l.Search(w.As("joel")); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	if err := l.Search(t.Context()); err != nil {
		t.Errorf("nobody: %v", err)
	}
}
