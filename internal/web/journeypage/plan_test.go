package journeypage_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/calendar"
	"onward/internal/journey/plan"
	"onward/internal/webtest"
)

func resident() plan.Owner { return plan.Owner{Kind: plan.ByResident} }

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// count asks the database as its owner.
func count(t *testing.T, s *webtest.Site, sql string) (n int) {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), s.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if err := conn.QueryRow(context.Background(), sql).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// intend puts an action on Rosa's plan in Amina's name.
func intend(t *testing.T, s *webtest.Site, journey uuid.UUID, a plan.ActionFacts) string {
	t.Helper()
	if a.Owner.Kind == "" {
		a.Owner = resident()
	}
	return Path(journey, "actions/"+must(s.App.Plan.AddAction(s.World.As("amina"), journey, a))(t).String())
}

func TestPlanShowsGoalsActionsSupportAndTasks(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	amina := s.World.As("amina")
	must(s.App.Plan.AddGoal(amina, rosa, plan.GoalFacts{Words: "Any job", SaidOn: calendar.MustISO("2025-11-03")}))(t)
	must(s.App.Plan.AddGoal(amina, rosa, plan.GoalFacts{Words: "A kitchen job near school", SaidOn: calendar.MustISO("2026-03-02")}))(t)
	intend(t, s, rosa, plan.ActionFacts{What: "Send payslips", Due: calendar.MustISO("2026-01-05")})
	intend(t, s, rosa, plan.ActionFacts{What: "Second budget session", Owner: plan.Owner{Kind: plan.ByOrganisation, Name: "Pathway Advice Centre"}})
	must(s.App.Plan.AddIntervention(amina, rosa, plan.InterventionFacts{Type: "training", Programme: "Connect to Work", Provider: "Northolt Skills Trust",
		Starts: calendar.MustISO("2026-01-12"), Ends: calendar.MustISO("2026-02-12"), Hours: "37.5", Result: "qualification"}))(t)
	must(s.App.Plan.AddTask(amina, rosa, plan.TaskFacts{What: "Chase the referral", Assignee: s.Staff["tom"]}))(t)

	text := s.As("amina").Get(Path(rosa, "plan")).Text()
	has(t, text, "“A kitchen job near school”", "Rosie’s words, 2 March 2026.", "Earlier goals (1)", "“Any job”", "Actions 2 to do",
		"Send payslips Rosie", "working days late", "Second budget session Pathway Advice Centre No day agreed To do", "Add an action",
		"Training course Northolt Skills Trust, Connect to Work, 12 January 2026 to 12 February 2026, 37.5 hours Completed with a qualification",
		"Chase the referral Tom Redgate", "Print the plan", "Add a goal")
	text = s.As("joel").Get(Path(rosa, "plan")).Text()
	has(t, text, "“A kitchen job near school”", "Send payslips", "Chase the referral", "Print the plan")
	hasNot(t, text, "Add a goal", "Add a task", "Add support", "Add an action", "Done Send", "Change the goal")
	for _, who := range []string{"ines", "grace", "bola"} {
		if r := s.As(who).Get(Path(rosa, "plan")); r.Status != http.StatusNotFound {
			t.Errorf("%s: %d", who, r.Status)
		}
	}
}

func TestEmptyPlanSaysWhatToDoFirst(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	has(t, s.As("amina").Get(Path(rosa, "plan")).Text(), "Ask Rosie what they want", "Agree the first step and add it", "No task is open.")
	has(t, s.As("joel").Get(Path(rosa, "plan")).Text(), "Nothing is written down yet of what Rosie wants.")
}

