package webtest_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/postgres"
	"onward/internal/webtest"
)

var (
	parameter = regexp.MustCompile(`:[a-zA-Z]+`)
	id        = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
)

// filled is a route's path with its first parameter and the others.
func filled(path, first, others string) string {
	n := 0
	return parameter.ReplaceAllStringFunc(path, func(string) string {
		if n++; n == 1 {
			return first
		}
		return others
	})
}

// alike is an answer without what differs between any two: ids and keys.
func alike(r webtest.Reply) string {
	return id.ReplaceAllString(r.Text(), "id")
}

// parts are ids of what hangs on a journey, each of another table.
func parts(t *testing.T, s *webtest.Site, journey uuid.UUID) []string {
	t.Helper()
	var ids []string
	err := s.Read("amina", func(tx *postgres.Tx) error {
		for _, table := range []string{"barrier", "goal", "action", "note", "task", "spell", "appointment", "intervention"} {
			var one uuid.UUID
			if tx.Conn().QueryRow(tx, "select id from onward."+table+" where journey_id = $1 limit 1", journey).Scan(&one) == nil {
				ids = append(ids, one.String())
			}
		}
		return nil
	})
	if err != nil || len(ids) < 3 {
		t.Fatalf("only %d parts, %v", len(ids), err)
	}
	return ids
}

// A journey that is somebody else's, and a part of it under a journey of one's
// own, are answered on every route like an id that nobody has: same status, same
// words.
func TestForeignIDsAreLikeNoIDsOnEveryRoute(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	amina := s.As("amina")
	for path, form := range map[string]url.Values{
		"/journeys/" + rosa.String() + "/goals/new":    {"words": {"To work with plants"}},
		"/journeys/" + rosa.String() + "/actions/new":  {"what": {"Write a CV"}, "who": {"resident"}, "due": {"31 12 2099"}},
		"/journeys/" + rosa.String() + "/notes/new":    {"contact": {"telephone"}, "text": {"Called"}, "happened": {"1 1 2026"}},
		"/journeys/" + rosa.String() + "/barriers/new": {"code": {"childcare"}, "severity": {"2"}, "status": {"open"}},
	} {
		amina.Post(path, form)
	}
	s.AsOwner(t, `insert into onward.goal (id, journey_id, lead_org_id, author_org_id, author_id, words, said_on)
		select gen_random_uuid(), id, lead_org_id, lead_org_id, spoc_id, 'x', onward.today() from onward.journey where id = $1`, rosa)
	s.AsOwner(t, `insert into onward.task (id, journey_id, lead_org_id, author_org_id, author_id, assignee_id, what)
		select gen_random_uuid(), id, lead_org_id, lead_org_id, spoc_id, spoc_id, 'x' from onward.journey where id = $1`, rosa)
	s.AsOwner(t, `insert into onward.spell (id, journey_id, lead_org_id, author_org_id, author_id, employer, starts_on)
		select gen_random_uuid(), id, lead_org_id, lead_org_id, spoc_id, 'x', onward.today() from onward.journey where id = $1`, rosa)
	theirs := parts(t, s, rosa)
	own := s.Start("bola", "Kofi", "Mensah").String()
	asked := 0
	for _, who := range []string{"bola", "bimpe", "jan"} {
		c := s.As(who)
		for _, route := range s.App.Routes() {
			if !strings.HasPrefix(route.Path, "/journeys/:") {
				continue
			}
			ask := func(path string) webtest.Reply {
				asked++
				if route.Method == http.MethodPost {
					r := c.Post(path, nil)
					c.Get("/account") // takes the message of a form that was answered elsewhere
					return r
				}
				return c.Get(path)
			}
			nobody := ask(filled(route.Path, uuid.NewString(), uuid.NewString()))
			foreign := ask(filled(route.Path, rosa.String(), uuid.NewString()))
			if foreign.Status != nobody.Status || alike(foreign) != alike(nobody) || foreign.Status < 400 {
				t.Errorf("%s %s %s: %d for a foreign journey, %d for none\n%s\n%s", who, route.Method, route.Path, foreign.Status, nobody.Status, alike(foreign), alike(nobody))
			}
			if who != "bola" || strings.Count(route.Path, ":") < 2 {
				continue
			}
			none := ask(filled(route.Path, own, uuid.NewString()))
			for _, part := range theirs {
				if r := ask(filled(route.Path, own, part)); r.Status != none.Status || alike(r) != alike(none) {
					t.Errorf("%s %s: %d for a foreign part under an own journey, %d for none", route.Method, route.Path, r.Status, none.Status)
				}
			}
			c.Get("/account") // shows what the last form left to say, which the next answer would else
		}
	}
	if asked < 300 {
		t.Errorf("only %d requests were made", asked)
	}
}

// Odd ids, names and parameters never end in a fault of the server.
func TestOddInputOnEveryRouteIsAnswered(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	c := s.As("amina")
	for _, route := range s.App.Routes() {
		for _, odd := range []string{"%00", "0", "00000000-0000-0000-0000-000000000000", "'%20or%201=1", "..%2f..", "%F0%9F%92%A5", strings.Repeat("a", 600)} {
			for _, path := range []string{filled(route.Path, odd, odd), filled(route.Path, rosa.String(), odd)} {
				r := c.Get(path)
				if route.Method == http.MethodPost {
					r = c.Post(path, url.Values{"\x00": {"\xff"}, "_version": {"x"}, "_key": {"not a key"}})
				}
				if r.Status >= 500 {
					t.Errorf("%s %s: %d", route.Method, path, r.Status)
				}
			}
			if route.Method == http.MethodGet && !strings.Contains(route.Path, ":") {
				if r := c.Get(route.Path + "?s=" + odd + "&page=" + odd + "&size=-1&sort=" + odd + "&who=" + odd + "&stage=" + odd + "&day=" + odd + "&state="); r.Status >= 500 {
					t.Errorf("%s with odd parameters: %d", route.Path, r.Status)
				}
			}
		}
	}
}
