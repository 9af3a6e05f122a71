package journeypage

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/journey/kept"
	"onward/internal/journey/timeline"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/layout"
	page "onward/ui/page/journey"
)

// saved is the query that is kept of this one: filter and order, without typed
// words, which may be a name.
func (q timelineQuery) saved() string {
	f := q.filter
	f.Words = ""
	_, query, _ := strings.Cut(q.address(f, 1, component.PageSizes[0]), "?")
	return query
}

// savable says that there is a filter to keep.
func (q timelineQuery) savable() bool {
	return q.dates.OK() && q.filter.Words == "" && q.saved() != ""
}

// strip is the saved filters with what they find on this journey; the present
// one can be saved, or deleted where it is saved already.
func (q timelineQuery) strip(r *web.Request, got timeline.Page, saved []kept.Filter) component.FilterTabsView {
	now := q.saved()
	v := component.FilterTabsView{Tabs: []component.FilterTab{{Label: "Everything", Count: got.All, Href: q.path, Active: now == "" && q.filter.Words == ""}}}
	if q.savable() {
		v.Save = &component.Link{Label: "Save this filter", Href: q.path + "/filters/new?" + now}
	}
	for _, s := range saved {
		other := q.other(r, s)
		active := other.saved() == now && q.filter.Words == ""
		v.Tabs = append(v.Tabs, component.FilterTab{Label: s.Name, Count: got.Fit(other.filter), Href: other.atPage(1), Active: active})
		if active {
			v.Save = &component.Link{Label: "Delete this filter", Href: q.path + "/filters/" + s.ID.String() + "/delete"}
		}
	}
	return v
}

// other is this timeline with a filter that is kept.
func (q timelineQuery) other(r *web.Request, s kept.Filter) timelineQuery {
	values, _ := url.ParseQuery(s.Query) // written by saved
	return readTimelineQuery(r, values, q.path)
}

// timelineSaveForm asks for the name under which the filter in the address is kept.
func (p Pages) timelineSaveForm(r *web.Request) error {
	return p.timelineSaveAsk(r, form.Empty(r.Today()), http.StatusOK)
}

