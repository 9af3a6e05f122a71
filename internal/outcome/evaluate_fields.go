package outcome

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"onward/internal/calendar"
	"onward/internal/fault"
)

// fields reads one object of a case, key by key, and notes everything that is
// wrong with it. No message holds a value.
type fields struct {
	path     string // of the object, ending in a dot; empty for the case itself
	members  object
	asked    []string
	problems *[]fault.Field // shared by all objects of a case
}

// wrong notes one more than will be told, to know that there are more.
func (f *fields) wrong(key, message string) {
	if len(*f.problems) <= mostProblems {
		*f.problems = append(*f.problems, fault.Field{Name: f.path + key, Message: message})
	}
}

// get gives the value of a key. null is the same as a key that is not there.
func (f *fields) get(key string) (value any, there bool) {
	f.asked = append(f.asked, key)
	value = f.members[key]
	return value, value != nil
}

// pass marks keys as known whose values do not matter.
func (f *fields) pass(keys ...string) { f.asked = append(f.asked, keys...) }

// done notes keys that were never asked for.
func (f *fields) done() {
	for key := range f.members {
		if !slices.Contains(f.asked, key) {
			slices.Sort(f.asked)
			known := strings.Join(slices.Compact(f.asked), ", ")
			f.wrong("*", "Send no other keys than "+known)
			return
		}
	}
}

func (f *fields) text(key, message string) string {
	value, _ := f.get(key)
	text, ok := value.(string)
	if !ok || text == "" {
		f.wrong(key, message)
	}
	return text
}

func (f *fields) optionalText(key string) string {
	value, there := f.get(key)
	text, ok := value.(string)
	if there && !ok {
		f.wrong(key, "Enter text")
	}
	return text
}

func (f *fields) day(key string) calendar.Date {
	value, _ := f.get(key)
	text, _ := value.(string)
	day, err := calendar.ParseISO(text)
	if err != nil || !sensible(day) {
		f.wrong(key, dayMessage)
	}
	return day
}

// optionalDay takes "" for no day as well: tables are turned into JSON that way.
func (f *fields) optionalDay(key string) calendar.Date {
	if value, there := f.get(key); !there || value == "" {
		return calendar.Date{}
	}
	return f.day(key)
}

func (f *fields) whole(key, message string) int64 {
	value, _ := f.get(key)
	number, _ := value.(json.Number)
	n, err := strconv.ParseInt(number.String(), 10, 64)
	if err != nil {
		f.wrong(key, message)
		return 0
	}
	return n
}

// count is whole for a number of days.
func (f *fields) count(key, message string) int {
	n := f.whole(key, message)
	if int64(int32(n)) != n {
		f.wrong(key, message)
		return 0
	}
	return int(n)
}

// optionalAge takes 21, "21", and "" or null for no bound.
func (f *fields) optionalAge(key string) int {
	value, there := f.get(key)
	if !there || value == "" {
		return 0
	}
	age, err := strconv.ParseInt(plain(value), 10, 16)
	if err != nil {
		f.wrong(key, "Enter an age in whole years")
	}
	return int(age)
}

// hours takes 37.5 and "37.5", exactly.
func (f *fields) hours(key string) *big.Rat {
	value, _ := f.get(key)
	hours, err := ParseHours(plain(value))
	if err != nil {
		f.wrong(key, hoursMessage)
		return nil
	}
	return hours
}

func (f *fields) optionalHours(key string) *big.Rat {
	if _, there := f.get(key); !there {
		return nil
	}
	return f.hours(key)
}

// plain is the text of a number or of a text, exactly as it was sent.
func plain(value any) string {
	switch v := value.(type) {
	case json.Number:
		return v.String()
	case string:
		return v
	}
	return ""
}

// optionalFlag refuses null: it would leave open what the answer turns on.
func (f *fields) optionalFlag(key string) bool {
	f.asked = append(f.asked, key)
	value, there := f.members[key]
	flag, ok := value.(bool)
	if there && !ok {
		f.wrong(key, "Enter true or false")
	}
	return flag
}

// child is the object of a key. Where there is none that is noted, and what is
// then read of it is not.
func (f *fields) child(key string) *fields {
	value, _ := f.get(key)
	members, ok := value.(object)
	if !ok {
		f.wrong(key, "Enter an object")
		return &fields{problems: new([]fault.Field)}
	}
	return &fields{path: f.path + key + ".", members: members, problems: f.problems}
}

// children are the objects of a list, which has to be there.
func (f *fields) children(key string) []*fields {
	value, _ := f.get(key)
	elements, ok := value.([]any)
	if !ok {
		f.wrong(key, "Enter a list")
	}
	out := make([]*fields, 0, len(elements))
	for i, element := range elements {
		name := fmt.Sprintf("%s[%d]", key, i)
		members, ok := element.(object)
		if !ok {
			f.wrong(name, "Enter an object")
			continue
		}
		out = append(out, &fields{path: f.path + name + ".", members: members, problems: f.problems})
	}
	return out
}
