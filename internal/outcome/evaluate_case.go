package outcome

import (
	"strings"

	"onward/internal/calendar"
	"onward/internal/fault"
)

// evaluation is what one line asks.
type evaluation struct {
	rule  Rule
	facts Facts
	asOf  calendar.Date
}

// readCase reads the shape of a line. What the facts may be is NewWalk's to say.
// Other keys may stand beside those of a case, like want: a misspelt one cannot
// change the answer, since the one that was meant is then missed.
func readCase(members object) (evaluation, error) {
	var problems []fault.Field
	f := &fields{members: members, problems: &problems}
	f.text("id", "Enter an id: the answer is known by it")
	e := evaluation{rule: readRule(f.child("rule")), asOf: f.day("as_of")}
	e.facts.Born = f.optionalDay("born")
	for _, spell := range f.children("spells") {
		e.facts.Spells = append(e.facts.Spells, readSpell(spell))
	}
	switch e.rule.Floor { // rates that the rule does not look at are not read either
	case FloorLivingWage:
		for _, rate := range f.children("rates") {
			e.facts.Rates.LivingWage = append(e.facts.Rates.LivingWage, readLivingWage(rate))
		}
	case FloorMinimumWage:
		for _, rate := range f.children("nmw_rates") {
			e.facts.Rates.MinimumWage = append(e.facts.Rates.MinimumWage, readMinimumWage(rate))
		}
	}
	return e, fault.Fields(problems...)
}

func readRule(f *fields) Rule {
	defer f.done()
	r := Rule{
		Days:           f.count("days", "Enter the days needed, like 182"),
		LongestGap:     f.count("max_gap_days", "Enter the longest gap in days, like 28"),
		LeastHours:     f.hours("min_hours_per_week"),
		Floor:          Floor(f.text("floor", "Enter llw, nmw or none")),
		LivingWageFrom: LivingWageDay(f.optionalText("llw_from")),
	}
	const message = "Enter count or ignore"
	switch f.text("self_employed", message) {
	case "ignore":
		r.IgnoreSelfEmployed = true
	case "count", "": // the empty text is noted already
	default:
		f.wrong("self_employed", message)
	}
	return r
}

func readSpell(f *fields) Spell {
	defer f.done()
	f.pass("id", "title", "note")
	s := Spell{
		Employer:     f.optionalText("employer"),
		Start:        f.day("start"),
		End:          f.optionalDay("end"),
		SelfEmployed: f.optionalFlag("self_employed"),
		Apprentice:   f.optionalFlag("apprentice"),
	}
	for _, pay := range f.children("pay") {
		s.Pay = append(s.Pay, readPay(pay))
	}
	return s
}

func readPay(f *fields) Pay {
	defer f.done()
	return Pay{
		From:  f.day("from"),
		Pence: f.whole("amount", "Enter the pay in whole pence, like 1480"),
		Per:   Period(f.text("per", "Enter hour, week, month or year")),
		Hours: f.optionalHours("hours_per_week"),
	}
}

func readLivingWage(f *fields) LivingWage {
	defer f.done()
	f.pass("year", "confidence", "source")
	return LivingWage{
		Announced: f.optionalDay("announced_on"),
		MustPayBy: f.optionalDay("must_pay_by"),
		Pence:     f.whole("hourly_pence", rateMessage),
	}
}

// readMinimumWage reads a row of the table of minimum wages, with its columns
// for keys; hourly_pence may stand in for hourly_gbp.
func readMinimumWage(f *fields) MinimumWage {
	defer f.done()
	f.pass("confidence", "source")
	r := MinimumWage{
		From:       f.day("effective_from"),
		To:         f.optionalDay("effective_to"),
		Apprentice: apprenticeBand(f.optionalText("band")),
		MinAge:     f.optionalAge("min_age"),
		MaxAge:     f.optionalAge("max_age"),
	}
	pounds, inPounds := f.get("hourly_gbp")
	if !inPounds {
		r.Pence = f.whole("hourly_pence", rateMessage)
		return r
	}
	pence, ok := parsePounds(plain(pounds))
	if !ok {
		f.wrong("hourly_gbp", "Enter the hourly rate in pounds and pence, like 12.71")
	}
	r.Pence = pence
	return r
}

// apprenticeBand knows the row for apprentices by the table's own word.
func apprenticeBand(band string) bool {
	return strings.EqualFold(strings.TrimSpace(band), "apprentice")
}
