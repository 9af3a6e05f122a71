package journeypage

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/journey/timeline"
	"onward/internal/postgres"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
	"onward/ui/control"
)

// timelineQuery is what the address says of a timeline. What it says wrongly is
// passed over, but for dates: those are typed, and their box says what to do.
type timelineQuery struct {
	path   string
	filter timeline.Filter
	order  timeline.Order
	key    uuid.UUID // of the words in the filter; the zero id where there are none
	dates  *form.Values
	page   int
	size   int
}

// timelineQuery reads an address. A key that is not this person's own is
// fault.Missing, like a page that is not there.
func (p Pages) timelineQuery(r *web.Request, tx *postgres.Tx, sent url.Values, path string) (timelineQuery, error) {
	q := readTimelineQuery(r, sent, path)
	if !sent.Has("s") {
		return q, nil
	}
	var err error
	if q.key, err = uuid.Parse(sent.Get("s")); err != nil {
		return q, fault.NotHere()
	}
	q.filter.Words, err = p.Journeys.Residents.Recall(tx, p.Journeys.Gate.Policy.Scope(tx.Actor), q.key)
	return q, err
}

func readTimelineQuery(r *web.Request, sent url.Values, path string) timelineQuery {
	q := timelineQuery{path: path, page: 1, size: component.PageSizes[0]}
	if sent.Get("sort") == string(timeline.Oldest) {
		q.order = timeline.Oldest
	}
	for _, k := range timeline.Kinds { // in the order of the filter
		if slices.Contains(sent["kind"], string(k)) {
			q.filter.Kinds = append(q.filter.Kinds, k)
		}
	}
	if who := sent.Get("who"); len(who) > 1 {
		id, _ := strconv.Atoi(who[1:])
		switch who[0] {
		case 's':
			q.filter.Author = id
		case 'o':
			q.filter.Organisation = id
		}
	}
	q.dates = form.With(r.Today(), map[string]string{"from": sent.Get("from"), "until": sent.Get("until")})
	q.filter.From, q.filter.Until = q.dates.Date("from"), q.dates.Date("until")
	if !q.filter.Until.IsZero() && q.filter.Until.Before(q.filter.From) {
		q.dates.Problem("until", "Enter a day on or after the first")
	}
	if n, err := strconv.Atoi(sent.Get("page")); err == nil && n > 0 && n < 1<<20 {
		q.page = n
	}
	if n, err := strconv.Atoi(sent.Get("size")); err == nil && slices.Contains(component.PageSizes, n) {
		q.size = n
	}
	return q
}

// address is the timeline with a filter, on a page, with a page size.
func (q timelineQuery) address(f timeline.Filter, page, size int) string {
	v := url.Values{}
	for _, k := range f.Kinds {
		v.Add("kind", string(k))
	}
	if w := whoWord(f); w != "" {
		v.Set("who", w)
	}
	for name, day := range map[string]calendar.Date{"from": f.From, "until": f.Until} {
		if !day.IsZero() {
			v.Set(name, typed(day))
		}
	}
	if q.order != timeline.Newest {
		v.Set("sort", string(q.order))
	}
	if f.Words != "" {
		v.Set("s", q.key.String())
	}
	if page > 1 {
		v.Set("page", strconv.Itoa(page))
	}
	if size != component.PageSizes[0] {
		v.Set("size", strconv.Itoa(size))
	}
	if len(v) == 0 {
		return q.path
	}
	return q.path + "?" + v.Encode()
}

func (q timelineQuery) atPage(n int) string { return q.address(q.filter, n, q.size) }
func (q timelineQuery) atSize(n int) string { return q.address(q.filter, 1, n) }

func whoWord(f timeline.Filter) string {
	switch {
	case f.Author != 0:
		return "s" + strconv.Itoa(f.Author)
	case f.Organisation != 0:
		return "o" + strconv.Itoa(f.Organisation)
	}
	return ""
}

