package api_test

import (
	"net/http"
	"testing"

	"onward/internal/audit"
	"onward/internal/webtest"
)

// TestTheTraceOverJSON: the lead's officer finds what was done on its journeys;
// nobody else's role searches, and another lead's officer finds nothing of it.
func TestTheTraceOverJSON(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	s.AsOwner(t, "update onward.post set role = 'governance' where id = $1", s.Posts["bimpe"])
	rosa := s.Rosa().String()
	as(t, s, "amina").do(http.MethodGet, "/api/v1/journeys/"+rosa, nil)
	if _, _, err := audit.Seal(t.Context(), s.DB, 1000); err != nil {
		t.Fatal(err)
	}
	status, body := as(t, s, "grace").do(http.MethodGet, "/api/v1/audit?action=view&journey="+rosa, nil)
	items, _ := body["items"].([]any)
	if status != http.StatusOK || len(items) != 2 || body["total"] != 2.0 {
		t.Fatalf("%d %v", status, body)
	}
	if first := items[0].(map[string]any); first["name"] != "Amina Yusufi" || first["journey_id"] != rosa || first["basis"] != "caseload" {
		t.Errorf("%v", first)
	}
	for who, want := range map[string]int{"amina": http.StatusNotFound, "tom": http.StatusNotFound, "bola": http.StatusNotFound, "bimpe": http.StatusOK} {
		status, body := as(t, s, who).do(http.MethodGet, "/api/v1/audit?journey="+rosa, nil)
		if status != want || status == http.StatusOK && body["total"] != 0.0 {
			t.Errorf("%s: %d %v", who, status, body)
		}
	}
	for _, query := range []string{"from=soon", "from=2026-03-02&until=2026-03-01", "size=101", "page=0", "journey=x"} {
		if status, _ := as(t, s, "grace").do(http.MethodGet, "/api/v1/audit?"+query, nil); status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", query, status)
		}
	}
}
