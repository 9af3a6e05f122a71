package journeypage

import (
	"fmt"
	"net/http"

	"onward/internal/access"
	"onward/internal/journey/kept"
	"onward/internal/journey/timeline"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/ui/component"
	"onward/ui/control"
	page "onward/ui/page/journey"
)

func (p Pages) timelineRoutes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Path: "/journeys/:id/timeline", Duty: access.DoFind, Handle: p.timeline},
		{Method: http.MethodPost, Path: "/journeys/:id/timeline/search", Duty: access.DoFind, Handle: p.timelineSearch},
		{Method: http.MethodGet, Path: "/journeys/:id/timeline/filters/new", Duty: access.DoFind, Handle: p.timelineSaveForm},
		{Method: http.MethodPost, Path: "/journeys/:id/timeline/filters/new", Duty: access.DoFind, Handle: p.timelineSave},
		{Method: http.MethodGet, Path: "/journeys/:id/timeline/filters/:filter/delete", Duty: access.DoFind, Handle: p.timelineForgetForm},
		{Method: http.MethodPost, Path: "/journeys/:id/timeline/filters/:filter/delete", Duty: access.DoFind, Handle: p.timelineForget},
		{Method: http.MethodPost, Path: "/journeys/:id/timeline/filters/:filter/restore", Duty: access.DoFind, Handle: p.timelineRestore},
	}
}

// timelineShows are the categories that a timeline may show.
var timelineShows = []access.Category{access.Plan, access.Notes, access.Work, access.Circumstances, access.HousingMoney, access.Health, access.Offences, access.Equality}

// timeline shows what happened. Its filter, order, page and page size stand in
// the address, so that it can be kept and sent; typed words stand there as the
// key under which they are kept.
func (p Pages) timeline(r *web.Request) error {
	var v page.TimelineView
	var saved []kept.Filter
	status := http.StatusOK
	err := p.open(r, "Timeline", timelineShows, func(tx *postgres.Tx, f *Frame) error {
		q, err := p.timelineQuery(r, tx, r.QueryParams(), f.Path("timeline"))
		if err != nil {
			return err
		}
		got, err := p.Timeline.Read(tx, f.Decision, q.filter, q.order, (q.page-1)*q.size, q.size)
		if err != nil {
			return err
		}
		if last := max(1, (got.Total+q.size-1)/q.size); q.page > last { // the list has grown shorter
			q.page = last
			if got, err = p.Timeline.Read(tx, f.Decision, q.filter, q.order, (q.page-1)*q.size, q.size); err != nil {
				return err
			}
		}
		v = timelineView(f, q, got, f.entries(got.Entries, tx.Actor.Today, q.filter.Words))
		v.Saved = q.strip(r, got, saved)
		v.Search.Post = r.Post(f.Path("timeline/search"))
		if got.Total > 0 && r.May(access.DoCaseload) && f.Decision.May(access.Export, access.Existence) {
			v.Export = &component.ButtonView{Label: "Export", Kind: component.Secondary, Href: q.export()}
		}
		if !q.dates.OK() {
			status = http.StatusUnprocessableEntity
		}
		return nil
	}, func(tx *postgres.Tx, f *Frame) (err error) {
		saved, err = timeline.Store{}.Saved(tx, f.Decision)
		return err
	})
	if err != nil {
		return err
	}
	return r.ShowStatus(status, page.Timeline(v))
}

func timelineView(f *Frame, q timelineQuery, got timeline.Page, entries []component.TimelineEntry) page.TimelineView {
	v := page.TimelineView{Layout: f.Layout, Problems: web.Problems(q.dates), Entries: entries, Filter: q.bar(got), Kinds: q.kinds(got), Who: q.who(got),
		From: web.Field(q.dates, "from", "From"), Until: web.Field(q.dates, "until", "Until")}
	v.From.Hint, v.Until.Hint = likeDay, likeDay
	v.Layout.Errors = !q.dates.OK()
	v.Search.Back = q.atPage(1)
	v.Words = control.Field{ID: "words", Name: "q", Label: "Words", Hint: "Of notes too, where you may read them", Value: q.filter.Words, Autocomplete: "off", NoSpelling: true,
		Attributes: map[string]any{"form": page.TimelineSearchForm}}
	v.Head = component.ListHeadView{Count: got.Total, Noun: web.Plural(got.Total, "entry", "entries"), Sort: q.sortBox()}
	if got.Unsearched > 0 {
		v.Unsearched = fmt.Sprintf("The newest %d entries were searched, %d older ones were not. Set the last day to search further back.", timeline.MostSearched, got.Unsearched)
	}
	if got.Total > len(entries) {
		from := (q.page-1)*q.size + 1
		v.Head.Range = fmt.Sprintf("%d to %d", from, from+len(entries)-1)
	}
	v.Pages = component.Paginate(got.Total, q.size, q.page, q.atPage, q.atSize)
	switch {
	case got.All == 0:
		v.Empty = &component.EmptyView{Text: "Nothing has happened yet. Add a note of your first contact."}
	case got.Total == 0:
		v.Empty = &component.EmptyView{Text: "Nothing on the timeline fits these filters. Take one away to see more."}
	}
	return v
}
