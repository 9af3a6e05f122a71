package sharing_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/fixture"
	"onward/internal/postgres"
	"onward/internal/sharing"
)

// world is the fixture's with a governance officer at each party, and a
// borough of another partnership.
type world struct {
	*fixture.World
	sharing.Agreements
}

func newWorld(t *testing.T) world {
	t.Helper()
	w := fixture.New(t)
	w.AsOwner(t, "insert into onward.partnership (code, name) values ('CLF', 'Central London Forward')")
	w.AsOwner(t, `insert into onward.organisation (partnership_id, kind, slug, name, short_name)
		select id, 'borough', 'camden', 'London Borough of Camden', 'Camden' from onward.partnership where code = 'CLF'`)
	for _, p := range [][3]string{{"bea", "brent", "Bea Castellan"}, {"jo", "jcp-west", "Jo Achterberg"}, {"cleo", "camden", "Cleo Marsh"}} {
		hire(t, w, p[0], p[1], p[2])
	}
	return world{w, sharing.Agreements{DB: w.DB, Policy: w.Policy, Box: w.Box}}
}

// hire gives an organisation a governance officer.
func hire(t *testing.T, w *fixture.World, username, slug, name string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), w.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	var post, staff, org int
	err = conn.QueryRow(t.Context(), `with s as (insert into onward.staff (username, email, name, telephone) values ($1, $1 || '@example.org', $3, '') returning id)
		insert into onward.post (staff_id, organisation_id, role, from_on) select s.id, o.id, 'governance', '2020-01-01' from s, onward.organisation o where o.slug = $2
		returning id, staff_id, organisation_id`, username, slug, name).Scan(&post, &staff, &org)
	if err != nil {
		t.Fatal(err)
	}
	w.Posts[username], w.Staff[username], w.Orgs[slug] = post, staff, org
}

// draft is an agreement of Grace's between Ealing and others that lacks nothing.
func (w world) draft(t *testing.T, others ...string) int {
	t.Helper()
	id, err := w.New(w.As("grace"), "neighbours", "West London case sharing")
	if err != nil {
		t.Fatal(err)
	}
	w.fill(t, "grace", id, func(terms *sharing.Terms) { complete(w, terms, others...) })
	return id
}

func complete(w world, terms *sharing.Terms, others ...string) {
	for _, slug := range others {
		terms.Parties = append(terms.Parties, sharing.Party{Organisation: w.Orgs[slug], Discloses: true, Receives: true, Capacity: "controller"})
	}
	terms.RightsContact, terms.BreachContact, terms.ComplaintsContact = "privacy@ealing.example", "020 7946 0177", "complaints@ealing.example"
	for _, key := range []string{"officers", "dpia", "dpia_outcome", "signoff"} {
		terms.Sections[key] = "As agreed"
	}
}

func (w world) fill(t *testing.T, who string, id int, change func(*sharing.Terms)) {
	t.Helper()
	if err := w.Draft(w.As(who), id, w.get(t, who, id).Revision, change); err != nil {
		t.Fatal(err)
	}
}

func (w world) get(t *testing.T, who string, id int) sharing.Agreement {
	t.Helper()
	a, err := w.Get(w.As(who), id)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// offered is a draft out for signature; signed has every signature.
func (w world) offered(t *testing.T, others ...string) int {
	t.Helper()
	id := w.draft(t, others...)
	if err := w.Offer(w.As("grace"), id, w.get(t, "grace", id).Revision); err != nil {
		t.Fatal(err)
	}
	return id
}

var officer = map[string]string{"ealing": "grace", "brent": "bea", "jcp-west": "jo", "camden": "cleo"}

func (w world) sign(t *testing.T, who string, id int) {
	t.Helper()
	if err := w.Sign(w.As(who), id, w.get(t, who, id).Fingerprint()); err != nil {
		t.Fatal(err)
	}
}

func (w world) signed(t *testing.T, others ...string) int {
	t.Helper()
	id := w.offered(t, others...)
	w.sign(t, "grace", id)
	for _, slug := range others {
		w.sign(t, officer[slug], id)
	}
	return id
}

// sees is what a person may view of a journey; nothing where it is not there.
func (w world) sees(t *testing.T, who string, journey [16]byte) (set access.Set) {
	t.Helper()
	_ = w.Read(who, func(tx *postgres.Tx) error {
		d, err := w.Gate.Decide(tx, journey)
		set = d.On(access.View)
		return err
	})
	return set
}

// told gives Rosa's resident the privacy notice.
func (w world) told(t *testing.T, journey [16]byte) {
	t.Helper()
	w.AsOwner(t, `insert into onward.notice (id, resident_id, lead_org_id, author_org_id, author_id, wording, how, given_on)
		select gen_random_uuid(), resident_id, lead_org_id, lead_org_id, spoc_id, '1', 'in person', onward.today() from onward.journey where id = $1`, journey)
}
