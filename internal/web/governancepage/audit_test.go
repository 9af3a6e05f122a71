package governancepage_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/app"
	"onward/internal/audit"
	"onward/internal/fixture"
	"onward/internal/webtest"
)

var fixtureTerms = fixture.Terms{Categories: []string{"existence", "identity", "plan"}}

// looked is a world in which amina, joel and bola have looked at Rosa, bola at a
// journey of Brent's, and tom at his list.
func looked(t *testing.T) (*webtest.Site, uuid.UUID) {
	t.Helper()
	s, rosa := world(t)
	for _, who := range []string{"amina", "joel", "bola"} {
		if r := s.As(who).Get("/journeys/" + rosa.String()); r.Status != http.StatusOK {
			t.Fatalf("%s: %d", who, r.Status)
		}
	}
	s.As("tom").Get("/caseload")
	s.As("bola").Get("/caseload")
	chain(t, s)
	return s, rosa
}

func TestTheSearchFindsWhatConcernsTheOrganisation(t *testing.T) {
	t.Parallel()
	s, rosa := looked(t)
	grace := s.As("grace")
	all := grace.Get("/audit")
	for _, want := range []string{"Amina Yusufi", "Joel Hartigan", "Bola Adeyemi", "Tom Redgate", "ONW " + reference(t, s, rosa), "Neighbour “West London”, version 1", "entries"} {
		if all.Status != http.StatusOK || !strings.Contains(all.Text(), want) {
			t.Errorf("%d, without %q: %s", all.Status, want, all.Text())
		}
	}
	nameless(t, "the search", all.Body)
	for query, c := range map[string]struct{ has, not string }{
		fmt.Sprintf("staff=%d", s.Staff["joel"]):        {"Joel Hartigan , only", "Bola Adeyemi Advisor"},
		fmt.Sprintf("organisation=%d", s.Orgs["brent"]): {"Bola Adeyemi", "Advisor, Ealing"},
		"journey=" + rosa.String():                      {"Bola Adeyemi", "caseload 1"},
		"basis=neighbour":                               {"Bola Adeyemi", "Advisor, Ealing"},
		"category=plan":                                 {"Amina Yusufi", "Nothing in the trace"},
		"only=emergency":                                {"Nothing in the trace fits", "Advisor, Ealing"},
		"from=2020-01-01&until=2020-01-02":              {"Nothing in the trace fits", "Advisor, Ealing"},
		"from=1+1+2026":                                 {"From 1 January 2026", "Nothing in the trace"},
		"action=import":                                 {"Nothing in the trace fits", "Advisor, Ealing"},
	} {
		r := grace.Get("/audit?" + query)
		text := strings.ReplaceAll(r.Text(), " : only what they did", " , only")
		if r.Status != http.StatusOK || !strings.Contains(text, c.has) || strings.Contains(text, c.not) {
			t.Errorf("%s: %d, wants %q and not %q: %s", query, r.Status, c.has, c.not, text)
		}
	}
}

func TestAnotherOfficerSeesNothingOfIt(t *testing.T) {
	t.Parallel()
	s, rosa := looked(t)
	bimpe := s.As("bimpe")
	r := bimpe.Get("/audit")
	if r.Status != http.StatusOK || !strings.Contains(r.Text(), "Bola Adeyemi") || !strings.Contains(r.Text(), "Led by Ealing") {
		t.Errorf("what Brent's own staff did: %d %s", r.Status, r.Text())
	}
	for _, word := range []string{reference(t, s, rosa), "Amina Yusufi", "Joel Hartigan", "Tom Redgate"} {
		if strings.Contains(r.Text(), word) {
			t.Errorf("Brent's officer reads %q", word)
		}
	}
	if r := bimpe.Get("/audit?journey=" + rosa.String()); !strings.Contains(r.Text(), "Nothing in the trace fits") {
		t.Errorf("by its id: %s", r.Text())
	}
	if r := bimpe.Get(fmt.Sprintf("/audit?staff=%d", s.Staff["amina"])); !strings.Contains(r.Text(), "Nothing in the trace fits") {
		t.Errorf("by Ealing's staff: %s", r.Text())
	}
}

func TestASearchIsItselfRecorded(t *testing.T) {
	t.Parallel()
	s, rosa := looked(t)
	grace := s.As("grace")
	grace.Get("/audit?journey=" + rosa.String() + "&basis=neighbour")
	chain(t, s)
	r := grace.Get(fmt.Sprintf("/audit?action=search&staff=%d&journey=%s", s.Staff["grace"], rosa))
	if !strings.Contains(r.Text(), "Searched audit") || !strings.Contains(r.Text(), "Grace Mensah") {
		t.Errorf("%d %s", r.Status, r.Text())
	}
}

