package server_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/actor"
	"onward/internal/web"
	"onward/internal/webtest"
)

var parameters = regexp.MustCompile(`:[a-z]+`)

// somewhere is a route's path with an id that nobody has in each place.
func somewhere(path string) string {
	return parameters.ReplaceAllStringFunc(path, func(p string) string {
		if p == ":format" {
			return "csv"
		}
		return uuid.NewString()
	})
}

// inRole is somebody of the world in every role.
var inRole = map[actor.Role]string{actor.Advisor: "amina", actor.Manager: "tom", actor.Intake: "ines", actor.Governance: "grace",
	actor.Analyst: "anil", actor.Administrator: "petra"}

// Every page that the table of routes lists sends a visitor to sign in, is not
// there for a role without its duty, and knows nothing of ids that nobody has.
func TestRoutesOpenAsTheTableSays(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	visitor := s.Visitor()
	clients := map[actor.Role]*webtest.Client{}
	for role, who := range inRole {
		clients[role] = s.As(who)
	}
	asked := 0
	for _, route := range s.App.Routes() {
		if route.Method != http.MethodGet {
			continue
		}
		path := somewhere(route.Path)
		if route.Duty == web.Anyone {
			if r := visitor.Get(path); r.Status != http.StatusOK {
				t.Errorf("%s for a visitor: %d", route.Path, r.Status)
			}
			continue
		}
		if r := visitor.Get(path); r.Status != http.StatusSeeOther || !strings.HasPrefix(r.Location, "/sign-in") {
			t.Errorf("%s for a visitor: %d to %q", route.Path, r.Status, r.Location)
		}
		for role, c := range clients {
			asked++
			r := c.Get(path)
			allowed := route.Duty == web.SignedIn || s.Policy.May(role, route.Duty)
			switch {
			case !allowed && r.Status != http.StatusNotFound, r.Status >= 500, allowed && path == route.Path && r.Status == http.StatusNotFound && !needsMore[path]:
				t.Errorf("%s for %s: %d", route.Path, role, r.Status)
			case path != route.Path && r.Status != http.StatusNotFound:
				t.Errorf("%s with ids that nobody has, for %s: %d", route.Path, role, r.Status)
			}
		}
	}
	if asked < 6*25 {
		t.Errorf("only %d questions were asked", asked)
	}
}

// needsMore are pages that are not there without something in the address.
var needsMore = map[string]bool{"/reassign": true, "/find/export": true}

// The same ids in forms: whoever sends one without its token, or with one and
// an id that nobody has, changes nothing and learns nothing.
func TestFormsOpenAsTheTableSays(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	visitor := s.Visitor()
	clients := map[actor.Role]*webtest.Client{actor.Advisor: s.As("amina"), actor.Administrator: s.As("petra")}
	for _, route := range s.App.Routes() {
		if route.Method != http.MethodPost || route.Duty == web.Anyone || route.Duty == web.SignedIn {
			continue
		}
		path := somewhere(route.Path)
		if r := visitor.Post(path, nil); r.Status != http.StatusSeeOther || !strings.HasPrefix(r.Location, "/sign-in") {
			t.Errorf("%s for a visitor: %d to %q", route.Path, r.Status, r.Location)
		}
		for role, c := range clients {
			r := c.Post(path, nil)
			switch allowed := s.Policy.May(role, route.Duty); {
			case !allowed && r.Status != http.StatusNotFound, r.Status >= 500, r.Status == http.StatusOK && path != route.Path:
				t.Errorf("%s for %s: %d", route.Path, role, r.Status)
			}
		}
	}
}

// officers are pages on which the lead's governance officer sees that a journey
// is there and who looked at it, and nothing of what it holds.
var officers = map[string]bool{"/journeys/:id/record": true, "/journeys/:id/sharing": true, "/journeys/:id/sharing/looks": true}

// A journey that is there, and led by another organisation, is not there.
func TestAnotherOrganisationsJourneyIsNotThere(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa().String()
	strangers := map[string]*webtest.Client{"bola": s.As("bola"), "jan": s.As("jan"), "grace": s.As("grace")}
	for _, route := range s.App.Routes() {
		if !strings.HasPrefix(route.Path, "/journeys/:id") {
			continue
		}
		path, nobodys := somewhere(strings.Replace(route.Path, ":id", rosa, 1)), somewhere(route.Path)
		for who, c := range strangers {
			ask := c.Get
			if route.Method == http.MethodPost {
				ask = func(path string) webtest.Reply { return c.Post(path, nil) }
			}
			r, none := ask(path), ask(nobodys)
			own := strings.HasSuffix(route.Path, "/discard") // throws the sender's own draft away, whether or not there is a journey
			if who == "grace" && r.Status == http.StatusOK && officers[route.Path] && !strings.Contains(r.Body, "Adomako") {
				continue
			}
			if r.Status != none.Status || r.Status != http.StatusNotFound && r.Status != http.StatusUnprocessableEntity && !own {
				t.Errorf("%s %s for %s: %d, and %d where there is no journey", route.Method, route.Path, who, r.Status, none.Status)
			} else if strings.Contains(r.Body, "Adomako") {
				t.Errorf("%s %s shows %s her name", route.Method, route.Path, who)
			}
		}
	}
	if r := s.As("amina").Get("/journeys/" + rosa); r.Status != http.StatusOK {
		t.Errorf("amina: %d", r.Status)
	}
}
