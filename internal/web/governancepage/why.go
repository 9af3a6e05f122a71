package governancepage

import (
	"slices"
	"strconv"
	"strings"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/organisation"
	"onward/internal/postgres"
	"onward/internal/sharing"
	"onward/internal/web"
	"onward/ui/component"
	"onward/ui/control"
	"onward/ui/layout"
	page "onward/ui/page/governance"
)

// anybody is a colleague whom no journey names: the question is of a role.
const anybody = -1

// asked is of whom "why can X see this?" is asked. It stands in the address as
// numbers and words of the program.
type asked struct {
	organisation int
	post         int
	role         actor.Role
	section      access.Category
	all          bool // no section in particular
}

func parseAsked(r *web.Request) (q asked, err error) {
	q.organisation, err = whole(r.QueryParam("organisation"))
	if err != nil {
		return q, err
	}
	kind, value, _ := strings.Cut(r.QueryParam("who"), "-")
	switch {
	case kind == "post":
		q.post, err = whole(value)
	case kind == "role" && slices.Contains(actor.Roles, actor.Role(value)):
		q.role = actor.Role(value)
	case kind != "":
		err = fault.NotHere()
	}
	q.all = r.QueryParam("section") == ""
	if !q.all {
		known := false
		if q.section, known = access.ParseCategory(r.QueryParam("section")); !known {
			err = fault.NotHere()
		}
	}
	return q, err
}

// whole reads a number of an address; nothing is 0, and what is none is not here.
func whole(text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n <= 0 {
		return 0, fault.NotHere()
	}
	return n, nil
}

// why asks of whom, and answers for each section.
func (p Pages) why(r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	q, err := parseAsked(r)
	if err != nil {
		return err
	}
	everyone, err := colleagues(r)
	if err != nil {
		return err
	}
	who, name, err := q.actor(everyone)
	if err != nil {
		return err
	}
	var reference string
	var readings []access.Reading
	err = p.DB.Read(r.Ctx(), func(tx *postgres.Tx) error {
		d, err := p.officers(tx, id)
		if err != nil {
			return err
		}
		head, err := p.Journeys.Store.Head(tx, d)
		if err != nil {
			return err
		}
		reference = "ONW " + head.Reference
		if who.Organisation == 0 {
			journey.Seen(tx, d, "who sees what", access.Existence)
			return nil
		}
		readings, err = p.Journeys.Gate.Explain(tx, id, who)
		return err
	})
	if err != nil {
		return err
	}
	v := page.WhyView{Layout: r.View("Why can somebody see "+reference+"?", sightNav), Title: "Why can somebody see this?", Caption: reference, Action: path(id, "why")}
	v.Layout.Back = &layout.Link{Label: reference, Href: path(id, "")}
	v.Organisation, v.Who = choices(q, everyone)
	if !q.all {
		v.Caption += ", " + sharing.CategoryWords(q.section)
		v.Keep = []component.Pair{{Name: "section", Value: q.section.String()}}
		v.All = path(id, "why") + "?" + q.query()
	}
	if readings != nil {
		v.Answer, v.About = answerTable(q, who.Role, readings), name
	}
	return r.Show(page.Why(v))
}

// query is the address without the section.
func (q asked) query() string {
	text := "organisation=" + strconv.Itoa(q.organisation)
	switch {
	case q.post != 0:
		text += "&who=post-" + strconv.Itoa(q.post)
	case q.role != "":
		text += "&who=role-" + string(q.role)
	}
	return text
}

// colleagues are those of the officer's partnership.
func colleagues(r *web.Request) ([]organisation.Colleague, error) {
	all, err := r.Site.Directory.Everyone(r.Request().Context())
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(c organisation.Colleague) bool { return c.Org.Partnership != r.Me.Org.Partnership }), nil
}