// bar is the filters that are on, each with the way to take it away.
func (q timelineQuery) bar(got timeline.Page) component.FilterBarView {
	v := component.FilterBarView{Clear: q.address(timeline.Filter{}, 1, q.size), Action: q.path, Open: !q.dates.OK()}
	v.Keep = q.keep("kind", "who", "from", "until")
	without := func(label string, change func(*timeline.Filter)) {
		f := q.filter
		f.Kinds = slices.Clone(f.Kinds)
		change(&f)
		v.Tags = append(v.Tags, component.FilterTag{Label: label, Remove: q.address(f, 1, q.size)})
	}
	for _, k := range q.filter.Kinds {
		without(k.Label(), func(f *timeline.Filter) {
			f.Kinds = slices.DeleteFunc(f.Kinds, func(other timeline.Kind) bool { return other == k })
		})
	}
	if q.filter.Author != 0 {
		without(nameOf(got.Authors, q.filter.Author), func(f *timeline.Filter) { f.Author = 0 })
	}
	if q.filter.Organisation != 0 {
		without(nameOf(got.Organisations, q.filter.Organisation), func(f *timeline.Filter) { f.Organisation = 0 })
	}
	if !q.filter.From.IsZero() {
		without("From "+q.filter.From.Long(), func(f *timeline.Filter) { f.From = calendar.Date{} })
	}
	if !q.filter.Until.IsZero() {
		without("Until "+q.filter.Until.Long(), func(f *timeline.Filter) { f.Until = calendar.Date{} })
	}
	if q.filter.Words != "" {
		without("“"+q.filter.Words+"”", func(f *timeline.Filter) { f.Words = "" })
	}
	return v
}

// keep is the first page's address as hidden fields of a form, without what the
// form itself asks.
func (q timelineQuery) keep(without ...string) (pairs []component.Pair) {
	_, query, _ := strings.Cut(q.atPage(1), "?")
	values, _ := url.ParseQuery(query) // written by address
	for _, name := range slices.Sorted(maps.Keys(values)) {
		for _, value := range values[name] {
			if !slices.Contains(without, name) {
				pairs = append(pairs, component.Pair{Name: name, Value: value})
			}
		}
	}
	return pairs
}

func (q timelineQuery) sortBox() *component.SortView {
	return &component.SortView{Action: q.path, Keep: q.keep("sort"), Options: []component.SortOption{
		{Label: "Newest first", Chosen: q.order == timeline.Newest}, {Value: string(timeline.Oldest), Label: "Oldest first", Chosen: q.order == timeline.Oldest}}}
}

// nameOf finds a name among those that the timeline speaks of; anyone else is
// nobody here.
func nameOf(list []timeline.Source, id int) string {
	for _, s := range list {
		if s.ID == id {
			return s.Name
		}
	}
	return "Somebody else"
}

// kinds are the kinds of which there is an entry, with how many.
func (q timelineQuery) kinds(got timeline.Page) control.Choice {
	c := control.Choice{Field: control.Field{ID: "kind", Name: "kind", Label: "What"}, Small: true}
	c.Bold = true
	for _, k := range timeline.Kinds {
		if got.Counts[k] > 0 {
			c.Options = append(c.Options, control.Option{Value: string(k), Label: fmt.Sprintf("%s (%d)", k.Label(), got.Counts[k]),
				Chosen: slices.Contains(q.filter.Kinds, k)})
		}
	}
	return c
}

// who are the people and organisations that entries come from.
func (q timelineQuery) who(got timeline.Page) control.Choice {
	c := control.Choice{Field: control.Field{ID: "who", Name: "who", Label: "Who", Value: whoWord(q.filter)}, Empty: "Everybody"}
	for _, s := range got.Organisations {
		c.Options = append(c.Options, control.Option{Value: "o" + strconv.Itoa(s.ID), Label: s.Name, Group: "Organisations"})
	}
	for _, s := range got.Authors {
		c.Options = append(c.Options, control.Option{Value: "s" + strconv.Itoa(s.ID), Label: s.Name, Group: "People"})
	}
	return c
}
