package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"onward/internal/fault"
	"onward/internal/server"
	"onward/internal/testdb"
	"onward/internal/webtest"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// journal is a log that a test reads.
type journal struct {
	sync.Mutex
	bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.Lock()
	defer j.Unlock()
	return j.Buffer.Write(p)
}

func (j *journal) text() string {
	j.Lock()
	defer j.Unlock()
	return j.String()
}

// logged is the product with a log that is kept at every level.
func logged(s *webtest.Site) (*server.Server, *journal) {
	j := &journal{}
	s.App.Log = slog.New(slog.NewTextHandler(j, &slog.HandlerOptions{Level: slog.LevelDebug}))
	return s.App.Server(), j
}

// ask sends one request to a server without a browser around it.
func ask(s *server.Server, method, path, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.Echo.ServeHTTP(w, r)
	return w
}

const secret = "of Rosa Adomako"

func faults() map[string]error {
	busy := fault.Wrap(errors.New(secret), fault.Unavailable, "Not now.")
	busy.Retry = 7 * time.Second
	many := fault.New(fault.TooMany, "Wait.")
	many.Retry = time.Minute
	return map[string]error{
		"internal": errors.New(secret), "invalid": fault.Fields(fault.Field{Name: "born", Message: "Enter a date"}),
		"missing": fault.NotHere(), "forbidden": fault.Wrap(errors.New(secret), fault.Forbidden, "Your post does not allow this."),
		"conflict": fault.New(fault.Conflict, "Somebody changed this."), "signin": fault.New(fault.Signin, "Sign in to go on."),
		"toomany": many, "unavailable": busy, "wrapped": echo.NewHTTPError(http.StatusInternalServerError, secret),
		"teapot": echo.NewHTTPError(http.StatusTeapot, secret), "large": echo.ErrStatusRequestEntityTooLarge,
	}
}

// failing is a server on which each fault has a path, as a page and in JSON.
func failing(s *webtest.Site) (*server.Server, *journal) {
	served, j := logged(s)
	for name, err := range faults() {
		for _, path := range []string{"/fail/", "/api/fail/"} {
			served.Echo.Any(path+name, func(echo.Context) error { return err })
		}
	}
	served.Echo.GET("/fail/panic", func(echo.Context) error { panic(secret) })
	served.Echo.GET("/api/fail/panic", func(echo.Context) error { panic(errors.New(secret)) })
	return served, j
}

func TestEveryFaultHasOneAnswer(t *testing.T) {
	t.Parallel()
	served, j := failing(webtest.New(t))
	for name, want := range map[string]struct {
		status int
		retry  string
		says   string
	}{
		"internal": {500, "", "something went wrong"}, "invalid": {422, "", "There is a problem"}, "missing": {404, "", "nothing at this address"},
		"forbidden": {404, "", "nothing at this address"}, "conflict": {409, "", "Somebody changed this."}, "signin": {401, "", "Sign in to go on."},
		"toomany": {429, "60", "Wait."}, "unavailable": {503, "7", "Not now."}, "wrapped": {500, "", "something went wrong"},
		"teapot": {422, "", "could not be read"}, "large": {422, "", "10 MB or less"}, "panic": {500, "", "something went wrong"},
	} {
		page, problem := ask(served, http.MethodGet, "/fail/"+name, ""), ask(served, http.MethodGet, "/api/fail/"+name, "")
		if name == "signin" {
			if page.Code != http.StatusSeeOther || page.Header().Get("Location") != "/sign-in" {
				t.Errorf("a page for signin: %d to %q", page.Code, page.Header().Get("Location"))
			}
			page = ask(served, http.MethodPost, "/fail/signin", "a=b")
		}
		for kind, w := range map[string]*httptest.ResponseRecorder{"page": page, "problem": problem} {
			body := w.Body.String()
			if w.Code != want.status || w.Header().Get("Retry-After") != want.retry || !strings.Contains(body, want.says) || strings.Contains(body, "Rosa") {
				t.Errorf("%s for %s: %d, retry %q: %s", kind, name, w.Code, w.Header().Get("Retry-After"), body)
			}
		}
		if got := page.Header().Get("Content-Type"); got != "text/html; charset=utf-8" {
			t.Errorf("the page for %s is %q", name, got)
		}
		var body struct {
			Title, Detail string
			Status        int
			Errors        []struct{ Location, Message string }
		}
		if err := json.Unmarshal(problem.Body.Bytes(), &body); err != nil || body.Status != want.status || body.Title == "" || !strings.Contains(body.Detail, want.says) ||
			problem.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("the problem for %s: %s, %v", name, problem.Body, err)
		}
		if name == "invalid" && (len(body.Errors) != 1 || body.Errors[0].Location != "body.born") {
			t.Errorf("fields: %+v", body.Errors)
		}
	}
	if text := j.text(); !strings.Contains(text, "panic") || !strings.Contains(text, "level=ERROR msg=request method=GET route=/fail/internal status=500") {
		t.Errorf("the log: %s", text)
	}
}

