package journey

import (
	"time"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/resident"
)

// Head is what stands over every page of a journey. Parts that the decision
// does not let through are empty and not in Seen of the decision.
type Head struct {
	ID           uuid.UUID
	Reference    string
	Lead         string // the lead organisation's name
	LeadID       int
	SPOC         int
	SPOCName     string
	SPOCPhone    string
	OpenedOn     calendar.Date
	ClosedOn     calendar.Date
	Version      int // of the journey: single point of contact, closing
	Stage        Stage
	StageOn      calendar.Date
	Reason       string
	EntryPoint   string
	StageVersion int // of the progress: stage
	LastContact  calendar.Date
	NextWhat     string
	NextDue      calendar.Date
}

// EntryPoint is the door through which a resident came.
type EntryPoint struct{ Code, Label string }

// EntryPoints are the doors that are offered. They stand in the category plan, so
// none names a service that would tell of health, housing or offences.
var EntryPoints = []EntryPoint{{"self", "Came by themselves"}, {"jobcentre", "Jobcentre Plus"}, {"council", "Another council service"},
	{"library", "Library or community hub"}, {"outreach", "Outreach or event"}, {"college", "College or adult learning"},
	{"provider", "Provider or charity"}, {"public", "Another public service"},
	{"import", "Earlier records"}, {"other", "Another door"}}

// EntryLabel is an entry point in words.
func EntryLabel(code string) string {
	for _, e := range EntryPoints {
		if e.Code == code {
			return e.Label
		}
	}
	return ""
}

// Baseline is how things stood on entry, each part in a category of its own.
type Baseline struct {
	Work          string // code of WorkStatuses (category work)
	Amount        int    // pence, 0 where there is no pay (work)
	Per           string // hour, week, month or year (work)
	Hours         string // a week, decimal as written (work)
	Qualification string // code of Qualifications (circumstances)
	MonthsWithout Months // out of work (circumstances)
	Benefits      string // as told (housing_money)
}

// Months is a time in whole months. No time at all is something else than a time
// that is not known, which is the zero Months.
type Months struct {
	Known bool
	Count int
}

// MonthsOf is a known number of months.
func MonthsOf(count int) Months { return Months{true, count} }

// Choice is a code with its words.
type Choice struct{ Code, Label string }

// WorkStatuses and Qualifications are the baseline's answers.
var (
	WorkStatuses = []Choice{{"unemployed", "Out of work and looking"}, {"inactive", "Out of work and not looking"}, {"employed", "In paid work"},
		{"self_employed", "Self-employed"}, {"training", "In training or education"}, {"unknown", "Not known"}}
	Qualifications = []Choice{{"none", "No qualifications"}, {"entry", "Entry level"}, {"level_1", "Level 1"}, {"level_2", "Level 2"},
		{"level_3", "Level 3"}, {"level_4", "Level 4 or above"}, {"abroad", "From abroad, not recognised"}, {"unknown", "Not known"}}
)

// New is a journey about to start, with the resident it is of. Zero values mean
// today, the actor and StageNew.
type New struct {
	Resident    resident.New
	SPOC        int
	EntryPoint  string
	OpenedOn    calendar.Date
	Stage       Stage
	StageOn     calendar.Date
	Reason      string   // of a closed or paused stage
	Groups      []string // codes of priority groups
	Baseline    Baseline
	Moves       []StageMove // earlier stages, of a record that comes with a history
	LastContact calendar.Date
	ID          uuid.UUID // made where it is zero
	UnlessKnown bool      // refuse where the organisation likely knows the person
}

// StageMove is one step, as it happened.
type StageMove struct {
	From, To Stage
	Reason   string
	At       time.Time
	By       string // the author's name, when read
	ByOrg    string
}

// Check fills in what is open and says what is wrong.
func (n *New) Check(today calendar.Date) error {
	var wrong []fault.Field
	if err := n.Resident.Check(today); err != nil {
		wrong = append(wrong, fault.Of(err).Fields...)
	}
	if n.EntryPoint == "" || EntryLabel(n.EntryPoint) == "" {
		wrong = append(wrong, fault.Field{Name: "entry_point", Message: "Choose how the resident came to you"})
	}
	if n.OpenedOn.IsZero() {
		n.OpenedOn = today
	}
	if n.OpenedOn.After(today) {
		wrong = append(wrong, fault.Field{Name: "opened_on", Message: "Enter a day that is not in the future"})
	}
	if n.Stage == "" {
		n.Stage = StageNew
	}
	if n.StageOn.IsZero() {
		n.StageOn = n.OpenedOn
	}
	for _, g := range n.Groups {
		if _, ok := FindGroup(g); !ok {
			wrong = append(wrong, fault.Field{Name: "groups", Message: "Choose priority groups from the list"})
		}
	}
	return fault.Fields(append(wrong, n.Baseline.check()...)...)
}

func (b *Baseline) check() []fault.Field {
	var wrong []fault.Field
	one := func(name, value string, of []Choice, message string) {
		if value != "" && ChoiceLabel(of, value) == "" {
			wrong = append(wrong, fault.Field{Name: name, Message: message})
		}
	}
	one("work", b.Work, WorkStatuses, "Choose one of the answers about work")
	one("qualification", b.Qualification, Qualifications, "Choose one of the qualifications")
	if b.Amount < 0 || b.Amount > 100_000_000 || b.Amount > 0 && b.Per == "" {
		wrong = append(wrong, fault.Field{Name: "amount", Message: "Enter the pay and say whether it is an hour, a week, a month or a year"})
	}
	if b.MonthsWithout.Count < 0 || b.MonthsWithout.Count > 900 {
		wrong = append(wrong, fault.Field{Name: "months", Message: "Enter whole months, like 14"})
	}
	return wrong
}

// ChoiceLabel is a code in words, empty where it is not offered.
func ChoiceLabel(of []Choice, code string) string {
	for _, c := range of {
		if c.Code == code {
			return c.Label
		}
	}
	return ""
}
