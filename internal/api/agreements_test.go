package api_test

import (
	"context"
	"net/http"
	"strconv"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/sharing"
	"onward/internal/webtest"
)

const agreementsPath = "/api/v1/agreements"

// hire gives Brent a governance officer.
func hire(t *testing.T, s *webtest.Site) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	var post, staff int
	if err := conn.QueryRow(t.Context(), `with s as (insert into onward.staff (username, email, name, telephone) values ('bea', 'bea@example.org', 'Bea Castellan', '') returning id),
			c as (insert into onward.credential (staff_id, hash) select s.id, (select hash from onward.credential limit 1) from s)
		insert into onward.post (staff_id, organisation_id, role, from_on) select s.id, o.id, 'governance', '2020-01-01' from s, onward.organisation o where o.slug = 'brent'
		returning id, staff_id`).Scan(&post, &staff); err != nil {
		t.Fatal(err)
	}
	s.Posts["bea"], s.Staff["bea"] = post, staff
}

// offered is an agreement between Ealing and Brent that is out for signature.
func offered(t *testing.T, s *webtest.Site) int {
	t.Helper()
	hire(t, s)
	grace := s.World.As("grace")
	id, err := s.App.Agreements.New(grace, "neighbours", "West London case sharing")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.App.Agreements.Draft(grace, id, 1, func(terms *sharing.Terms) {
		terms.Parties = append(terms.Parties, sharing.Party{Organisation: s.Orgs["brent"], Discloses: true, Receives: true, Capacity: "controller"})
		terms.RightsContact, terms.BreachContact, terms.ComplaintsContact = "a@ealing.example", "b@ealing.example", "c@ealing.example"
		for _, key := range []string{"officers", "dpia", "dpia_outcome", "signoff"} {
			terms.Sections[key] = "As agreed"
		}
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.App.Agreements.Offer(grace, id, 2); err != nil {
		t.Fatal(err)
	}
	return id
}

func TestAgreementsAreReadByPartiesAndMovedByGovernance(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	id := offered(t, s)
	one := agreementsPath + "/" + strconv.Itoa(id)
	grace, bea, amina, jan := as(t, s, "grace"), as(t, s, "bea"), as(t, s, "amina"), as(t, s, "jan")
	status, a := amina.do(http.MethodGet, one, nil)
	if status != http.StatusOK || a["state"] != "awaiting_signature" || a["title"] != "West London case sharing" || len(items(t, amina, agreementsPath)) != 1 {
		t.Fatalf("an advisor of a party: %d %v", status, a)
	}
	if status, _ := jan.do(http.MethodGet, one, nil); status != http.StatusNotFound || len(items(t, jan, agreementsPath)) != 0 {
		t.Errorf("no party: %d", status)
	}
	print := map[string]any{"fingerprint": a["fingerprint"]}
	for who, c := range map[string]caller{"an advisor": amina, "no party": jan} {
		if status, _ := c.do(http.MethodPost, one+"/sign", print); status != http.StatusNotFound {
			t.Errorf("%s signs: %d", who, status)
		}
	}
	wrong := map[string]any{"fingerprint": "0000000000000000000000000000000000000000000000000000000000000000"}
	if status, _ := bea.do(http.MethodPost, one+"/sign", wrong); status != http.StatusConflict {
		t.Errorf("another text: %d", status)
	}
	bea.key = uuid.NewString()
	for range 2 {
		if status, p := bea.do(http.MethodPost, one+"/sign", print); status != http.StatusOK {
			t.Fatalf("Brent signs: %d %v", status, p)
		}
	}
	bea.key = ""
	if status, a = grace.do(http.MethodPost, one+"/sign", print); status != http.StatusOK || a["state"] != "in_force" {
		t.Fatalf("Ealing signs: %d %v", status, a)
	}
	step := func(c caller, name string, want int, state string) {
		t.Helper()
		_, now := grace.do(http.MethodGet, one, nil)
		status, p := c.do(http.MethodPost, one+"/"+name, map[string]any{"revision": now["revision"], "reason": "Because"})
		if _, after := grace.do(http.MethodGet, one, nil); status != want || after["state"] != state {
			t.Errorf("%s: %d %v, then %v", name, status, p, after["state"])
		}
	}
	step(amina, "suspend", http.StatusNotFound, "in_force")
	step(bea, "suspend", http.StatusOK, "suspended")
	step(grace, "resume", http.StatusNotFound, "suspended")
	step(bea, "resume", http.StatusOK, "in_force")
	step(grace, "end", http.StatusOK, "ended")
	if status, _ := bea.do(http.MethodPost, one+"/end", map[string]any{"revision": 1, "reason": "Because"}); status != http.StatusConflict {
		t.Errorf("an old revision: %d", status)
	}
	if status, _ := bea.do(http.MethodPost, one+"/end", map[string]any{"revision": 1}); status != http.StatusUnprocessableEntity {
		t.Errorf("without a reason: %d", status)
	}
}
