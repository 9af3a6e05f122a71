package caseloadpage

import (
	"slices"
	"strconv"

	"onward/internal/journey"
	"onward/internal/journey/barrier"
	"onward/internal/journey/caseload"
	"onward/internal/organisation"
	"onward/internal/web"
	"onward/ui/component"
	"onward/ui/control"
	page "onward/ui/page/caseload"
)

// people are the colleagues that journeys can be of. Without them the page
// still serves: the filter offers fewer names.
func (p Pages) people(r *web.Request) []organisation.Colleague {
	list, err := r.Site.Directory.Caseworkers(r.Request().Context(), r.Me.Org.ID)
	if err != nil {
		return nil
	}
	return list
}

// tags are the filters that are on, each with the address without it.
func tags(r *web.Request, at place, people []organisation.Colleague) []component.FilterTag {
	var list []component.FilterTag
	f := at.query.Filter
	tag := func(on bool, label string, off func(*caseload.Filter)) {
		if on {
			list = append(list, component.FilterTag{Label: label, Remove: at.with(func(to *place) { off(&to.query.Filter) })})
		}
	}
	tag(f.From.Shared && len(f.From.Leads) == 0, "Shared with us", func(f *caseload.Filter) { f.From = caseload.From{} })
	for _, lead := range f.From.Leads {
		tag(true, "From "+leadName(lead, at.leads), func(f *caseload.Filter) { f.From.Leads = without(f.From.Leads, lead) })
	}
	tag(f.Who.Me, r.Me.Name, func(f *caseload.Filter) { f.Who.Me = false })
	tag(f.Who.Helping, "Those I support or cover", func(f *caseload.Filter) { f.Who.Helping = false })
	for _, staff := range f.Who.Staff {
		tag(true, nameOf(staff, people), func(f *caseload.Filter) { f.Who.Staff = without(f.Who.Staff, staff) })
	}
	tag(f.State == caseload.Open, "Open", func(f *caseload.Filter) { f.State = caseload.Any })
	tag(f.State == caseload.Closed, "Closed", func(f *caseload.Filter) { f.State = caseload.Any })
	for _, stage := range f.Stages {
		tag(true, stage.Label(), func(f *caseload.Filter) { f.Stages = without(f.Stages, stage) })
	}
	for _, name := range f.Programmes {
		tag(true, "Programme: "+name, func(f *caseload.Filter) { f.Programmes = without(f.Programmes, name) })
	}
	for _, code := range f.Groups {
		group, _ := journey.FindGroup(code)
		tag(true, "Group: "+group.Label, func(f *caseload.Filter) { f.Groups = without(f.Groups, code) })
	}
	for _, code := range f.Barriers {
		kind, ok := barrier.Find(code)
		if !ok {
			kind.Label = "another"
		}
		tag(true, "Barrier: "+kind.Label, func(f *caseload.Filter) { f.Barriers = without(f.Barriers, code) })
	}
	for _, code := range f.Entries {
		tag(true, "Came by: "+journey.EntryLabel(code), func(f *caseload.Filter) { f.Entries = without(f.Entries, code) })
	}
	tag(f.Overdue, "Overdue", func(f *caseload.Filter) { f.Overdue = false })
	tag(f.Quiet, "No contact, 21 days", func(f *caseload.Filter) { f.Quiet = false })
	tag(f.Early, "In work under 13 weeks", func(f *caseload.Filter) { f.Early = false })
	tag(f.Words != "", "“"+f.Words+"”", func(f *caseload.Filter) { f.Words = "" })
	return list
}

func without[T comparable](list []T, one T) []T {
	var rest []T
	for _, v := range list {
		if v != one {
			rest = append(rest, v)
		}
	}
	return rest
}

func nameOf(staff int, people []organisation.Colleague) string {
	for _, c := range people {
		if c.Staff == staff {
			return c.Name
		}
	}
	return "Somebody else"
}

