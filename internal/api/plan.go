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
}

type taskInput struct {
	Send
	Body struct {
		What     string `json:"what"`
		Assignee string `json:"assignee,omitempty" doc:"Username or id of a colleague; the token's user where it is left out"`
		Due      string `json:"due,omitempty" format:"date"`
	}
}

type goalInput struct {
	Send
	Body struct {
		Words  string `json:"words" doc:"In the resident's own words"`
		SaidOn string `json:"said_on,omitempty" format:"date" doc:"Today where it is left out"`
	}
}

type interventionInput struct {
	Send
	Body struct {
		Type      string `json:"type"`
		Programme string `json:"programme,omitempty"`
		Provider  string `json:"provider,omitempty"`
		Starts    string `json:"starts_on" format:"date"`
		Ends      string `json:"ends_on,omitempty" format:"date"`
		Hours     string `json:"hours,omitempty" doc:"In all" example:"37.5"`
		Result    string `json:"result,omitempty" enum:"completed,qualification,work,left,not_started"`
	}
}

// planning is the parts of a plan beside those that every part has: tasks to
// read, and goals, tasks and interventions to add.
func (a API) planning(api huma.API) {
	read(a, api, "/tasks", "list-tasks", "Tasks of the staff", access.Plan, func(tx *postgres.Tx, d access.Decision) ([]Task, error) {
		rows, err := a.Plan.Store.Tasks(tx, d)
		return each(rows, err, func(t plan.Task) Task {
			return Task{t.ID, t.What, t.AssigneeName, t.Assignee, t.Due.String(), t.Done.String()}
		})
	})
	handle(api, operation(http.MethodPost, "/journeys/{id}/tasks", "add-task", "Give a colleague a task"), a.addTask)
	handle(api, operation(http.MethodPost, "/journeys/{id}/goals", "add-goal", "Add a goal; those before it stay"), a.addGoal)
	handle(api, operation(http.MethodPost, "/journeys/{id}/interventions", "add-intervention", "Add support that is given"), a.addIntervention)
}

func (a API) addTask(ctx context.Context, in *taskInput) (*Answer[Created], error) {
	t := plan.TaskFacts{What: in.Body.What}
	var err error
	if t.Due, err = day("due", in.Body.Due); err != nil {
		return nil, err
	}
	if t.Assignee, err = a.colleague(ctx, "assignee", in.Body.Assignee); err != nil {
		return nil, err
	}
	return created(a.Plan.AddTask(in.once(ctx, "task"), in.ID, t))
}

func (a API) addGoal(ctx context.Context, in *goalInput) (*Answer[Created], error) {
	said, err := day("said_on", in.Body.SaidOn)
	if err != nil {
		return nil, err
	}
	return created(a.Plan.AddGoal(in.once(ctx, "goal"), in.ID, plan.GoalFacts{Words: in.Body.Words, SaidOn: said}))
}

func (a API) addIntervention(ctx context.Context, in *interventionInput) (*Answer[Created], error) {
	b := in.Body
	i := plan.InterventionFacts{Type: b.Type, Programme: b.Programme, Provider: b.Provider, Hours: b.Hours, Result: b.Result}
	var err error
	if i.Starts, err = day("starts_on", b.Starts); err != nil {
		return nil, err
	}
	if i.Ends, err = day("ends_on", b.Ends); err != nil {
		return nil, err
	}
	id, err := a.Plan.AddIntervention(in.once(ctx, "intervention"), in.ID, i)
	return created(id, renamed(err, map[string]string{"starts": "starts_on", "ends": "ends_on", "other": "programme"}))
}
