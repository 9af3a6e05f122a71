package journeypage

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/postgres"
	"onward/internal/resident"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/control"
	page "onward/ui/page/journey"
)

// detail is one form of the details: how it is filled, sent and shown again.
type detail struct {
	part, heading, lead string
	fields              []string // the names of the form
	category            access.Category
	shows               []access.Category                                                 // besides the one that it changes
	load                func(*postgres.Tx, *Frame, *form.Values) (version int, err error) // fills the form with what is on record
	controls            func(*Frame, *form.Values) []templ.Component
}

// showDetail shows a form, empty of nothing: without values it is filled from
// the record, with them it shows what was typed.
func (p Pages) showDetail(r *web.Request, s detail, f *form.Values, status int) error {
	var v page.DetailsFormView
	err := p.open(r, "Details", append([]access.Category{s.category}, s.shows...), func(tx *postgres.Tx, frame *Frame) error {
		if err := frame.Decision.Require(access.Change, s.category); err != nil {
			return err
		}
		shown, kept := f, form.Empty(r.Today())
		version, err := s.load(tx, frame, kept)
		if err != nil {
			return err
		}
		if shown == nil {
			shown = kept
		} else {
			version = shown.Version() // a form with problems goes on from the version it was made from
		}
		post := r.Post(frame.Path("details/" + s.part))
		post.Version, post.Guard = strconv.Itoa(version), true
		if err := r.Draft(tx, &post, shown, s.fields...); err != nil {
			return err
		}
		v = page.DetailsFormView{Layout: frame.Layout, Form: post, Problems: web.Problems(shown),
			Heading: s.heading, Lead: s.lead, Cancel: frame.Path("details"), Controls: s.controls(frame, shown)}
		v.Layout.Errors = !shown.OK()
		return nil
	})
	if err != nil {
		return err
	}
	return r.ShowStatus(status, page.DetailsForm(v))
}

// sent answers a form that was sent: done, problems, or both versions.
func (p Pages) sent(r *web.Request, s detail, f *form.Values, err error, both func() error) error {
	err = once(err)
	if fault.Is(err, fault.Conflict) {
		return both()
	}
	if err = f.Add(err); err != nil {
		return err
	}
	if !f.OK() {
		return p.showDetail(r, s, f, http.StatusUnprocessableEntity)
	}
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	return r.Go(Path(id, "details"), "Saved.")
}

// person reads what is on record now, for the page that shows both versions.
func (p Pages) person(r *web.Request) (person resident.Person, err error) {
	id, err := r.ID("id")
	if err != nil {
		return person, err
	}
	err = p.DB.Read(r.Ctx(), func(tx *postgres.Tx) error {
		d, err := p.Journeys.Gate.Decide(tx, id)
		if err != nil {
			return err
		}
		person, err = p.Journeys.Residents.Person(tx, d)
		return err
	})
	return person, err
}

func text(f *form.Values, name, label string, change ...func(*control.Field)) templ.Component {
	field := web.Field(f, name, label)
	for _, c := range change {
		c(&field)
	}
	return control.Text(field)
}

func optional(f *control.Field)                  { f.Optional = true }
func hint(words string) func(*control.Field)     { return func(f *control.Field) { f.Hint = words } }
func width(w control.Width) func(*control.Field) { return func(f *control.Field) { f.Width = w } }
func unspelled(f *control.Field)                 { f.NoSpelling = true }
