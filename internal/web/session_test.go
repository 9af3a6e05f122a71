package web_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"

	"onward/internal/organisation"
	"onward/internal/testdb"
	"onward/internal/web"
	"onward/internal/webtest"
	"onward/ui/layout"
)

// browser is the sessions of a database and how a request loads one.
type browser struct {
	t *testing.T
	*scs.SessionManager
	db *testdb.Database
}

func newBrowser(t *testing.T) browser {
	t.Helper()
	db := testdb.New(t)
	return browser{t, web.NewSessions(db.DB, false), db}
}

// load begins a request under a token, none for a first visit.
func (b browser) load(token string) context.Context {
	b.t.Helper()
	ctx, err := b.Load(b.t.Context(), token)
	if err != nil {
		b.t.Fatal(err)
	}
	return ctx
}

// save ends the request as the answer's first byte does, and gives the token.
func (b browser) save(ctx context.Context) string {
	b.t.Helper()
	token, _, err := b.Commit(ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	return token
}

func (b browser) first(value string) (token string) {
	ctx := b.load("")
	b.Put(ctx, "csrf", value)
	return b.save(ctx)
}

func (b browser) holds(token, want string) {
	b.t.Helper()
	if got := b.GetString(b.load(token), "csrf"); got != want {
		b.t.Errorf("the session holds %q, want %q", got, want)
	}
}

func TestSessionIsKeptFromRequestToRequest(t *testing.T) {
	t.Parallel()
	b := newBrowser(t)
	token := b.first("amina")
	b.holds(token, "amina")
	ctx := b.load(token)
	b.Put(ctx, "csrf", "joel")
	if again := b.save(ctx); again != token {
		t.Error("saving changed the token")
	}
	b.holds(token, "joel")
	b.holds("unknown", "")
}

func TestRequestUnderWayDoesNotUndoSigningOut(t *testing.T) {
	t.Parallel()
	b := newBrowser(t)
	token := b.first("amina")
	slow := b.load(token)
	if err := b.Destroy(b.load(token)); err != nil {
		t.Fatal(err)
	}
	b.save(slow)
	b.holds(token, "")
	var left int
	if err := b.db.DB.Sessions().QueryRow(t.Context(), "select coalesce(sum(length(data)), -1) from onward.sessions").Scan(&left); err != nil || left != 0 {
		t.Errorf("the mark of an ended session holds %d bytes, %v", left, err)
	}
}

func TestRequestUnderWayDoesNotReviveTheTokenBeforeRenewal(t *testing.T) {
	t.Parallel()
	b := newBrowser(t)
	old := b.first("amina")
	slow, renewing := b.load(old), b.load(old)
	if err := b.RenewToken(renewing); err != nil {
		t.Fatal(err)
	}
	fresh := b.save(renewing)
	b.save(slow)
	b.holds(old, "")
	b.holds(fresh, "amina")
}

func TestSessionThatRanOutIsGone(t *testing.T) {
	t.Parallel()
	b := newBrowser(t)
	token := b.first("amina")
	b.db.AsOwner(t, "update onward.sessions set expiry = now() - interval '1 second'")
	b.holds(token, "")
}

func TestStoreOfSessionsThatDoesNotAnswerIsAnError(t *testing.T) {
	t.Parallel()
	b := newBrowser(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Load(ctx, "token"); err == nil {
		t.Error("a session that could not be read was taken for none")
	}
}

// signIn signs somebody in under a token and gives the next token and the
// session's absolute end.
func (b browser) signIn(token string, was, me organisation.Colleague) (next string, ends time.Time) {
	b.t.Helper()
	ctx := b.load(token)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "/account", nil)
	if err != nil {
		b.t.Fatal(err)
	}
	r := &web.Request{Context: echo.New().NewContext(req, nil), Site: &web.Site{Sessions: b.SessionManager}, Me: was}
	if err := r.SignIn(me); err != nil {
		b.t.Fatal(err)
	}
	return b.save(ctx), b.Deadline(ctx)
}

func TestChangingPostDoesNotLengthenTheSession(t *testing.T) {
	t.Parallel()
	b := newBrowser(t)
	amina := func(post int) organisation.Colleague {
		return organisation.Colleague{Staff: 1, Post: post, Name: "Amina " + strconv.Itoa(post)}
	}
	token, _ := b.signIn("", organisation.Colleague{}, amina(1))
	soon := time.Now().Add(time.Hour).UTC()
	ctx := b.load(token)
	b.SetDeadline(ctx, soon)
	token = b.save(ctx)

	next, ends := b.signIn(token, amina(1), amina(2))
	if !ends.Equal(soon) {
		t.Errorf("the session ends %v, want %v", ends, soon)
	}
	if next == token {
		t.Error("the token stayed the same")
	}
	if _, ends = b.signIn(next, amina(2), organisation.Colleague{Staff: 2, Post: 3}); ends.Before(soon.Add(time.Hour)) {
		t.Errorf("somebody else signed in for the rest of a colleague's session, until %v", ends)
	}
}

// ends asks what the warning of a signed-in session says, as "Stay signed in" does.
func ends(t *testing.T, c *webtest.Client) (e web.Ending) {
	t.Helper()
	r := c.Post("/session", url.Values{})
	if err := json.Unmarshal([]byte(r.Body), &e); r.Status != http.StatusOK || err != nil {
		t.Fatalf("%d %v", r.Status, err)
	}
	return e
}

// TestTheWarningIsOfWhicheverEndComesFirst moves the database's clock: the end is
// told by it, and it is the idle one until less than that is left of twelve hours.
func TestTheWarningIsOfWhicheverEndComesFirst(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("amina")
	s.AsOwner(t, "insert into onward.clock_shift values ('10 minutes')")
	c.Get("/today") // hears the time
	about := func(what string, got time.Time, want time.Duration) {
		t.Helper()
		if d := got.Sub(s.DB.Now().Add(want)); d < -10*time.Second || d > 10*time.Second {
			t.Errorf("%s: the session ends %v off", what, d)
		}
	}
	idle := ends(t, c)
	about("unused", idle.Ends, web.SessionIdle)
	if idle.Whole || strings.Contains(c.Get("/today").Body, "data-session-whole") {
		t.Error("the end of its life is near at its beginning")
	}
	age(t, s, web.SessionLife-20*time.Minute)
	whole := ends(t, c)
	about("old", whole.Ends, 20*time.Minute)
	if !whole.Whole || !strings.Contains(c.Get("/today").Body, "data-session-whole") {
		t.Error("nothing warns of the end of its life")
	}
}

// age makes every session older.
func age(t *testing.T, s *webtest.Site, by time.Duration) {
	t.Helper()
	var token string
	var data []byte
	if err := s.DB.Sessions().QueryRow(t.Context(), "select token, data from onward.sessions where staff_id is not null").Scan(&token, &data); err != nil {
		t.Fatal(err)
	}
	deadline, values, err := web.SessionCodec{}.Decode(data)
	if err == nil {
		data, err = web.SessionCodec{}.Encode(deadline.Add(-by), values)
	}
	if err != nil {
		t.Fatal(err)
	}
	s.AsOwner(t, "update onward.sessions set data = $1 where token = $2", data, token)
}

// TestALookThatChangesNothingDoesNotWriteTheSession: for half a minute, and then
// the end moves on; it never comes sooner than was told.
func TestALookThatChangesNothingDoesNotWriteTheSession(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("amina")
	end := func() (at time.Time) {
		t.Helper()
		if err := s.DB.Sessions().QueryRow(t.Context(), "select max(expiry) from onward.sessions where staff_id is not null").Scan(&at); err != nil {
			t.Fatal(err)
		}
		return at
	}
	c.Get("/today")
	first := end()
	if told := ends(t, c).Ends; told.After(end()) {
		t.Errorf("told to end at %v, it ends at %v", told, end())
	}
	if c.Get("/today"); !end().Equal(first) {
		t.Error("a second look wrote the session")
	}
	s.AsOwner(t, "update onward.sessions set expiry = expiry - interval '31 seconds'")
	if c.Get("/today"); !end().After(first.Add(-time.Second)) {
		t.Error("the end did not move on after half a minute")
	}
	s.AsOwner(t, "update onward.sessions set ended_at = now()")
	if r := c.Get("/today"); r.Status != http.StatusSeeOther || r.Location == "" {
		t.Errorf("an ended session answers %d", r.Status)
	}
}

// TestASessionHoldsWhatItIsGiven: and refuses what it would lose.
func TestASessionHoldsWhatItIsGiven(t *testing.T) {
	t.Parallel()
	var codec web.SessionCodec
	deadline := time.Date(2026, 3, 4, 5, 6, 7, 8, time.UTC)
	values := map[string]any{"me": organisation.Colleague{Staff: 7, Name: "Ænne", Org: organisation.Organisation{ID: 3, Short: "E"}}, "csrf": "token",
		"flash": layout.Flash{Kind: layout.Warning, Text: "Taken away.", Undo: &layout.Undo{Label: "Undo", Action: "/x"}}}
	data, err := codec.Encode(deadline, values)
	if err != nil {
		t.Fatal(err)
	}
	if at, got, err := codec.Decode(data); err != nil || !at.Equal(deadline) || !reflect.DeepEqual(got, values) {
		t.Errorf("%v %v %v", at, got, err)
	}
	for key, value := range map[string]any{"other": 1, "me": "amina", "flash": 2, "csrf": 3} {
		if _, err := codec.Encode(deadline, map[string]any{key: value}); err == nil {
			t.Errorf("%s: %v was taken", key, value)
		}
	}
	if at, got, err := codec.Decode([]byte("\x0fgob")); err != nil || len(got) != 0 || at.Before(time.Now()) {
		t.Errorf("of before: %v %v %v", at, got, err)
	}
}
