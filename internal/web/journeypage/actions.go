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

var actionEntry = entry{noun: "action", one: "an action", under: "actions", section: "Plan", list: "plan", shows: []access.Category{access.Plan}, mayAdd: addsToPlan,
	fields: []string{"what", "who", "colleague", "organisation", "due"}, colleagues: true,
	defaults: func(_ *web.Request, f *form.Values) { f.Set("who", string(plan.ByResident)) },
	controls: actionControls,
	words: func(ed *editing, f *form.Values) []fact {
		return []fact{{"what", "What", f.Text("what")}, {"who", "Who does it", ownerWords(ed, f)}, {"due", "By when", longDay(f, "due")}}
	},
	read: func(p Pages, tx *postgres.Tx, d access.Decision, id uuid.UUID) (record, error) {
		a, err := p.Plan.Action(tx, d, id)
		if err != nil {
			return record{}, err
		}
		return p.traced(tx, d, a.Kept, actionRecord(a))
	},
	add: func(p Pages, r *web.Request, journey uuid.UUID, f *form.Values) error {
		once := r.Once()
		if !f.Sent("organisation") { // the plan's own short form leaves the draft of the long one alone
			once = r.OnceFor(Path(journey, "actions/new/quick"))
		}
		a, ok := readAction(f)
		if !ok {
			return nil
		}
		_, err := p.Plan.AddAction(once, journey, a)
		return err
	},
	change: func(p Pages, r *web.Request, journey, id uuid.UUID, f *form.Values) error {
		a, ok := readAction(f)
		if !ok {
			return nil
		}
		return p.Plan.ChangeAction(r.Once(), journey, id, a, f.Version())
	},
	remove: func(p Pages, r *web.Request, journey, id uuid.UUID, version int) error {
		return p.Plan.RemoveAction(r.Once(), journey, id, version)
	},
	restore: func(p Pages, r *web.Request, journey, id uuid.UUID) error {
		return p.Plan.RestoreAction(r.Once(), journey, id)
	},
}

func actionRecord(a plan.Action) record {
	v := map[string]string{"what": a.What, "who": string(a.Owner.Kind), "due": typedDay(a.Due)}
	r := record{title: "Action", values: v}
	switch a.Owner.Kind {
	case plan.ByAdvisor:
		v["colleague"], r.keep = strconv.Itoa(a.Owner.Staff), a.Owner.Name
	case plan.ByOrganisation:
		v["organisation"] = a.Owner.Name
	}
	return r
}

func actionControls(ed *editing) []templ.Component {
	what := web.Field(ed.f, "what", "What is to be done")
	what.Hint = "It stands on the printed plan: short words, like send the April payslip"
	colleague := ed.colleagueChoice(web.Field(ed.f, "colleague", "Colleague"))
	organisation := web.Field(ed.f, "organisation", "Organisation")
	organisation.Width = control.W20
	who := control.Choice{Field: web.Field(ed.f, "who", "Who does it"), Small: true, Options: []control.Option{
		{Value: string(plan.ByResident), Label: ed.frame.Call()},
		{Value: string(plan.ByAdvisor), Label: "A colleague", Reveal: control.Select(colleague)},
		{Value: string(plan.ByOrganisation), Label: "An organisation", Reveal: control.Text(organisation)},
	}}
	due := web.Field(ed.f, "due", "By when")
	due.Optional, due.Hint = true, "Like 31 3 2026"
	return []templ.Component{control.Text(what), control.Radios(who), control.DateText(due)}
}

// readAction takes an action from either form: that on the plan sends a
// colleague's number as who does it.
func readAction(f *form.Values) (plan.ActionFacts, bool) {
	if who := f.Text("who"); who != "" {
		if _, err := strconv.Atoi(who); err == nil {
			f.Set("who", string(plan.ByAdvisor))
			f.Set("colleague", who)
		}
	}
	const choose = "Choose which colleague does it"
	a := plan.ActionFacts{What: f.Need("what", "Enter what is to be done"), Owner: plan.Owner{Kind: plan.OwnerKind(f.Text("who"))}, Due: f.Date("due")}
	switch a.Owner.Kind {
	case plan.ByAdvisor:
		f.Need("colleague", choose)
		a.Owner.Staff = f.Int("colleague", 0, choose)
	case plan.ByOrganisation:
		a.Owner.Name = f.Need("organisation", "Enter the organisation that does it")
	case plan.ByResident:
	default:
		f.Problem("who", "Choose who does it")
	}
	return a, f.OK()
}

func ownerWords(ed *editing, f *form.Values) string {
	switch plan.OwnerKind(f.Text("who")) {
	case plan.ByResident:
		return ed.frame.Call()
	case plan.ByAdvisor:
		return ed.colleagueName("colleague", f.Text("colleague"))
	}
	return f.Text("organisation")
}
