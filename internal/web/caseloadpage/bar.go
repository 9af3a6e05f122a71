package caseloadpage

import (
	"strings"

	"onward/internal/access"
	"onward/internal/journey/caseload"
	"onward/internal/web"
	"onward/ui/component"
	page "onward/ui/page/caseload"
)

// clear is the list without any filter.
const clear = listPath + "?state=any"

// tab is a filter of the strip above the list.
type tab struct {
	label  string
	filter caseload.Filter
}

// builtIn are the filters that everybody has: of an advisor's own journeys, of
// a manager's organisation.
func builtIn(r *web.Request) []tab {
	base, first := caseload.Filter{Who: caseload.Who{Me: true}}, "My open journeys"
	if leads(r) {
		base, first = caseload.Filter{}, "Open journeys"
	}
	with := func(change func(*caseload.Filter)) caseload.Filter {
		f := base
		change(&f)
		return f
	}
	return []tab{{first, base},
		{"Overdue", with(func(f *caseload.Filter) { f.Overdue = true })},
		{"No contact, 21 days", with(func(f *caseload.Filter) { f.Quiet = true })},
		{"In work under 13 weeks", with(func(f *caseload.Filter) { f.Early = true })},
	}
}

// shared is the filter of what other organisations share.
var shared = caseload.Filter{From: caseload.From{Shared: true}}

func filters(tabs []tab) []caseload.Filter {
	out := make([]caseload.Filter, len(tabs))
	for i, t := range tabs {
		out[i] = t.filter
	}
	return out
}

// bar is what stands above list and board alike.
func (p Pages) bar(r *web.Request, at place, found caseload.Page, tabs []tab) page.BarView {
	v := page.BarView{Tabs: strip(at, found, tabs), Filter: filterBar(at), Search: searchForm(r, at), Start: r.May(access.DoRegister)}
	people := p.people(r)
	at.leads = found.Leads
	v.Filter.Tags = tags(r, at, people)
	v.Panel = panel(r, at, found, people)
	v.Head = component.ListHeadView{Count: found.Total, Noun: web.Plural(found.Total, "journey", "journeys"), Sort: sortBox(at)}
	if found.Exportable > 0 {
		v.Export = &component.ButtonView{Label: "Export " + itoa(found.Exportable), Kind: component.Secondary, Href: at.on("/caseload/export")}
	}
	return v
}

// strip is the saved filters with what they find; the present one can be
// saved, or deleted where it is saved already.
func strip(at place, found caseload.Page, tabs []tab) component.FilterTabsView {
	var v component.FilterTabsView
	known := false
	add := func(label string, f caseload.Filter, o caseload.Order, count int) bool {
		active := same(f, at.query.Filter)
		known = known || active
		to := place{path: at.path, query: caseload.Query{Filter: f, Order: o, Page: 1}}
		v.Tabs = append(v.Tabs, component.FilterTab{Label: label, Count: count, Href: to.href(), Active: active})
		return active
	}
	for i, t := range tabs {
		add(t.label, t.filter, caseload.Order{By: caseload.ByDue}, found.Counts[i])
	}
	if found.Shared > 0 || at.query.Filter.From.Others() {
		add("Shared with us", shared, caseload.Order{By: caseload.ByDue}, found.Shared)
	}
	for i, s := range found.Saved {
		if add(s.Name, s.Filter, s.Order, found.Counts[len(tabs)+i]) {
			v.Save = &component.Link{Label: "Delete this filter", Href: "/caseload/filters/" + s.ID.String() + "/delete"}
		}
	}
	if !known && at.query.Filter.Words == "" {
		v.Save = &component.Link{Label: "Save this filter", Href: at.on("/caseload/filters/new")}
	}
	return v
}

func filterBar(at place) component.FilterBarView {
	return component.FilterBarView{Action: at.path, Clear: strings.Replace(clear, listPath, at.path, 1),
		Keep: at.hidden("from", "who", "state", "stage", "programme", "group", "barrier", "entry", "overdue", "quiet", "early")}
}

func sortBox(at place) *component.SortView {
	v := &component.SortView{Action: at.path, Keep: at.hidden("sort")}
	now := at.query.Order
	for _, s := range caseload.Sorts {
		v.Options = append(v.Options, component.SortOption{Value: string(s), Label: s.Label(), Chosen: s == now.By && !now.Backward})
	}
	if now.Backward {
		v.Options = append(v.Options, component.SortOption{Value: now.String(), Label: now.By.Label() + ", the other way", Chosen: true})
	}
	return v
}
