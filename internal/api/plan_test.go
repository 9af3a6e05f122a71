package api_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/journey"
	"onward/internal/resident"
	"onward/internal/webtest"
)

const api = "/api/v1/journeys"

// locations are the parts of the body that a problem speaks of.
func locations(p map[string]any) string {
	var at []string
	list, _ := p["errors"].([]any)
	for _, e := range list {
		at = append(at, e.(map[string]any)["location"].(string))
	}
	return strings.Join(at, " ")
}

func items(t *testing.T, c caller, path string) []map[string]any {
	t.Helper()
	status, body := c.do(http.MethodGet, path, nil)
	if status != http.StatusOK {
		t.Fatalf("%s: %d %v", path, status, body)
	}
	var out []map[string]any
	for _, i := range body["items"].([]any) {
		out = append(out, i.(map[string]any))
	}
	return out
}

func TestThePlanIsAddedToAndRead(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	at, c := api+"/"+s.Rosa().String(), as(t, s, "amina")
	joel := strconv.Itoa(s.Staff["joel"])
	for _, send := range []struct {
		part string
		body map[string]any
	}{
		{"/tasks", map[string]any{"what": "File the plan"}},
		{"/tasks", map[string]any{"what": "Call the college", "assignee": "joel", "due": "2030-01-05"}},
		{"/tasks", map[string]any{"what": "Print the plan", "assignee": joel}},
		{"/goals", map[string]any{"words": "Work with children", "said_on": "2026-01-05"}},
		{"/interventions", map[string]any{"type": "debt", "provider": "Citizens Advice", "starts_on": "2026-01-05", "ends_on": "2026-02-05", "hours": "12", "result": "completed"}},
	} {
		c.key = uuid.NewString()
		status, first := c.do(http.MethodPost, at+send.part, send.body)
		_, again := c.do(http.MethodPost, at+send.part, send.body)
		if status != http.StatusCreated || first["id"] != again["id"] {
			t.Errorf("%s: %d %v, sent again %v", send.part, status, first, again)
		}
	}
	var who []any
	for _, task := range items(t, c, at+"/tasks") {
		who = append(who, task["what"], task["assignee"])
	}
	if got := strings.Join(words(who), ", "); got != "Call the college, Joel Hartigan, File the plan, Amina Yusufi, Print the plan, Joel Hartigan" {
		t.Errorf("tasks: %s", got)
	}
	if goals := items(t, c, at+"/goals"); len(goals) != 1 || goals[0]["words"] != "Work with children" {
		t.Errorf("goals: %v", goals)
	}
	if given := items(t, c, at+"/interventions"); len(given) != 1 || given[0]["ends_on"] != "2026-02-05" || given[0]["result"] != "completed" {
		t.Errorf("interventions: %v", given)
	}
}

func words(list []any) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i], _ = w.(string)
	}
	return out
}

func TestProblemsOfThePlanNameThePartOfTheBody(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	at, c := api+"/"+s.Rosa().String(), as(t, s, "amina")
	debt := func(name, value string) map[string]any {
		b := map[string]any{"type": "debt", "starts_on": "2026-01-05"}
		b[name] = value
		return b
	}
	for _, send := range []struct {
		part string
		body map[string]any
		want string
	}{
		{"/tasks", map[string]any{"what": " "}, "body.what"},
		{"/tasks", map[string]any{"what": "x", "due": "31/02"}, "body.due"},
		{"/tasks", map[string]any{"what": "x", "assignee": "bola"}, "body.assignee"},
		{"/tasks", map[string]any{"what": "x", "assignee": strconv.Itoa(s.Staff["bola"])}, "body.assignee"},
		{"/tasks", map[string]any{"what": "x", "assignee": "grace"}, "body.assignee"},
		{"/goals", map[string]any{"words": ""}, "body.words"},
		{"/goals", map[string]any{"words": "x", "said_on": "2999-01-01"}, "body.said_on"},
		{"/goals", map[string]any{"words": "x", "said_on": "soon"}, "body.said_on"},
		{"/interventions", debt("type", "magic"), "body.type"},
		{"/interventions", debt("starts_on", ""), "body.starts_on"},
		{"/interventions", debt("starts_on", "x"), "body.starts_on"},
		{"/interventions", debt("ends_on", "x"), "body.ends_on"},
		{"/interventions", debt("ends_on", "2025-01-05"), "body.ends_on"},
		{"/interventions", debt("programme", strings.Repeat("x", 101)), "body.programme"},
		{"/interventions", debt("hours", "many"), "body.hours"},
	} {
		status, p := c.do(http.MethodPost, at+send.part, send.body)
		if status != http.StatusUnprocessableEntity || !strings.Contains(locations(p), send.want) {
			t.Errorf("%s %v: %d %v", send.part, send.body, status, p)
		}
	}
}

