package journeypage

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/organisation"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/control"
	page "onward/ui/page/journey"
)

// entry is one kind of thing that has pages of its own beneath a tab: a
// barrier, a goal, an action, a piece of support, a task. It says what differs;
// how an entry is shown, sent, removed and fought over is the same for all.
type entry struct {
	noun       string // "action"
	one        string // "an action"
	under      string // its pages' part of the journey: "actions"
	section    string // the tab: "Plan"
	list       string // the tab's part of the journey: "plan"
	shows      []access.Category
	lead       string   // a sentence over the form of a new one
	fields     []string // the names of the form
	colleagues bool     // the form asks for one

	defaults func(*web.Request, *form.Values)
	read     func(p Pages, tx *postgres.Tx, d access.Decision, id uuid.UUID) (record, error)
	controls func(*editing) []templ.Component
	words    func(*editing, *form.Values) []fact // what stands in the form, as people read it
	mayAdd   func(access.Decision) error
	seesList func(access.Decision) bool // nil where whoever adds one sees the list
	add      func(p Pages, r *web.Request, journey uuid.UUID, f *form.Values) error
	change   func(p Pages, r *web.Request, journey, id uuid.UUID, f *form.Values) error
	remove   func(p Pages, r *web.Request, journey, id uuid.UUID, version int) error // nil where nothing is removed
	restore  func(p Pages, r *web.Request, journey, id uuid.UUID) error
}

// record is an entry that is on record, as its form shows it.
type record struct {
	values  map[string]string
	version int
	title   string
	guarded string // the badge of its category
	change  error  // nil where this person may change it
	keep    string // a colleague who stays on offer though they may have left: their name
	history []component.TimelineEntry
	who     string // who changed it last, and when, for the page of both versions
	when    string
}

// fact is one field in words.
type fact struct{ name, label, text string }

// editing is what a form's controls are made from.
type editing struct {
	frame      *Frame
	f          *form.Values
	old        record
	colleagues []organisation.Colleague
}

func (e entry) routes(p Pages) []web.Route {
	base := "/journeys/:id/" + e.under
	one := base + "/:entry"
	routes := []web.Route{
		{Method: http.MethodGet, Path: base + "/new", Duty: access.DoFind, Handle: func(r *web.Request) error { return p.newEntry(r, e) }},
		{Method: http.MethodPost, Path: base + "/new", Duty: access.DoFind, Handle: func(r *web.Request) error { return p.addEntry(r, e) }},
		{Method: http.MethodGet, Path: one, Duty: access.DoFind, Handle: func(r *web.Request) error { return p.showEntry(r, e, nil, http.StatusOK) }},
		{Method: http.MethodPost, Path: one, Duty: access.DoFind, Handle: func(r *web.Request) error { return p.changeEntry(r, e) }},
	}
	if e.remove != nil {
		routes = append(routes,
			web.Route{Method: http.MethodPost, Path: one + "/remove", Duty: access.DoFind, Handle: func(r *web.Request) error { return p.removeEntry(r, e) }},
			web.Route{Method: http.MethodPost, Path: one + "/restore", Duty: access.DoFind, Handle: func(r *web.Request) error { return p.restoreEntry(r, e) }})
	}
	return routes
}

func (e entry) path(part ...string) string {
	path := e.under
	for _, p := range part {
		path += "/" + p
	}
	return path
}

// back is where a form leads: to the list or, for those who add without seeing
// it, to the overview.
func (e entry) back(d access.Decision) string {
	if e.seesList != nil && !e.seesList(d) {
		return Path(d.Subject.Journey, "")
	}
	return Path(d.Subject.Journey, e.list)
}

// newEntry shows the form of a new entry, filled with what is likely.
func (p Pages) newEntry(r *web.Request, e entry) error {
	f := form.Empty(r.Today())
	if e.defaults != nil {
		e.defaults(r, f)
	}
	return p.showNew(r, e, f, http.StatusOK)
}