func (p Pages) timelineSaveAsk(r *web.Request, f *form.Values, status int) error {
	var v page.TimelineSaveView
	err := p.open(r, "Timeline", timelineShows, func(tx *postgres.Tx, frame *Frame) error {
		q := readTimelineQuery(r, r.QueryParams(), frame.Path("timeline"))
		if !q.savable() {
			return fault.NotHere()
		}
		got, err := p.Timeline.Read(tx, frame.Decision, timeline.Filter{}, q.order, 0, 0)
		if err != nil {
			return err
		}
		v = page.TimelineSaveView{Layout: frame.Layout, Form: r.Post(q.path + "/filters/new?" + q.saved()), Problems: web.Problems(f),
			Name: web.Field(f, "name", "Name of the filter"), Cancel: q.atPage(1)}
		for _, tag := range q.bar(got).Tags {
			v.Filters = append(v.Filters, tag.Label)
		}
		if q.order == timeline.Oldest {
			v.Filters = append(v.Filters, "Oldest first")
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.Layout.Errors = !f.OK()
	v.Name.Hint = "Only you see it, on every timeline. Do not put a resident’s name in it."
	v.Name.Autocomplete = "off"
	return r.ShowStatus(status, page.TimelineSave(v))
}

func (p Pages) timelineSave(r *web.Request) error {
	f, err := r.Form("name")
	if err != nil {
		return err
	}
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	q := readTimelineQuery(r, r.QueryParams(), Path(id, "timeline"))
	if !q.savable() {
		return fault.NotHere()
	}
	name := f.Limit("name", 40, "Enter a name for the filter")
	if f.OK() {
		if err := f.Add(p.timelineKeep(r, id, func(tx *postgres.Tx, d access.Decision) error {
			return timeline.Store{}.Save(tx, d, kept.Filter{ID: uuid.Must(uuid.NewV7()), Name: name, Query: q.saved()})
		})); err != nil {
			return err
		}
	}
	if !f.OK() {
		return p.timelineSaveAsk(r, f, http.StatusUnprocessableEntity)
	}
	return r.Go(q.atPage(1), "Filter saved.")
}

// timelineKeep changes the person's own filters, once for one sending of a form,
// where they may see the timeline that it was sent from.
func (p Pages) timelineKeep(r *web.Request, id uuid.UUID, change func(*postgres.Tx, access.Decision) error) error {
	err := p.DB.Write(r.Once(), func(tx *postgres.Tx) error {
		d, err := p.Journeys.Gate.Require(tx, id, access.View, access.Plan)
		if err != nil {
			return err
		}
		return change(tx, d)
	})
	if _, again := postgres.WasRepeated(err); again {
		return nil
	}
	return err
}

// timelineKept are the journey and the filter that an address names.
func timelineKept(r *web.Request) (id, filter uuid.UUID, err error) {
	if id, err = r.ID("id"); err == nil {
		filter, err = r.ID("filter")
	}
	return id, filter, err
}

func (p Pages) timelineForgetForm(r *web.Request) error {
	_, filter, err := timelineKept(r)
	if err != nil {
		return err
	}
	var v page.TimelineForgetView
	err = p.open(r, "Timeline", []access.Category{access.Plan}, func(tx *postgres.Tx, frame *Frame) error {
		s, err := timeline.Store{}.Kept(tx, frame.Decision, filter)
		q := timelineQuery{path: frame.Path("timeline")}
		v = page.TimelineForgetView{Layout: frame.Layout, Name: s.Name, Cancel: q.other(r, s).atPage(1),
			Form: r.Post(q.path + "/filters/" + filter.String() + "/delete")}
		return err
	})
	if err != nil {
		return err
	}
	return r.Show(page.TimelineForget(v))
}

func (p Pages) timelineForget(r *web.Request) error {
	id, filter, err := timelineKept(r)
	if err != nil {
		return err
	}
	if _, err := r.Form(); err != nil {
		return err
	}
	if err := p.timelineKeep(r, id, func(tx *postgres.Tx, d access.Decision) error {
		return timeline.Store{}.Forget(tx, d, filter)
	}); err != nil {
		return err
	}
	path := Path(id, "timeline")
	r.Flash(layout.Flash{Kind: layout.Success, Text: "Filter deleted.",
		Undo: &layout.Undo{Label: "Undo", Action: path + "/filters/" + filter.String() + "/restore", Key: uuid.NewString()}})
	return r.Go(path, "")
}

// timelineRestore has a deleted filter back, and shows the timeline with it.
func (p Pages) timelineRestore(r *web.Request) error {
	id, filter, err := timelineKept(r)
	if err != nil {
		return err
	}
	if _, err := r.Form(); err != nil {
		return err
	}
	q := timelineQuery{path: Path(id, "timeline")}
	err = p.timelineKeep(r, id, func(tx *postgres.Tx, d access.Decision) error {
		return timeline.Store{}.Restore(tx, d, filter)
	})
	if f := fault.Of(err); err != nil && len(f.Fields) > 0 { // there is no form to show it beside
		r.Flash(layout.Flash{Kind: layout.Warning, Text: f.Fields[0].Message + "."})
		return r.Go(q.path, "")
	}
	if err != nil {
		return err
	}
	err = p.DB.Read(r.Ctx(), func(tx *postgres.Tx) error {
		d, err := p.Journeys.Gate.Require(tx, id, access.View, access.Plan)
		if err != nil {
			return err
		}
		s, err := timeline.Store{}.Kept(tx, d, filter)
		q = q.other(r, s)
		return err
	})
	if err != nil {
		return err
	}
	return r.Go(q.atPage(1), "Filter put back.")
}
