package web_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"testing"

	"onward/internal/server"
	"onward/internal/web"
	"onward/internal/webtest"
)

// withRoutes is a site of the small world with routes of the test's own.
func withRoutes(t *testing.T, routes ...web.Route) *webtest.Site {
	t.Helper()
	s := webtest.New(t)
	site := s.App.Site()
	served := server.New(server.Options{Site: site, Log: slog.New(slog.DiscardHandler), Ready: s.DB.Ready})
	site.Register(served.Echo, append(s.App.Routes(), routes...))
	over := httptest.NewServer(served.Echo)
	t.Cleanup(over.Close)
	s.URL = over.URL
	return s
}

// TestALateAnswerLeavesTheNewPostsCookie changes the post while a request of the
// old one is still under way, in the same browser.
func TestALateAnswerLeavesTheNewPostsCookie(t *testing.T) {
	t.Parallel()
	began, change := make(chan struct{}), make(chan struct{})
	s := withRoutes(t, web.Route{Method: http.MethodGet, Path: "/slow", Duty: web.SignedIn, Handle: func(r *web.Request) error {
		close(began)
		<-change
		return r.NoContent(http.StatusNoContent)
	}})
	s.AsOwner(t, "update onward.post set staff_id = $1 where id = $2", s.Staff["amina"], s.Posts["tom"])
	c := s.As("amina")
	answered := make(chan webtest.Reply)
	go func() { answered <- c.Get("/slow") }()
	<-began
	if r := c.Post("/account", url.Values{"post": {strconv.Itoa(s.Posts["tom"])}, "next": {""}}); r.Status != http.StatusSeeOther || r.Header.Get("Set-Cookie") == "" {
		t.Fatalf("changing the post: %d, cookie %q", r.Status, r.Header.Get("Set-Cookie"))
	}
	close(change)
	if late := <-answered; late.Status != http.StatusNoContent || late.Header.Get("Set-Cookie") != "" {
		t.Errorf("the late answer: %d with the cookie %q", late.Status, late.Header.Get("Set-Cookie"))
	}
	if r := c.Get("/absences"); r.Status != http.StatusOK {
		t.Errorf("in the new post, a manager's page answers %d %s", r.Status, r.Location)
	}
}

func TestSigningOutStillTakesTheCookieAway(t *testing.T) {
	t.Parallel()
	c := webtest.New(t).As("amina")
	r := c.Post("/sign-out", url.Values{})
	if r.Status != http.StatusSeeOther || r.Header.Get("Set-Cookie") == "" {
		t.Errorf("%d with the cookie %q", r.Status, r.Header.Get("Set-Cookie"))
	}
	if r := c.Get("/today"); r.Status != http.StatusSeeOther {
		t.Errorf("after signing out: %d", r.Status)
	}
}

// TestANewPasswordEndsWhatTheOldOneOpened: every other session and every token
// of the person, on the next request.
func TestANewPasswordEndsWhatTheOldOneOpened(t *testing.T) {
	t.Parallel()
	const fresh = "a longer password"
	var change func(*web.Request) error
	s := withRoutes(t, web.Route{Method: http.MethodGet, Path: "/change", Duty: web.SignedIn, Handle: func(r *web.Request) error { return change(r) }})
	change = func(r *web.Request) error {
		if err := s.App.Accounts.SetPassword(r.Ctx(), r.Me.Staff, fresh, r.SessionName()); err != nil {
			return err
		}
		return r.NoContent(http.StatusNoContent)
	}
	mine, elsewhere, colleague := s.As("amina"), s.As("amina"), s.As("joel")
	token, err := s.App.Tokens.Make(t.Context(), s.Posts["amina"])
	if err != nil {
		t.Fatal(err)
	}
	others, err := s.App.Tokens.Make(t.Context(), s.Posts["joel"])
	if err != nil {
		t.Fatal(err)
	}
	if post, err := s.App.Tokens.Post(t.Context(), token); err != nil || post != s.Posts["amina"] {
		t.Fatalf("the token opens %d before, %v", post, err)
	}
	if r := mine.Get("/change"); r.Status != http.StatusNoContent {
		t.Fatalf("changing: %d %s", r.Status, r.Text())
	}
	for name, c := range map[string]struct {
		client *webtest.Client
		want   int
	}{"the session that did it": {mine, http.StatusOK}, "another of hers": {elsewhere, http.StatusSeeOther}, "a colleague's": {colleague, http.StatusOK}} {
		if r := c.client.Get("/today"); r.Status != c.want {
			t.Errorf("%s answers %d, want %d", name, r.Status, c.want)
		}
	}
	if _, err := s.App.Tokens.Post(t.Context(), token); err == nil {
		t.Error("a token of before opens")
	}
	if _, err := s.App.Tokens.Post(t.Context(), others); err != nil {
		t.Errorf("a colleague's token: %v", err)
	}
	if again, err := s.App.Tokens.Make(t.Context(), s.Posts["amina"]); err != nil {
		t.Error(err)
	} else if _, err := s.App.Tokens.Post(t.Context(), again); err != nil {
		t.Errorf("a token of after: %v", err)
	}
	if r := s.Visitor().Post("/sign-in", url.Values{"email": {s.Colleague("amina").Email}, "password": {fresh}}); r.Status != http.StatusSeeOther {
		t.Errorf("the new password: %d", r.Status)
	}
}
