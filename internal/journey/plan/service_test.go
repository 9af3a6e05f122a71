package plan_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/journey/plan"
	"onward/internal/postgres"
)

func TestGoalsKeepTheEarlierOnes(t *testing.T) {
	t.Parallel()
	b := lay(t)
	first, err := b.plan.AddGoal(b.As("amina"), b.rosa, plan.GoalFacts{Words: "Any job", SaidOn: calendar.MustISO("2026-01-05")})
	must(t, err)
	_, err = b.plan.AddGoal(b.As("amina"), b.rosa, plan.GoalFacts{Words: "A kitchen job", SaidOn: calendar.MustISO("2026-03-02")})
	must(t, err)
	_, err = b.plan.AddGoal(b.As("amina"), b.rosa, plan.GoalFacts{Words: "Said before both", SaidOn: calendar.MustISO("2025-12-01")})
	must(t, err)
	goals := all(t, b, "joel", b.plan.Goals)
	if len(goals) != 3 || goals[0].Words != "A kitchen job" || goals[1].ID != first || goals[0].Author != "Amina Yusufi" || goals[0].AuthorOrg != "Ealing" {
		t.Errorf("goals: %+v", goals)
	}
	must(t, b.plan.ChangeGoal(b.As("tom"), b.rosa, first, plan.GoalFacts{Words: "Any job near home", SaidOn: goals[1].SaidOn}, 1))
	if goals = all(t, b, "amina", b.plan.Goals); goals[1].Words != "Any job near home" || goals[1].Version != 2 {
		t.Errorf("changed: %+v", goals[1])
	}
}

func TestActionsInOrderWithTheirOwners(t *testing.T) {
	t.Parallel()
	b := lay(t)
	b.action(t, "no day")
	b.action(t, "late", func(a *plan.ActionFacts) { a.Due = calendar.MustISO("2020-01-01") })
	b.action(t, "colleague", func(a *plan.ActionFacts) {
		a.Owner, a.Due = plan.Owner{Kind: plan.ByAdvisor, Staff: b.Staff["joel"]}, calendar.MustISO("2021-01-01")
	})
	done := b.action(t, "partner", func(a *plan.ActionFacts) {
		a.Owner = plan.Owner{Kind: plan.ByOrganisation, Name: "Northolt Skills Trust"}
	})
	must(t, b.plan.FinishAction(b.As("amina"), b.rosa, done, 1))
	var got []string
	for _, a := range all(t, b, "joel", b.plan.Actions) {
		got = append(got, a.What+"/"+a.Owner.Words("Rosie"))
	}
	if s := strings.Join(got, "; "); s != "late/Rosie; colleague/Joel Hartigan, Ealing; no day/Rosie; partner/Northolt Skills Trust" {
		t.Error(s)
	}
}

func TestOpenIsWhatHappensNext(t *testing.T) {
	t.Parallel()
	b := lay(t)
	b.action(t, "second", func(a *plan.ActionFacts) { a.Due = calendar.MustISO("2021-02-01") })
	b.action(t, "last")
	gone := b.action(t, "gone")
	must(t, b.plan.RemoveAction(b.As("amina"), b.rosa, gone, 1))
	done := b.action(t, "done")
	must(t, b.plan.FinishAction(b.As("amina"), b.rosa, done, 1))
	_, err := b.plan.AddTask(b.As("amina"), b.rosa, plan.TaskFacts{What: "first", Due: calendar.MustISO("2021-01-01"), Assignee: b.Staff["tom"]})
	must(t, err)
	finished, err := b.plan.AddTask(b.As("amina"), b.rosa, plan.TaskFacts{What: "finished"})
	must(t, err)
	must(t, b.plan.FinishTask(b.As("amina"), b.rosa, finished, 1))
	next := all(t, b, "amina", b.plan.Open)
	if len(next) != 3 || next[0].What != "first" || !next[0].Task || next[0].Owner.Words("") != "Tom Redgate, Ealing" || next[1].What != "second" || next[2].What != "last" {
		t.Errorf("next: %+v", next)
	}
	if h := b.head(t); h.NextWhat != "first" || h.NextDue.String() != "2021-01-01" {
		t.Errorf("the lists are sorted by %s on %s", h.NextWhat, h.NextDue)
	}
}

