package plan_test

import (
	"testing"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/journey/plan"
	"onward/internal/postgres"
)

func TestBatchCarriesThePast(t *testing.T) {
	t.Parallel()
	b := lay(t)
	then := calendar.MustISO("2025-03-03")
	past := plan.Past{Author: b.Staff["amina"], At: then.At(10, 0), Done: then.Add(3)}
	err := b.DB.Write(b.As("tom"), func(tx *postgres.Tx) error {
		d, err := b.Gate.Decide(tx, b.rosa)
		if err != nil {
			return err
		}
		batch := plan.NewBatch(tx)
		_, e1 := batch.AddGoal(d, plan.GoalFacts{Words: "Any job", SaidOn: then}, past)
		_, e2 := batch.AddAction(d, plan.ActionFacts{What: "Call", Owner: plan.Owner{Kind: plan.ByResident}, Due: then}, past)
		_, e3 := batch.AddIntervention(d, plan.InterventionFacts{Type: "careers", Starts: then, Hours: "1.25"}, past)
		_, e4 := batch.AddTask(d, plan.TaskFacts{What: "Check the sheet", Origin: "import"}, plan.Past{})
		for _, err := range []error{e1, e2, e3, e4} {
			must(t, err)
		}
		return batch.Insert(tx)
	})
	must(t, err)
	if a := all(t, b, "amina", b.plan.Actions); len(a) != 1 || a[0].Done != then.Add(3) || a[0].Author != "Amina Yusufi" || calendar.DayOf(a[0].CreatedAt) != then {
		t.Errorf("actions: %+v", a)
	}
	if i := all(t, b, "amina", b.plan.Interventions); len(i) != 1 || i[0].Hours != "1.25" || !i[0].Ends.IsZero() {
		t.Errorf("interventions: %+v", i)
	}
	if task := all(t, b, "amina", b.plan.Tasks); len(task) != 1 || task[0].Origin != "import" || task[0].AssigneeName != "Tom Redgate" || !task[0].Done.IsZero() {
		t.Errorf("tasks: %+v", task)
	}
	if n := b.count(t, "select count(*) from onward.audit where action = 'add' and subject in ('goal', 'action', 'intervention', 'task')"); n != 4 {
		t.Errorf("%d rows of audit", n)
	}
}

func TestBatchAsksTheDecision(t *testing.T) {
	t.Parallel()
	b := lay(t)
	b.in(t, "joel", func(tx *postgres.Tx, d access.Decision) error {
		batch := plan.NewBatch(tx)
		_, goal := batch.AddGoal(d, plan.GoalFacts{Words: "x"}, plan.Past{})
		_, action := batch.AddAction(d, plan.ActionFacts{What: "x", Owner: plan.Owner{Kind: plan.ByResident}}, plan.Past{})
		_, support := batch.AddIntervention(d, plan.InterventionFacts{Type: "debt", Starts: today}, plan.Past{})
		_, task := batch.AddTask(d, plan.TaskFacts{What: "x"}, plan.Past{})
		for i, err := range []error{goal, action, support, task} {
			if !fault.Is(err, fault.Forbidden) {
				t.Errorf("part %d: %v", i, err)
			}
		}
		_, goal = batch.AddGoal(d, plan.GoalFacts{}, plan.Past{})
		_, action = batch.AddAction(d, plan.ActionFacts{}, plan.Past{})
		_, support = batch.AddIntervention(d, plan.InterventionFacts{}, plan.Past{})
		_, task = batch.AddTask(d, plan.TaskFacts{}, plan.Past{})
		for i, err := range []error{goal, action, support, task} {
			if !fault.Is(err, fault.Invalid) {
				t.Errorf("empty part %d: %v", i, err)
			}
		}
		return nil
	})
}
