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
	for name, value := range map[string]string{"programme": f.Programme, "group": f.Group, "barrier": f.Barrier, "entry": f.Entry} {
		if value != "" {
			v.Set(name, value)
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
	f := Filter{Programme: short(v.Get("programme")), Overdue: v.Get("overdue") == "1", Quiet: v.Get("quiet") == "1", Early: v.Get("early") == "1", From: parseFrom(v["from"])}
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
	if _, ok := journey.FindGroup(v.Get("group")); ok {
		f.Group = v.Get("group")
	}
	f.Barrier = short(v.Get("barrier"))
	if journey.EntryLabel(v.Get("entry")) != "" {
		f.Entry = v.Get("entry")
	}
	return f
}

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