func TestAddingIsEnoughToSortTheListsByIt(t *testing.T) {
	t.Parallel()
	b := lay(t)
	b.action(t, "Call", func(a *plan.ActionFacts) { a.Due = calendar.MustISO("2021-02-01") })
	if h := b.head(t); h.NextWhat != "Call" || h.NextDue.String() != "2021-02-01" {
		t.Errorf("next is %q on %s", h.NextWhat, h.NextDue)
	}
}

func TestDoneAndUndone(t *testing.T) {
	t.Parallel()
	b := lay(t)
	id := b.action(t, "Call", func(a *plan.ActionFacts) { a.Due = calendar.MustISO("2021-02-01") })
	must(t, b.plan.FinishAction(b.As("amina"), b.rosa, id, 1))
	if a := all(t, b, "amina", b.plan.Actions)[0]; a.Done.IsZero() || a.Version != 2 {
		t.Errorf("done: %+v", a)
	}
	if h := b.head(t); h.NextWhat != "" {
		t.Errorf("next is still %s", h.NextWhat)
	}
	if err := b.plan.ReopenAction(b.As("amina"), b.rosa, id, 1); !fault.Is(err, fault.Conflict) {
		t.Errorf("over the version before: %v", err)
	}
	must(t, b.plan.ReopenAction(b.As("amina"), b.rosa, id, 2))
	if h := b.head(t); h.NextWhat != "Call" {
		t.Errorf("next is %q", h.NextWhat)
	}
	task, err := b.plan.AddTask(b.As("amina"), b.rosa, plan.TaskFacts{What: "File it"})
	must(t, err)
	must(t, b.plan.FinishTask(b.As("amina"), b.rosa, task, 1))
	must(t, b.plan.ReopenTask(b.As("amina"), b.rosa, task, 2))
	if tasks := all(t, b, "amina", b.plan.Tasks); len(tasks) != 1 || !tasks[0].Done.IsZero() || tasks[0].AssigneeName != "Amina Yusufi" {
		t.Errorf("tasks: %+v", tasks)
	}
}

func TestInterventionsKeepEverything(t *testing.T) {
	t.Parallel()
	b := lay(t)
	facts := plan.InterventionFacts{Type: "training", Programme: "Connect to Work", Provider: "Northolt Skills Trust",
		Starts: calendar.MustISO("2026-01-12"), Ends: calendar.MustISO("2026-02-12"), Hours: "37.50", Result: "completed"}
	id, err := b.plan.AddIntervention(b.As("amina"), b.rosa, facts)
	must(t, err)
	facts.Hours = "37.5"
	if got := all(t, b, "joel", b.plan.Interventions); len(got) != 1 || got[0].InterventionFacts != facts {
		t.Errorf("kept: %+v", got)
	}
	facts.Hours, facts.Ends, facts.Result = "", calendar.Date{}, ""
	must(t, b.plan.ChangeIntervention(b.As("amina"), b.rosa, id, facts, 1))
	if got := all(t, b, "amina", b.plan.Interventions); got[0].InterventionFacts != facts {
		t.Errorf("changed: %+v", got)
	}
}

func TestRemovedIsBroughtBackForADay(t *testing.T) {
	t.Parallel()
	b := lay(t)
	goal, err := b.plan.AddGoal(b.As("amina"), b.rosa, plan.GoalFacts{Words: "Any job"})
	must(t, err)
	support, err := b.plan.AddIntervention(b.As("amina"), b.rosa, plan.InterventionFacts{Type: "debt", Starts: today})
	must(t, err)
	action := b.action(t, "Call")
	remove := func(version int) {
		t.Helper()
		must(t, b.plan.RemoveGoal(b.As("amina"), b.rosa, goal, version))
		must(t, b.plan.RemoveIntervention(b.As("amina"), b.rosa, support, version))
		must(t, b.plan.RemoveAction(b.As("amina"), b.rosa, action, version))
	}
	count := func() int {
		return len(all(t, b, "amina", b.plan.Goals)) + len(all(t, b, "amina", b.plan.Interventions)) + len(all(t, b, "amina", b.plan.Actions))
	}
	remove(1)
	if n := count(); n != 0 {
		t.Errorf("%d left", n)
	}
	if err := b.plan.FinishAction(b.As("amina"), b.rosa, action, 2); !fault.Is(err, fault.Missing) {
		t.Errorf("finishing what was removed: %v", err)
	}
	must(t, b.plan.RestoreGoal(b.As("amina"), b.rosa, goal))
	must(t, b.plan.RestoreIntervention(b.As("amina"), b.rosa, support))
	must(t, b.plan.RestoreAction(b.As("amina"), b.rosa, action))
	if n := count(); n != 3 {
		t.Errorf("%d back", n)
	}
	remove(3)
	b.AsOwner(t, "insert into onward.clock_shift values ('25 hours')")
	for _, err := range []error{b.plan.RestoreGoal(b.As("amina"), b.rosa, goal), b.plan.RestoreIntervention(b.As("amina"), b.rosa, support),
		b.plan.RestoreAction(b.As("amina"), b.rosa, action)} {
		if !fault.Is(err, fault.Missing) {
			t.Errorf("after a day: %v", err)
		}
	}
}

