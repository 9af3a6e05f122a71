package plan

import (
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/postgres"
)

const goalQuery = kept + "x.words, x.said_on from onward.goal x" + by + of + "and x.removed_at is null order by x.said_on desc, x.created_at desc, x.id desc"

func scanGoal(row pgx.CollectableRow) (g Goal, err error) {
	return g, row.Scan(g.into(&g.Words, &g.SaidOn)...)
}

// Goals reads the resident's goals, the current one first.
func (s Store) Goals(tx *postgres.Tx, d access.Decision) ([]Goal, error) {
	return read(tx, d, uuid.Nil, goalQuery, scanGoal)
}

// Goal reads one goal.
func (s Store) Goal(tx *postgres.Tx, d access.Decision, id uuid.UUID) (Goal, error) {
	return only(read(tx, d, id, goalQuery, scanGoal))
}

const actionQuery = kept + `x.what, x.owner_kind, coalesce(x.owner_id, 0), coalesce(w.name, x.owner_name), case when w.id is not null then l.short_name else '' end, x.due_on, x.done_on
	from onward.action x` + by + `join onward.organisation l on l.id = x.lead_org_id left join onward.staff w on w.id = x.owner_id` + of +
	"and x.removed_at is null order by x.done_on desc nulls first, x.due_on nulls last, x.created_at, x.id"

func scanAction(row pgx.CollectableRow) (a Action, err error) {
	o := &a.Owner
	return a, row.Scan(a.into(&a.What, &o.Kind, &o.Staff, &o.Name, &o.Org, &a.Due, &a.Done)...)
}

// Actions reads the actions: those to do by their day, then those done, the
// latest first.
func (s Store) Actions(tx *postgres.Tx, d access.Decision) ([]Action, error) {
	return read(tx, d, uuid.Nil, actionQuery, scanAction)
}

// Action reads one action.
func (s Store) Action(tx *postgres.Tx, d access.Decision, id uuid.UUID) (Action, error) {
	return only(read(tx, d, id, actionQuery, scanAction))
}

const interventionQuery = kept + `x.type, x.programme, x.provider, x.starts_on, x.ends_on, coalesce(trim_scale(x.hours)::text, ''), x.result
	from onward.intervention x` + by + of + "and x.removed_at is null order by x.starts_on desc, x.created_at desc, x.id desc"

func scanIntervention(row pgx.CollectableRow) (i Intervention, err error) {
	return i, row.Scan(i.into(&i.Type, &i.Programme, &i.Provider, &i.Starts, &i.Ends, &i.Hours, &i.Result)...)
}

// Interventions reads the interventions, the latest first.
func (s Store) Interventions(tx *postgres.Tx, d access.Decision) ([]Intervention, error) {
	return read(tx, d, uuid.Nil, interventionQuery, scanIntervention)
}

// Intervention reads one intervention.
func (s Store) Intervention(tx *postgres.Tx, d access.Decision, id uuid.UUID) (Intervention, error) {
	return only(read(tx, d, id, interventionQuery, scanIntervention))
}

const taskQuery = kept + `x.what, x.assignee_id, w.name, x.origin, x.due_on, x.done_on from onward.task x` + by +
	"join onward.staff w on w.id = x.assignee_id" + of + "order by x.done_on desc nulls first, x.due_on nulls last, x.created_at, x.id"

func scanTask(row pgx.CollectableRow) (t Task, err error) {
	return t, row.Scan(t.into(&t.What, &t.Assignee, &t.AssigneeName, &t.Origin, &t.Due, &t.Done)...)
}

// Tasks reads the staff's tasks: those to do by their day, then those done, the
// latest first.
func (s Store) Tasks(tx *postgres.Tx, d access.Decision) ([]Task, error) {
	return read(tx, d, uuid.Nil, taskQuery, scanTask)
}

// Task reads one task.
func (s Store) Task(tx *postgres.Tx, d access.Decision, id uuid.UUID) (Task, error) {
	return only(read(tx, d, id, taskQuery, scanTask))
}

// Next is an action or a task that is to do: what "What happens next" shows,
// beside the diary's appointments.
type Next struct {
	ID      uuid.UUID
	Task    bool // a task for staff; otherwise an action of the plan
	What    string
	Owner   Owner
	Due     calendar.Date // no day where none was agreed
	Version int
}

const openQuery = `select id, false as task, what, owner_kind, coalesce(owner_id, 0), owner_name, due_on, version, created_at from onward.action
		where journey_id = $1 and done_on is null and removed_at is null
	union all select id, true, what, 'advisor', assignee_id, '', due_on, version, created_at from onward.task where journey_id = $1 and done_on is null`

// Open reads what is to do, actions and tasks, by its day; without a day last.
func (s Store) Open(tx *postgres.Tx, d access.Decision) ([]Next, error) {
	const sql = "select x.id, x.task, x.what, x.owner_kind, x.owner_id, coalesce(w.name, x.owner_name), case when w.id is not null then l.short_name else '' end, x.due_on, x.version from (" +
		openQuery + `) x (id, task, what, owner_kind, owner_id, owner_name, due_on, version, created_at)
		left join onward.staff w on w.id = x.owner_id left join onward.organisation l on l.id = $2 order by x.due_on nulls last, x.task, x.created_at, x.id`
	if err := d.Require(access.View, access.Plan); err != nil {
		return nil, err
	}
	rows, err := tx.Query(sql, d.Subject.Journey, d.Subject.Lead)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (n Next, err error) {
		o := &n.Owner
		return n, row.Scan(&n.ID, &n.Task, &n.What, &o.Kind, &o.Staff, &o.Name, &o.Org, &n.Due, &n.Version)
	})
}
