package journeypage

import (
	"github.com/a-h/templ"
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/journey/plan"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/control"
)

var goalEntry = entry{noun: "goal", one: "a goal", under: "goals", section: "Plan", list: "plan", shows: []access.Category{access.Plan}, mayAdd: addsToPlan,
	lead:     "Write it down as they say it. Earlier goals stay on record.",
	fields:   []string{"words", "said_on"},
	defaults: func(r *web.Request, f *form.Values) { f.Set("said_on", typedDay(r.Today())) },
	controls: func(ed *editing) []templ.Component {
		words := control.Area{Field: web.Field(ed.f, "words", "In "+ed.frame.Call()+"’s own words"), Rows: 3, Limit: 500}
		return []templ.Component{control.Textarea(words), control.DateText(withHint(web.Field(ed.f, "said_on", "When they said it")))}
	},
	words: func(_ *editing, f *form.Values) []fact {
		return []fact{{"words", "In their own words", f.Text("words")}, {"said_on", "When they said it", longDay(f, "said_on")}}
	},
	read: func(p Pages, tx *postgres.Tx, d access.Decision, id uuid.UUID) (record, error) {
		g, err := p.Plan.Goal(tx, d, id)
		if err != nil {
			return record{}, err
		}
		return p.traced(tx, d, g.Kept, record{title: "Goal", values: map[string]string{"words": g.Words, "said_on": typedDay(g.SaidOn)}})
	},
	add: func(p Pages, r *web.Request, journey uuid.UUID, f *form.Values) error {
		g, ok := readGoal(f)
		if !ok {
			return nil
		}
		_, err := p.Plan.AddGoal(r.Once(), journey, g)
		return err
	},
	change: func(p Pages, r *web.Request, journey, id uuid.UUID, f *form.Values) error {
		g, ok := readGoal(f)
		if !ok {
			return nil
		}
		return p.Plan.ChangeGoal(r.Once(), journey, id, g, f.Version())
	},
	remove: func(p Pages, r *web.Request, journey, id uuid.UUID, version int) error {
		return p.Plan.RemoveGoal(r.Once(), journey, id, version)
	},
	restore: func(p Pages, r *web.Request, journey, id uuid.UUID) error {
		return p.Plan.RestoreGoal(r.Once(), journey, id)
	},
}

func readGoal(f *form.Values) (plan.GoalFacts, bool) {
	g := plan.GoalFacts{Words: f.Need("words", "Enter what they want, in their own words"), SaidOn: f.Date("said_on")}
	return g, f.OK()
}