func TestWhoMayNot(t *testing.T) {
	t.Parallel()
	b := lay(t)
	id := b.action(t, "Call")
	task, err := b.plan.AddTask(b.As("amina"), b.rosa, plan.TaskFacts{What: "File it"})
	must(t, err)
	a := plan.ActionFacts{What: "Other", Owner: plan.Owner{Kind: plan.ByResident}}
	for who, want := range map[string]fault.Kind{"joel": fault.Forbidden, "ines": fault.Forbidden, "grace": fault.Forbidden, "bola": fault.Missing, "petra": fault.Missing} {
		_, add := b.plan.AddAction(b.As(who), b.rosa, a)
		_, goal := b.plan.AddGoal(b.As(who), b.rosa, plan.GoalFacts{Words: "x"})
		_, support := b.plan.AddIntervention(b.As(who), b.rosa, plan.InterventionFacts{Type: "debt", Starts: today})
		_, set := b.plan.AddTask(b.As(who), b.rosa, plan.TaskFacts{What: "x"})
		for i, err := range []error{add, goal, support, set, b.plan.ChangeAction(b.As(who), b.rosa, id, a, 1), b.plan.FinishAction(b.As(who), b.rosa, id, 1),
			b.plan.RemoveAction(b.As(who), b.rosa, id, 1), b.plan.RestoreAction(b.As(who), b.rosa, id), b.plan.FinishTask(b.As(who), b.rosa, task, 1)} {
			if !fault.Is(err, want) {
				t.Errorf("%s, deed %d: %v", who, i, err)
			}
		}
	}
	for _, who := range []string{"ines", "grace"} {
		b.in(t, who, func(tx *postgres.Tx, d access.Decision) error {
			_, open := b.plan.Open(tx, d)
			_, list := b.plan.Goals(tx, d)
			_, one := b.plan.Action(tx, d, id)
			_, changed := b.plan.Changed(tx, d, id)
			for i, err := range []error{open, list, one, changed} {
				if !fault.Is(err, fault.Forbidden) {
					t.Errorf("%s reads %d: %v", who, i, err)
				}
			}
			return nil
		})
	}
}

func TestChangesRefuseStaleForeignAndWrong(t *testing.T) {
	t.Parallel()
	b := lay(t)
	id := b.action(t, "Call")
	other := b.Start("amina", "Tomasz", "Brandl")
	good := plan.ActionFacts{What: "Call again", Owner: plan.Owner{Kind: plan.ByResident}}
	outside := plan.ActionFacts{What: "Call", Owner: plan.Owner{Kind: plan.ByAdvisor, Staff: b.Staff["bola"]}}
	if err := b.plan.ChangeAction(b.As("amina"), b.rosa, id, good, 5); !fault.Is(err, fault.Conflict) {
		t.Errorf("stale: %v", err)
	}
	if err := b.plan.ChangeAction(b.As("amina"), other, id, good, 1); !fault.Is(err, fault.Missing) {
		t.Errorf("through another journey: %v", err)
	}
	if err := b.plan.ChangeAction(b.As("amina"), b.rosa, uuid.New(), good, 1); !fault.Is(err, fault.Missing) {
		t.Errorf("unknown: %v", err)
	}
	if err := b.plan.ChangeAction(b.As("amina"), b.rosa, id, plan.ActionFacts{}, 1); wrongs(err) != "what who" {
		t.Errorf("empty: %v", err)
	}
	if err := b.plan.ChangeAction(b.As("amina"), b.rosa, id, outside, 1); wrongs(err) != "colleague" {
		t.Errorf("given to Brent: %v", err)
	}
	if _, err := b.plan.AddAction(b.As("amina"), b.rosa, outside); wrongs(err) != "colleague" {
		t.Errorf("added for Brent: %v", err)
	}
	if _, err := b.plan.AddTask(b.As("amina"), b.rosa, plan.TaskFacts{What: "x", Assignee: b.Staff["petra"]}); wrongs(err) != "assignee" {
		t.Errorf("a task for the administrator: %v", err)
	}
	if n := len(all(t, b, "amina", b.plan.Actions)) + len(all(t, b, "amina", b.plan.Tasks)); n != 1 {
		t.Errorf("%d rows: a refused one stands", n)
	}
}