func (p Pages) showNew(r *web.Request, e entry, f *form.Values, status int) error {
	var v page.EntryView
	err := p.openEntry(r, e, func(tx *postgres.Tx, ed *editing) error {
		if err := e.mayAdd(ed.frame.Decision); err != nil {
			return err
		}
		post := e.post(r, ed, "new")
		if err := r.Draft(tx, &post, f, e.fields...); err != nil {
			return err
		}
		ed.f = f
		v = e.view(ed, "Add "+e.one, post)
		v.Lead, v.Submit = e.lead, "Add "+e.noun
		return nil
	})
	if err != nil {
		return err
	}
	return r.ShowStatus(status, page.Entry(v))
}

// openEntry opens the page of an entry with what its controls need. The
// colleagues come first: they are read on a connection of their own.
func (p Pages) openEntry(r *web.Request, e entry, read func(*postgres.Tx, *editing) error) error {
	ed := &editing{}
	if e.colleagues {
		var err error
		if ed.colleagues, err = r.Site.Directory.Caseworkers(r.Request().Context(), r.Me.Org.ID); err != nil {
			return err
		}
	}
	return p.open(r, e.section, e.shows, func(tx *postgres.Tx, frame *Frame) error {
		ed.frame = frame
		return read(tx, ed)
	})
}

// post is the frame of the entry's form, sent to a part of its pages.
func (e entry) post(r *web.Request, ed *editing, part string) control.Post {
	post := r.Post(ed.frame.Path(e.path(part)))
	post.Guard = true
	return post
}

// view is the form's part of a page of the entry.
func (e entry) view(ed *editing, heading string, post control.Post) page.EntryView {
	v := page.EntryView{Layout: ed.frame.Layout, Problems: web.Problems(ed.f), Heading: heading, Form: &post,
		Controls: e.controls(ed), Cancel: e.back(ed.frame.Decision)}
	v.Layout.Title += ", " + heading
	v.Layout.Errors = !ed.f.OK()
	return v
}

// showEntry shows an entry: as a form to those who may change it, filled from
// the record or, with values, from what was typed; as facts to others.
func (p Pages) showEntry(r *web.Request, e entry, f *form.Values, status int) error {
	id, err := r.ID("entry")
	if err != nil {
		return err
	}
	var v page.EntryView
	err = p.openEntry(r, e, func(tx *postgres.Tx, ed *editing) (err error) {
		if ed.old, err = e.read(p, tx, ed.frame.Decision, id); err != nil {
			return err
		}
		if f != nil && ed.old.change != nil {
			return ed.old.change
		}
		v, err = e.shown(tx, r, ed, f, id)
		return err
	})
	if err != nil {
		return err
	}
	return r.ShowStatus(status, page.Entry(v))
}

func (e entry) shown(tx *postgres.Tx, r *web.Request, ed *editing, f *form.Values, id uuid.UUID) (page.EntryView, error) {
	post, version := e.post(r, ed, id.String()), ed.old.version
	if ed.f = f; f == nil {
		ed.f = form.With(r.Today(), ed.old.values)
	} else {
		version = f.Version() // it goes on from the version that it was made from
	}
	post.Version = strconv.Itoa(version)
	if ed.old.change == nil {
		if err := r.Draft(tx, &post, ed.f, e.fields...); err != nil {
			return page.EntryView{}, err
		}
	}
	v := e.view(ed, ed.old.title, post)
	v.Guarded, v.History, v.Submit = ed.old.guarded, ed.old.history, "Save"
	if ed.old.change != nil {
		v.Form, v.Controls, v.Facts = nil, nil, summary(e.words(ed, ed.f))
		return v, nil
	}
	if e.remove != nil {
		v.Remove = &component.ActionView{Action: ed.frame.Path(e.path(id.String(), "remove")), CSRF: v.Form.CSRF, Key: uuid.NewString(),
			Version: strconv.Itoa(ed.old.version), Button: component.ButtonView{Label: "Remove this " + e.noun, Kind: component.Secondary}}
	}
	return v, nil
}

func summary(facts []fact) []component.SummaryRow {
	rows := make([]component.SummaryRow, len(facts))
	for i, f := range facts {
		rows[i] = row(f.label, f.text)
	}
	return rows
}
