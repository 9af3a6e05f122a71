package api_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/webtest"
)

// change is one change of a part: how the part comes about and what is sent.
type change struct {
	part, does, method string
	made, sent         map[string]any
}

func (c change) name() string { return c.method + " " + c.part + c.does }

func changes() []change {
	task := map[string]any{"what": "File the plan"}
	goal := map[string]any{"words": "Work with children", "said_on": "2026-01-05"}
	action := map[string]any{"what": "Send the CV", "who": "resident", "due": "2030-01-05"}
	support := map[string]any{"type": "debt", "starts_on": "2026-01-05"}
	meeting := meeting("2026-01-05T09:00:00Z", nil)
	barrier := map[string]any{"code": "childcare", "severity": 2}
	note := map[string]any{"contact": "telephone", "on": "2026-01-05", "text": "Wants mornings"}
	spell := map[string]any{"employer": "Acton Vale Foods", "start": "2026-01-12"}
	put, post := http.MethodPut, http.MethodPost
	return []change{
		{"/tasks", "", put, task, map[string]any{"what": "File it twice"}},
		{"/tasks", "/done", post, task, map[string]any{"done": true}},
		{"/goals", "", put, goal, map[string]any{"words": "Work with animals", "said_on": "2026-01-05"}},
		{"/actions", "", put, action, map[string]any{"what": "Send it again", "who": "organisation", "organisation": "College"}},
		{"/actions", "/done", post, action, map[string]any{"done": true}},
		{"/interventions", "", put, support, map[string]any{"type": "debt", "starts_on": "2026-01-06", "result": "completed"}},
		{"/barriers", "", put, barrier, map[string]any{"severity": 3, "status": "easing", "detail": "Before eight"}},
		{"/notes", "", put, note, map[string]any{"contact": "video", "on": "2026-01-05", "text": "Wants evenings"}},
		{"/appointments", "", put, meeting, map[string]any{"start": "2026-01-06T09:00:00Z", "minutes": 60, "manner": "telephone", "purpose": "Review"}},
		{"/appointments", "/state", post, meeting, map[string]any{"state": "missed", "reason": "forgot"}},
		{"/spells", "", put, spell, map[string]any{"employer": "Acton Foods", "start": "2026-01-12", "end": "2026-02-12"}},
	}
}

func with(body map[string]any, version int) map[string]any {
	out := map[string]any{"version": version}
	for k, v := range body {
		out[k] = v
	}
	return out
}

func TestAPartIsChangedOverTheVersionThatWasRead(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	at, c := api+"/"+s.Rosa().String(), as(t, s, "amina")
	other := api + "/" + s.Start("amina", "Tomasz", "Brandl").String()
	for _, ch := range changes() {
		c.key, c.match = "", ""
		made := map[string]any{}
		for k, v := range ch.made {
			made[k] = v
		}
		if ch.part == "/appointments" {
			made["anyway"] = true
		}
		if ch.part == "/barriers" {
			c.do(http.MethodPost, at+"/barriers", map[string]any{"code": "transport", "severity": 1}) // beside it, another
		}
		status, body := c.do(http.MethodPost, at+ch.part, made)
		if status != http.StatusCreated {
			t.Fatalf("%s: making one: %d %v", ch.name(), status, body)
		}
		path := at + ch.part + "/" + body["id"].(string) + ch.does
		expect := func(what string, path string, send map[string]any, want int, version any) {
			t.Helper()
			status, body := c.do(ch.method, path, send)
			got := body["version"]
			if status >= 400 {
				got = body["current_version"]
			}
			if status != want || got != version {
				t.Errorf("%s, %s: %d %v", ch.name(), what, status, body)
			}
		}
		expect("no version", path, ch.sent, http.StatusUnprocessableEntity, nil)
		expect("another journey's", strings.Replace(path, at, other, 1), with(ch.sent, 1), http.StatusNotFound, nil)
		expect("nobody's", strings.Replace(path, body["id"].(string), uuid.NewString(), 1), with(ch.sent, 1), http.StatusNotFound, nil)
		c.key = uuid.NewString()
		expect("first", path, with(ch.sent, 1), http.StatusOK, 2.0)
		expect("sent again with its key", path, with(ch.sent, 1), http.StatusOK, 2.0)
		c.key = ""
		different := with(ch.sent, 1)
		if ch.does == "/state" {
			different = map[string]any{"state": "attended", "version": 1}
		}
		if ch.does == "/done" {
			different["done"] = false
		}
		expect("stale in the body", path, different, http.StatusConflict, 2.0)
		delete(different, "version")
		c.match = `"1"`
		expect("stale in If-Match", path, different, http.StatusPreconditionFailed, 2.0)
		c.match = "W"
		expect("an odd If-Match", path, different, http.StatusUnprocessableEntity, nil)
		c.match = `"2"`
		if ch.part == "/notes" { // the same words again are no new version
			different["text"] = "Wants nights"
		}
		expect("over the present one", path, different, http.StatusOK, 3.0)
	}
}

