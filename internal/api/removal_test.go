package api_test

import (
	"net/http"
	"testing"

	"github.com/google/uuid"

	"onward/internal/webtest"
)

// removable is one of each part that can be taken away and brought back.
var removable = map[string]map[string]any{
	"/goals":         {"words": "X"},
	"/actions":       {"what": "X", "who": "resident"},
	"/interventions": {"type": "debt", "starts_on": "2026-01-05"},
	"/barriers":      {"code": "childcare", "severity": 2},
	"/spells":        {"employer": "X", "start": "2026-01-05"},
}

// forbidden are those who have no part in a journey of Amina's: it is not there.
var forbidden = []string{"joel", "ines", "grace", "anil", "petra", "bola", "bimpe", "jan"}

func TestWhatShouldNotBeThereIsTakenAwayAndBroughtBack(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	at, c, tom := api+"/"+s.Rosa().String(), as(t, s, "amina"), as(t, s, "tom")
	for part, made := range removable {
		_, one := c.do(http.MethodPost, at+part, made)
		path := at + part + "/" + one["id"].(string)
		if status, p := c.do(http.MethodPost, path+"/restore", nil); status != http.StatusConflict && status != http.StatusNotFound {
			t.Errorf("%s is there, and restored: %d %v", part, status, p)
		}
		if status, p := c.do(http.MethodPost, path+"/remove", map[string]any{"version": 9}); status != http.StatusConflict || p["current_version"] != 1.0 {
			t.Errorf("%s, stale: %d %v", part, status, p)
		}
		for _, who := range forbidden {
			if status, p := as(t, s, who).do(http.MethodPost, path+"/remove", map[string]any{"version": 1}); status != http.StatusNotFound {
				t.Errorf("%s removed by %s: %d %v", part, who, status, p)
			}
		}
		if status, p := c.do(http.MethodPost, path+"/remove", map[string]any{"version": 1}); status != http.StatusOK || len(items(t, c, at+part)) != 0 {
			t.Errorf("%s: %d %v", part, status, p)
		}
		for _, who := range forbidden {
			if status, p := as(t, s, who).do(http.MethodPost, path+"/restore", nil); status != http.StatusNotFound {
				t.Errorf("%s restored by %s: %d %v", part, who, status, p)
			}
		}
		if status, p := tom.do(http.MethodPost, path+"/restore", nil); status != http.StatusOK || p["version"] != 3.0 || len(items(t, c, at+part)) != 1 {
			t.Errorf("%s restored by the manager: %d %v", part, status, p)
		}
		if status, p := tom.do(http.MethodPost, path+"/remove", map[string]any{"version": 3}); status != http.StatusOK {
			t.Errorf("%s removed by the manager: %d %v", part, status, p)
		}
	}
}

func TestPayIsTakenAwayAndBroughtBack(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	at, c := api+"/"+s.Rosa().String(), as(t, s, "amina")
	_, made := c.do(http.MethodPost, at+"/spells", map[string]any{"employer": "X", "start": "2026-01-05", "pay": []any{map[string]any{"from": "2026-01-05", "amount": 1480, "per": "hour"}}})
	spell := at + "/spells/" + made["id"].(string)
	kept := func() int {
		pay, _ := items(t, c, at+"/spells")[0]["pay"].([]any)
		return len(pay)
	}
	pay := spell + "/pay/" + items(t, c, at+"/spells")[0]["pay"].([]any)[0].(map[string]any)["id"].(string)
	for _, step := range []struct {
		method, does string
		left         int
	}{{http.MethodDelete, "", 0}, {http.MethodPost, "/restore", 1}} {
		for _, who := range forbidden {
			if status, p := as(t, s, who).do(step.method, pay+step.does, nil); status != http.StatusNotFound {
				t.Errorf("%s%s by %s: %d %v", step.method, step.does, who, status, p)
			}
		}
		c.key = uuid.NewString()
		for range 2 { // the same send is done once
			if status, p := c.do(step.method, pay+step.does, nil); status != http.StatusNoContent || kept() != step.left {
				t.Errorf("%s%s: %d %v, %d kept", step.method, step.does, status, p, kept())
			}
		}
		c.key = ""
		if status, p := c.do(step.method, pay+step.does, nil); status != http.StatusConflict {
			t.Errorf("%s%s a second time: %d %v", step.method, step.does, status, p)
		}
		for _, gone := range []string{spell + "/pay/" + uuid.NewString(), at + "/spells/" + uuid.NewString() + "/pay/" + pay[len(spell+"/pay/"):]} {
			if status, p := c.do(step.method, gone+step.does, nil); status != http.StatusNotFound {
				t.Errorf("%s%s of what is not there: %d %v", step.method, step.does, status, p)
			}
		}
	}
}
