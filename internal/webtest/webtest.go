// Package webtest runs the whole product over a small world and lets tests act
// as people do: with a cookie jar and forms, or in a browser. For tests only.
package webtest

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/account"
	"onward/internal/app"
	"onward/internal/fixture"
)

// Site is a running server over a world of its own.
type Site struct {
	*fixture.World
	App *app.App
	URL string
}

// New starts the product over a fresh world; it ends with the test.
func New(t testing.TB) *Site {
	t.Helper()
	w := fixture.New(t)
	a, err := app.Over(t.Context(), app.Config{Data: t.TempDir()}, slog.New(slog.DiscardHandler), w.DB, fixture.Root)
	if err != nil {
		t.Fatal(err)
	}
	a.Accounts.Params = account.TestParams
	server := httptest.NewServer(a.Server().Echo)
	t.Cleanup(server.Close)
	return &Site{World: w, App: a, URL: server.URL}
}

// Client is one person's browser without its engine.
type Client struct {
	t    testing.TB
	base string
	http *http.Client
}

// Visitor is somebody who has not signed in.
func (s *Site) Visitor() *Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.T.Fatal(err)
	}
	return &Client{t: s.T, base: s.URL, http: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// As signs a person in.
func (s *Site) As(username string) *Client {
	s.T.Helper()
	c := s.Visitor()
	email := s.Colleague(username).Email
	if r := c.Post("/sign-in", url.Values{"email": {email}, "password": {fixture.Password}}); r.Status != http.StatusSeeOther {
		s.T.Fatalf("webtest: signing %s in: %d %s", username, r.Status, r.Text())
	}
	return c
}

// Reply is an answer with its body read.
type Reply struct {
	Status   int
	Header   http.Header
	Location string
	Body     string
}

var (
	tags   = regexp.MustCompile(`(?s)<script.*?</script>|<[^>]*>`)
	blanks = regexp.MustCompile(`\s+`)
	token  = regexp.MustCompile(`name="_csrf" value="([^"]*)"`)
)

// Text is the page's words without its tags.
func (r Reply) Text() string {
	text := tags.ReplaceAllString(r.Body, " ")
	for from, to := range map[string]string{"&#39;": "'", "&#34;": `"`, "&lt;": "<", "&gt;": ">"} {
		text = strings.ReplaceAll(text, from, to)
	}
	return strings.TrimSpace(blanks.ReplaceAllString(strings.ReplaceAll(text, "&amp;", "&"), " "))
}

// Get asks for a page.
func (c *Client) Get(path string) Reply {
	c.t.Helper()
	return c.do(http.MethodGet, path, nil)
}

// Post sends a form with the session's token and, unless the values bring one,
// a fresh key.
func (c *Client) Post(path string, values url.Values) Reply {
	c.t.Helper()
	if values == nil {
		values = url.Values{}
	}
	if !values.Has("_csrf") {
		values.Set("_csrf", c.csrf())
	}
	if !values.Has("_key") {
		values.Set("_key", uuid.NewString())
	}
	return c.do(http.MethodPost, path, values)
}

// Follow posts a form and gets the page that it leads to.
func (c *Client) Follow(path string, values url.Values) Reply {
	c.t.Helper()
	r := c.Post(path, values)
	if r.Status != http.StatusSeeOther {
		c.t.Fatalf("webtest: POST %s answered %d: %s", path, r.Status, r.Text())
	}
	return c.Get(r.Location)
}

func (c *Client) csrf() string {
	for _, page := range []string{"/account", "/sign-in"} {
		if m := token.FindStringSubmatch(c.Get(page).Body); m != nil {
			return m[1]
		}
	}
	return ""
}

func (c *Client) do(method, path string, values url.Values) Reply {
	c.t.Helper()
	var body io.Reader
	if values != nil {
		body = strings.NewReader(values.Encode())
	}
	req, err := http.NewRequest(method, c.base+path, body)
	if err != nil {
		c.t.Fatal(err)
	}
	if values != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := c.http.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return Reply{Status: res.StatusCode, Header: res.Header, Location: res.Header.Get("Location"), Body: string(text)}
}
