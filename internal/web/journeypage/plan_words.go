package journeypage

import (
	"fmt"
	"strconv"
	"time"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/journey/plan"
	"onward/internal/postgres"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/control"
)

// typedDay is a day as people type it into one box.
func typedDay(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d %d %d", d.DayOfMonth(), int(d.Month()), d.Year())
}

// longDay is a day that was typed, in words; what cannot be read stays as typed.
func longDay(f *form.Values, name string) string {
	if f.Text(name) == "" {
		return ""
	}
	if d := f.Date(name); !d.IsZero() {
		return d.Long()
	}
	return f.Text(name)
}

// meta is who did something and when, for a timeline.
func meta(at time.Time, by, org string) string {
	return calendar.DayOf(at).Long() + ", " + at.In(calendar.London).Format("15:04") + ", " + by + ", " + org
}

// lately is when something was changed, within a sentence.
func lately(at time.Time, today calendar.Date) string {
	clock := " at " + at.In(calendar.London).Format("15:04")
	if day := calendar.DayOf(at); day != today {
		return "on " + day.Long() + clock
	}
	return "today" + clock
}

// traced fills in a record of the plan what all of them have: who may change
// it, who added it and who changed it last.
func (p Pages) traced(tx *postgres.Tx, d access.Decision, k plan.Kept, r record) (record, error) {
	r.version, r.change = k.Version, changeable(d, access.Plan, k.Org)
	r.who, r.when = "Somebody", "a moment ago"
	c, err := p.Plan.Changed(tx, d, k.ID)
	if err != nil {
		return r, err
	}
	if !c.At.IsZero() {
		r.who, r.when = c.By+", "+c.Org, lately(c.At, tx.Actor.Today)
		r.history = append(r.history, component.TimelineEntry{Title: "Changed", Meta: meta(c.At, c.By, c.Org)})
	}
	r.history = append(r.history, component.TimelineEntry{Title: "Added", Meta: meta(k.CreatedAt, k.Author, k.AuthorOrg)})
	return r, nil
}

// colleagueChoice offers the organisation's caseworkers, and whoever the entry
// names though they may have left.
func (ed *editing) colleagueChoice(field control.Field) control.Choice {
	c := control.Choice{Field: field, Empty: "Choose a colleague"}
	there := false
	for _, m := range ed.colleagues {
		id := strconv.Itoa(m.Staff)
		there = there || id == ed.old.values[field.Name]
		c.Options = append(c.Options, control.Option{Value: id, Label: m.Name})
	}
	if kept := ed.old.values[field.Name]; kept != "" && !there {
		c.Options = append(c.Options, control.Option{Value: kept, Label: ed.old.keep})
	}
	return c
}

// colleagueName is the colleague of an id in words.
func (ed *editing) colleagueName(name, id string) string {
	for _, m := range ed.colleagues {
		if strconv.Itoa(m.Staff) == id {
			return m.Name
		}
	}
	if id != "" && id == ed.old.values[name] {
		return ed.old.keep
	}
	return ""
}

// planMark is how something with a day stands, as a mark.
func planMark(due, done, today calendar.Date) component.Status {
	words := plan.StandWords(due, done, today)
	switch plan.Stand(due, done, today) {
	case plan.Done:
		return component.Achieved("Done " + done.Short())
	case plan.Overdue:
		return component.Overdue(words)
	case plan.DueSoon:
		return component.DueSoon(words)
	}
	return component.ToDo(words)
}

func addsToPlan(d access.Decision) error { return d.Require(access.Add, access.Plan) }
