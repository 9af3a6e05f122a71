package api_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/uuid"

	"onward/internal/account"
	"onward/internal/fixture"
	"onward/internal/testdb"
	"onward/internal/webtest"
)

func TestMain(m *testing.M) { testdb.Main(m) }

type caller struct {
	t     *testing.T
	url   string
	token string
	key   string
	match string
}

func as(t *testing.T, s *webtest.Site, username string) caller {
	t.Helper()
	token, err := s.App.Tokens.Make(t.Context(), s.Posts[username])
	if err != nil {
		t.Fatal(err)
	}
	return caller{t: t, url: s.URL, token: token}
}

// do sends a request and gives the status and the body as JSON; empty for none.
func (c caller) do(method, path string, body any) (int, map[string]any) {
	c.t.Helper()
	var send io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			c.t.Fatal(err)
		}
		send = bytes.NewReader(raw)
	}
	req, err := http.NewRequest(method, c.url+path, send)
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	if c.key != "" {
		req.Header.Set("Idempotency-Key", c.key)
	}
	if c.match != "" {
		req.Header.Set("If-Match", c.match)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	if res.StatusCode >= 400 && res.Header.Get("Content-Type") != "application/problem+json" {
		c.t.Errorf("%s %s: an error as %s: %s", method, path, res.Header.Get("Content-Type"), raw)
	}
	if len(raw) == 0 {
		return res.StatusCode, nil
	}
	var out map[string]any
	if err := json.Unmarshal(raw, &out); err != nil {
		c.t.Fatalf("%s %s: %d %s", method, path, res.StatusCode, raw)
	}
	return res.StatusCode, out
}

func TestWithoutAGoodTokenNothingIsThere(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	id := s.Rosa().String()
	old, err := account.NewTokens(fixture.Root, func() time.Time { return time.Now().Add(-2 * time.Hour) }, s.App.Accounts.Stamp).Make(t.Context(), s.Posts["amina"])
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := account.NewTokens([32]byte{9}, time.Now, s.App.Accounts.Stamp).Make(t.Context(), s.Posts["amina"])
	if err != nil {
		t.Fatal(err)
	}
	good, _ := s.App.Tokens.Make(t.Context(), s.Posts["amina"])
	none := "eyJhbGciOiJub25lIn0." + strings.Split(good, ".")[1] + "."
	for name, token := range map[string]string{"none": "", "odd": "x", "expired": old, "another installation's": foreign, "algorithm none": none, "endless": strings.Repeat("a", 5000)} {
		c := caller{t: t, url: s.URL, token: token}
		if status, body := c.do(http.MethodGet, "/api/v1/journeys/"+id, nil); status != http.StatusUnauthorized || body["resident"] != nil {
			t.Errorf("%s token: %d %v", name, status, body)
		}
	}
	c := as(t, s, "joel")
	s.AsOwner(t, "update onward.post set until_on = onward.today() - 1 where id = $1", s.Posts["joel"])
	if status, _ := c.do(http.MethodGet, "/api/v1/journeys/"+id, nil); status != http.StatusUnauthorized {
		t.Errorf("the token of an ended post: %d", status)
	}
}

func TestJSONMakesThePagesDecisions(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	id := s.Rosa().String()
	status, j := as(t, s, "amina").do(http.MethodGet, "/api/v1/journeys/"+id, nil)
	person, _ := j["resident"].(map[string]any)
	if status != 200 || person["national_insurance_number"] != "MW123456A" || j["basis"] != "caseload" || len(j["priority_groups"].([]any)) != 2 {
		t.Fatalf("amina: %d %v", status, j)
	}
	resident := j["resident_id"].(string)
	_, j = as(t, s, "joel").do(http.MethodGet, "/api/v1/journeys/"+id, nil)
	if groups := j["priority_groups"].([]any); len(groups) != 1 || j["basis"] != "own" {
		t.Errorf("joel sees %v on %v", groups, j["basis"])
	}
	_, j = as(t, s, "grace").do(http.MethodGet, "/api/v1/journeys/"+id, nil)
	if j["resident"] != nil || j["stage"] != nil || j["reference"] == nil {
		t.Errorf("governance: %v", j)
	}
	for _, part := range []string{"", "/barriers", "/goals", "/actions", "/interventions", "/appointments", "/notes", "/timeline", "/spells"} {
		for _, who := range []string{"bola", "jan", "anil", "petra"} {
			if status, body := as(t, s, who).do(http.MethodGet, "/api/v1/journeys/"+id+part, nil); status != http.StatusNotFound {
				t.Errorf("%s %s: %d %v", who, part, status, body)
			}
		}
		if status, _ := as(t, s, "amina").do(http.MethodGet, "/api/v1/journeys/"+id+part, nil); status != http.StatusOK {
			t.Errorf("amina %s: %d", part, status)
		}
	}
	for part, want := range map[string]int{"/notes": 404, "/spells": 404, "/actions": 200, "/barriers": 200} {
		if status, _ := as(t, s, "joel").do(http.MethodGet, "/api/v1/journeys/"+id+part, nil); status != want {
			t.Errorf("joel %s: %d, want %d", part, status, want)
		}
	}
	if status, r := as(t, s, "amina").do(http.MethodGet, "/api/v1/residents/"+resident, nil); status != 200 || r["journey_id"] != id {
		t.Errorf("the resident: %d %v", status, r)
	}
	if status, _ := as(t, s, "bola").do(http.MethodGet, "/api/v1/residents/"+resident, nil); status != http.StatusNotFound {
		t.Errorf("a foreign resident: %d", status)
	}
}

