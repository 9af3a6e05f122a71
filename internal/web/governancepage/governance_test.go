package governancepage_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/audit"
	"onward/internal/postgres"
	"onward/internal/testdb"
	"onward/internal/webtest"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// world is Rosa's journey under an agreement, with a governance officer at Brent
// too; everything that was done so far is sealed into the chain.
func world(t *testing.T) (*webtest.Site, uuid.UUID) {
	t.Helper()
	s := webtest.New(t)
	s.AsOwner(t, "update onward.post set role = 'governance' where id = $1", s.Posts["bimpe"])
	rosa := s.Rosa()
	s.Agree("West London", fixtureTerms)
	s.Inform(rosa)
	return s, rosa
}

// chain seals what was done, so that searches find it.
func chain(t *testing.T, s *webtest.Site) {
	t.Helper()
	if _, _, err := audit.Seal(t.Context(), s.DB, 10_000); err != nil {
		t.Fatal(err)
	}
}

func reference(t *testing.T, s *webtest.Site, id uuid.UUID) (ref string) {
	t.Helper()
	if err := s.Read("amina", func(tx *postgres.Tx) error {
		return tx.Conn().QueryRow(tx, "select reference from onward.journey where id = $1", id).Scan(&ref)
	}); err != nil {
		t.Fatal(err)
	}
	return ref
}

// nameless fails where a page tells who the resident is or what is written.
func nameless(t *testing.T, where, body string) {
	t.Helper()
	for _, word := range []string{"Rosa", "Rosie", "Adomako", "1991", "W3 6BX", "900123"} {
		if strings.Contains(body, word) {
			t.Errorf("%s holds %q", where, word)
		}
	}
}

func TestAJourneyIsOpenedByItsReference(t *testing.T) {
	t.Parallel()
	s, rosa := world(t)
	grace := s.As("grace")
	at := "/governance/journeys/" + rosa.String()
	for _, typed := range []string{reference(t, s, rosa), "onw " + strings.ToLower(strings.ReplaceAll(reference(t, s, rosa), " ", "-"))} {
		if r := grace.Post("/governance/journeys", url.Values{"reference": {typed}}); r.Status != http.StatusSeeOther || r.Location != at {
			t.Errorf("%q: %d %s %s", typed, r.Status, r.Location, r.Text())
		}
	}
	for typed, want := range map[string]string{"": "Enter a reference, like", "Rosa Adomako": "as it stands on the resident", "1A11 1A": "No unsealed journey of your organisation"} {
		r := grace.Post("/governance/journeys", url.Values{"reference": {typed}})
		if r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), want) || !strings.Contains(r.Text(), "There is a problem") {
			t.Errorf("%q: %d %s", typed, r.Status, r.Text())
		}
	}
	s.As("bola").Get("/journeys/" + rosa.String())
	chain(t, s)
	r := grace.Get(at)
	for _, want := range []string{"ONW " + reference(t, s, rosa), "Health", "Guarded by law", "Amina Yusufi, Ealing", "London Borough of Brent", "“West London” version 1, section 3", "Bola Adeyemi", "Neighbour", "Why can somebody see this?"} {
		if r.Status != http.StatusOK || !strings.Contains(r.Text(), want) {
			t.Errorf("%d, without %q: %s", r.Status, want, r.Text())
		}
	}
	nameless(t, "the officer's page", r.Body)
}

func TestWhyAnswersForEachSection(t *testing.T) {
	t.Parallel()
	s, rosa := world(t)
	grace := s.As("grace")
	at := "/governance/journeys/" + rosa.String() + "/why"
	brent, bola := s.Orgs["brent"], s.Posts["bola"]
	if r := grace.Get(at); r.Status != http.StatusOK || !strings.Contains(r.Text(), "London Borough of Brent") || strings.Contains(r.Text(), "Bola Adeyemi") {
		t.Errorf("first: %d %s", r.Status, r.Text())
	}
	if r := grace.Get(fmt.Sprintf("%s?organisation=%d", at, brent)); r.Status != http.StatusOK || !strings.Contains(r.Text(), "Bola Adeyemi, advisor") {
		t.Errorf("then: %d %s", r.Status, r.Text())
	}
	for query, want := range map[string][]string{
		fmt.Sprintf("who=post-%d", bola):              {"Bola Adeyemi, Advisor, Brent", "Plan Yes Role rule advisor on basis neighbour; agreement “West London”, version 1", "Health No The role advisor views health of others' journeys on no basis that could hold here"},
		"who=role-advisor":                            {"Any advisor at London Borough of Brent", "Plan Yes", "Contact No “West London”, version 1, does not name contact."},
		"who=role-analyst":                            {"Plan No"},
		fmt.Sprintf("who=post-%d&section=plan", bola): {"Plan Yes", "Say why for every section"},
		fmt.Sprintf("who=post-%d", s.Posts["joel"]):   {"Choose a role or a person"},
	} {
		r := grace.Get(fmt.Sprintf("%s?organisation=%d&%s", at, brent, query))
		for _, w := range want {
			if r.Status != http.StatusOK || !strings.Contains(r.Text(), w) {
				t.Errorf("%s: %d, without %q: %s", query, r.Status, w, r.Text())
			}
		}
		if strings.Contains(query, "section=plan") && strings.Contains(r.Text(), "Health No") {
			t.Errorf("asked of the plan alone it answers of health: %s", r.Text())
		}
		nameless(t, query, r.Body)
	}
	for _, query := range []string{"organisation=x", "organisation=99999&who=role-advisor", "organisation=1&who=role-king", "organisation=1&who=x", "section=secrets"} {
		if r := grace.Get(at + "?" + query); r.Status != http.StatusNotFound {
			t.Errorf("%s: %d", query, r.Status)
		}
	}
}

