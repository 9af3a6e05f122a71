package plan_test

import (
	"strings"
	"testing"

	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/journey/plan"
)

var (
	today  = calendar.MustISO("2026-04-15") // a Wednesday
	nobody calendar.Date
)

// wrongs are the names of the fields that a check found wrong.
func wrongs(err error) string {
	if err == nil {
		return ""
	}
	var names []string
	for _, f := range fault.Of(err).Fields {
		names = append(names, f.Name)
	}
	return strings.Join(names, " ")
}

func TestGoalCheck(t *testing.T) {
	t.Parallel()
	g := plan.GoalFacts{Words: " “A kitchen job.\nNear home.” "}
	if err := g.Check(today); err != nil || g.Words != "A kitchen job.\nNear home." || g.SaidOn != today {
		t.Errorf("%+v, %v", g, err)
	}
	bad := plan.GoalFacts{Words: strings.Repeat("x", 501), SaidOn: today.Add(1)}
	if got := wrongs(bad.Check(today)); got != "words said_on" {
		t.Error(got)
	}
	if got := wrongs((&plan.GoalFacts{Words: ` "" `}).Check(today)); got != "words" {
		t.Error(got)
	}
}

func TestActionCheck(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		facts plan.ActionFacts
		want  string
	}{
		{plan.ActionFacts{What: "Call", Owner: plan.Owner{Kind: plan.ByResident}}, ""},
		{plan.ActionFacts{What: "Call", Owner: plan.Owner{Kind: plan.ByAdvisor, Staff: 3}}, ""},
		{plan.ActionFacts{What: "Call", Owner: plan.Owner{Kind: plan.ByOrganisation, Name: "Northolt Skills Trust"}}, ""},
		{plan.ActionFacts{}, "what who"},
		{plan.ActionFacts{What: strings.Repeat("x", 201), Owner: plan.Owner{Kind: plan.ByAdvisor}}, "what colleague"},
		{plan.ActionFacts{What: "Call", Owner: plan.Owner{Kind: plan.ByOrganisation, Name: "  "}}, "organisation"},
		{plan.ActionFacts{What: "Call", Owner: plan.Owner{Kind: plan.ByOrganisation, Name: strings.Repeat("x", 101)}}, "organisation"},
	} {
		if got := wrongs(c.facts.Check()); got != c.want {
			t.Errorf("%+v: %q, want %q", c.facts, got, c.want)
		}
	}
}

func TestActionCheckDropsWhatDoesNotBelongToTheOwner(t *testing.T) {
	t.Parallel()
	a := plan.ActionFacts{What: "Call", Owner: plan.Owner{Kind: plan.ByResident, Staff: 3, Name: "Northolt"}}
	if err := a.Check(); err != nil || a.Owner != (plan.Owner{Kind: plan.ByResident}) {
		t.Errorf("%+v, %v", a.Owner, err)
	}
}