func TestStartMoveAndAdd(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := as(t, s, "amina")
	c.key = uuid.NewString()
	send := map[string]any{"given": "Tomasz", "family": "Brandl", "date_of_birth": "1988-04-03", "telephone": "07700 900 321", "entry_point": "self"}
	status, first := c.do(http.MethodPost, "/api/v1/journeys", send)
	if status != http.StatusCreated {
		t.Fatalf("%d %v", status, first)
	}
	if _, again := c.do(http.MethodPost, "/api/v1/journeys", send); again["id"] != first["id"] {
		t.Errorf("sent again with its key, it answers %v", again)
	}
	c.key = uuid.NewString()
	if status, p := c.do(http.MethodPost, "/api/v1/journeys", send); status != http.StatusConflict {
		t.Errorf("a likely duplicate: %d %v", status, p)
	}
	send["somebody_else"] = true
	_, second := c.do(http.MethodPost, "/api/v1/journeys", send)
	if _, again := c.do(http.MethodPost, "/api/v1/journeys", send); again["id"] != second["id"] || second["id"] == first["id"] {
		t.Errorf("sent twice with one key: %v and %v", second, again)
	}
	at := "/api/v1/journeys/" + first["id"].(string)
	c.key = ""
	for part, body := range map[string]map[string]any{
		"/barriers": {"code": "childcare", "severity": 2, "since": "2026-01-05"},
		"/actions":  {"what": "Send the CV", "who": "resident", "due": "2027-01-05"},
		"/notes":    {"contact": "telephone", "on": "2026-01-05", "text": "Wants mornings"},
		"/spells":   {"employer": "Acton Vale Foods", "start": "2026-01-12", "pay": []any{map[string]any{"from": "2026-01-12", "amount": 1385, "per": "hour", "hours_per_week": "37.5"}}},
	} {
		if status, answer := c.do(http.MethodPost, at+part, body); status != http.StatusCreated {
			t.Errorf("%s: %d %v", part, status, answer)
		}
		if _, answer := c.do(http.MethodGet, at+part, nil); answer["total"] != float64(1) {
			t.Errorf("%s afterwards: %v", part, answer)
		}
	}
	if status, p := c.do(http.MethodPost, at+"/stage", map[string]any{"stage": "assessing", "stage_version": 1}); status != http.StatusNoContent {
		t.Errorf("moving: %d %v", status, p)
	}
	if status, _ := c.do(http.MethodPost, at+"/stage", map[string]any{"stage": "looking", "stage_version": 1}); status != http.StatusConflict {
		t.Errorf("a stale move: %d", status)
	}
	if _, found := c.do(http.MethodGet, "/api/v1/journeys?stage=assessing&mine=true", nil); found["total"] != float64(1) {
		t.Errorf("the list: %v", found)
	}
	if _, found := c.do(http.MethodPost, "/api/v1/residents/search", map[string]any{"text": "tomasz brandl"}); found["total"] != float64(2) {
		t.Errorf("the search: %v", found)
	}
}

