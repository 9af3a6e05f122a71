package journeypage

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/outcome"
	"onward/internal/postgres"
	"onward/internal/resident"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/control"
)

// equalityFields are the names of the questions.
func equalityFields() []string {
	names := make([]string, len(resident.Questions))
	for i, q := range resident.Questions {
		names[i] = q.Name
	}
	return names
}

func (p Pages) equalityDetail() detail {
	return detail{part: "equality", heading: "Equality monitoring", category: access.Equality, fields: equalityFields(),
		lead: "Every answer is voluntary, and “Prefer not to say” is as good as any. The answers are used for statistics alone.",
		load: func(tx *postgres.Tx, frame *Frame, f *form.Values) (int, error) {
			e, err := p.Journeys.Residents.Equality(tx, frame.Decision)
			for _, q := range resident.Questions {
				f.Set(q.Name, *e.Answer(q.Name))
			}
			return e.Version, err
		},
		controls: func(_ *Frame, f *form.Values) []templ.Component {
			var out []templ.Component
			for _, q := range resident.Questions {
				out = append(out, control.Select(choice(f, q.Name, q.Label, "Not asked yet", q.Options, func(o resident.Option) (string, string) { return o.Code, o.Label })))
			}
			return out
		},
	}
}

// choice makes a list from whatever the domain offers.
func choice[T any](f *form.Values, name, label, empty string, of []T, words func(T) (code, label string)) control.Choice {
	c := control.Choice{Field: web.Field(f, name, label), Empty: empty}
	for _, o := range of {
		code, text := words(o)
		c.Options = append(c.Options, control.Option{Value: code, Label: text})
	}
	return c
}

func (p Pages) equalityForm(r *web.Request) error {
	return p.showDetail(r, p.equalityDetail(), nil, 200)
}

func (p Pages) changeEquality(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	names := equalityFields()
	f, err := r.Form(names...)
	if err != nil {
		return err
	}
	e := resident.Equality{Version: f.Version()}
	for _, q := range resident.Questions {
		*e.Answer(q.Name) = f.Text(q.Name)
	}
	return p.sent(r, p.equalityDetail(), f, p.Residents.SetEquality(r.Once(), id, e), func() error {
		return p.bothDetails(r, p.equalityDetail(), f, names, conflicted{changed: p.changedDetail(access.Equality)}, equalityWords)
	})
}

// backgroundFields are the names of the form, but for the groups.
var backgroundFields = []string{"qualification", "months", "work", "amount", "per", "hours", "benefits"}

func (p Pages) backgroundDetail() detail {
	return detail{part: "background", heading: "How things stood on entry", category: access.Circumstances, shows: background, fields: append(backgroundFields, "groups[]"),
		load: func(tx *postgres.Tx, frame *Frame, f *form.Values) (int, error) {
			b, err := p.Journeys.Store.Baseline(tx, frame.Decision)
			if err != nil {
				return 0, err
			}
			groups, err := p.Journeys.Store.Groups(tx, frame.Decision)
			for _, g := range groups {
				f.Append("groups", g.Code)
			}
			f.Set("work", b.Work)
			f.Set("qualification", b.Qualification)
			f.Set("benefits", b.Benefits)
			f.Set("hours", b.Hours)
			f.Set("per", b.Per)
			if b.Amount > 0 {
				f.Set("amount", strings.TrimPrefix(outcome.Pounds(new(big.Rat).SetInt64(int64(b.Amount))), "£"))
			}
			if b.MonthsWithout.Known {
				f.Set("months", strconv.Itoa(b.MonthsWithout.Count))
			}
			return frame.Head.Version, err
		},
		controls: backgroundControls,
	}
}

func backgroundControls(frame *Frame, f *form.Values) []templ.Component {
	code := func(c journey.Choice) (string, string) { return c.Code, c.Label }
	d := frame.Decision
	groups := control.Choice{Field: web.Field(f, "groups", "Priority groups"), Small: true}
	for _, g := range journey.Groups {
		if d.May(access.Change, g.Category) {
			groups.Options = append(groups.Options, control.Option{Value: g.Code, Label: g.Label, Chosen: f.Has("groups", g.Code)})
		}
	}
	groups.Value = ""
	out := []templ.Component{control.Checkboxes(groups), control.Select(choice(f, "qualification", "Highest qualification", "Not on record", journey.Qualifications, code)),
		text(f, "months", "Months out of work", optional, width(control.W4))}
	if d.May(access.Change, access.Work) {
		amount := web.Field(f, "amount", "Pay on entry, before tax")
		amount.Prefix, amount.Optional, amount.Width = "£", true, control.W10
		out = append(out, control.Select(choice(f, "work", "Work", "Not on record", journey.WorkStatuses, code)), control.Text(amount),
			control.Select(choice(f, "per", "For each", "Not on record", []journey.Choice{{Code: "hour", Label: "Hour"}, {Code: "week", Label: "Week"}, {Code: "month", Label: "Month"}, {Code: "year", Label: "Year"}}, code)),
			text(f, "hours", "Hours a week", optional, width(control.W5)))
	}
	if d.May(access.Change, access.HousingMoney) {
		out = append(out, text(f, "benefits", "Benefits", optional))
	}
	return out
}

func (p Pages) backgroundForm(r *web.Request) error {
	return p.showDetail(r, p.backgroundDetail(), nil, 200)
}

// months reads the time out of work; none typed is not known.
func months(f *form.Values) journey.Months {
	if f.Text("months") == "" {
		return journey.Months{}
	}
	return journey.MonthsOf(f.Int("months", 0, "Enter whole months, like 14"))
}

func (p Pages) changeBackground(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	s := p.backgroundDetail()
	f, err := r.Form(s.fields...)
	if err != nil {
		return err
	}
	b := journey.Baseline{Work: f.Text("work"), Per: f.Text("per"), Qualification: f.Text("qualification"), Benefits: f.Limit("benefits", 200, ""),
		MonthsWithout: months(f), Hours: f.Text("hours")}
	if amount := f.Text("amount"); amount != "" {
		pence, err := outcome.ParsePounds(amount)
		if err != nil {
			f.Problem("amount", fault.Of(err).Public)
		}
		b.Amount = int(pence)
	}
	if _, err := outcome.ParseHours(b.Hours); b.Hours != "" && err != nil {
		f.Problem("hours", "Enter the hours worked each week, like 37.5")
	}
	if f.OK() {
		err = p.Journeys.SetBackground(r.Once(), id, f.Many("groups"), b, f.Version())
	}
	return p.sent(r, s, f, err, func() error {
		return p.bothDetails(r, s, f, append(backgroundFields, "groups"), conflicted{changed: p.changedBackground}, backgroundWords)
	})
}
