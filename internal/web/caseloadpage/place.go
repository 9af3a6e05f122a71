package caseloadpage

import (
	"net/url"
	"sort"
	"strconv"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/journey/caseload"
	"onward/internal/web"
	"onward/ui/component"
)

const (
	listPath  = "/caseload"
	boardPath = "/caseload/board"
)

// place is what an address of the caseload says.
type place struct {
	path  string
	query caseload.Query
	leads []caseload.Lead // whose names the filters say
	key   uuid.UUID       // of the words in the filter; the zero id where there are none
}

// place reads the request's address. One without a filter is the person's own
// beginning: an advisor's open journeys, a manager's whole organisation.
func (p Pages) place(r *web.Request, path string) (place, error) {
	return p.parse(r, path, r.QueryParams())
}

func (p Pages) parse(r *web.Request, path string, v url.Values) (place, error) {
	at := place{path: path, query: caseload.Query{Filter: caseload.ParseFilter(v), Order: caseload.ParseOrder(v.Get("sort"))}}
	at.query.Page, _ = strconv.Atoi(v.Get("page"))
	at.query.Page = max(at.query.Page, 1)
	at.query.Size, _ = strconv.Atoi(v.Get("size"))
	if !at.query.Filter.From.Others() && !v.Has("state") && at.query.Filter.Who.Anyone() && !leads(r) {
		at.query.Filter.Who.Me = true
	}
	if !v.Has("s") {
		return at, nil
	}
	var err error
	if at.key, err = uuid.Parse(v.Get("s")); err != nil {
		return at, fault.NotHere()
	}
	at.query.Filter.Words, err = p.Caseload.Recall(r.Ctx(), at.key)
	return at, err
}

// leads says that the person works with the whole organisation's journeys.
func leads(r *web.Request) bool { return r.May(access.DoReassign) }

// values is the place without its page.
func (at place) values() url.Values {
	v := at.query.Filter.Values()
	if order := at.query.Order.String(); order != "" {
		v.Set("sort", order)
	}
	if at.query.Size > caseload.Sizes[0] {
		v.Set("size", strconv.Itoa(at.query.Size))
	}
	if at.key != uuid.Nil {
		v.Set("s", at.key.String())
	}
	return v
}

func (at place) href() string { return at.on(at.path) }

// on is the same place on another page: the board's on the list, the list's export.
func (at place) on(path string) string {
	v := at.values()
	if at.query.Page > 1 && path == listPath {
		v.Set("page", strconv.Itoa(at.query.Page))
	}
	return path + "?" + v.Encode()
}

// with is the address after a change of the filter or the order, on its first page.
func (at place) with(change func(*place)) string {
	at.query.Page = 1
	at.query.Filter.Who.Staff = append([]int(nil), at.query.Filter.Who.Staff...)
	change(&at)
	if at.query.Filter.Words == "" {
		at.key = uuid.Nil
	}
	return at.href()
}

func (at place) page(n int) string {
	at.query.Page = n
	return at.href()
}

// hidden is the place as hidden fields of a form, without what the form itself asks.
func (at place) hidden(without ...string) []component.Pair {
	v := at.values()
	for _, name := range without {
		v.Del(name)
	}
	var pairs []component.Pair
	for name, values := range v {
		for _, value := range values {
			pairs = append(pairs, component.Pair{Name: name, Value: value})
		}
	}
	sort.Slice(pairs, func(i, j int) bool { return pairs[i].Name+pairs[i].Value < pairs[j].Name+pairs[j].Value })
	return pairs
}

// same says that two filters narrow alike; typed words are a filter of their own.
func same(a, b caseload.Filter) bool {
	return a.Words == "" && b.Words == "" && a.Values().Encode() == b.Values().Encode()
}