var tokens = regexp.MustCompile(`name="onward-csrf" content="[^"]*"`)

// What may not be seen and what is not there cannot be told apart, to the byte.
func TestForbiddenLooksLikeMissing(t *testing.T) {
	t.Parallel()
	served, _ := failing(webtest.New(t))
	for _, at := range []string{"/fail/", "/api/fail/"} {
		missing, forbidden := ask(served, http.MethodGet, at+"missing", ""), ask(served, http.MethodGet, at+"forbidden", "")
		// The token of the session is another on each page.
		one, other := tokens.ReplaceAllString(missing.Body.String(), ""), tokens.ReplaceAllString(forbidden.Body.String(), "")
		if one != other || one == "" {
			t.Errorf("%s: two bodies:\n%s\n%s", at, one, other)
		}
		for _, w := range []*httptest.ResponseRecorder{missing, forbidden} {
			w.Header().Del("Set-Cookie") // a session of its own each
		}
		var a, b bytes.Buffer
		_, _ = missing.Header().Write(&a), forbidden.Header().Write(&b)
		if a.String() != b.String() {
			t.Errorf("%s: two sets of headers:\n%s\n%s", at, &a, &b)
		}
	}
}

func TestEveryAnswerCarriesItsHeaders(t *testing.T) {
	t.Parallel()
	served, _ := failing(webtest.New(t))
	large := strings.Repeat("x", 13<<20)
	for name, w := range map[string]*httptest.ResponseRecorder{
		"a page": ask(served, "GET", "/sign-in", ""), "a redirect": ask(served, "GET", "/today", ""), "nothing here": ask(served, "GET", "/no/such/page", ""),
		"a wrong method": ask(served, "DELETE", "/today", ""), "an error": ask(served, "GET", "/fail/internal", ""), "a panic": ask(served, "GET", "/fail/panic", ""),
		"a probe": ask(served, "GET", "/healthz", ""), "JSON": ask(served, "GET", "/api/openapi.json", ""), "a problem": ask(served, "GET", "/api/v1/journeys", ""),
		"a foreign form": ask(served, "POST", "/sign-in", "a=b"), "too large": ask(served, "POST", "/sign-in", large),
	} {
		h := w.Header()
		policy := h.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'self'") || !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe") ||
			h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cache-Control") != "no-store" || h.Get("Referrer-Policy") != "same-origin" ||
			h.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s (%d): %v", name, w.Code, h)
		}
	}
	if w := ask(served, "DELETE", "/today", ""); w.Code != http.StatusNotFound {
		t.Errorf("a wrong method: %d", w.Code)
	}
	if w := ask(served, "POST", "/sign-in", large); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "10 MB or less") {
		t.Errorf("too large: %d %s", w.Code, w.Body)
	}
}

func TestBehindHTTPSBrowsersStayThere(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	yes := true
	s.App.Config.Secure = &yes
	served, _ := logged(s)
	w := ask(served, "GET", "/sign-in", "")
	cookie := w.Header().Get("Set-Cookie")
	if !strings.Contains(w.Header().Get("Strict-Transport-Security"), "max-age=31536000") || !strings.Contains(cookie, "Secure") || !strings.Contains(cookie, "HttpOnly") ||
		!strings.Contains(cookie, "SameSite=Lax") {
		t.Errorf("%v", w.Header())
	}
}

func TestProbes(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	served, _ := logged(s)
	if w := ask(served, "GET", "/readyz", ""); w.Code != http.StatusOK || w.Body.String() != "ready\n" {
		t.Errorf("ready: %d %s", w.Code, w.Body)
	}
	s.DB.Close()
	if w := ask(served, "GET", "/healthz", ""); w.Code != http.StatusOK || w.Body.String() != "ok\n" {
		t.Errorf("healthy without its database: %d %s", w.Code, w.Body)
	}
	for _, path := range []string{"/readyz", "/today", "/sign-in", "/journeys/5b1ef9f0-0b1c-4a7e-9d29-2d6e8a4c0001"} {
		w := ask(served, "GET", path, "", "Cookie", "onward=abc")
		if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") != "5" || strings.Contains(w.Body.String(), "pool") {
			t.Errorf("%s without the database: %d %v %s", path, w.Code, w.Header(), w.Body)
		}
	}
}

func TestServingEndsInGoodOrder(t *testing.T) {
	t.Parallel()
	served, _ := logged(webtest.New(t))
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	at, done := make(chan net.Addr, 1), make(chan error, 1)
	go func() { done <- served.Serve(ctx, "127.0.0.1:0", func(a net.Addr) { at <- a }) }()
	address := (<-at).String()
	res, err := http.Get("http://" + address + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, res.Body)
	_ = res.Body.Close()
	if err := served.Serve(ctx, address, func(net.Addr) {}); !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Of(err).Public, "ONWARD_ADDRESS") {
		t.Errorf("a second server on the address: %v", err)
	}
	stop()
	if err := <-done; err != nil {
		t.Errorf("the end: %v", err)
	}
}
