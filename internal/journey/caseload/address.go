package caseload

import (
	"net/url"
	"slices"
	"strconv"

	"onward/internal/journey"
)

// Values is the filter as it stands in addresses and saved filters. Typed words
// are not in it: they may be a name, and stand nowhere but under a key.
func (f Filter) Values() url.Values {
	v := url.Values{"state": {string(f.State.orOpen())}}
	f.From.into(v)
	if f.Who.Me {
		v.Add("who", "me")
	}
	if f.Who.Helping {
		v.Add("who", "helping")
	}
	for _, staff := range f.Who.Staff {
		v.Add("who", strconv.Itoa(staff))
	}
	for _, stage := range f.Stages {
		v.Add("stage", string(stage))
	}
	for name, values := range map[string][]string{"programme": f.Programmes, "group": f.Groups, "barrier": f.Barriers, "entry": f.Entries} {
		for _, value := range values {
			v.Add(name, value)
		}
	}
	for name, on := range map[string]bool{"overdue": f.Overdue, "quiet": f.Quiet, "early": f.Early} {
		if on {
			v.Set(name, "1")
		}
	}
	return v
}

// ParseFilter reads a filter from an address. What it does not know narrows
// nothing, so that an old bookmark still opens a list.
func ParseFilter(v url.Values) Filter {
	f := Filter{Overdue: v.Get("overdue") == "1", Quiet: v.Get("quiet") == "1", Early: v.Get("early") == "1", From: parseFrom(v["from"])}
	f.State = State(v.Get("state"))
	if f.State != Closed && f.State != Any {
		f.State = Open
	}
	for _, who := range v["who"] {
		f.Who.add(who)
	}
	for _, s := range v["stage"] {
		if stage := journey.Stage(s); stage.Valid() && !slices.Contains(f.Stages, stage) {
			f.Stages = append(f.Stages, stage)
		}
	}
	f.Programmes = several(v["programme"], func(string) bool { return true })
	f.Groups = several(v["group"], func(code string) bool { _, ok := journey.FindGroup(code); return ok })
	f.Barriers = several(v["barrier"], func(string) bool { return true })
	f.Entries = several(v["entry"], func(code string) bool { return journey.EntryLabel(code) != "" })
	return f
}

// several are the values that hold, each once, no more than mostValues of them.
func several(values []string, holds func(string) bool) (list []string) {
	for _, value := range values {
		value = short(value)
		if value != "" && len(list) < mostValues && holds(value) && !slices.Contains(list, value) {
			list = append(list, value)
		}
	}
	return list
}

// mostValues is more than anybody ticks of one kind.
const mostValues = 50

// longest is more than the longest name that a programme or a barrier has: what
// is longer is nobody's filter, and is not carried on into saved ones.
const longest = 100

// short is the text cut after so many characters.
func short(text string) string {
	if runes := []rune(text); len(runes) > longest {
		return string(runes[:longest])
	}
	return text
}

func (w *Who) add(who string) {
	switch who {
	case "me":
		w.Me = true
	case "helping":
		w.Helping = true
	default:
		if staff, err := strconv.ParseInt(who, 10, 32); err == nil && staff > 0 && !slices.Contains(w.Staff, int(staff)) {
			w.Staff = append(w.Staff, int(staff))
		}
	}
}

func (s State) orOpen() State {
	if s == "" {
		return Open
	}
	return s
}

// ParseOrder reads an order, like "name" or backwards "-name".
func ParseOrder(text string) Order {
	o := Order{By: ByDue}
	if text != "" && text[0] == '-' {
		o.Backward, text = true, text[1:]
	}
	if slices.Contains(Sorts, Sort(text)) {
		o.By = Sort(text)
		return o
	}
	return Order{By: ByDue}
}

// String is what ParseOrder reads; empty for the order that holds anyway.
func (o Order) String() string {
	switch {
	case o.Backward:
		return "-" + string(o.By)
	case o.By == ByDue:
		return ""
	}
	return string(o.By)
}
