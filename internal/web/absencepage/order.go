package absencepage

import (
	"cmp"
	"slices"
	"strings"

	"onward/internal/organisation"
	"onward/internal/web"
	"onward/ui/component"
)

type sorting struct {
	name    string
	compare func(a, b organisation.Absence) int
}

// orders are what the list can be ordered by; the first holds where the address
// asks for none.
var orders = []sorting{
	{"first", func(a, b organisation.Absence) int { return cmp.Compare(a.From.String(), b.From.String()) }},
	{"away", func(a, b organisation.Absence) int { return cmp.Compare(a.Name, b.Name) }},
	{"cover", func(a, b organisation.Absence) int { return cmp.Compare(a.CoverName, b.CoverName) }},
	{"last", func(a, b organisation.Absence) int { return cmp.Compare(a.Until.String(), b.Until.String()) }},
}

// order puts the list as the address asks, and gives each column's heading its
// way to the next order: pressed again it turns round.
func order(r *web.Request, list []organisation.Absence) map[string]component.Sort {
	asked, backward := strings.CutPrefix(r.QueryParam("sort"), "-")
	now := slices.IndexFunc(orders, func(o sorting) bool { return o.name == asked })
	if now < 0 {
		now, backward = 0, false
	}
	slices.SortStableFunc(list, orders[now].compare)
	if backward {
		slices.Reverse(list)
	}
	sorts := map[string]component.Sort{}
	for i, o := range orders {
		s := component.Sort{Href: path + "?sort=" + o.name}
		switch {
		case i != now:
		case backward:
			s.Order = component.Descending
		default:
			s.Order, s.Href = component.Ascending, path+"?sort=-"+o.name
		}
		sorts[o.name] = s
	}
	return sorts
}