// actor is whom the question is about, with their name; nobody while the
// question is not finished.
func (q asked) actor(everyone []organisation.Colleague) (actor.Actor, string, error) {
	if q.organisation == 0 || q.post == 0 && q.role == "" {
		return actor.Actor{}, "", nil
	}
	for _, c := range everyone {
		switch {
		case c.Org.ID != q.organisation:
		case q.post == c.Post:
			return actor.Actor{Post: c.Post, User: c.Staff, Organisation: c.Org.ID, Role: c.Role}, c.Name + ", " + roleAt(string(c.Role), c.Org.Short), nil
		case q.post == 0:
			return actor.Actor{Post: anybody, User: anybody, Organisation: c.Org.ID, Role: q.role}, "Any " + string(q.role) + " at " + c.Org.Name, nil
		}
	}
	if q.post == 0 {
		return actor.Actor{}, "", fault.NotHere()
	}
	return actor.Actor{}, "", nil // of another organisation than the one now chosen: asked again
}

// choices are the organisations and, of the chosen one, its roles and people.
func choices(q asked, everyone []organisation.Colleague) (control.Choice, *control.Choice) {
	orgs := control.Choice{Field: control.Field{ID: "organisation", Name: "organisation", Label: "Organisation"}, Empty: "Choose an organisation"}
	who := control.Choice{Field: control.Field{ID: "who", Name: "who", Label: "Who"}, Empty: "Choose a role or a person"}
	seen := map[int]bool{}
	var people []control.Option
	for _, c := range everyone {
		if !seen[c.Org.ID] {
			seen[c.Org.ID] = true
			orgs.Options = append(orgs.Options, control.Option{Value: strconv.Itoa(c.Org.ID), Label: c.Org.Name, Chosen: c.Org.ID == q.organisation})
		}
		if c.Org.ID == q.organisation {
			people = append(people, control.Option{Group: "People", Value: "post-" + strconv.Itoa(c.Post), Label: c.Name + ", " + string(c.Role), Chosen: c.Post == q.post})
		}
	}
	slices.SortFunc(orgs.Options, byLabel)
	if q.organisation == 0 {
		return orgs, nil
	}
	for _, role := range actor.Roles {
		who.Options = append(who.Options, control.Option{Group: "Roles", Value: "role-" + string(role), Label: "Any " + string(role), Chosen: role == q.role})
	}
	slices.SortFunc(people, byLabel)
	who.Options = append(who.Options, people...)
	return orgs, &who
}

func byLabel(a, b control.Option) int { return strings.Compare(a.Label, b.Label) }

// answerTable is yes or no for each section, with the grounds or what is missing.
func answerTable(q asked, role actor.Role, readings []access.Reading) *component.TableView {
	t := &component.TableView{Caption: "Section by section", Stack: true, Columns: []component.TableColumn{{Label: "Section"}, {Label: "Sees it"}, {Label: "Because"}}}
	for _, reading := range readings {
		if !q.all && reading.Category != q.section {
			continue
		}
		mark, why := component.Achieved("Yes"), make([]string, 0, len(reading.Grounds))
		for _, g := range reading.Grounds {
			text := g.Clause(role)
			why = append(why, strings.ToUpper(text[:1])+text[1:]+".")
		}
		cell := component.Cell{Text: strings.Join(why, " "), Second: others(reading.Verbs)}
		if len(reading.Grounds) == 0 {
			mark, cell = component.Stopped("No"), component.Cell{Text: strings.Join(reading.Missing, " ")}
		}
		t.Rows = append(t.Rows, component.TableRow{Cells: []component.Cell{{Text: sharing.CategoryWords(reading.Category)}, {Content: component.Mark(mark)}, cell}})
	}
	return t
}

// others are the verbs beyond viewing.
func others(verbs []access.Verb) string {
	var words []string
	for _, v := range verbs {
		if v != access.View {
			words = append(words, v.String())
		}
	}
	if len(words) == 0 {
		return ""
	}
	return "May also: " + strings.Join(words, ", ")
}
