package governancepage

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/audit"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/web"
	"onward/internal/web/form"
	"onward/ui/component"
)

// place is what an address of the audit search says: all of its state.
type place struct {
	ask  audit.Ask
	page int
	size int
}

// parsePlace reads an address. Words that the program does not know are not
// here: an unknown filter must not open everything. Days may be typed as people
// do; what is wrong with them stands in the form.
func parsePlace(r *web.Request) (at place, f *form.Values, err error) {
	v := r.QueryParams()
	f = form.With(r.Today(), map[string]string{"from": v.Get("from"), "until": v.Get("until")})
	at.ask.From, at.ask.Until = day(f, "from"), day(f, "until")
	for name, into := range map[string]*int{"staff": &at.ask.Staff, "organisation": &at.ask.Organisation, "page": &at.page, "size": &at.size} {
		if *into, err = whole(v.Get(name)); err != nil {
			return at, f, err
		}
	}
	if id := v.Get("journey"); id != "" {
		if at.ask.Journey, err = uuid.Parse(id); err != nil {
			return at, f, fault.NotHere()
		}
	}
	at.ask.Action, at.ask.Category, at.ask.Basis = v.Get("action"), v.Get("category"), v.Get("basis")
	_, known := access.ParseCategory(at.ask.Category)
	if at.ask.Category != "" && !known || at.ask.Action != "" && deeds[at.ask.Action] == "" || at.ask.Basis != "" && grounds[at.ask.Basis] == "" {
		return at, f, fault.NotHere()
	}
	at.ask.Guarded, at.ask.Emergency = slices.Contains(v["only"], "guarded"), slices.Contains(v["only"], "emergency")
	at.page = max(at.page, 1)
	if !slices.Contains(component.PageSizes, at.size) {
		at.size = component.PageSizes[0]
	}
	if !at.ask.From.IsZero() && !at.ask.Until.IsZero() && at.ask.Until.Before(at.ask.From) {
		f.Problem("until", "Enter an end that is not before the beginning")
	}
	return at, f, nil
}

// day reads a day as an address keeps it, or as somebody typed it.
func day(f *form.Values, name string) calendar.Date {
	if d, err := calendar.ParseISO(f.Text(name)); err == nil {
		f.Set(name, web.DateText(d))
		return d
	}
	return f.Date(name)
}

// values is the place without its page.
func (at place) values() url.Values {
	v := url.Values{}
	set := func(name, text string) {
		if text != "" {
			v.Set(name, text)
		}
	}
	figure := func(name string, n int) {
		if n != 0 {
			v.Set(name, strconv.Itoa(n))
		}
	}
	figure("staff", at.ask.Staff)
	figure("organisation", at.ask.Organisation)
	if at.ask.Journey != uuid.Nil {
		v.Set("journey", at.ask.Journey.String())
	}
	set("action", at.ask.Action)
	set("category", at.ask.Category)
	set("basis", at.ask.Basis)
	if at.ask.Guarded {
		v.Add("only", "guarded")
	}
	if at.ask.Emergency {
		v.Add("only", "emergency")
	}
	set("from", at.ask.From.String())
	set("until", at.ask.Until.String())
	if at.size > component.PageSizes[0] {
		figure("size", at.size)
	}
	return v
}

func (at place) href() string { return at.on(auditPath) }

// on is the same place on another page: the search's form, its export.
func (at place) on(path string) string {
	v := at.values()
	if at.page > 1 {
		v.Set("page", strconv.Itoa(at.page))
	}
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// with is the address after a change of the search, on its first page.
func (at place) with(change func(*audit.Ask)) string {
	change(&at.ask)
	at.page = 1
	return at.href()
}

func (at place) turned(page int) string {
	at.page = page
	return at.href()
}

func (at place) sized(size int) string {
	at.page, at.size = 1, size
	return at.href()
}

// pairs are the filters that the panel does not ask for, as hidden fields.
func (at place) pairs() []component.Pair {
	var list []component.Pair
	v := at.values()
	for _, name := range []string{"journey", "size"} {
		if v.Has(name) {
			list = append(list, component.Pair{Name: name, Value: v.Get(name)})
		}
	}
	return list
}
