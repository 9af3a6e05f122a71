package journeypage

import (
	"strconv"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/journey/plan"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/control"
)

var taskEntry = entry{noun: "task", one: "a task", under: "tasks", section: "Plan", list: "plan", shows: []access.Category{access.Plan}, mayAdd: addsToPlan,
	lead:   "For staff only: tasks do not stand on the printed plan.",
	fields: []string{"what", "assignee", "due"}, colleagues: true,
	defaults: func(r *web.Request, f *form.Values) { f.Set("assignee", strconv.Itoa(r.Me.Staff)) },
	controls: func(ed *editing) []templ.Component {
		return []templ.Component{control.Text(web.Field(ed.f, "what", "What is to be done")),
			control.Select(ed.colleagueChoice(web.Field(ed.f, "assignee", "Who does it"))),
			control.DateText(maybe(withHint(web.Field(ed.f, "due", "By when"))))}
	},
	words: func(ed *editing, f *form.Values) []fact {
		return []fact{{"what", "What", f.Text("what")}, {"assignee", "Who does it", ed.colleagueName("assignee", f.Text("assignee"))},
			{"due", "By when", longDay(f, "due")}}
	},
	read: func(p Pages, tx *postgres.Tx, d access.Decision, id uuid.UUID) (record, error) {
		t, err := p.Plan.Task(tx, d, id)
		if err != nil {
			return record{}, err
		}
		return p.traced(tx, d, t.Kept, record{title: "Task", keep: t.AssigneeName,
			values: map[string]string{"what": t.What, "assignee": strconv.Itoa(t.Assignee), "due": typedDay(t.Due)}})
	},
	add: func(p Pages, r *web.Request, journey uuid.UUID, f *form.Values) error {
		t, ok := readTask(f)
		if !ok {
			return nil
		}
		_, err := p.Plan.AddTask(r.Once(), journey, t)
		return err
	},
	change: func(p Pages, r *web.Request, journey, id uuid.UUID, f *form.Values) error {
		t, ok := readTask(f)
		if !ok {
			return nil
		}
		return p.Plan.ChangeTask(r.Once(), journey, id, t, f.Version())
	},
}

func readTask(f *form.Values) (plan.TaskFacts, bool) {
	const who = "Choose who does it"
	f.Need("assignee", who)
	t := plan.TaskFacts{What: f.Need("what", "Enter what is to be done"), Assignee: f.Int("assignee", 0, who), Due: f.Date("due")}
	return t, f.OK()
}