// Whatever is new here is as hidden from another organisation's token as the
// journey itself, to read and to write.
func TestAnotherOrganisationsTokenFindsNoneOfIt(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	at := api + "/" + s.Rosa().String()
	for _, who := range []string{"bola", "bimpe", "jan", "anil", "petra"} {
		c := as(t, s, who)
		for _, part := range []string{"/tasks", "/supporters"} {
			if status, body := c.do(http.MethodGet, at+part, nil); status != http.StatusNotFound {
				t.Errorf("%s reads %s: %d %v", who, part, status, body)
			}
		}
		for part, body := range map[string]map[string]any{
			"/tasks": {"what": "x"}, "/goals": {"words": "x"}, "/interventions": {"type": "debt", "starts_on": "2026-01-05"},
			"/appointments": {"start": "2030-01-07T10:00:00Z", "minutes": 30, "manner": "telephone", "purpose": "Review"},
		} {
			if status, body := c.do(http.MethodPost, at+part, body); status != http.StatusNotFound {
				t.Errorf("%s adds to %s: %d %v", who, part, status, body)
			}
		}
	}
	for _, part := range []string{"/tasks", "/goals", "/interventions", "/appointments"} { // a colleague may look, and add nothing
		if status, _ := as(t, s, "joel").do(http.MethodPost, at+part, map[string]any{"what": "x", "words": "x"}); status == http.StatusCreated {
			t.Errorf("joel adds to %s", part)
		}
	}
	s.AsOwner(t, "update onward.post set until_on = onward.today() - 1 where id = $1", s.Posts["joel"])
	if status, _ := as(t, s, "joel").do(http.MethodPost, at+"/tasks", map[string]any{"what": "x", "assignee": "amina"}); status != http.StatusUnauthorized {
		t.Errorf("an ended post: %d", status)
	}
}

func TestJourneyShowsTheBaselineThatTheDecisionOpens(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	id := s.Rosa()
	at := api + "/" + id.String()
	_, j := as(t, s, "amina").do(http.MethodGet, at, nil)
	base, _ := j["baseline"].(map[string]any)
	if base["work"] != "unemployed" || base["qualification"] != "level_2" || base["months_without_work"] != float64(14) || base["benefits"] != "Universal Credit" {
		t.Errorf("amina: %v", base)
	}
	_, j = as(t, s, "joel").do(http.MethodGet, at, nil)
	base, _ = j["baseline"].(map[string]any)
	if base["qualification"] != "level_2" || base["work"] != nil || base["benefits"] != nil {
		t.Errorf("joel, who sees circumstances alone: %v", base)
	}
	if _, j = as(t, s, "ines").do(http.MethodGet, at, nil); j["baseline"] != nil || j["priority_groups"] != nil {
		t.Errorf("intake: %v", j)
	}
	if _, j = as(t, s, "amina").do(http.MethodGet, api+"/"+s.Start("amina", "No", "Baseline").String(), nil); j["baseline"] != nil {
		t.Errorf("where none was taken: %v", j["baseline"])
	}
	if err := s.Journeys.Support(s.World.As("amina"), id, s.Staff["joel"]); err != nil {
		t.Fatal(err)
	}
	if list := items(t, as(t, s, "grace"), at+"/supporters"); len(list) != 1 || list[0]["name"] != "Joel Hartigan" || list[0]["id"] != float64(s.Staff["joel"]) {
		t.Errorf("supporters: %v", list)
	}
}

func TestStartTakesNumbersAndAColleague(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := as(t, s, "ines")
	send := func(change map[string]any) map[string]any {
		body := map[string]any{"given": "Tomasz", "family": uuid.NewString()[:8], "entry_point": "self"}
		for k, v := range change {
			body[k] = v
		}
		return body
	}
	for _, who := range []string{"joel", strconv.Itoa(s.Staff["joel"]), ""} {
		status, j := c.do(http.MethodPost, api, send(map[string]any{"single_point_of_contact": who}))
		if status != http.StatusCreated {
			t.Fatalf("%q: %d %v", who, status, j)
		}
		_, j = as(t, s, "tom").do(http.MethodGet, api+"/"+j["id"].(string), nil)
		if spoc := j["single_point_of_contact"].(map[string]any); spoc["name"] != map[bool]string{true: "Ines Figueira", false: "Joel Hartigan"}[who == ""] {
			t.Errorf("%q: %v", who, spoc)
		}
	}
	_, started := as(t, s, "amina").do(http.MethodPost, api, send(map[string]any{"unique_learner_number": "1234 567 890", "universal_credit_reference": "uc 12345"}))
	_, j := as(t, s, "amina").do(http.MethodGet, api+"/"+started["id"].(string), nil)
	if person := j["resident"].(map[string]any); person["unique_learner_number"] != "1234567890" || person["universal_credit_reference"] != "UC12345" {
		t.Errorf("the numbers: %v", person)
	}
	for field, value := range map[string]string{"single_point_of_contact": "bola", "unique_learner_number": "12", "universal_credit_reference": strings.Repeat("1", 21),
		"national_insurance_number": "x", "date_of_birth": "2999-01-01"} {
		if status, p := c.do(http.MethodPost, api, send(map[string]any{field: value})); status != http.StatusUnprocessableEntity || locations(p) != "body."+field {
			t.Errorf("%s: %d %v", field, status, p)
		}
	}
}

func TestSearchSaysThatThereAreMore(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	c := as(t, s, "amina")
	search := func() map[string]any {
		_, found := c.do(http.MethodPost, "/api/v1/residents/search", map[string]any{"text": "wojciechowska"})
		return found
	}
	var many []journey.New
	for i := range 26 {
		many = append(many, journey.New{EntryPoint: "self", Resident: resident.New{Identity: resident.Identity{Given: "Ola" + strconv.Itoa(i), Family: "Wojciechowska"}}})
	}
	for i, n := range many {
		if i == 25 {
			if found := search(); found["more"] != false || found["total"] != float64(25) {
				t.Errorf("25: more %v of %v", found["more"], found["total"])
			}
		}
		if _, err := s.Journeys.Start(s.World.As("amina"), n); err != nil {
			t.Fatal(err)
		}
	}
	if found := search(); found["more"] != true || found["total"] != float64(25) {
		t.Errorf("26: more %v of %v", found["more"], found["total"])
	}
}