// panel is the fields that set the filters. Facts whose category opens on no
// journey of this person's are not offered.
func panel(r *web.Request, at place, found caseload.Page, people []organisation.Colleague) page.PanelView {
	f := at.query.Filter
	reach := scope(r)
	visible := reach.Own | reach.Caseload
	v := page.PanelView{
		Who:   control.Choice{Field: control.Field{Name: "who", Label: "Advisor", Hint: anyTicked}, Small: true, Options: whoOptions(r, f.Who, people, found.Beside.Advisors)},
		State: control.Choice{Field: control.Field{Name: "state", Label: "Open or closed", Value: string(f.State)}},
		Stage: control.Choice{Field: control.Field{Name: "stage", Label: "Stage", Hint: anyTicked}, Small: true},
		Entry: control.Choice{Field: control.Field{Name: "entry", Label: "Came by", Hint: anyTicked}, Small: true},
	}
	for _, s := range []caseload.State{caseload.Open, caseload.Closed, caseload.Any} {
		v.State.Options = append(v.State.Options, control.Option{Value: string(s), Label: stateLabels[s]})
	}
	for _, s := range journey.Stages {
		v.Stage.Options = append(v.Stage.Options, control.Option{Value: string(s), Label: many(s.Label(), found.Beside.Stages, s), Chosen: slices.Contains(f.Stages, s)})
	}
	for _, e := range journey.EntryPoints {
		v.Entry.Options = append(v.Entry.Options, control.Option{Value: e.Code, Label: e.Label, Chosen: slices.Contains(f.Entries, e.Code)})
	}
	v.From = fromChoice(r, f.From, found)
	v.Programme = control.Choice{Field: control.Field{Name: "programme", Label: "Programme", Hint: anyTicked}, Small: true}
	for _, name := range found.Programmes {
		v.Programme.Options = append(v.Programme.Options, control.Option{Value: name, Label: name, Chosen: slices.Contains(f.Programmes, name)})
	}
	v.Group = control.Choice{Field: control.Field{Name: "group", Label: "Priority group", Hint: anyTicked}, Small: true}
	for _, g := range journey.Groups {
		if visible.Has(g.Category) {
			v.Group.Options = append(v.Group.Options, control.Option{Value: g.Code, Label: g.Label, Chosen: slices.Contains(f.Groups, g.Code)})
		}
	}
	v.Barrier = control.Choice{Field: control.Field{Name: "barrier", Label: "Barrier", Hint: anyTicked}, Small: true}
	for _, k := range barrier.KindsIn(visible) {
		v.Barrier.Options = append(v.Barrier.Options, control.Option{Value: k.Code, Label: k.Label, Chosen: slices.Contains(f.Barriers, k.Code)})
	}
	v.Marks = marks(f)
	v.Words = control.Field{ID: "words", Name: "q", Label: "Name, reference or telephone", Value: f.Words, Autocomplete: "off", NoSpelling: true,
		Attributes: map[string]any{"form": page.SearchForm}}
	return v
}

// anyTicked is what several ticks of one choice mean.
const anyTicked = "Any of those ticked"

var stateLabels = map[caseload.State]string{caseload.Open: "Open", caseload.Closed: "Closed", caseload.Any: "Open and closed"}

// marks are the narrowings that are on or off, a box each under its own name.
func marks(f caseload.Filter) []page.Mark {
	return []page.Mark{{Name: "overdue", Label: "Overdue", On: f.Overdue}, {Name: "quiet", Label: "No contact, 21 days", On: f.Quiet},
		{Name: "early", Label: "In work under 13 weeks", On: f.Early}}
}

// many is a choice with how many journeys stand behind it, where that was counted.
func many[K comparable](label string, counts map[K]int, of K) string {
	if counts == nil {
		return label
	}
	return label + " (" + strconv.Itoa(counts[of]) + ")"
}

// whoOptions are the colleagues to tick, each once also with two posts; who is
// ticked but is no colleague any more stays in sight, to be taken away.
func whoOptions(r *web.Request, now caseload.Who, people []organisation.Colleague, counts map[int]int) []control.Option {
	list := []control.Option{{Value: "me", Label: many(r.Me.Name+" (you)", counts, r.Me.Staff), Chosen: now.Me}, {Value: "helping", Label: "Those I support or cover", Chosen: now.Helping}}
	offered := []int{r.Me.Staff}
	for _, c := range people {
		if !slices.Contains(offered, c.Staff) {
			offered = append(offered, c.Staff)
			list = append(list, control.Option{Value: strconv.Itoa(c.Staff), Label: many(c.Name, counts, c.Staff), Chosen: slices.Contains(now.Staff, c.Staff)})
		}
	}
	for _, staff := range now.Staff {
		if !slices.Contains(offered, staff) {
			list = append(list, control.Option{Value: strconv.Itoa(staff), Label: many(nameOf(staff, people), counts, staff), Chosen: true})
		}
	}
	return list
}