func TestGoalsFromFirstWordsToUndo(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	c := s.As("amina")
	r := c.Post(Path(rosa, "goals/new"), url.Values{"words": {" "}, "said_on": {"1 1 2099"}})
	if r.Status != http.StatusUnprocessableEntity {
		t.Fatalf("%d", r.Status)
	}
	has(t, r.Text(), "Enter what they want, in their own words")
	has(t, r.Body, `value="1 1 2099"`)
	has(t, c.Post(Path(rosa, "goals/new"), url.Values{"words": {"x"}, "said_on": {"1 1 2099"}}).Text(), "Enter a day that is not in the future")
	page := c.Follow(Path(rosa, "goals/new"), url.Values{"words": {"A kitchen job"}, "said_on": {"2 3 2026"}})
	has(t, page.Text(), "Goal added.", "“A kitchen job”")
	path := link(t, page.Body, "/goals/")
	page = c.Follow(path, url.Values{"words": {"A kitchen job near school"}, "said_on": {"2 3 2026"}, "_version": {"1"}})
	has(t, page.Text(), "Goal changed.", "near school")
	r = c.Post(path, url.Values{"words": {"Another"}, "said_on": {"2 3 2026"}, "_version": {"1"}})
	if r.Status != http.StatusConflict {
		t.Errorf("stale: %d", r.Status)
	}
	has(t, r.Text(), "Another", "A kitchen job near school", "Amina Yusufi, Ealing")
	has(t, c.Get(path).Text(), "Changed", "Added")
	page = c.Follow(path+"/remove", url.Values{"_version": {"2"}})
	has(t, page.Text(), "Goal removed.", "Ask Rosie what they want")
	has(t, c.Follow(path+"/restore", nil).Text(), "Goal brought back.", "near school")
	has(t, s.As("joel").Get(path).Text(), "A kitchen job near school", "2 March 2026")
	if r := s.As("joel").Post(path+"/remove", url.Values{"_version": {"4"}}); r.Status != http.StatusNotFound {
		t.Errorf("joel removes it: %d", r.Status)
	}
}

// link finds the first address on a page that holds a part.
func link(t *testing.T, body, part string) string {
	t.Helper()
	for _, piece := range strings.Split(body, `href="`)[1:] {
		address, _, _ := strings.Cut(piece, `"`)
		if strings.Contains(address, part) && !strings.HasSuffix(address, "/new") {
			return address
		}
	}
	t.Fatalf("no link to %s", part)
	return ""
}

func TestActionsInBothForms(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	c := s.As("amina")
	add := Path(rosa, "actions/new")
	joel := itoa(s.Staff["joel"])
	has(t, c.Get(add).Body, `value="resident" checked`, `name="colleague"`, `name="organisation"`)

	// the short form on the plan
	page := c.Follow(add, url.Values{"what": {"Call the school"}, "who": {joel}, "due": {"5 1 2026"}})
	has(t, page.Text(), "Action added.", "Call the school Joel Hartigan, Ealing")
	r := c.Post(add, url.Values{"what": {""}, "who": {joel}, "due": {"5 1 2026"}})
	if r.Status != http.StatusUnprocessableEntity {
		t.Fatalf("%d", r.Status)
	}
	has(t, r.Text(), "Enter what is to be done")
	has(t, r.Body, `value="advisor" checked`, `value="`+joel+`" selected`, `value="5 1 2026"`)

	// the form of its own
	has(t, c.Post(add, url.Values{"what": {"x"}, "who": {""}}).Text(), "Choose who does it")
	has(t, c.Post(add, url.Values{"what": {"x"}, "who": {"advisor"}, "colleague": {""}}).Text(), "Choose which colleague does it")
	has(t, c.Post(add, url.Values{"what": {"x"}, "who": {"organisation"}, "organisation": {""}}).Text(), "Enter the organisation that does it")
	has(t, c.Post(add, url.Values{"what": {"x"}, "who": {itoa(s.Staff["bola"])}}).Text(), "Choose a colleague who works with residents at your organisation")
	page = c.Follow(add, url.Values{"what": {"Budget session"}, "who": {"organisation"}, "colleague": {""}, "organisation": {"Pathway Advice Centre"}, "due": {""}})
	has(t, page.Text(), "Budget session Pathway Advice Centre")
	for _, who := range []string{"joel", "ines", "bola"} {
		if r := s.As(who).Get(add); r.Status != http.StatusNotFound {
			t.Errorf("%s: %d", who, r.Status)
		}
		if r := s.As(who).Post(add, url.Values{"what": {"x"}, "who": {"resident"}}); r.Status != http.StatusNotFound {
			t.Errorf("%s posts: %d", who, r.Status)
		}
	}
}