// What a role may not change it may not change here either, and is told nothing.
func TestEveryChangeAnswersEachRole(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	at, c := api+"/"+s.Rosa().String(), as(t, s, "amina")
	for _, ch := range changes() {
		made := map[string]any{}
		for k, v := range ch.made {
			made[k] = v
		}
		if ch.part == "/appointments" {
			made["anyway"] = true
		}
		status, body := c.do(http.MethodPost, at+ch.part, made)
		if status != http.StatusCreated && ch.part != "/barriers" {
			t.Fatalf("%s: %d %v", ch.name(), status, body)
		}
		path := at + ch.part + "/" + body["id"].(string) + ch.does
		for _, who := range []string{"joel", "ines", "grace", "anil", "petra", "bola", "bimpe", "jan"} {
			status, body := as(t, s, who).do(ch.method, path, with(ch.sent, 1))
			if status != http.StatusNotFound || body["current_version"] != nil {
				t.Errorf("%s by %s: %d %v", ch.name(), who, status, body)
			}
		}
		if status, body := as(t, s, "tom").do(ch.method, path, with(ch.sent, 1)); status != http.StatusOK {
			t.Errorf("%s by the manager: %d %v", ch.name(), status, body)
		}
		if status, _ := (caller{t: t, url: s.URL}).do(ch.method, path, with(ch.sent, 1)); status != http.StatusUnauthorized {
			t.Errorf("%s by nobody: %d", ch.name(), status)
		}
	}
}

func TestWhatWasReadCarriesItsVersionAndItsChanges(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	at, c := api+"/"+s.Rosa().String(), as(t, s, "amina")
	for _, ch := range changes() {
		if ch.does != "" {
			continue
		}
		_, made := c.do(http.MethodPost, at+ch.part, ch.made)
		if status, p := c.do(ch.method, at+ch.part+"/"+made["id"].(string), with(ch.sent, 1)); status != http.StatusOK {
			t.Fatalf("%s: %d %v", ch.name(), status, p)
		}
		row := items(t, c, at+ch.part)[0]
		version := row["version"]
		if ch.part == "/notes" {
			version = row["revision"]
		}
		if version != 2.0 {
			t.Errorf("%s carries %v", ch.part, row)
		}
		for k, v := range ch.sent {
			if n, ok := v.(int); ok {
				v = float64(n)
			}
			if k != "minutes" && k != "organisation" && row[k] != v {
				t.Errorf("%s: %s is %v, not %v", ch.part, k, row[k], v)
			}
		}
	}
}

func TestWhatShouldNotBeThereIsTakenAway(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	at, c := api+"/"+s.Rosa().String(), as(t, s, "amina")
	for part, made := range map[string]map[string]any{"/goals": {"words": "X"}, "/actions": {"what": "X", "who": "resident"},
		"/interventions": {"type": "debt", "starts_on": "2026-01-05"}, "/barriers": {"code": "childcare", "severity": 2}, "/spells": {"employer": "X", "start": "2026-01-05"}} {
		_, one := c.do(http.MethodPost, at+part, made)
		path := at + part + "/" + one["id"].(string) + "/remove"
		if status, p := c.do(http.MethodPost, path, map[string]any{"version": 9}); status != http.StatusConflict || p["current_version"] != 1.0 {
			t.Errorf("%s, stale: %d %v", part, status, p)
		}
		if status, _ := as(t, s, "joel").do(http.MethodPost, path, map[string]any{"version": 1}); status != http.StatusNotFound {
			t.Errorf("%s by a colleague: %d", part, status)
		}
		if status, p := c.do(http.MethodPost, path, map[string]any{"version": 1}); status != http.StatusOK || len(items(t, c, at+part)) != 0 {
			t.Errorf("%s: %d %v", part, status, p)
		}
	}
}

func TestPayAndSupporters(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	at, c := api+"/"+s.Rosa().String(), as(t, s, "amina")
	_, spell := c.do(http.MethodPost, at+"/spells", map[string]any{"employer": "X", "start": "2026-01-05"})
	path := at + "/spells/" + spell["id"].(string) + "/pay"
	pay := map[string]any{"from": "2026-02-02", "amount": 1480, "per": "hour", "hours_per_week": "37.5"}
	for who, want := range map[string]int{"amina": 201, "tom": 201, "joel": 404, "ines": 404, "grace": 404, "bola": 404} {
		if status, p := as(t, s, who).do(http.MethodPost, path, pay); status != want {
			t.Errorf("pay by %s: %d %v", who, status, p)
		}
	}
	c.key = uuid.NewString()
	for range 2 {
		c.do(http.MethodPost, path, map[string]any{"from": "2026-03-02", "amount": 1500, "per": "hour"})
	}
	c.key = ""
	if row := items(t, c, at+"/spells")[0]; len(row["pay"].([]any)) != 2 {
		t.Errorf("pay on record: %v", row)
	}
	if status, p := c.do(http.MethodPost, path, map[string]any{"from": "2025-01-01", "amount": 1500, "per": "hour"}); status != http.StatusUnprocessableEntity || locations(p) != "body.from" {
		t.Errorf("pay before the work: %d %v", status, p)
	}
	joel := at + "/supporters/" + strconv.Itoa(s.Staff["joel"])
	for _, who := range []string{"ines", "grace", "anil", "bola", "jan", "joel"} {
		if status, p := as(t, s, who).do(http.MethodPut, joel, nil); status != http.StatusNotFound {
			t.Errorf("a supporter by %s: %d %v", who, status, p)
		}
	}
	if status, p := c.do(http.MethodPut, at+"/supporters/"+strconv.Itoa(s.Staff["bola"]), nil); status != http.StatusUnprocessableEntity {
		t.Errorf("another organisation's: %d %v", status, p)
	}
	for _, step := range []struct {
		method string
		left   int
	}{{http.MethodPut, 1}, {http.MethodPut, 1}, {http.MethodDelete, 0}, {http.MethodDelete, 0}} {
		if status, p := c.do(step.method, joel, nil); status != http.StatusNoContent || len(items(t, c, at+"/supporters")) != step.left {
			t.Errorf("%s: %d %v", step.method, status, p)
		}
	}
}
