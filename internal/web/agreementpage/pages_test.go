package agreementpage_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/sharing"
	"onward/internal/testdb"
	"onward/internal/webtest"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// site is a running server with a governance officer at Brent (bea) and at the
// jobcentre (jo), beside Ealing's Grace.
func site(t *testing.T) *webtest.Site {
	t.Helper()
	s := webtest.New(t)
	conn, err := pgx.Connect(t.Context(), s.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	for _, p := range [][3]string{{"bea", "brent", "Bea Castellan"}, {"jo", "jcp-west", "Jo Achterberg"}} {
		var post, staff int
		if err := conn.QueryRow(t.Context(), `with s as (insert into onward.staff (username, email, name, telephone) values ($1, $1 || '@example.org', $3, '') returning id),
				c as (insert into onward.credential (staff_id, hash) select s.id, (select hash from onward.credential limit 1) from s)
			insert into onward.post (staff_id, organisation_id, role, from_on) select s.id, o.id, 'governance', '2020-01-01' from s, onward.organisation o where o.slug = $2
			returning id, staff_id`, p[0], p[1], p[2]).Scan(&post, &staff); err != nil {
			t.Fatal(err)
		}
		s.Posts[p[0]], s.Staff[p[0]] = post, staff
	}
	return s
}

func contains(t *testing.T, r webtest.Reply, want ...string) {
	t.Helper()
	for _, w := range want {
		if text := r.Text(); !strings.Contains(text, w) {
			t.Errorf("%q is not on the page (%d): %s", w, r.Status, text)
		}
	}
}

// get reads a version as the service gives it.
func get(t *testing.T, s *webtest.Site, who string, id int) sharing.Agreement {
	t.Helper()
	a, err := s.App.Agreements.Get(s.World.As(who), id)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func at(id int, part string) string { return fmt.Sprintf("/agreements/%d%s", id, part) }

// begin starts a draft through the page and gives its id.
func begin(t *testing.T, c *webtest.Client, template string) int {
	t.Helper()
	r := c.Post("/agreements/new", url.Values{"title": {"West London case sharing"}, "template": {template}})
	id, err := strconv.Atoi(strings.TrimPrefix(r.Location, "/agreements/"))
	if err != nil {
		t.Fatalf("%d %s %s", r.Status, r.Location, r.Text())
	}
	return id
}

// fields are what a section's form would send as it stands.
func fields(t *testing.T, c *webtest.Client, path string) url.Values {
	t.Helper()
	r := c.Get(path)
	if r.Status != http.StatusOK {
		t.Fatalf("%s: %d %s", path, r.Status, r.Text())
	}
	return sent(r.Body)
}

func change(v url.Values, pairs ...string) url.Values {
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

// complete fills in what the template leaves open, with Brent as a party.
func complete(t *testing.T, s *webtest.Site, c *webtest.Client, id int, others ...string) {
	t.Helper()
	parties := fields(t, c, at(id, "/draft/parties"))
	for _, slug := range others {
		org := strconv.Itoa(s.Orgs[slug])
		parties["flow-"+org] = []string{"discloses", "receives"}
		parties.Set("capacity-"+org, "controller")
	}
	contains(t, c.Follow(at(id, "/draft/parties"), change(parties, "officers", "Grace Mensah; Bea Castellan")), "Parties saved.")
	c.Follow(at(id, "/draft/rights"), change(fields(t, c, at(id, "/draft/rights")), "rights_contact", "privacy@ealing.example", "complaints_contact", "complaints@ealing.example"))
	c.Follow(at(id, "/draft/governance"), change(fields(t, c, at(id, "/draft/governance")), "breach_contact", "020 7946 0177"))
	c.Follow(at(id, "/draft/dpia"), change(fields(t, c, at(id, "/draft/dpia")), "dpia", "DPIA-12", "dpia_outcome", "Low risk"))
	c.Follow(at(id, "/draft/review"), change(fields(t, c, at(id, "/draft/review")), "signoff", "The directors of both"))
}

// offered is an agreement out for signature, through the pages.
func offered(t *testing.T, s *webtest.Site, c *webtest.Client, others ...string) int {
	t.Helper()
	id := begin(t, c, "neighbours")
	complete(t, s, c, id, others...)
	r := c.Follow(at(id, "/offer"), url.Values{"_version": {strconv.Itoa(get(t, s, "grace", id).Revision)}})
	contains(t, r, "Offered for signature", "Waits for", "To sign")
	return id
}

func signing(t *testing.T, s *webtest.Site, id int) url.Values {
	t.Helper()
	return url.Values{"fingerprint": {get(t, s, "grace", id).Fingerprint()}, "read": {"yes"}, "_key": {uuid.NewString()}}
}

// only is the id of the one agreement there is.
func only(t *testing.T, s *webtest.Site) int {
	t.Helper()
	shelf, err := s.App.Agreements.List(s.World.As("grace"))
	if err != nil || len(shelf.Agreements) != 1 {
		t.Fatal(err, len(shelf.Agreements))
	}
	return shelf.Agreements[0].ID
}

// newVersion drafts the next version of Grace's and drops the plan from it.
func newVersion(t *testing.T, s *webtest.Site, id int) int {
	t.Helper()
	next, err := s.App.Agreements.Next(s.World.As("grace"), id)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.App.Agreements.Draft(s.World.As("grace"), next, 1, func(terms *sharing.Terms) {
		terms.Categories = access.SetOf(access.Existence, access.Identity, access.Work)
	}); err != nil {
		t.Fatal(err)
	}
	return next
}