func TestActionTwiceDoesItOnce(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	c := s.As("amina")
	v := url.Values{"what": {"Call the school"}, "who": {"resident"}, "due": {""}, "_key": {uuid.NewString()}}
	for range 2 {
		if r := c.Post(Path(rosa, "actions/new"), v); r.Status != http.StatusSeeOther {
			t.Fatalf("%d", r.Status)
		}
	}
	if n := count(t, s, "select count(*) from onward.action"); n != 1 {
		t.Errorf("%d actions", n)
	}
}

func TestActionDoneInOneClickAndUndone(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	path := intend(t, s, rosa, plan.ActionFacts{What: "Call the school"})
	c := s.As("amina")
	page := c.Follow(path+"/done", url.Values{"_version": {"1"}})
	has(t, page.Text(), "Action done.", "Undo", "Actions done (1)")
	has(t, page.Body, path+"/undone?version=2")
	page = c.Follow(path+"/done", url.Values{"_version": {"1"}})
	has(t, page.Text(), "Somebody changed this meanwhile")
	page = c.Follow(path+"/undone?version=2", nil)
	has(t, page.Text(), "Action to do again.", "Actions 1 to do")
	if r := c.Post(path+"/done", url.Values{"_version": {"3"}, "from": {"/today"}}); r.Location != "/today" {
		t.Errorf("from Today it led to %s", r.Location)
	}
	if r := c.Post(path+"/undone", url.Values{"_version": {"4"}, "from": {"//evil.example"}}); r.Location != Path(rosa, "plan") {
		t.Errorf("a foreign way back led to %s", r.Location)
	}
	if r := s.As("joel").Post(path+"/done", url.Values{"_version": {"5"}}); r.Status != http.StatusNotFound {
		t.Errorf("joel ticks it: %d", r.Status)
	}
}

func TestChangeRemoveAndFightOverAnAction(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	path := intend(t, s, rosa, plan.ActionFacts{What: "Call the school", Owner: plan.Owner{Kind: plan.ByAdvisor, Staff: s.Staff["joel"]}})
	c := s.As("amina")
	s.As("tom").Follow(path, url.Values{"what": {"Ring the school"}, "who": {"organisation"}, "organisation": {"Acton High"}, "due": {"1 9 2026"}, "_version": {"1"}})
	r := c.Post(path, url.Values{"what": {"Call the school"}, "who": {"advisor"}, "colleague": {itoa(s.Staff["tom"])}, "due": {"1 9 2026"}, "_version": {"1"}})
	if r.Status != http.StatusConflict {
		t.Fatalf("%d %s", r.Status, r.Text())
	}
	has(t, r.Text(), "Tom Redgate, Ealing", "Ring the school", "Call the school", "Acton High")
	hasNot(t, r.Text(), "By when")
	r = c.Post(path, url.Values{"what": {""}, "who": {"resident"}, "due": {"soon"}, "_version": {"2"}})
	if r.Status != http.StatusUnprocessableEntity {
		t.Errorf("%d", r.Status)
	}
	has(t, r.Body, `value="soon"`, `name="_version" value="2"`)
	page := c.Follow(path+"/remove", url.Values{"_version": {"2"}})
	has(t, page.Text(), "Action removed.", "Agree the first step")
	has(t, c.Follow(path+"/restore", nil).Text(), "Action brought back.", "Ring the school")
	has(t, s.As("joel").Get(path).Text(), "Ring the school", "Acton High", "1 September 2026")
}

func TestAColleagueWhoLeftStaysOnOffer(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	path := intend(t, s, rosa, plan.ActionFacts{What: "Call the school", Owner: plan.Owner{Kind: plan.ByAdvisor, Staff: s.Staff["joel"]}})
	s.AsOwner(t, "update onward.post set until_on = onward.today() - 1 where id = $1", s.Posts["joel"])
	c := s.As("amina")
	has(t, c.Get(path).Body, `value="`+itoa(s.Staff["joel"])+`" selected`, "Joel Hartigan")
	page := c.Follow(path, url.Values{"what": {"Call at last"}, "who": {"advisor"}, "colleague": {itoa(s.Staff["joel"])}, "due": {""}, "_version": {"1"}})
	has(t, page.Text(), "Call at last Joel Hartigan, Ealing")
}

