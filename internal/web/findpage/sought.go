package findpage

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"onward/internal/journey"
	"onward/internal/journey/caseload"
	"onward/internal/web"
	"onward/ui/component"
	"onward/ui/control"
	page "onward/ui/page/find"
)

// sought is what the address of an answer says: the key of the typed words, and
// how those whom they find are narrowed, ordered and shown. What it says wrongly
// is passed over.
type sought struct {
	key  string
	find caseload.FindQuery
}

func readSought(r *web.Request) sought {
	sent := r.QueryParams()
	from := caseload.ParseFilter(url.Values{"who": sent["who"], "stage": sent["stage"]})
	q := sought{key: sent.Get("s"), find: caseload.FindQuery{Who: from.Who, Stages: from.Stages, Page: 1, Size: caseload.Sizes[0]}}
	if by := caseload.FindSort(sent.Get("sort")); slices.Contains(caseload.FindSorts, by) {
		q.find.Sort = by
	}
	if n, err := strconv.Atoi(sent.Get("page")); err == nil {
		q.find.Page = n
	}
	if n, err := strconv.Atoi(sent.Get("size")); err == nil && slices.Contains(caseload.Sizes, n) {
		q.find.Size = n
	}
	return q
}

// values is the address without its page.
func (q sought) values() url.Values {
	of := caseload.Filter{Who: q.find.Who, Stages: q.find.Stages}.Values()
	of.Del("state")
	of.Set("s", q.key)
	if q.find.Sort != caseload.ByMatch {
		of.Set("sort", string(q.find.Sort))
	}
	if q.find.Size != caseload.Sizes[0] {
		of.Set("size", itoa(q.find.Size))
	}
	return of
}

// with is the address of the first page after a change.
func (q sought) with(change func(*caseload.FindQuery)) string {
	q.find.Who.Staff, q.find.Stages = slices.Clone(q.find.Who.Staff), slices.Clone(q.find.Stages)
	change(&q.find)
	return "/find?" + q.values().Encode()
}

func (q sought) page(n int) string {
	v := q.values()
	if n > 1 {
		v.Set("page", itoa(n))
	}
	return "/find?" + v.Encode()
}

func (q sought) hidden(without ...string) (pairs []component.Pair) {
	v := q.values()
	for _, name := range []string{"s", "size", "sort", "stage", "who"} {
		for _, value := range v[name] {
			if !slices.Contains(without, name) {
				pairs = append(pairs, component.Pair{Name: name, Value: value})
			}
		}
	}
	return pairs
}

// listView is what stands above and beneath the people of an answer.
func listView(r *web.Request, q sought, found caseload.Found) *page.ListView {
	v := &page.ListView{Who: q.who(r, found.All), Stage: q.stages(found.All),
		Filter: component.FilterBarView{Action: "/find", Keep: q.hidden("who", "stage"),
			Clear: q.with(func(f *caseload.FindQuery) { f.Who, f.Stages = caseload.Who{}, nil })},
		Head: component.ListHeadView{Count: found.Total, Noun: "people", Sort: &component.SortView{Action: "/find", Keep: q.hidden("sort")}},
		Pages: component.Paginate(found.Total, q.find.Size, found.Page, q.page, func(size int) string {
			return q.with(func(f *caseload.FindQuery) { f.Size = size })
		})}
	if found.Total == 1 {
		v.Head.Noun = "person"
	}
	if found.Total > len(found.Rows) {
		first := (found.Page - 1) * q.find.Size
		v.Head.Range = fmt.Sprintf("%d to %d", first+1, first+len(found.Rows))
	}
	for _, s := range caseload.FindSorts {
		if s != caseload.FindStage || len(v.Stage.Options) > 0 {
			v.Head.Sort.Options = append(v.Head.Sort.Options, component.SortOption{Value: string(s), Label: s.Label(), Chosen: s == q.find.Sort})
		}
	}
	v.Filter.Tags = q.tags(v.Who.Options)
	if found.Total == 0 {
		v.Empty = &component.EmptyView{Title: "Nobody among them", Text: "Take a filter away to see the others whom your words find."}
	}
	return v
}

// tags are the filters that are on, each with the address without it.
func (q sought) tags(who []control.Option) (list []component.FilterTag) {
	for _, o := range who {
		if o.Chosen {
			list = append(list, component.FilterTag{Label: o.Label, Remove: q.with(func(f *caseload.FindQuery) { takeAway(&f.Who, o.Value) })})
		}
	}
	for _, s := range q.find.Stages {
		list = append(list, component.FilterTag{Label: s.Label(), Remove: q.with(func(f *caseload.FindQuery) {
			f.Stages = slices.DeleteFunc(f.Stages, func(other journey.Stage) bool { return other == s })
		})})
	}
	return list
}

func takeAway(w *caseload.Who, value string) {
	switch value {
	case "me":
		w.Me = false
	case "helping":
		w.Helping = false
	default:
		w.Staff = slices.DeleteFunc(w.Staff, func(staff int) bool { return itoa(staff) == value })
	}
}