func TestWhatASearchRefuses(t *testing.T) {
	t.Parallel()
	s, rosa := looked(t)
	grace := s.As("grace")
	for _, query := range []string{"category=secrets", "basis=king", "action=steal", "staff=x", "organisation=-1", "journey=x", "page=x"} {
		if r := grace.Get("/audit?" + query); r.Status != http.StatusNotFound {
			t.Errorf("%s: %d", query, r.Status)
		}
	}
	for query, want := range map[string]string{"from=soon": "There is a problem", "from=2+3+2026&until=1+3+2026": "Enter an end that is not before the beginning"} {
		if r := grace.Get("/audit?" + query); r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), want) || strings.Contains(r.Text(), "Amina Yusufi Advisor") {
			t.Errorf("%s: %d %s", query, r.Status, r.Text())
		}
	}
	if r := grace.Post("/audit/journey", url.Values{"reference": {"1A11 1A"}}); r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), "No unsealed journey") {
		t.Errorf("by a reference that nobody has: %d %s", r.Status, r.Text())
	}
	if r := grace.Post("/audit/journey?basis=own", url.Values{"reference": {reference(t, s, rosa)}}); r.Status != http.StatusSeeOther || r.Location != "/audit?basis=own&journey="+rosa.String() {
		t.Errorf("by reference: %d %s", r.Status, r.Location)
	}
	if r := grace.Get("/audit?page=99"); r.Status != http.StatusSeeOther || r.Location != "/audit" {
		t.Errorf("beyond the end: %d %s", r.Status, r.Location)
	}
}

func TestTheTraceIsPaged(t *testing.T) {
	t.Parallel()
	s, rosa := looked(t)
	for range 30 {
		s.AsOwner(t, `insert into onward.audit (post_id, staff_id, organisation_id, action, subject, journey_id, categories, basis) select $1, $2, $3, 'view', 'overview', $4, '{identity}', 'own'`,
			s.Posts["joel"], s.Staff["joel"], s.Orgs["ealing"], rosa)
	}
	grace := s.As("grace")
	at := fmt.Sprintf("/audit?staff=%d", s.Staff["joel"])
	if r := grace.Get(at); strings.Count(r.Text(), "Advisor, Ealing") != 25 || !strings.Contains(r.Text(), "1 to 25") || !strings.Contains(r.Body, at+"&amp;size=50") && !strings.Contains(r.Body, "size=50&amp;staff") {
		t.Errorf("the first page: %d rows: %s", strings.Count(r.Text(), "Advisor, Ealing"), r.Text())
	}
	if r := grace.Get(at + "&page=2"); strings.Count(r.Text(), "Advisor, Ealing") < 6 || strings.Contains(r.Text(), "1 to 25") {
		t.Errorf("the second page: %s", r.Text())
	}
	if r := grace.Get(at + "&size=50"); strings.Count(r.Text(), "Advisor, Ealing") < 31 {
		t.Errorf("fifty: %s", r.Text())
	}
}

func TestTheSearchIsExportedAsShown(t *testing.T) {
	t.Parallel()
	s, _ := looked(t)
	grace := s.As("grace")
	if r := grace.Get("/audit/export?basis=neighbour"); r.Status != http.StatusOK || !strings.Contains(r.Text(), "Export 1 entry") || !strings.Contains(r.Text(), "Neighbour") {
		t.Errorf("%d %s", r.Status, r.Text())
	}
	if r := grace.Post("/audit/export?basis=neighbour", url.Values{"asked": {"yes"}}); r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), "Choose a kind of file") {
		t.Errorf("without a kind: %d", r.Status)
	}
	r := grace.Post("/audit/export?basis=neighbour&from=2020-01-01", url.Values{"asked": {"yes"}, "format": {"csv"}})
	if r.Status != http.StatusSeeOther || !strings.HasPrefix(r.Location, "/exports/") {
		t.Fatalf("%d %s", r.Status, r.Location)
	}
	if _, err := s.App.Exports.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
	file := grace.Get(r.Location + "/file")
	if file.Status != http.StatusOK || strings.Count(file.Body, "\r\n") != 2 || !strings.Contains(file.Body, "Bola Adeyemi,advisor,Brent,Looked at") || !strings.Contains(file.Body, "“West London”, version 1") {
		t.Errorf("%d %q", file.Status, file.Body)
	}
	nameless(t, "the file", file.Body)
	if r := s.As("bimpe").Get(r.Location + "/file"); r.Status != http.StatusNotFound {
		t.Errorf("another officer fetches it: %d", r.Status)
	}
}

func TestThePageTellsWhetherTheTraceIsWhole(t *testing.T) {
	t.Parallel()
	s, _ := looked(t)
	grace := s.As("grace")
	if r := grace.Get("/audit"); !strings.Contains(r.Text(), "Last verification None yet") || !strings.Contains(r.Text(), "Last external checkpoint None yet") {
		t.Errorf("%s", r.Text())
	}
	_, head, err := audit.Seal(t.Context(), s.DB, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.App.Checkpoint.Append(head); err != nil {
		t.Fatal(err)
	}
	verify(t, s.App, s.Auditor)
	if r := grace.Get("/audit"); !strings.Contains(r.Text(), "Nothing was altered") || !strings.Contains(r.Text(), fmt.Sprintf("Link %d,", head.Seq)) {
		t.Errorf("%s", r.Text())
	}
	s.AsOwner(t, "update onward.audit set action = 'nothing' where id = (select min(audit_id) from onward.audit_chain)")
	verify(t, s.App, s.Auditor)
	if r := grace.Get("/audit"); !strings.Contains(r.Text(), "1 finding.") || strings.Contains(r.Text(), "Nothing was altered") {
		t.Errorf("%s", r.Text())
	}
}

func verify(t *testing.T, a *app.App, auditor string) {
	t.Helper()
	if _, err := audit.Verify(t.Context(), auditor, a.Checkpoint); err != nil {
		t.Fatal(err)
	}
}
