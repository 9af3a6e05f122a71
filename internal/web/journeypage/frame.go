// Package journeypage is the pages of one journey. They share a frame: the
// identity bar, the sections that the decision opens, and one transaction in
// which the decision is made, the page is read and the look is recorded.
package journeypage

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/journey"
	"onward/internal/journey/barrier"
	"onward/internal/journey/diary"
	"onward/internal/journey/note"
	"onward/internal/journey/plan"
	"onward/internal/journey/timeline"
	"onward/internal/outcome"
	"onward/internal/postgres"
	"onward/internal/resident"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/internal/web/exportpage"
	"onward/ui/component"
	"onward/ui/layout"
	page "onward/ui/page/journey"
)

// Pages are the pages of a journey, over the services that they read and write.
type Pages struct {
	DB          *postgres.DB
	Journeys    journey.Service
	Residents   resident.Service
	Barriers    barrier.Service
	Plan        plan.Service
	Diary       diary.Service
	Notes       note.Service
	Timeline    timeline.Service
	Outcomes    outcome.Service
	Exports     exportpage.Pages
	Says        sharing.Says
	Seals       sharing.Seals
	Emergencies sharing.Emergencies
}

// Routes says who can reach what of a journey. Which journeys, and what of
// them, the decision answers in each page's transaction.
func (p Pages) Routes() []web.Route {
	var all []web.Route
	for _, routes := range [][]web.Route{p.overviewRoutes(), p.stageRoutes(), p.detailRoutes(), p.supporterRoutes(), p.workRoutes(),
		p.barrierRoutes(), p.planRoutes(), p.interventionRoutes(), p.printRoutes(), p.appointmentRoutes(), p.noteRoutes(), p.timelineRoutes(), p.timelineExportRoutes(),
		p.sharingRoutes(), p.sealRoutes(), p.oursRoutes()} {
		all = append(all, routes...)
	}
	return all
}

// Frame is what every page of a journey has in hand once it is open.
type Frame struct {
	ID       uuid.UUID
	Decision access.Decision
	Head     journey.Head
	Person   resident.Person
	Guarded  []access.Category
	Layout   layout.View
}

// Path is the address of a part of the journey: Path("plan"), Path("notes/new").
func (f Frame) Path(part string) string { return Path(f.ID, part) }

// Path is the address of a part of a journey; the empty part is its overview.
func Path(id uuid.UUID, part string) string {
	return strings.TrimSuffix("/journeys/"+id.String()+"/"+part, "/")
}

// Call is what to call the resident on a page of theirs.
func (f Frame) Call() string {
	if name := f.Person.Identity.Call(); name != "" {
		return name
	}
	return "the resident"
}

// open reads the journey in the address, makes the frame of its page and lets
// read fill the rest, all in one transaction. The look is recorded under the
// section's name with the categories that the page and the frame's badges show.
// What is given beside is read along with the frame, which is there once its
// first question has been answered.
func (p Pages) open(r *web.Request, section string, shows []access.Category, read func(*postgres.Tx, *Frame) error, beside ...func(*postgres.Tx, *Frame) error) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	return p.DB.Ahead(r.Ctx(), func(tx *postgres.Tx) error {
		d, err := p.Journeys.Gate.Decide(tx, id)
		if err != nil {
			return err
		}
		for _, c := range shows[:min(1, len(shows))] {
			if err := d.Require(access.View, c); err != nil {
				return err
			}
		}
		f := &Frame{ID: id, Decision: d}
		if err := tx.Together(p.reading(tx, f, beside)...); err != nil {
			return err
		}
		banners, err := p.banners(tx, f)
		if err != nil {
			return err
		}
		f.Layout = p.layout(r, tx, f, section, banners)
		journey.Seen(tx, d, strings.ToLower(section), slices.Concat([]access.Category{access.Existence, access.Identity}, shows, f.Guarded)...)
		return read(tx, f)
	})
}

// reading are the parts of a frame and what is read beside them.
func (p Pages) reading(tx *postgres.Tx, f *Frame, beside []func(*postgres.Tx, *Frame) error) []func() error {
	parts := []func() error{
		func() (err error) { f.Head, err = p.Journeys.Store.Head(tx, f.Decision); return err },
		func() (err error) { f.Person, err = p.Journeys.Residents.Person(tx, f.Decision); return err },
		func() (err error) { f.Guarded, err = p.Journeys.Store.Guarded(tx, f.Decision); return err },
	}
	for _, read := range beside {
		parts = append(parts, func() error { return read(tx, f) })
	}
	return parts
}

