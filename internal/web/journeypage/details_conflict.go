package journeypage

import (
	"strings"

	"onward/internal/access"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/resident"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
)

// bothDetails shows a form whose answers are codes beside what is kept now, both
// in words; choosing one's own sends the codes again.
func (p Pages) bothDetails(r *web.Request, s detail, f *form.Values, names []string, c conflicted, words func(access.Decision, *form.Values) []fact) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	err = p.DB.Read(r.Ctx(), func(tx *postgres.Tx) error {
		d, err := p.Journeys.Gate.Require(tx, id, access.Change, s.category)
		if err != nil {
			return err
		}
		frame, kept := &Frame{ID: id, Decision: d}, form.Empty(r.Today())
		if frame.Head, err = p.Journeys.Store.Head(tx, d); err != nil {
			return err
		}
		if c.version, err = s.load(tx, frame, kept); err != nil {
			return err
		}
		mine := words(d, f)
		for i, k := range words(d, kept) {
			c.fields = append(c.fields, difference{label: k.label, kept: k.text, mine: mine[i].text})
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, name := range names {
		for _, value := range f.Many(name) {
			c.sent = append(c.sent, component.Pair{Name: name, Value: value})
		}
	}
	c.section, c.action, c.shows = "Details", Path(id, "details/"+s.part), append([]access.Category{s.category}, s.shows...)
	return p.conflict(r, c)
}

// equalityWords are the answers as they stand on the form.
func equalityWords(_ access.Decision, f *form.Values) []fact {
	var out []fact
	for _, q := range resident.Questions {
		words := "Not asked yet"
		for _, o := range q.Options {
			if o.Code == f.Text(q.Name) {
				words = o.Label
			}
		}
		out = append(out, fact{q.Name, q.Label, words})
	}
	return out
}

// backgroundWords are the answers that this person's form has.
func backgroundWords(d access.Decision, f *form.Values) []fact {
	var groups []string
	for _, g := range journey.Groups {
		if f.Has("groups", g.Code) {
			groups = append(groups, g.Label)
		}
	}
	out := []fact{{"groups", "Priority groups", strings.Join(groups, ", ")},
		{"qualification", "Highest qualification", journey.ChoiceLabel(journey.Qualifications, f.Text("qualification"))}, {"months", "Months out of work", f.Text("months")}}
	if d.May(access.Change, access.Work) {
		out = append(out, fact{"work", "Work", journey.ChoiceLabel(journey.WorkStatuses, f.Text("work"))}, fact{"amount", "Pay on entry, before tax", f.Text("amount")},
			fact{"per", "For each", f.Text("per")}, fact{"hours", "Hours a week", f.Text("hours")})
	}
	if d.May(access.Change, access.HousingMoney) {
		out = append(out, fact{"benefits", "Benefits", f.Text("benefits")})
	}
	return out
}
