package accountpage_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"onward/internal/fixture"
	"onward/internal/testdb"
	"onward/internal/webtest"
)

func TestMain(m *testing.M) { testdb.Main(m) }

func TestSignInLeadsBackToWhereOneWanted(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.Visitor()
	r := c.Get("/account?x=1")
	if r.Status != http.StatusSeeOther || r.Location != "/sign-in?next=%2Faccount%3Fx%3D1" {
		t.Fatalf("a visitor: %d %s", r.Status, r.Location)
	}
	r = c.Post("/sign-in", url.Values{"email": {"AMINA@ealing.example "}, "password": {fixture.Password}, "next": {"/account?x=1"}})
	if r.Status != http.StatusSeeOther || r.Location != "/account?x=1" {
		t.Fatalf("signing in: %d %s", r.Status, r.Location)
	}
	if page := c.Get("/account").Text(); !strings.Contains(page, "Amina Yusufi Advisor, London Borough of Ealing") {
		t.Errorf("the page does not say who is signed in: %s", page)
	}
	if r := c.Post("/sign-out", nil); r.Location != "/sign-in" {
		t.Errorf("signing out: %d %s", r.Status, r.Location)
	}
	if r := c.Get("/account"); r.Status != http.StatusSeeOther {
		t.Errorf("after signing out: %d", r.Status)
	}
}

func TestForeignNextIsNotFollowed(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	for _, next := range []string{"https://evil.example/", "//evil.example", `/\evil.example`, "javascript:alert(1)"} {
		r := s.Visitor().Post("/sign-in", url.Values{"email": {"amina@ealing.example"}, "password": {fixture.Password}, "next": {next}})
		if strings.Contains(r.Location, "evil") || strings.Contains(r.Location, "javascript") {
			t.Errorf("next=%q led to %q", next, r.Location)
		}
	}
}

func TestWrongPersonAndWrongPasswordAreOneAnswer(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	wrong := s.Visitor().Post("/sign-in", url.Values{"email": {"amina@ealing.example"}, "password": {"wrong"}})
	nobody := s.Visitor().Post("/sign-in", url.Values{"email": {"nobody@ealing.example"}, "password": {"wrong"}})
	if wrong.Status != http.StatusUnprocessableEntity || nobody.Status != wrong.Status {
		t.Errorf("%d and %d", wrong.Status, nobody.Status)
	}
	for _, r := range []webtest.Reply{wrong, nobody} {
		if !strings.Contains(r.Text(), "That email address or password is not right") || strings.Contains(r.Body, `value="wrong"`) {
			t.Errorf("answer: %s", r.Text())
		}
	}
	empty := s.Visitor().Post("/sign-in", url.Values{"email": {""}, "password": {""}})
	if !strings.Contains(empty.Text(), "Enter your work email address") || !strings.Contains(empty.Text(), "Enter your password") {
		t.Errorf("an empty form: %s", empty.Text())
	}
}

func TestTriesAreLimited(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.Visitor()
	for range 10 {
		c.Post("/sign-in", url.Values{"email": {"joel@ealing.example"}, "password": {"guess"}})
	}
	r := c.Post("/sign-in", url.Values{"email": {"joel@ealing.example"}, "password": {fixture.Password}})
	if r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), "Too many tries") {
		t.Errorf("the eleventh try, with the right password: %d %s", r.Status, r.Text())
	}
	s.AsOwner(t, "insert into onward.clock_shift values ('16 minutes')")
	if r := c.Post("/sign-in", url.Values{"email": {"joel@ealing.example"}, "password": {fixture.Password}}); r.Status != http.StatusSeeOther {
		t.Errorf("after the wait: %d %s", r.Status, r.Text())
	}
}

func TestEndedPostOpensNothing(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("joel")
	s.AsOwner(t, "update onward.post set until_on = onward.today() - 1 where id = $1", s.Posts["joel"])
	if r := c.Get("/journeys/" + s.Rosa().String()); r.Status == http.StatusOK {
		t.Error("an ended post still opens a journey")
	}
	if r := s.Visitor().Post("/sign-in", url.Values{"email": {"joel@ealing.example"}, "password": {fixture.Password}}); r.Status != http.StatusUnprocessableEntity {
		t.Errorf("an ended post signs in: %d", r.Status)
	}
}

func TestFormsFromElsewhereAreRefused(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := s.As("amina")
	if r := c.Post("/sign-out", url.Values{"_csrf": {"guessed"}}); r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), "reload the page") {
		t.Errorf("a wrong token: %d %s", r.Status, r.Text())
	}
	if r := c.Post("/account", url.Values{"post": {"1"}, "role": {"manager"}}); r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), "a field that the page does not know") {
		t.Errorf("an unknown field: %d %s", r.Status, r.Text())
	}
	if r := c.Post("/account", url.Values{"post": {"999"}}); r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), "Choose a post") {
		t.Errorf("somebody else's post: %d %s", r.Status, r.Text())
	}
}

func TestEverythingBehindSignInIsNotKept(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	r := s.As("amina").Get("/account")
	if r.Header.Get("Cache-Control") != "no-store" || !strings.HasPrefix(r.Header.Get("Content-Security-Policy"), "default-src 'self'") {
		t.Errorf("headers: %v", r.Header)
	}
}

func TestStayingSignedInSaysUntilWhen(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	if r := s.As("amina").Post("/session", nil); r.Status != http.StatusOK || !strings.Contains(r.Body, `"ends":"20`) {
		t.Errorf("%d %s", r.Status, r.Body)
	}
	if r := s.Visitor().Post("/session", nil); r.Status != http.StatusSeeOther {
		t.Errorf("a visitor: %d", r.Status)
	}
}
