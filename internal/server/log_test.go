package server_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/fixture"
	"onward/internal/server"
	"onward/internal/webtest"
)

// The log knows routes and numbers, and no word that a person typed or an
// address that names a resident.
func TestTheLogHoldsNoValues(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	served, j := logged(s)
	over := httptest.NewServer(served.Echo)
	t.Cleanup(over.Close)
	s.URL = over.URL
	rosa := s.Rosa().String()
	c := s.As("amina")
	c.Post("/sign-in", url.Values{"email": {"zebedee@example.org"}, "password": {"zanzibar pass"}})
	c.Post("/journeys/new", url.Values{"given": {"Zebedee"}, "family": {"Quixote"}, "born": {"31 2 1980"}, "nino": {"ZZ 99 99 99 Z"}, "telephone": {"zzz"}})
	c.Post("/journeys/new", url.Values{"given": {"Zebedee"}, "family": {"Quixote"}, "born": {"3 2 1980"}, "nino": {"AA 07 05 95 A"}, "entry_point": {"self"}})
	c.Post("/find", url.Values{"q": {"zebedee quixote"}})
	c.Get("/find?q=zebedee")
	c.Get("/journeys/" + rosa + "/notes/zebedee")
	c.Get("/zebedee/quixote")
	c.Post("/journeys/"+rosa+"/notes/new", url.Values{"contact": {"face"}, "happened_on": {"zebedee"}, "text": {"quixote"}})
	c.Post("/journeys/"+rosa+"/notes/new", url.Values{"_csrf": {"zebedee"}, "text": {"quixote"}})
	token, err := s.App.Tokens.Make(t.Context(), s.Posts["amina"])
	if err != nil {
		t.Fatal(err)
	}
	req := httptest.NewRequest("POST", "/api/v1/journeys/"+rosa+"/notes", strings.NewReader(`{"contact":"zebedee","on":"quixote","text":"zanzibar"}`))
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	served.Echo.ServeHTTP(w, req)
	if w.Code != http.StatusUnprocessableEntity || strings.Contains(strings.ToLower(w.Body.String()), "zebedee") {
		t.Errorf("the API: %d %s", w.Code, w.Body)
	}
	text := strings.ToLower(j.text())
	if strings.Count(text, "msg=request") < 12 || !strings.Contains(text, "route=/journeys/:id/notes/new") {
		t.Fatalf("the log: %s", text)
	}
	for _, value := range []string{"zebedee", "quixote", "zanzibar", "zz 99", "aa070595", "1980", rosa, "amina@", fixture.Password, token} {
		if strings.Contains(text, strings.ToLower(value)) {
			t.Errorf("%q stands in the log", value)
		}
	}
}

// signInForm is a browser's first look at the form: its cookie, and the form's fields.
func signInForm(t *testing.T, served *server.Server) (cookie string, form url.Values) {
	t.Helper()
	page := ask(served, "GET", "/sign-in", "")
	cookie, _, _ = strings.Cut(page.Header().Get("Set-Cookie"), ";")
	_, rest, _ := strings.Cut(page.Body.String(), `name="_csrf" value="`)
	csrf, _, _ := strings.Cut(rest, `"`)
	if cookie == "" || csrf == "" {
		t.Fatalf("no cookie or token: %v", page.Header())
	}
	return cookie, url.Values{"_csrf": {csrf}, "_key": {uuid.NewString()}, "email": {"amina@ealing.example"}, "password": {fixture.Password}}
}

func TestFormsFromElsewhereAreRefused(t *testing.T) {
	t.Parallel()
	served, _ := logged(webtest.New(t))
	for site, status := range map[string]int{"cross-site": 422, "same-site": 422, "nonsense": 422, "none": 303, "same-origin": 303, "": 303} {
		cookie, form := signInForm(t, served)
		if w := ask(served, "POST", "/sign-in", form.Encode(), "Cookie", cookie, "Sec-Fetch-Site", site); w.Code != status {
			t.Errorf("from %q: %d to %q", site, w.Code, w.Header().Get("Location"))
		}
	}
	cookie, form := signInForm(t, served)
	_, stranger := signInForm(t, served)
	for name, token := range map[string]string{"no token": "", "another token": "x", "the token of another session": stranger.Get("_csrf")} {
		form.Set("_csrf", token)
		if w := ask(served, "POST", "/sign-in", form.Encode(), "Cookie", cookie); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "reload the page") {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
}
