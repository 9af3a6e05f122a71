package journeypage

import (
	"slices"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/journey/plan"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/control"
)

func (p Pages) interventionRoutes() []web.Route { return interventionEntry.routes(p) }

// otherProgramme is the choice of a programme that is not on the list.
const otherProgramme = "other"

var interventionEntry = entry{noun: "support", one: "support", under: "support", section: "Plan", list: "plan", shows: []access.Category{access.Plan}, mayAdd: addsToPlan,
	fields:   []string{"type", "programme", "other", "provider", "starts", "ends", "hours", "result"},
	defaults: func(r *web.Request, f *form.Values) { f.Set("starts", typedDay(r.Today())) },
	controls: interventionControls,
	words: func(_ *editing, f *form.Values) []fact {
		return []fact{{"type", "Kind of support", plan.TypeLabel(f.Text("type"))}, {"programme", "Programme", programme(f)}, {"provider", "Provider", f.Text("provider")},
			{"starts", "Starts", longDay(f, "starts")}, {"ends", "Ends", longDay(f, "ends")}, {"hours", "Hours in all", f.Text("hours")},
			{"result", "What came of it", plan.ResultLabel(f.Text("result"))}}
	},
	read: func(p Pages, tx *postgres.Tx, d access.Decision, id uuid.UUID) (record, error) {
		i, err := p.Plan.Intervention(tx, d, id)
		if err != nil {
			return record{}, err
		}
		return p.traced(tx, d, i.Kept, record{title: plan.TypeLabel(i.Type), values: interventionValues(i)})
	},
	add: func(p Pages, r *web.Request, journey uuid.UUID, f *form.Values) error {
		i, ok := readIntervention(f)
		if !ok {
			return nil
		}
		_, err := p.Plan.AddIntervention(r.Once(), journey, i)
		return err
	},
	change: func(p Pages, r *web.Request, journey, id uuid.UUID, f *form.Values) error {
		i, ok := readIntervention(f)
		if !ok {
			return nil
		}
		return p.Plan.ChangeIntervention(r.Once(), journey, id, i, f.Version())
	},
	remove: func(p Pages, r *web.Request, journey, id uuid.UUID, version int) error {
		return p.Plan.RemoveIntervention(r.Once(), journey, id, version)
	},
	restore: func(p Pages, r *web.Request, journey, id uuid.UUID) error {
		return p.Plan.RestoreIntervention(r.Once(), journey, id)
	},
}

func interventionValues(i plan.Intervention) map[string]string {
	v := map[string]string{"type": i.Type, "programme": i.Programme, "provider": i.Provider, "starts": typedDay(i.Starts), "ends": typedDay(i.Ends),
		"hours": i.Hours, "result": i.Result}
	if i.Programme != "" && !slices.Contains(plan.Programmes, i.Programme) {
		v["programme"], v["other"] = otherProgramme, i.Programme
	}
	return v
}

func interventionControls(ed *editing) []templ.Component {
	f := ed.f
	kind := choice(f, "type", "Kind of support", "Choose a kind", plan.Types, func(t plan.Type) (string, string) { return t.Code, t.Label })
	programmes := choice(f, "programme", "Programme", "None, or not known", plan.Programmes, func(name string) (string, string) { return name, name })
	programmes.Optional = true
	programmes.Options = append(programmes.Options, control.Option{Value: otherProgramme, Label: "Another programme"})
	result := choice(f, "result", "What came of it", "Still open", plan.Results, func(r plan.Result) (string, string) { return r.Code, r.Label })
	return []templ.Component{control.Select(kind), control.Select(programmes),
		text(f, "other", "Name of another programme", optional, width(control.W20)),
		text(f, "provider", "Provider", optional, width(control.W20), hint("Who gives it")),
		control.DateText(withHint(web.Field(f, "starts", "Starts"))), control.DateText(maybe(withHint(web.Field(f, "ends", "Ends")))),
		text(f, "hours", "Hours in all", optional, width(control.W5), hint("Like 12 or 37.5")), control.Select(result)}
}

// withHint shows a day of this decade as the example, where nobody's birth is asked for.
func withHint(f control.Field) control.Field { f.Hint = "Like 31 3 2026"; return f }

func maybe(f control.Field) control.Field { f.Optional = true; return f }

// programme is what was chosen, or named.
func programme(f *form.Values) string {
	if f.Text("programme") == otherProgramme {
		return f.Text("other")
	}
	return f.Text("programme")
}

func readIntervention(f *form.Values) (plan.InterventionFacts, bool) {
	if f.Text("programme") == otherProgramme {
		f.Need("other", "Enter the name of the programme")
	}
	i := plan.InterventionFacts{Type: f.Need("type", "Choose what kind of support it is"), Programme: programme(f), Provider: f.Text("provider"),
		Starts: f.NeedDate("starts", "Enter the day on which it starts, like 31 3 2026"), Ends: f.Date("ends"), Hours: f.Text("hours"), Result: f.Text("result")}
	if f.OK() {
		_ = f.Add(i.Check()) // all problems at once; the service asks again
	}
	return i, f.OK()
}
