package plan

import (
	_ "embed"
	"encoding/csv"
	"regexp"
	"strings"

	"onward/internal/calendar"
)

// Intervention is a piece of support that an organisation gives.
type Intervention struct {
	Kept
	InterventionFacts
}

// InterventionFacts are what is given, under which programme, by whom and when,
// and what came of it.
type InterventionFacts struct {
	Type      string // code of Types
	Programme string // one of Programmes or another's name; empty where none pays for it
	Provider  string
	Starts    calendar.Date
	Ends      calendar.Date // no day while it lasts
	Hours     string        // in all, a decimal as written; empty where not known
	Result    string        // code of Results; empty while it is open
}

// Type is a kind of support.
type Type struct {
	Code   string
	Label  string
	Survey string // what the survey of services calls it
	Source string
}

// Result is what came of an intervention.
type Result struct{ Code, Label string }

//go:embed data/interventions.csv
var typeRows string

//go:embed data/programmes.csv
var programmeRows string

// Types are the kinds of support that the survey of boroughs' services found
// residents being given.
var Types = func() (types []Type) {
	for _, r := range rows(typeRows) {
		types = append(types, Type{Code: r[0], Label: r[1], Survey: r[2], Source: r[3]})
	}
	return types
}()

// Programmes are those that the survey found, and Connect to Work; an
// intervention may name another.
var Programmes = func() (names []string) {
	for _, r := range rows(programmeRows) {
		names = append(names, r[0])
	}
	return names
}()

// Results are what may have come of an intervention.
var Results = []Result{{"completed", "Completed"}, {"qualification", "Completed with a qualification"}, {"work", "Led to work"},
	{"left", "Left early"}, {"not_started", "Did not start"}}

func rows(text string) [][]string {
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(records) < 2 {
		panic("plan: a list of the program cannot be read")
	}
	return records[1:] // the first is the heading
}

// TypeLabel is a kind of support in words, empty where it is none.
func TypeLabel(code string) string {
	for _, t := range Types {
		if t.Code == code {
			return t.Label
		}
	}
	return ""
}

// ResultLabel is a result in words, empty where it is none.
func ResultLabel(code string) string {
	for _, r := range Results {
		if r.Code == code {
			return r.Label
		}
	}
	return ""
}

var hours = regexp.MustCompile(`^\d{1,4}(\.\d{1,2})?$`)

// Check tidies an intervention and says what is wrong with it.
func (i *InterventionFacts) Check() error {
	var w wrong
	i.Programme, i.Provider, i.Hours = line(i.Programme), line(i.Provider), line(i.Hours)
	w.when(TypeLabel(i.Type) == "", "type", "Choose what kind of support it is")
	w.tooLong(i.Programme, 100, "other", "Shorten this to 100 characters or fewer")
	w.tooLong(i.Provider, 100, "provider", "Shorten this to 100 characters or fewer")
	w.when(i.Starts.IsZero(), "starts", "Enter the day on which it starts, like 31 3 2026")
	w.when(!i.Ends.IsZero() && i.Ends.Before(i.Starts), "ends", "Enter a day on or after the start")
	w.when(i.Hours != "" && !hours.MatchString(i.Hours), "hours", "Enter the hours in all, like 12 or 37.5")
	w.when(i.Result != "" && ResultLabel(i.Result) == "", "result", "Choose what came of it from the list")
	return w.fault()
}

func (i InterventionFacts) differing(old InterventionFacts) (d difference) {
	d.when(i.Type != old.Type, "type")
	d.when(i.Programme != old.Programme, "programme")
	d.when(i.Provider != old.Provider, "provider")
	d.when(i.Starts != old.Starts, "starts")
	d.when(i.Ends != old.Ends, "ends")
	d.when(i.Hours != old.Hours, "hours")
	d.when(i.Result != old.Result, "result")
	return d
}
