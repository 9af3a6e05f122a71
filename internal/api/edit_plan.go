package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"onward/internal/journey/plan"
)

type (
	taskEdit struct {
		TaskBody
		Versioned
	}
	goalEdit struct {
		GoalBody
		Versioned
	}
	actionEdit struct {
		ActionBody
		Versioned
	}
	interventionEdit struct {
		InterventionBody
		Versioned
	}
	doneEdit struct {
		Versioned
		Done bool `json:"done" doc:"true: done today; false: to do after all"`
	}
)

var planNames = map[string]string{"starts": "starts_on", "ends": "ends_on", "other": "programme"}

// planChanges are the changes of what stands on a plan.
func (a API) planChanges(api huma.API) {
	tasks := kind{"tasks", "task", versionOf(a.Plan.Task, func(t plan.Task) int { return t.Version })}
	goals := kind{"goals", "goal", versionOf(a.Plan.Goal, func(g plan.Goal) int { return g.Version })}
	actions := kind{"actions", "action", versionOf(a.Plan.Action, func(x plan.Action) int { return x.Version })}
	support := kind{"interventions", "intervention", versionOf(a.Plan.Intervention, func(i plan.Intervention) int { return i.Version })}

	edit(a, api, tasks, http.MethodPut, "", "change-task", "Change what a task is", func(ctx context.Context, in *editInput[taskEdit], version int) error {
		t, err := a.task(ctx, in.Body.TaskBody)
		if err != nil {
			return err
		}
		return a.Plan.ChangeTask(ctx, in.ID, in.Part, t, version)
	})
	edit(a, api, goals, http.MethodPut, "", "change-goal", "Put a goal right; a new wish is a new goal", func(ctx context.Context, in *editInput[goalEdit], version int) error {
		g, err := in.Body.facts()
		if err != nil {
			return err
		}
		return a.Plan.ChangeGoal(ctx, in.ID, in.Part, g, version)
	})
	edit(a, api, actions, http.MethodPut, "", "change-action", "Change what an action is", func(ctx context.Context, in *editInput[actionEdit], version int) error {
		x, err := in.Body.facts()
		if err != nil {
			return err
		}
		return a.Plan.ChangeAction(ctx, in.ID, in.Part, x, version)
	})
	edit(a, api, support, http.MethodPut, "", "change-intervention", "Change what is on record of support", func(ctx context.Context, in *editInput[interventionEdit], version int) error {
		i, err := in.Body.facts()
		if err != nil {
			return err
		}
		return renamed(a.Plan.ChangeIntervention(ctx, in.ID, in.Part, i, version), planNames)
	})
	done(a, api, tasks, "finish-task", a.Plan.FinishTask, a.Plan.ReopenTask)
	done(a, api, actions, "finish-action", a.Plan.FinishAction, a.Plan.ReopenAction)
	removal(a, api, goals, a.Plan.RemoveGoal)
	removal(a, api, actions, a.Plan.RemoveAction)
	removal(a, api, support, a.Plan.RemoveIntervention)
}

type overVersion func(ctx context.Context, journey, part uuid.UUID, version int) error

// done registers that a part was done today, or is to do after all.
func done(a API, api huma.API, k kind, id string, finish, reopen overVersion) {
	edit(a, api, k, http.MethodPost, "/done", id, "Say that a "+k.name+" is done, or that it is not", func(ctx context.Context, in *editInput[doneEdit], version int) error {
		if in.Body.Done {
			return finish(ctx, in.ID, in.Part, version)
		}
		return reopen(ctx, in.ID, in.Part, version)
	})
}

// removal registers that a part which should not be there is taken away. It is
// a POST since it brings a version; for a day the pages undo it.
func removal(a API, api huma.API, k kind, remove overVersion) {
	edit(a, api, k, http.MethodPost, "/remove", "remove-"+k.name, "Take away what should not be there; for a day the pages can undo it",
		func(ctx context.Context, in *editInput[Versioned], version int) error {
			return remove(ctx, in.ID, in.Part, version)
		})
}
