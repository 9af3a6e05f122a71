package journeypage

import (
	"net/http"
	"strconv"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/journey/note"
	"onward/internal/journey/plan"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/control"
	page "onward/ui/page/journey"
)

func (p Pages) noteRoutes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Path: "/journeys/:id/notes/new", Duty: access.DoFind, Handle: p.newNote},
		{Method: http.MethodPost, Path: "/journeys/:id/notes/new", Duty: access.DoFind, Handle: p.addNote},
		{Method: http.MethodGet, Path: "/journeys/:id/notes/:note", Duty: access.DoFind, Handle: p.note},
		{Method: http.MethodGet, Path: "/journeys/:id/notes/:note/correct", Duty: access.DoFind, Handle: p.correctForm},
		{Method: http.MethodPost, Path: "/journeys/:id/notes/:note/correct", Duty: access.DoFind, Handle: p.correctNote},
	}
}

var noteFields = []string{"contact", "happened_on", "text", "next_what", "next_who", "next_due"}

func (p Pages) newNote(r *web.Request) error { return p.showNewNote(r, nil, http.StatusOK) }

// showNewNote shows the form with what was typed or, without values, with the
// draft that was kept.
func (p Pages) showNewNote(r *web.Request, f *form.Values, status int) error {
	var v page.NoteFormView
	err := p.open(r, "Add a note", nil, func(tx *postgres.Tx, frame *Frame) error {
		if err := frame.Decision.Require(access.Add, access.Notes); err != nil {
			return err
		}
		if f == nil {
			f = form.With(r.Today(), map[string]string{"contact": string(note.FaceToFace), "happened_on": typed(tx.Actor.Today), "next_who": string(plan.ByAdvisor)})
		}
		post := r.Post(frame.Path("notes/new"))
		if err := r.Draft(tx, &post, f, noteFields...); err != nil {
			return err
		}
		v = noteForm(frame, f, post)
		v.Heading, v.Save = "Add a note", "Save note"
		if frame.Decision.May(access.Add, access.Plan) {
			v.Next = nextAction(f, frame.Call())
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.ShowStatus(status, page.NoteForm(v))
}

// noteForm is what a new note and a correction have in common.
func noteForm(frame *Frame, f *form.Values, post control.Post) page.NoteFormView {
	v := page.NoteFormView{Layout: frame.Layout, Form: post, Problems: web.Problems(f), Cancel: frame.Path("")}
	v.Layout.Errors = !f.OK()
	v.Form.Guard = true
	v.Contact = control.Choice{Field: web.Field(f, "contact", "How were you in contact?"), Inline: true, Small: true}
	for _, c := range note.Contacts {
		v.Contact.Options = append(v.Contact.Options, control.Option{Value: string(c), Label: c.Label()})
	}
	v.On = web.Field(f, "happened_on", "When")
	v.On.Hint = likeDay
	v.Text = control.Area{Field: web.Field(f, "text", "Note"), Rows: 8, Limit: note.MostText}
	return v
}

func nextAction(f *form.Values, resident string) *page.NextActionView {
	v := &page.NextActionView{What: web.Field(f, "next_what", "What"), Due: web.Field(f, "next_due", "By when")}
	v.What.Optional, v.What.Hint, v.Due.Hint = true, "It goes on the plan", likeDay
	v.Who = control.Choice{Field: web.Field(f, "next_who", "Who"), Options: []control.Option{
		{Value: string(plan.ByAdvisor), Label: "Me"}, {Value: string(plan.ByResident), Label: resident}}}
	v.Who.Hint = "Who does it"
	return v
}

func (p Pages) addNote(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	f, err := r.Form(noteFields...)
	if err != nil {
		return err
	}
	n, next := readNote(f), readNext(r, f)
	if !readable(r, f, n) {
		return p.showNewNote(r, f, http.StatusUnprocessableEntity)
	}
	lands := Path(id, "")
	also := []note.Also{func(_ *postgres.Tx, d access.Decision) error {
		if d.May(access.View, access.Notes) && d.May(access.View, access.Plan) {
			lands = Path(id, "timeline")
		}
		return nil
	}}
	if next != nil {
		also = append(also, func(tx *postgres.Tx, d access.Decision) error { return addNext(tx, d, *next) })
	}
	_, err = p.Notes.Add(r.Once(), id, n, also...)
	if err = f.Add(err); err != nil {
		return err
	}
	if !f.OK() {
		return p.showNewNote(r, f, http.StatusUnprocessableEntity)
	}
	return r.Go(lands, "Note added.")
}

// readNote takes a note from a form. An empty day is told by the note's own
// check; one that cannot be read is told here, once.
func readNote(f *form.Values) note.New {
	return note.New{Contact: note.Contact(f.Text("contact")), On: f.Date("happened_on"), Text: f.Text("text")}
}

// readable says whether the form could be read. Where it could not, it is told
// of everything else that is wrong too; otherwise the service says, by the
// database's day.
func readable(r *web.Request, f *form.Values, n note.New) bool {
	if f.OK() {
		return true
	}
	_ = f.Add(n.Check(r.Today())) // gives fields alone
	return false
}

// readNext takes the next action from a form, nil where there is none.
func readNext(r *web.Request, f *form.Values) *plan.ActionFacts {
	a := plan.ActionFacts{What: f.Text("next_what"), Due: f.Date("next_due"), Owner: plan.Owner{Kind: plan.OwnerKind(f.Text("next_who"))}}
	if a.What == "" {
		if f.Text("next_due") != "" {
			f.Problem("next_what", "Enter what is to be done by then, or leave the day empty")
		}
		return nil
	}
	if a.Owner.Kind != plan.ByResident {
		a.Owner = plan.Owner{Kind: plan.ByAdvisor, Staff: r.Me.Staff}
	}
	return &a
}

func addNext(tx *postgres.Tx, d access.Decision, a plan.ActionFacts) error {
	b := plan.NewBatch(tx)
	if _, err := b.AddAction(d, a, plan.Past{}); err != nil {
		return renamed(renamed(err, "what", "next_what"), "who", "next_who")
	}
	return b.Insert(tx)
}

// likeDay shows how to type a day of these years.
const likeDay = "Like 31 3 2026"

// typed is a day as people type it into a box: 31 3 2026.
func typed(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return strconv.Itoa(d.DayOfMonth()) + " " + strconv.Itoa(int(d.Month())) + " " + strconv.Itoa(d.Year())
}