func TestOwnerWords(t *testing.T) {
	t.Parallel()
	for want, o := range map[string]plan.Owner{
		"Rosie":                 {Kind: plan.ByResident},
		"Amina Yusufi, Ealing":  {Kind: plan.ByAdvisor, Staff: 1, Name: "Amina Yusufi", Org: "Ealing"},
		"Northolt Skills Trust": {Kind: plan.ByOrganisation, Name: "Northolt Skills Trust"},
	} {
		if got := o.Words("Rosie"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		if !o.Same(o) || o.Same(plan.Owner{Kind: "other"}) {
			t.Errorf("%q is not the same as itself alone", want)
		}
	}
	amina := plan.Owner{Kind: plan.ByAdvisor, Staff: 1, Name: "Amina Yusufi"}
	if !amina.Same(plan.Owner{Kind: plan.ByAdvisor, Staff: 1}) || amina.Same(plan.Owner{Kind: plan.ByAdvisor, Staff: 2}) {
		t.Error("a colleague is known by more than the user")
	}
}

func TestInterventionCheck(t *testing.T) {
	t.Parallel()
	good := plan.InterventionFacts{Type: "training", Programme: " Connect to  Work ", Starts: today, Ends: today, Hours: " 37.5", Result: "completed"}
	if err := good.Check(); err != nil || good.Programme != "Connect to Work" || good.Hours != "37.5" {
		t.Errorf("%+v, %v", good, err)
	}
	long := strings.Repeat("x", 101)
	bad := plan.InterventionFacts{Type: "magic", Programme: long, Provider: long, Ends: today.Add(-1), Hours: "a few", Result: "great"}
	if got := wrongs(bad.Check()); got != "type other provider starts hours result" {
		t.Error(got)
	}
	backwards := plan.InterventionFacts{Type: "training", Starts: today, Ends: today.Add(-1)}
	if got := wrongs(backwards.Check()); got != "ends" {
		t.Error(got)
	}
	for _, h := range []string{"12345", "3.125", "-1", "1,5", "1e3"} {
		if got := wrongs((&plan.InterventionFacts{Type: "training", Starts: today, Hours: h}).Check()); got != "hours" {
			t.Errorf("%s hours: %q", h, got)
		}
	}
}

func TestListsOfTheSurvey(t *testing.T) {
	t.Parallel()
	if len(plan.Types) < 12 || plan.Programmes[0] != "Connect to Work" || len(plan.Programmes) < 10 {
		t.Errorf("%d types, %d programmes", len(plan.Types), len(plan.Programmes))
	}
	seen := map[string]bool{}
	for _, ty := range plan.Types {
		if seen[ty.Code] || ty.Label == "" || ty.Survey == "" || ty.Source == "" || plan.TypeLabel(ty.Code) != ty.Label {
			t.Errorf("type %+v", ty)
		}
		seen[ty.Code] = true
	}
	if plan.ResultLabel("qualification") != "Completed with a qualification" || plan.ResultLabel("x") != "" || plan.TypeLabel("") != "" {
		t.Error("labels")
	}
}

func TestTaskCheck(t *testing.T) {
	t.Parallel()
	if got := wrongs((&plan.TaskFacts{What: " "}).Check()); got != "what" {
		t.Error(got)
	}
	task := plan.TaskFacts{What: " Ring \n the school "}
	if err := task.Check(); err != nil || task.What != "Ring the school" {
		t.Errorf("%+v, %v", task, err)
	}
}

func TestStandings(t *testing.T) {
	t.Parallel()
	friday, saturday := calendar.MustISO("2026-04-17"), calendar.MustISO("2026-04-18")
	for _, c := range []struct {
		due, done, on calendar.Date
		want          plan.Standing
		words         string
	}{
		{nobody, nobody, today, plan.ToDo, "To do"},
		{today, nobody, today, plan.DueSoon, "Due today"},
		{today.Add(1), nobody, today, plan.DueSoon, "Due tomorrow"},
		{friday, nobody, today, plan.DueSoon, "Due in 2 days"},
		{calendar.MustISO("2026-04-20"), nobody, today, plan.ToDo, "To do"},
		{today.Add(-1), nobody, today, plan.Overdue, "1 working day late"},
		{calendar.MustISO("2026-04-10"), nobody, today, plan.Overdue, "3 working days late"},                         // over a weekend
		{calendar.MustISO("2026-04-02"), nobody, calendar.MustISO("2026-04-07"), plan.Overdue, "1 working day late"}, // over Easter
		{friday, nobody, saturday, plan.Overdue, "Overdue"},
		{friday, today, saturday, plan.Done, "Done"},
		{nobody, today, today, plan.Done, "Done"},
	} {
		if got, words := plan.Stand(c.due, c.done, c.on), plan.StandWords(c.due, c.done, c.on); got != c.want || words != c.words {
			t.Errorf("due %s, done %q, on %s: %d %q, want %d %q", c.due, c.done, c.on, got, words, c.want, c.words)
		}
	}
}
