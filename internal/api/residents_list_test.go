package api_test

import (
	"net/http"
	"testing"

	"onward/internal/webtest"
)

func TestResidentsAreListedAsFarAsThePostGoes(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	id := s.Rosa().String()
	_, list := as(t, s, "amina").do(http.MethodGet, "/api/v1/residents", nil)
	items, _ := list["items"].([]any)
	if len(items) != 1 {
		t.Fatalf("amina: %v", list)
	}
	if first := items[0].(map[string]any); first["family"] != "Adomako" || first["journey_id"] != id || first["date_of_birth"] != "1991-05-04" {
		t.Errorf("%v", first)
	}
	if _, list := as(t, s, "bola").do(http.MethodGet, "/api/v1/residents", nil); list["total"] != float64(0) {
		t.Errorf("Brent: %v", list)
	}
	if status, _ := as(t, s, "grace").do(http.MethodGet, "/api/v1/residents", nil); status != http.StatusNotFound {
		t.Errorf("governance: %d", status)
	}
}
