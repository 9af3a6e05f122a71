package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/journey/plan"
	"onward/internal/postgres"
)

// Task is work for a member of staff, as against the resident's plan.
type Task struct {
	ID         uuid.UUID `json:"id"`
	What       string    `json:"what"`
	Assignee   string    `json:"assignee"`
	AssigneeID int       `json:"assignee_id"`
	Due        string    `json:"due,omitempty" format:"date"`
	Done       string    `json:"done,omitempty" format:"date"`
	Version    int       `json:"version" doc:"A change brings it"`
}

// TaskBody is what a task is.
type TaskBody struct {
	What     string `json:"what"`
	Assignee string `json:"assignee,omitempty" doc:"Username or id of a colleague; the token's user where it is left out"`
	Due      string `json:"due,omitempty" format:"date"`
}

type taskInput struct {
	Send
	Body TaskBody
}

// GoalBody is what a resident wants.
type GoalBody struct {
	Words  string `json:"words" doc:"In the resident's own words"`
	SaidOn string `json:"said_on,omitempty" format:"date" doc:"Today where it is left out"`
}

type goalInput struct {
	Send
	Body GoalBody
}

// InterventionBody is what support is given.
type InterventionBody struct {
	Type      string `json:"type"`
	Programme string `json:"programme,omitempty"`
	Provider  string `json:"provider,omitempty"`
	Starts    string `json:"starts_on" format:"date"`
	Ends      string `json:"ends_on,omitempty" format:"date"`
	Hours     string `json:"hours,omitempty" doc:"In all" example:"37.5"`
	Result    string `json:"result,omitempty" enum:"completed,qualification,work,left,not_started"`
}

type interventionInput struct {
	Send
	Body InterventionBody
}

// planning is the parts of a plan beside those that every part has: tasks to
// read, and goals, tasks and interventions to add.
func (a API) planning(api huma.API) {
	read(a, api, "/tasks", "list-tasks", "Tasks of the staff", access.Plan, func(tx *postgres.Tx, d access.Decision) ([]Task, error) {
		rows, err := a.Plan.Store.Tasks(tx, d)
		return each(rows, err, func(t plan.Task) Task {
			return Task{t.ID, t.What, t.AssigneeName, t.Assignee, t.Due.String(), t.Done.String(), t.Version}
		})
	})
	handle(api, operation(http.MethodPost, "/journeys/{id}/tasks", "add-task", "Give a colleague a task"), a.addTask)
	handle(api, operation(http.MethodPost, "/journeys/{id}/goals", "add-goal", "Add a goal; those before it stay"), a.addGoal)
	handle(api, operation(http.MethodPost, "/journeys/{id}/interventions", "add-intervention", "Add support that is given"), a.addIntervention)
}

func (a API) addTask(ctx context.Context, in *taskInput) (*Answer[Created], error) {
	t, err := a.task(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	return created(a.Plan.AddTask(in.once(ctx, "task"), in.ID, t))
}

func (a API) task(ctx context.Context, b TaskBody) (t plan.TaskFacts, err error) {
	t.What = b.What
	if t.Due, err = day("due", b.Due); err != nil {
		return t, err
	}
	t.Assignee, err = a.colleague(ctx, "assignee", b.Assignee)
	return t, err
}

func (a API) addGoal(ctx context.Context, in *goalInput) (*Answer[Created], error) {
	g, err := in.Body.facts()
	if err != nil {
		return nil, err
	}
	return created(a.Plan.AddGoal(in.once(ctx, "goal"), in.ID, g))
}

func (b GoalBody) facts() (plan.GoalFacts, error) {
	said, err := day("said_on", b.SaidOn)
	return plan.GoalFacts{Words: b.Words, SaidOn: said}, err
}

func (a API) addIntervention(ctx context.Context, in *interventionInput) (*Answer[Created], error) {
	i, err := in.Body.facts()
	if err != nil {
		return nil, err
	}
	id, err := a.Plan.AddIntervention(in.once(ctx, "intervention"), in.ID, i)
	return created(id, renamed(err, planNames))
}

func (b InterventionBody) facts() (i plan.InterventionFacts, err error) {
	i = plan.InterventionFacts{Type: b.Type, Programme: b.Programme, Provider: b.Provider, Hours: b.Hours, Result: b.Result}
	if i.Starts, err = day("starts_on", b.Starts); err != nil {
		return i, err
	}
	i.Ends, err = day("ends_on", b.Ends)
	return i, err
}