func TestProblemsSayWhatToDoAndRepeatNothing(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	at := "/api/v1/journeys/" + s.Rosa().String()
	c := as(t, s, "amina")
	for name, send := range map[string]struct {
		path string
		body any
	}{
		"a bad date":       {"/api/v1/journeys", map[string]any{"given": "A", "family": "B", "date_of_birth": "31/02/1980", "entry_point": "self"}},
		"a bad number":     {"/api/v1/journeys", map[string]any{"given": "A", "family": "B", "national_insurance_number": "SECRET99", "entry_point": "self"}},
		"an odd field":     {"/api/v1/journeys", map[string]any{"given": "A", "family": "B", "entry_point": "self", "SECRET99": 1}},
		"an odd word":      {at + "/barriers", map[string]any{"code": "SECRET99", "severity": 2}},
		"too heavy":        {at + "/barriers", map[string]any{"code": "childcare", "severity": 9}},
		"no text":          {at + "/notes", map[string]any{"contact": "face", "on": "2026-01-05", "text": ""}},
		"an end too early": {at + "/spells", map[string]any{"employer": "X", "start": "2026-01-05", "end": "2025-01-05"}},
		"not JSON":         {at + "/notes", "SECRET99"},
		"an odd id":        {"/api/v1/journeys/SECRET99/notes", map[string]any{"contact": "face", "on": "2026-01-05", "text": "x"}},
		"an odd part":      {at + "/tasks/SECRET99/done", map[string]any{"done": true, "version": 1}},
		"an odd enum":      {at + "/notes", map[string]any{"contact": "SECRET99", "on": "2026-01-05", "text": "x"}},
		"an odd day":       {at + "/notes", map[string]any{"contact": "face", "on": "SECRET99", "text": "x"}},
		"an odd type":      {at + "/tasks", map[string]any{"what": map[string]any{"SECRET99": 1}}},
		"an odd inner":     {at + "/spells", map[string]any{"employer": "X", "start": "2026-01-05", "pay": []any{map[string]any{"from": "2026-01-05", "SECRET99": 1}}}},
		"a bad version":    {at + "/stage", map[string]any{"stage": "looking", "stage_version": "SECRET99"}},
	} {
		status, p := c.do(http.MethodPost, send.path, send.body)
		text, _ := json.Marshal(p)
		if status < 400 || status >= 500 || p["detail"] == "" {
			t.Errorf("%s: %d %s", name, status, text)
		}
		if strings.Contains(string(text), "SECRET99") {
			t.Errorf("%s: the answer repeats the value: %s", name, text)
		}
	}
}

func TestOpenAPIDescribesEveryOperation(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	res, err := http.Get(s.URL + "/api/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		OpenAPI string `json:"openapi"`
		Paths   map[string]map[string]struct {
			OperationID string           `json:"operationId"`
			Security    []map[string]any `json:"security"`
		} `json:"paths"`
	}
	if err := json.Unmarshal(raw, &doc); err != nil || !strings.HasPrefix(doc.OpenAPI, "3.1") || len(doc.Paths) < 10 {
		t.Fatalf("%v: %d paths, version %s", err, len(doc.Paths), doc.OpenAPI)
	}
	for path, operations := range doc.Paths {
		for method, op := range operations {
			if op.OperationID == "" || len(op.Security) == 0 {
				t.Errorf("%s %s has no name or no security", method, path)
			}
		}
	}
	described, err := openapi3.NewLoader().LoadFromData(raw)
	if err != nil {
		t.Fatalf("the description cannot be loaded: %v", err)
	}
	if err := described.Validate(t.Context()); err != nil {
		t.Errorf("the description is not valid: %v", err)
	}
	checkRoutes(t, s, described)
}

// checkRoutes holds the description against the routes: neither has what the
// other lacks, and whoever has no token is told so by each.
func checkRoutes(t *testing.T, s *webtest.Site, described *openapi3.T) {
	t.Helper()
	named, seen := regexp.MustCompile(`:(\w+)`), 0
	for _, r := range s.App.Server().Echo.Routes() {
		if !strings.HasPrefix(r.Path, "/api/v1/") {
			continue
		}
		seen++
		item := described.Paths.Value(named.ReplaceAllString(r.Path, "{$1}"))
		if item == nil || item.GetOperation(r.Method) == nil {
			t.Errorf("%s %s is not described", r.Method, r.Path)
			continue
		}
		op := item.GetOperation(r.Method)
		if op.Summary == "" || op.Responses.Value("401") == nil || op.Responses.Value("404") == nil {
			t.Errorf("%s %s says too little", r.Method, r.Path)
		}
		path := named.ReplaceAllStringFunc(r.Path, func(name string) string {
			if name == ":staff" {
				return "1"
			}
			return uuid.NewString()
		})
		if status, _ := (caller{t: t, url: s.URL}).do(r.Method, path, nil); status != http.StatusUnauthorized {
			t.Errorf("%s %s without a token: %d", r.Method, r.Path, status)
		}
	}
	operations := 0
	for _, item := range described.Paths.Map() {
		operations += len(item.Operations())
	}
	if operations != seen || seen < 40 {
		t.Errorf("%d routes, %d described", seen, operations)
	}
}
