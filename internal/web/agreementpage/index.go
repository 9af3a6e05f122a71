package agreementpage

import (
	"net/http"
	"strconv"
	"strings"

	"onward/internal/calendar"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/control"
	"onward/ui/layout"
	page "onward/ui/page/agreement"
)

// groups are the parts of the list, in the order of what they ask for. A version
// stands in the first that takes it.
var groups = []struct {
	id, title, note string
	takes           func(a sharing.Agreement, me int, today calendar.Date) bool
}{
	{"sign", "To sign", "", func(a sharing.Agreement, me int, _ calendar.Date) bool { return a.WaitsFor(me) }},
	{"review", "To review soon", "Their day of review or their end is within 60 days.", func(a sharing.Agreement, _ int, today calendar.Date) bool {
		return a.ToReview(today) && !today.After(a.Terms.Until)
	}},
	{"force", "In force", "", func(a sharing.Agreement, _ int, today calendar.Date) bool {
		return a.State == sharing.InForce && !today.After(a.Terms.Until)
	}},
	{"waits", "Waits for others", "", func(a sharing.Agreement, _ int, _ calendar.Date) bool { return a.State == sharing.Awaiting }},
	{"suspended", "Suspended", "", func(a sharing.Agreement, _ int, _ calendar.Date) bool { return a.State == sharing.Suspended }},
	{"drafts", "Drafts", "", func(a sharing.Agreement, _ int, _ calendar.Date) bool { return a.State == sharing.Draft }},
	{"ended", "Ended", "", func(sharing.Agreement, int, calendar.Date) bool { return true }},
}

func (p Pages) index(r *web.Request) error {
	shelf, err := p.Agreements.List(r.Ctx())
	if err != nil {
		return err
	}
	v := page.IndexView{Layout: view(r, active), New: component.ButtonView{Label: "New agreement", Href: root + "/new"},
		Register: component.ButtonView{Label: "Register of sharing", Href: root + "/register", Kind: component.Secondary}}
	taken := map[int]bool{}
	for _, g := range groups {
		var list []sharing.Agreement
		for _, a := range shelf.Agreements {
			if !taken[a.ID] && g.takes(a, shelf.Organisation, shelf.Today) {
				taken[a.ID] = true
				list = append(list, a)
			}
		}
		if len(list) > 0 {
			v.Groups = append(v.Groups, page.Group{Head: component.SectionView{ID: g.id, Title: g.title, Count: strconv.Itoa(len(list))}, Note: g.note, Table: shelfTable(g.title, list, shelf)})
			count(v.Layout.Nav, g.id, len(list))
		}
	}
	if len(v.Groups) == 0 {
		v.Empty = &component.EmptyView{Title: "No agreements yet", Text: "Nothing is shared with another organisation before an agreement is in force. Start one from a usual case."}
	}
	return r.Show(page.Index(v))
}

func shelfTable(caption string, list []sharing.Agreement, shelf sharing.Shelf) component.TableView {
	t := component.TableView{Caption: caption, Stack: true, Columns: []component.TableColumn{{Label: "Agreement"}, {Label: "Parties"}, {Label: "Holds for"}, {Label: "Until"}, {Label: "Review"}, {Label: "Stands"}}}
	for _, a := range list {
		var parties []string
		for _, q := range a.Terms.Parties {
			parties = append(parties, q.Name)
		}
		t.Rows = append(t.Rows, component.TableRow{Cells: []component.Cell{
			{Text: a.Terms.Title, Href: path(a.ID), Bold: true, Second: numbered(a)}, {Text: strings.Join(parties, ", ")}, {Text: a.Terms.BasisWords()},
			{Text: a.Terms.Until.Long()}, {Text: a.Terms.Review.Long()}, {Content: component.Mark(standing(a, shelf.Organisation, shelf.Today))}}})
	}
	return t
}

func (p Pages) newForm(r *web.Request) error {
	return p.showNew(r, form.Empty(r.Today()), http.StatusOK)
}

func (p Pages) showNew(r *web.Request, f *form.Values, status int) error {
	v := page.NewView{Layout: view(r, "New agreement", backToAll), Form: r.Post(root + "/new"), Problems: web.Problems(f), Title: web.Field(f, "title", "Title")}
	v.Layout.Errors = !f.OK()
	v.Title.Hint = "What people call it, like West London case sharing"
	v.Templates = control.Choice{Field: web.Field(f, "template", "What is it for?")}
	v.Templates.Hint = "You begin with what is usual for the case, and change all of it."
	for _, t := range sharing.Templates {
		v.Templates.Options = append(v.Templates.Options, control.Option{Value: t.Code, Label: t.Title, Hint: t.Hint})
	}
	return r.ShowStatus(status, page.New(v))
}

func (p Pages) create(r *web.Request) error {
	f, err := r.Form("title", "template")
	if err != nil {
		return err
	}
	title, template := f.Limit("title", sharing.MostTitle, "Give the agreement a title"), f.Need("template", "Choose what the agreement is for")
	id := 0
	if f.OK() {
		id, err = p.Agreements.New(r.Once(), template, title)
		if err := f.Add(err); err != nil {
			return err
		}
	}
	if !f.OK() {
		return p.showNew(r, f, http.StatusUnprocessableEntity)
	}
	return r.Go(path(id), "Draft started.")
}

// next drafts a new version from the one in the address.
func (p Pages) next(r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	a, err := p.version(r)
	if err != nil {
		return err
	}
	id, err := p.Agreements.Next(r.Once(), a.ID)
	if err != nil {
		return err
	}
	return r.Go(path(id), "Draft of a new version started.")
}

// count puts how many wait for a signature onto the navigation.
func count(nav []layout.NavItem, group string, n int) {
	for i := range nav {
		if nav[i].Active && group == "sign" {
			nav[i].Count, nav[i].Counts = n, "to sign"
		}
	}
}