func TestAColleagueWhoLeftMayStayWritten(t *testing.T) {
	t.Parallel()
	b := lay(t)
	facts := plan.ActionFacts{What: "Call", Owner: plan.Owner{Kind: plan.ByAdvisor, Staff: b.Staff["joel"]}}
	id, err := b.plan.AddAction(b.As("amina"), b.rosa, facts)
	must(t, err)
	task, err := b.plan.AddTask(b.As("amina"), b.rosa, plan.TaskFacts{What: "File", Assignee: b.Staff["joel"]})
	must(t, err)
	b.AsOwner(t, "update onward.post set until_on = onward.today() - 1 where id = $1", b.Posts["joel"])
	facts.What = "Call at last"
	must(t, b.plan.ChangeAction(b.As("amina"), b.rosa, id, facts, 1))
	must(t, b.plan.ChangeTask(b.As("amina"), b.rosa, task, plan.TaskFacts{What: "File it", Assignee: b.Staff["joel"]}, 1))
	if err := b.plan.ChangeTask(b.As("amina"), b.rosa, task, plan.TaskFacts{What: "File it", Assignee: b.Staff["bola"]}, 2); wrongs(err) != "assignee" {
		t.Errorf("given to Brent: %v", err)
	}
}

func TestRepeatedSendsDoItOnce(t *testing.T) {
	t.Parallel()
	b := lay(t)
	ctx := postgres.Once(b.As("amina"), uuid.New(), "POST /goals/new")
	first, err := b.plan.AddGoal(ctx, b.rosa, plan.GoalFacts{Words: "Any job"})
	must(t, err)
	second, err := b.plan.AddGoal(ctx, b.rosa, plan.GoalFacts{Words: "Any job"})
	must(t, err)
	if first != second || len(all(t, b, "amina", b.plan.Goals)) != 1 {
		t.Errorf("%s and %s", first, second)
	}
	id := b.action(t, "Call")
	ctx = postgres.Once(b.As("amina"), uuid.New(), "POST /done")
	must(t, b.plan.FinishAction(ctx, b.rosa, id, 1))
	must(t, b.plan.FinishAction(ctx, b.rosa, id, 1))
}

func TestChangesAreOnTheAuditAndNamed(t *testing.T) {
	t.Parallel()
	b := lay(t)
	id := b.action(t, "Call")
	b.in(t, "amina", func(tx *postgres.Tx, d access.Decision) error {
		c, err := b.plan.Changed(tx, d, id)
		if c != (plan.Changed{}) {
			t.Errorf("before any change: %+v", c)
		}
		return err
	})
	must(t, b.plan.ChangeAction(b.As("tom"), b.rosa, id, plan.ActionFacts{What: "Call", Owner: plan.Owner{Kind: plan.ByResident}, Due: today}, 1))
	b.in(t, "amina", func(tx *postgres.Tx, d access.Decision) error {
		c, err := b.plan.Changed(tx, d, id)
		if c.By != "Tom Redgate" || c.Org != "Ealing" || c.At.IsZero() {
			t.Errorf("changed: %+v", c)
		}
		return err
	})
	if n := b.count(t, "select count(*) from onward.audit where subject = 'action' and action = 'change' and fields = '{due}' and basis = 'own'"); n != 1 {
		t.Errorf("%d rows of the change", n)
	}
	if n := b.count(t, "select count(*) from onward.audit where subject = 'action' and action = 'add' and categories = '{plan}' and basis = 'caseload'"); n != 1 {
		t.Errorf("%d rows of the addition", n)
	}
}