func TestSupportFromFormToUndo(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	c := s.As("amina")
	add := Path(rosa, "support/new")
	has(t, c.Get(add).Body, "Connect to Work", "Restart", "Debt advice", "Another programme")
	r := c.Post(add, url.Values{"type": {""}, "programme": {"other"}, "other": {""}, "starts": {""}})
	has(t, r.Text(), "Choose what kind of support it is", "Enter the name of the programme", "Enter the day on which it starts")
	r = c.Post(add, url.Values{"type": {"training"}, "starts": {"12 1 2026"}, "ends": {"1 1 2026"}, "hours": {"a few"}})
	if r.Status != http.StatusUnprocessableEntity {
		t.Errorf("%d", r.Status)
	}
	has(t, r.Text(), "Enter a day on or after the start", "Enter the hours in all, like 12 or 37.5")
	has(t, r.Body, `value="a few"`)
	page := c.Follow(add, url.Values{"type": {"training"}, "programme": {"other"}, "other": {"Kitchen Academy"}, "provider": {"Northolt Skills Trust"},
		"starts": {"12 1 2026"}, "ends": {""}, "hours": {"12.5"}, "result": {""}})
	has(t, page.Text(), "Support added.", "Training course Northolt Skills Trust, Kitchen Academy, from 12 January 2026, 12.5 hours", "Under way")
	path := link(t, page.Body, "/support/")
	has(t, c.Get(path).Body, `value="other" selected`, `value="Kitchen Academy"`, `value="12.5"`)
	page = c.Follow(path, url.Values{"type": {"training"}, "programme": {"Restart"}, "starts": {"12 1 2026"}, "ends": {"12 1 2026"}, "result": {"left"}, "_version": {"1"}})
	has(t, page.Text(), "Restart, 12 January 2026 Left early")
	r = c.Post(path, url.Values{"type": {"debt"}, "programme": {""}, "starts": {"12 1 2026"}, "_version": {"1"}})
	if r.Status != http.StatusConflict {
		t.Errorf("stale: %d", r.Status)
	}
	has(t, r.Text(), "Debt advice", "Training course", "Left early", "Nothing")
	has(t, c.Follow(path+"/remove", url.Values{"_version": {"2"}}).Text(), "Support removed.")
	has(t, c.Follow(path+"/restore", nil).Text(), "Support brought back.")
	if r := s.As("joel").Post(add, url.Values{"type": {"debt"}, "starts": {"12 1 2026"}}); r.Status != http.StatusNotFound {
		t.Errorf("joel adds: %d", r.Status)
	}
}

func TestTasks(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	c := s.As("amina")
	add := Path(rosa, "tasks/new")
	has(t, c.Get(add).Body, `value="`+itoa(s.Staff["amina"])+`" selected`)
	has(t, c.Post(add, url.Values{"what": {""}, "assignee": {""}}).Text(), "Enter what is to be done", "Choose who does it")
	has(t, c.Post(add, url.Values{"what": {"x"}, "assignee": {itoa(s.Staff["jan"])}}).Text(), "Choose somebody who works with residents at your organisation")
	page := c.Follow(add, url.Values{"what": {"Chase the referral"}, "assignee": {itoa(s.Staff["tom"])}, "due": {"5 1 2026"}})
	has(t, page.Text(), "Task added.", "Chase the referral Tom Redgate")
	path := link(t, page.Body, "/tasks/")
	page = c.Follow(path, url.Values{"what": {"Chase it"}, "assignee": {itoa(s.Staff["joel"])}, "due": {""}, "_version": {"1"}})
	has(t, page.Text(), "Task changed.", "Chase it Joel Hartigan")
	if r := c.Post(path, url.Values{"what": {"Leave it"}, "assignee": {itoa(s.Staff["tom"])}, "_version": {"1"}}); r.Status != http.StatusConflict {
		t.Errorf("stale: %d", r.Status)
	} else {
		has(t, r.Text(), "Joel Hartigan", "Tom Redgate", "Leave it")
	}
	page = c.Follow(path+"/done", url.Values{"_version": {"2"}})
	has(t, page.Text(), "Task done.", "Tasks done (1)")
	has(t, c.Follow(path+"/undone", url.Values{"_version": {"3"}}).Text(), "Task to do again.")
	if r := c.Post(path+"/remove", url.Values{"_version": {"4"}}); r.Status != http.StatusNotFound && r.Status != http.StatusMethodNotAllowed {
		t.Errorf("tasks are not removed, they are done: %d", r.Status)
	}
}
