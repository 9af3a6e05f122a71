package web

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"

	"onward/internal/fault"
	"onward/internal/organisation"
	"onward/internal/postgres"
	"onward/ui/layout"
)

// NewSessions keeps browsers' sessions in the database under hashed tokens.
func NewSessions(db *postgres.DB, secure bool) *scs.SessionManager {
	m := scs.New()
	m.Store = sessionStore{db.Sessions(), db, &touches{}}
	m.Codec = SessionCodec{}
	m.HashTokenInStore = true
	m.IdleTimeout = SessionIdle
	m.Lifetime = SessionLife
	m.Cookie.Name = "onward"
	m.Cookie.HttpOnly = true
	m.Cookie.Secure = secure
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Persist = false
	m.ErrorFunc = func(w http.ResponseWriter, _ *http.Request, _ error) { // the store of sessions does not answer
		w.Header().Set("Retry-After", "5")
		http.Error(w, "Onward is not available for a moment. Try again shortly.", http.StatusServiceUnavailable)
	}
	return m
}

const (
	keyMe    = "me"
	keyCSRF  = "csrf"
	keyFlash = "flash"
)

// resume finds the person of the session. Their post is asked of the database
// in every transaction, so one that has ended opens nothing here either.
func (r *Request) resume() {
	if !r.hasSession() {
		return
	}
	r.Me, _ = r.Site.Sessions.Get(r.Request().Context(), keyMe).(organisation.Colleague)
}

const sessionMark = "session"

// KeepCookie leaves the session's cookie out of an answer where the browser has
// it already. Not for thrift: a request that began before its person changed to
// another post, and so to another token, may be answered after it, and must not
// put the token of before in the place of the new one.
func (s *Site) KeepCookie(c echo.Context) {
	sent, err := c.Cookie(s.Sessions.Cookie.Name)
	if err != nil {
		return
	}
	c.Response().Before(func() {
		header := c.Response().Header()
		same := s.Sessions.Cookie.Name + "=" + sent.Value + ";"
		set := slices.DeleteFunc(slices.Clone(header.Values(echo.HeaderSetCookie)), func(line string) bool { return strings.HasPrefix(line, same) })
		header.Del(echo.HeaderSetCookie)
		for _, line := range set {
			header.Add(echo.HeaderSetCookie, line)
		}
	})
}

// MarkSession says that the browser's session has been loaded into c. Some
// answers have none: probes, assets, and faults from before it was loaded.
func MarkSession(c echo.Context) { c.Set(sessionMark, true) }

func (r *Request) hasSession() bool { return r.Get(sessionMark) != nil }

func (r *Request) signedIn() bool { return r.Me.Post != 0 }

// SignIn begins a session under a new token for one post. Whoever only changes
// to another post of theirs keeps the time at which the session ends.
func (r *Request) SignIn(me organisation.Colleague) error {
	ctx := r.Request().Context()
	ends := r.Site.Sessions.Deadline(ctx)
	if err := r.Site.Sessions.RenewToken(ctx); err != nil {
		return err
	}
	if r.signedIn() && r.Me.Staff == me.Staff {
		r.Site.Sessions.SetDeadline(ctx, ends)
	}
	r.Site.Sessions.Put(ctx, keyMe, me)
	r.Site.Sessions.Put(ctx, keyCSRF, rand.Text())
	r.Me = me
	return nil
}

// Ending is when a session ends, and why.
type Ending struct {
	Now   time.Time `json:"now"` // by the clock that ends it, which the browser need not share
	Ends  time.Time `json:"ends"`
	Whole bool      `json:"whole"` // its whole life is over then: going on does not put it off
}

// Ends is when the session ends unless the person goes on, as of this request.
func (r *Request) Ends() Ending {
	left := SessionLife // of an answer without a session: nobody is warned of its end
	if r.hasSession() {
		left = time.Until(r.Site.Sessions.Deadline(r.Request().Context())) // scs counts by this machine's clock
	}
	return endingOf(r.Site.DB.Now(), left)
}

// endingOf is whichever comes first: too long without a request or, with so much
// of it left, the end of the session's life.
func endingOf(now time.Time, left time.Duration) Ending {
	return Ending{Now: now.UTC().Truncate(time.Second), Ends: now.Add(min(left, SessionIdle)).UTC().Truncate(time.Second), Whole: left < SessionIdle}
}

// SessionName is the name of this browser's session in the store: what a change
// of the person's password leaves standing.
func (r *Request) SessionName() string {
	if !r.hasSession() {
		return ""
	}
	hash := sha256.Sum256([]byte(r.Site.Sessions.Token(r.Request().Context()))) // as scs does
	return base64.RawURLEncoding.EncodeToString(hash[:])
}

// SignOut ends the session on the server, so that its cookie is worth nothing.
func (r *Request) SignOut() error {
	if !r.hasSession() {
		return nil
	}
	return r.Site.Sessions.Destroy(r.Request().Context())
}

// toSignIn sends to the sign-in page and back here after it: to the page that
// was asked for, or to the one with the form that was sent.
func (r *Request) toSignIn() error {
	to, back := "/sign-in", r.Request().URL.RequestURI()
	if r.Request().Method != http.MethodGet {
		back = r.formPage()
	}
	if back != "" && back != "/" {
		to += "?next=" + url.QueryEscape(back)
	}
	return r.Redirect(http.StatusSeeOther, to)
}

// formPage is the page of this site that a form was sent from, as the browser
// says; empty where it does not.
func (r *Request) formPage() string {
	from, err := url.Parse(r.Request().Referer())
	if err != nil || from.Host != r.Request().Host {
		return ""
	}
	return SafePath(from.RequestURI())
}

// Next is where to go after signing in: back to where the person wanted to be, or home.
func (r *Request) Next(path string) string {
	if next := SafePath(path); next != "" {
		return next
	}
	return r.Home()
}

func (r *Request) csrf() string {
	if !r.hasSession() {
		return ""
	}
	ctx := r.Request().Context()
	token := r.Site.Sessions.GetString(ctx, keyCSRF)
	if token == "" {
		token = rand.Text()
		r.Site.Sessions.Put(ctx, keyCSRF, token)
	}
	return masked(token)
}

// guard lets a change through only from this site's own pages: by what the
// browser says of the request's origin, and by the session's token.
func (r *Request) guard() error {
	switch r.Request().Method {
	case http.MethodGet, http.MethodHead:
		return nil
	}
	foreign := fault.New(fault.Invalid, "This form came from another page, or you signed in again meanwhile. Go back, reload the page and send it once more.")
	if site := r.Request().Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return foreign
	}
	sent := r.Request().Header.Get("X-CSRF-Token")
	if sent == "" {
		sent = r.FormValue("_csrf")
	}
	want := r.Site.Sessions.GetString(r.Request().Context(), keyCSRF)
	if want == "" || subtle.ConstantTimeCompare([]byte(unmasked(sent)), []byte(want)) != 1 {
		return foreign
	}
	return nil
}

// Flash leaves a message for the next page that this person sees.
func (r *Request) Flash(f layout.Flash) {
	r.Site.Sessions.Put(r.Request().Context(), keyFlash, f)
}

func (r *Request) takeFlash() *layout.Flash {
	if f, ok := r.Site.Sessions.Pop(r.Request().Context(), keyFlash).(layout.Flash); ok {
		return &f
	}
	return nil
}