// Nobody else gets here: not another lead's officer, not an advisor, and the
// officer no further where the journey is sealed.
func TestTheOfficersPagesAreTheLeadsOfficers(t *testing.T) {
	t.Parallel()
	s, rosa := world(t)
	paths := []string{"/governance/journeys/" + rosa.String(), "/governance/journeys/" + rosa.String() + "/why", "/journeys/" + rosa.String() + "/record"}
	for who, want := range map[string]int{"grace": http.StatusOK, "bimpe": http.StatusNotFound, "joel": http.StatusNotFound, "tom": http.StatusNotFound, "bola": http.StatusNotFound, "anil": http.StatusNotFound} {
		c := s.As(who)
		for _, path := range paths {
			if r := c.Get(path); r.Status != want {
				t.Errorf("%s at %s: %d", who, path, r.Status)
			}
		}
		if r := c.Get("/audit"); who != "bimpe" && r.Status != want {
			t.Errorf("%s at /audit: %d", who, r.Status)
		}
	}
	if r := s.As("bimpe").Post("/governance/journeys", url.Values{"reference": {reference(t, s, rosa)}}); r.Status != http.StatusUnprocessableEntity {
		t.Errorf("Brent's officer opens Ealing's: %d", r.Status)
	}
	ref := reference(t, s, rosa)
	s.Seal(rosa, "amina", "joel")
	grace := s.As("grace")
	for _, path := range paths {
		if r := grace.Get(path); r.Status != http.StatusNotFound {
			t.Errorf("sealed, %s: %d", path, r.Status)
		}
	}
	if r := grace.Post("/governance/journeys", url.Values{"reference": {ref}}); r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), "No unsealed journey") {
		t.Errorf("sealed, by reference: %d", r.Status)
	}
	if r := grace.Get("/audit?journey=" + rosa.String()); !strings.Contains(r.Text(), "Nothing in the trace fits") {
		t.Errorf("sealed, its trace: %s", r.Text())
	}
	if r := grace.Get("/audit"); strings.Contains(r.Text(), ref) {
		t.Errorf("sealed, the trace names it: %s", r.Text())
	}
}

func TestTheResidentsRecord(t *testing.T) {
	t.Parallel()
	s, rosa := world(t)
	at := "/journeys/" + rosa.String()
	amina := s.As("amina")
	amina.Get(at)
	s.As("bola").Get(at + "/plan")
	s.As("joel").Get(at)
	r := s.As("grace").Get(at + "/record")
	for _, want := range []string{"Who has seen my record", "An advisor at Brent saw that we help you", "They work with us.", "your plan", "An advisor at Ealing", "Amina Yusufi, your contact at Ealing", "ONW " + reference(t, s, rosa)} {
		if r.Status != http.StatusOK || !strings.Contains(r.Text(), want) {
			t.Errorf("%d, without %q: %s", r.Status, want, r.Text())
		}
	}
	nameless(t, "the officer's paper", r.Body)
	for _, word := range []string{"Bola", "Joel", "Hartigan", "health"} {
		if strings.Contains(r.Body, word) {
			t.Errorf("the paper names %s", word)
		}
	}
	if r := amina.Get(at + "/record"); r.Status != http.StatusOK || !strings.Contains(r.Text(), "For Rosie Adomako") {
		t.Errorf("the contact's: %d %s", r.Status, r.Text())
	}
}
