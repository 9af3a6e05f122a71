package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/webtest"
)

func meeting(start string, change map[string]any) map[string]any {
	body := map[string]any{"start": start, "minutes": 30, "manner": "place", "place": "Acton Library", "purpose": "Review of plan"}
	for k, v := range change {
		body[k] = v
	}
	return body
}

func TestAnAppointmentIsBookedAtTheInstantThatWasSent(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	at, c := api+"/"+s.Rosa().String()+"/appointments", as(t, s, "amina")
	for start, want := range map[string]string{"2030-07-03T14:30:00+01:00": "2030-07-03T13:30:00Z", "2030-01-03T09:05:00Z": "2030-01-03T09:05:00Z"} {
		c.key = uuid.NewString()
		status, first := c.do(http.MethodPost, at, meeting(start, map[string]any{"advisor": "joel"}))
		_, again := c.do(http.MethodPost, at, meeting(start, map[string]any{"advisor": "joel"}))
		if status != http.StatusCreated || first["id"] != again["id"] {
			t.Fatalf("%d %v, sent again %v", status, first, again)
		}
		found := false
		for _, a := range items(t, c, at) {
			found = found || a["id"] == first["id"] && a["start"] == want && a["advisor"] == "Joel Hartigan" && a["state"] == "booked"
		}
		if !found {
			t.Errorf("%s is not there as %s", start, want)
		}
	}
}

// A clash is answered with what to do, and with nothing of the other resident.
func TestAClashIsAConflictUntilItIsMeant(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := as(t, s, "amina")
	other, at := api+"/"+s.Start("amina", "Tomasz", "Brandl").String()+"/appointments", api+"/"+s.Rosa().String()+"/appointments"
	if status, p := c.do(http.MethodPost, other, meeting("2030-01-03T09:00:00Z", nil)); status != http.StatusCreated {
		t.Fatalf("%d %v", status, p)
	}
	c.key = uuid.NewString()
	status, p := c.do(http.MethodPost, at, meeting("2030-01-03T09:15:00Z", nil))
	detail, _ := p["detail"].(string)
	if status != http.StatusConflict || !strings.Contains(detail, "another appointment at that time") || !strings.Contains(detail, `"anyway": true`) || strings.Contains(detail, "Brandl") {
		t.Errorf("%d %v", status, p)
	}
	if n := len(items(t, c, at)); n != 0 {
		t.Errorf("%d stand after a clash", n)
	}
	if status, p := c.do(http.MethodPost, at, meeting("2030-01-03T09:15:00Z", map[string]any{"anyway": true})); status != http.StatusCreated || len(items(t, c, at)) != 1 {
		t.Errorf("meant, with the same key: %d %v", status, p)
	}
}

func TestProblemsOfAnAppointmentNameThePartOfTheBody(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	at, c := api+"/"+s.Rosa().String()+"/appointments", as(t, s, "amina")
	for name, send := range map[string]struct{ field, value, want string }{
		"no place":            {"place", "", "body.place"},
		"no purpose":          {"purpose", " ", "body.purpose"},
		"Brent's advisor":     {"advisor", "bola", "body.advisor"},
		"no caseworker":       {"advisor", "grace", "body.advisor"},
		"no manner":           {"manner", "dream", "body.manner"},
		"no instant":          {"start", "tomorrow", "body.start"},
		"a day without clock": {"start", "2030-01-03", "body.start"},
		"a long purpose":      {"purpose", strings.Repeat("x", 201), "body.purpose"},
	} {
		status, p := c.do(http.MethodPost, at, meeting("2030-01-03T09:00:00Z", map[string]any{send.field: send.value}))
		if status != http.StatusUnprocessableEntity || locations(p) != send.want {
			t.Errorf("%s: %d %v", name, status, p)
		}
	}
	for _, minutes := range []int{0, 4, 481} {
		if status, _ := c.do(http.MethodPost, at, meeting("2030-01-03T09:00:00Z", map[string]any{"minutes": minutes})); status != http.StatusUnprocessableEntity {
			t.Errorf("%d minutes: %d", minutes, status)
		}
	}
}
