package outcome

import (
	"math/big"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/fault"
)

// Sustained is the sub-region's headline: six months at or above the London
// Living Wage, as long as no programme names a rule of its own.
var Sustained = Rule{Days: 182, LongestGap: 28, LeastHours: whole(16), Floor: FloorLivingWage, LivingWageFrom: FromMustPayBy}

// Record is a spell of work as it is kept on a journey.
type Record struct {
	ID       uuid.UUID
	Title    string // what the resident does there
	Evidence string // what has been seen of it, in the words of whoever saw it
	Version  int
	Org      int // whose organisation wrote it, once it is on record
	Spell
	PayRecords []PayRecord
}

// PayRecord is pay from a day on as it is kept: the amount may be unknown while
// the hours are not.
type PayRecord struct {
	ID    uuid.UUID
	From  calendar.Date
	Known bool // the amount is
	Pence int64
	Per   Period
	Hours string // a week, a plain decimal; empty where not known
}

// mostPayRecords is how many changes of pay one job may have: weekly for years.
const mostPayRecords = 500

// judged is the spell as the engine reads it. Pay whose amount is not known is
// a salary without hours: nothing can be made of it, and it hides the earlier.
func (r Record) judged() Spell {
	s := r.Spell
	s.Pay = nil
	for _, p := range r.PayRecords {
		if !p.Known {
			s.Pay = append(s.Pay, Pay{From: p.From, Per: PerYear})
			continue
		}
		pay := Pay{From: p.From, Pence: p.Pence, Per: p.Per}
		if hours, ok := parseDecimal(p.Hours); ok {
			pay.Hours = hours
		}
		s.Pay = append(s.Pay, pay)
	}
	return s
}

// Check tidies a spell with its pay and says what is wrong, by the form's names.
func (r *Record) Check() error {
	var wrong []fault.Field
	add := func(name, message string) { wrong = append(wrong, fault.Field{Name: name, Message: message}) }
	r.Employer, r.Title, r.Evidence = strings.TrimSpace(r.Employer), strings.TrimSpace(r.Title), strings.TrimSpace(r.Evidence)
	if r.Employer == "" {
		add("employer", "Enter who the employer is")
	}
	for name, text := range map[string]string{"employer": r.Employer, "title": r.Title, "evidence": r.Evidence} {
		if utf8.RuneCountInString(text) > 200 {
			add(name, "Shorten this to 200 characters or fewer")
		}
	}
	switch {
	case r.Start.IsZero():
		add("start", "Enter the first day of work, like 31 3 2026")
	case !sensible(r.Start):
		add("start", "Enter a first day from 1900 on, like 31 3 2026")
	}
	if !r.End.IsZero() && !sensible(r.End) {
		add("end", "Enter a last day like 31 3 2026")
	}
	if len(r.PayRecords) > mostPayRecords {
		add("pay", "Send fewer pay records: one for each change of pay")
	}
	if !r.End.IsZero() && r.End.Before(r.Start) {
		add("end", "Enter a last day that is not before the first day")
	}
	for i := range r.PayRecords {
		for _, f := range r.PayRecords[i].faults(r.Spell) {
			wrong = append(wrong, f)
		}
	}
	return fault.Fields(wrong...)
}

func (p *PayRecord) faults(s Spell) []fault.Field {
	var wrong []fault.Field
	add := func(name, message string) { wrong = append(wrong, fault.Field{Name: name, Message: message}) }
	if p.From.IsZero() {
		p.From = s.Start
	}
	if !sensible(p.From) || p.From.Before(s.Start) || !s.End.IsZero() && p.From.After(s.End) {
		add("from", "Enter a day between the first and the last day of the job")
	}
	if p.Hours = strings.TrimSpace(p.Hours); p.Hours != "" {
		if hours, err := ParseHours(p.Hours); err != nil || hours.Cmp(whole(hoursInWeek)) > 0 {
			add("hours", "Enter the hours worked each week, like 37.5")
		}
	}
	if !p.Known {
		return wrong
	}
	if p.Pence <= 0 || p.Pence > 100_000_000 {
		add("amount", "Enter the pay in pounds, like 14.80")
	}
	switch p.Per {
	case PerHour, PerWeek, PerMonth, PerYear:
	default:
		add("per", "Say whether the pay is for an hour, a week, a month or a year")
	}
	return wrong
}

// ParsePounds reads an amount of money as people type it, like £14.80 or 1,250,
// as whole pence.
func ParsePounds(text string) (int64, error) {
	text = strings.NewReplacer("£", "", ",", "", " ", "").Replace(strings.TrimSpace(text))
	amount, ok := parseDecimal(text)
	if ok {
		amount.Mul(amount, big.NewRat(penceInPound, 1))
		ok = amount.IsInt() && amount.Num().IsInt64()
	}
	if !ok {
		return 0, fault.New(fault.Invalid, "Enter the pay in pounds, like 14.80")
	}
	return amount.Num().Int64(), nil
}

// Judge explains how the outcome of a journey's spells stands as of a day. No
// spells is an explanation with State None.
func Judge(records []Record, rule Rule, rates Rates, asOf calendar.Date) (Explanation, error) {
	spells := make([]Spell, len(records))
	for i, r := range records {
		spells[i] = r.judged()
	}
	w, err := NewWalk(rule, Facts{Spells: spells, Rates: rates})
	if err != nil {
		return Explanation{}, err
	}
	return w.Explain(asOf), nil
}
