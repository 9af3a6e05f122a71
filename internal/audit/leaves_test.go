package audit_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"onward/internal/postgres"
	"onward/internal/webtest"
)

// left is what the trace has of a path's request: as words, the newest last.
func left(t *testing.T, s *webtest.Site, after int64) (lines []string, last int64) {
	t.Helper()
	last = after
	if err := s.Read("amina", func(tx *postgres.Tx) error {
		rows, err := tx.Conn().Query(tx, `select id, action, subject, categories, basis, journey_id is not null, staff_id = $2 from onward.audit where id > $1 order by id`,
			after, s.Staff["amina"])
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var action, subject, basis string
			var categories []string
			var journey, hers bool
			if err := rows.Scan(&last, &action, &subject, &categories, &basis, &journey, &hers); err != nil {
				return err
			}
			if !hers || len(categories) == 0 || basis == "" || !journey {
				t.Errorf("a trace without its reader, categories, basis or journey: %s %s %v %q", action, subject, categories, basis)
			}
			lines = append(lines, action+" "+subject+" "+strings.Join(categories, ","))
		}
		return rows.Err()
	}); err != nil {
		t.Fatal(err)
	}
	return lines, last
}

func newest(t *testing.T, s *webtest.Site) (id int64) {
	t.Helper()
	if err := s.Read("amina", func(tx *postgres.Tx) error {
		return tx.Conn().QueryRow(tx, "select max(id) from onward.audit").Scan(&id)
	}); err != nil {
		t.Fatal(err)
	}
	return id
}

var parts = regexp.MustCompile(`:[a-z]+`)

// Every page of a journey that answers leaves a trace of the look, whoever
// asks for it and however often.
func TestEveryLookAtAJourneyLeavesATrace(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa().String()
	c := s.As("amina")
	last := newest(t, s)
	looked := 0
	for _, route := range s.App.Routes() {
		path := strings.Replace(route.Path, ":id", rosa, 1)
		if route.Method != http.MethodGet || path == route.Path || parts.MatchString(path) || !strings.HasPrefix(path, "/journeys/") {
			continue
		}
		if route.Path == "/journeys/:id/ours" { // there only for whoever wrote and comes no more
			continue
		}
		if strings.HasSuffix(path, "/timeline/filters/new") { // there only where something is filtered
			path += "?kind=note"
		}
		r := c.Get(path)
		var lines []string
		lines, last = left(t, s, last)
		if r.Status != http.StatusOK {
			t.Errorf("%s: %d", route.Path, r.Status)
			continue
		}
		looked++
		shows := "identity"
		if strings.HasSuffix(path, "/export") { // names the journey by its reference alone
			shows = "existence"
		}
		if len(lines) == 0 || !strings.HasPrefix(lines[0], "view ") || !strings.Contains(lines[0], shows) {
			t.Errorf("%s leaves %q", route.Path, lines)
		}
	}
	if looked < 12 {
		t.Errorf("only %d pages answered", looked)
	}
}

func TestEveryChangeLeavesATraceAndNoValue(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := "/journeys/" + s.Rosa().String()
	c := s.As("amina")
	last := newest(t, s)
	for _, step := range []struct{ path, form, want string }{
		{"/notes/new", "contact=face&happened_on=2+3+2026&text=Zanzibar+she+said", "add note notes"},
		{"/barriers/new", "code=mental_health&severity=2&status=open&found_by=resident&detail=Zanzibar", "add barrier health"},
		{"/goals/new", "words=Zanzibar+at+last&said_on=2+3+2026", "add goal plan"},
		{"/actions/new", "what=Zanzibar&who=resident&due=1+12+2027", "add action plan"},
		{"/details/contact", "email=zanzibar@example.org&postcode=W3+6BX&_version=1", "change contact contact"},
		{"/details/identity", "given=Rosa&family=Zanzibar&born=4+5+1991&nino=AA070595A&_version=1", "change identity identity"},
		{"/details/equality", "religion=buddhist&_version=0", "change equality equality"},
	} {
		values, err := url.ParseQuery(step.form)
		if err != nil {
			t.Fatal(err)
		}
		r := c.Post(rosa+step.path, values)
		var lines []string
		lines, last = left(t, s, last)
		if r.Status != http.StatusSeeOther || !strings.Contains(strings.Join(lines, "\n"), step.want) {
			t.Errorf("%s: %d leaves %q: %s", step.path, r.Status, lines, r.Text())
		}
	}
	conn, err := pgx.Connect(t.Context(), s.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	var text string
	if err := conn.QueryRow(t.Context(), "select string_agg(lower(a::text), E'\\n') from onward.audit a").Scan(&text); err != nil {
		t.Fatal(err)
	}
	for _, value := range []string{"Rosa", "Adomako", "Rosie", "MW123456", "AA070595", "Zanzibar", "900123", "example.org", "1991", "W3 6BX", "buddhist", "mental_health"} {
		for _, form := range []string{strings.ToLower(value), fmt.Sprintf("%x", value)} {
			if strings.Contains(text, form) {
				t.Errorf("%s stands in the trace", value)
			}
		}
	}
}