func (p Pages) layout(r *web.Request, tx *postgres.Tx, f *Frame, section string, banners []component.BannerView) layout.View {
	title := section
	if name := f.Person.Identity.Name(); name != "" {
		title = name + ": " + section
	}
	v := r.View(title, "Caseload")
	v.Band = page.Band(page.BandView{Identity: identity(tx, f), Sections: sections(f, section), Actions: actions(r, f), Banners: banners})
	return v
}

func identity(tx *postgres.Tx, f *Frame) component.IdentityView {
	i := f.Person.Identity
	v := component.IdentityView{Name: i.Name(), Stage: component.Stage(f.Head.Stage)}
	if v.Name == "" {
		v.Name = f.Head.Reference
	}
	var known []string
	for _, word := range []string{i.Preferred, i.Pronouns} {
		if word != "" {
			known = append(known, word)
		}
	}
	v.Known = strings.Join(known, ", ")
	for _, c := range f.Guarded {
		v.Guarded = append(v.Guarded, CategoryLabel(c))
	}
	if !i.Born.IsZero() {
		v.Facts = append(v.Facts, component.Fact{Label: "Age", Value: fmt.Sprint(i.Born.AgeOn(tx.Actor.Today))})
	}
	v.Facts = append(v.Facts, component.Fact{Label: "Reference", Value: "ONW " + f.Head.Reference},
		component.Fact{Label: "Lead", Value: f.Head.Lead})
	contact := component.Fact{Label: "Single point of contact", Value: f.Head.SPOCName, Phone: f.Head.SPOCPhone}
	if contact.Phone != "" {
		contact.Value += ","
	}
	v.Facts = append(v.Facts, contact)
	return v
}

// CategoryLabel is a category in words for badges and "why you see this".
func CategoryLabel(c access.Category) string {
	word := strings.ReplaceAll(c.String(), "_", " and ")
	return strings.ToUpper(word[:1]) + word[1:]
}

// sections are the tabs that the decision opens; another leaves no trace.
func sections(f *Frame, active string) []component.NavItem {
	var items []component.NavItem
	for _, s := range []struct {
		label, part string
		category    access.Category
	}{
		{"Overview", "", access.Existence}, {"Plan", "plan", access.Plan}, {"Barriers", "barriers", access.Circumstances},
		{"Timeline", "timeline", access.Plan}, {"Work and outcomes", "work", access.Work}, {"Details", "details", access.Identity},
	} {
		if f.Decision.May(access.View, s.category) {
			items = append(items, component.NavItem{Label: s.label, Href: f.Path(s.part), Active: s.label == active})
		}
	}
	if ofLead(f.Decision) == nil {
		items = append(items, component.NavItem{Label: "Sharing", Href: f.Path("sharing"), Active: active == "Sharing"})
	}
	return items
}

// actions are the buttons of the identity bar: what this person may do from
// anywhere on the journey.
func actions(r *web.Request, f *Frame) page.ActionsView {
	d := f.Decision
	v := page.ActionsView{}
	if d.May(access.Add, access.Notes) {
		v.Note = f.Path("notes/new")
	}
	add := func(ok bool, label, part string) {
		if ok {
			v.More = append(v.More, component.MenuItem{Label: label, Href: f.Path(part)})
		}
	}
	if d.May(access.Add, access.Plan) {
		v.Book = f.Path("appointments/new")
	}
	add(!seesBarriers(d) && barrierEntry.mayAdd(d) == nil, "Add a barrier", "barriers/new")
	add(d.May(access.Change, access.Plan), "Move to another stage", "stage")
	add(d.May(access.View, access.Plan), "Print the plan", "plan/print")
	add(d.May(access.Change, access.Existence), "Supporters", "supporters")
	add(sharing.MaySeal(d) == nil && !d.Subject.Sealed, "Seal", "seal")
	add(sharing.MaySeal(d) == nil && d.Subject.Sealed, "The seal", "seal")
	if d.May(access.Reassign, access.Existence) && r.May(access.DoReassign) {
		v.More = append(v.More, component.MenuItem{Label: "Reassign", Href: "/reassign?journey=" + f.ID.String()})
	}
	return v
}
