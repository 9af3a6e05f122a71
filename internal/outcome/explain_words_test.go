package outcome

import (
	"testing"

	"onward/internal/calendar"
)

// words are all that an explanation says.
type words struct{ summary, headline, comparison, remedy, outlook string }

func wordsOf(e Explanation) words {
	return words{e.Summary(), e.Headline(), e.Comparison(), e.RemedyText(), e.OutlookText()}
}

// The drawn pages' sentences, with their figures.
func TestWordsOfTheDrawnPages(t *testing.T) {
	t.Parallel()
	want := words{
		"day 143 of 182: pay falls below the London Living Wage on 1 May",
		"Pay falls below the London Living Wage on 1 May",
		"£13.85 against £14.80",
		"£14.80 an hour from 1 May puts it right",
		"If nothing changes the count stops at day 158, and is lost on 29 May",
	}
	if got := wordsOf(rosa(t)); got != want {
		t.Errorf("Rosa\n got %q\nwant %q", got, want)
	}
	carol := Facts{Rates: llwRates(), Spells: []Spell{{
		Start: calendar.MustISO("2026-01-10"), End: calendar.MustISO("2026-05-10"), Pay: hourlyPay("2026-01-10", 1480, "35"),
	}}}
	e := mustWalk(t, sixteenHours(), carol).Explain(asOfPictures)
	want = words{
		"day 96 of 182: work ends on 10 May, no later job known",
		"Work ends on 10 May, no later job known",
		"",
		"A job by 8 June keeps the count",
		"If nothing changes the count stops at day 121, and is lost on 8 June",
	}
	if got := wordsOf(e); got != want || e.ProjectedOn != calendar.MustISO("2026-07-10") {
		t.Errorf("Carol, due %s\n got %q\nwant %q", e.ProjectedOn, got, want)
	}
	pay := append(hourlyPay("2025-10-27", 1480, "20"), hourlyPay("2026-04-18", 1480, "12")...)
	paulo := Facts{Rates: llwRates(), Spells: []Spell{{Start: calendar.MustISO("2025-10-27"), Pay: pay}}}
	e = mustWalk(t, sixteenHours(), paulo).Explain(asOfPictures)
	want = words{
		"day 171 of 182: hours fall to 12 a week from 18 April",
		"Hours fall to 12 a week from 18 April",
		"12 hours a week against 16",
		"16 hours a week or more puts it right",
		"If nothing changes the count stops at day 173, and is lost on 16 May",
	}
	if got := wordsOf(e); got != want || e.ProjectedOn != calendar.MustISO("2026-04-26") {
		t.Errorf("Paulo, due %s\n got %q\nwant %q", e.ProjectedOn, got, want)
	}
}

func TestWordsWhileDaysFail(t *testing.T) {
	t.Parallel()
	start := calendar.MustISO("2025-12-01")
	work := func(pay ...Pay) Facts {
		return Facts{Rates: llwRates(), Spells: []Spell{{Start: start, Pay: append(hourlyPay("2025-12-01", 1480, "20"), pay...)}}}
	}
	ended := work()
	ended.Spells[0].End = calendar.MustISO("2026-04-10")
	next := work()
	next.Spells[0].End = calendar.MustISO("2026-04-10")
	next.Spells = append(next.Spells, Spell{Start: calendar.MustISO("2026-04-20"), Pay: hourlyPay("2026-04-20", 1480, "20")})
	unknown := Pay{From: calendar.MustISO("2026-04-11"), Pence: 100, Per: PerWeek}
	const since = " since 11 April"
	const lost = "If nothing changes the count stops at day 131, and is lost on 9 May"
	for name, c := range map[string]struct {
		facts Facts
		want  words
	}{
		"pay": {work(hourlyPay("2026-04-11", 1300, "16")...), words{
			headline: "Pay has been below the London Living Wage" + since, comparison: "£13.00 against £13.85",
			remedy:  "£13.85 an hour, £14.80 from 1 May, by 9 May keeps the count",
			outlook: lost}},
		"pay and hours": {work(hourlyPay("2026-04-11", 1300, "9")...), words{
			headline: "Pay has been below the London Living Wage" + since, comparison: "£13.00 against £13.85",
			remedy:  "£13.85 an hour, £14.80 from 1 May, for 16 hours a week or more, by 9 May keeps the count",
			outlook: lost}},
		"hours": {work(hourlyPay("2026-04-11", 1480, "12.25")...), words{
			headline: "Hours have been too low" + since, comparison: "12.25 hours a week against 16",
			remedy: "16 hours a week or more by 9 May keeps the count", outlook: lost}},
		"pay unknown": {work(unknown), words{
			headline: "Pay has not been known" + since, remedy: "Enter the pay and the hours from 11 April", outlook: lost}},
		"no work": {ended, words{
			headline: "Not in work" + since + ", no later job known", remedy: "A job by 9 May keeps the count", outlook: lost}},
		"work to come": {next, words{
			headline: "Not in work" + since + ", the next job starts on 20 April", remedy: "Days count again from 20 April",
			outlook: "If nothing changes day 182 is reached on 9 June, later than 5 June"}},
	} {
		e := mustWalk(t, sixteenHours(), c.facts).Explain(asOfPictures)
		c.want.summary = "day 131 of 182: " + lower(c.want.headline)
		if got := wordsOf(e); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", name, got, c.want)
		}
	}
}

func lower(s string) string { return string(s[0]+'a'-'A') + s[1:] }

func TestWordsOfWhatIsToCome(t *testing.T) {
	t.Parallel()
	start := calendar.MustISO("2026-04-01")
	between := Facts{Spells: []Spell{
		{Start: start, End: calendar.MustISO("2026-12-20"), Pay: hourlyPay("2026-04-01", 1480, "20")},
		{Start: calendar.MustISO("2027-01-02"), Pay: hourlyPay("2027-01-02", 1480, "20")},
	}}
	rule := Rule{Days: 300, LongestGap: 28, Floor: FloorNone, LeastHours: hoursOf("16")}
	e := mustWalk(t, rule, between).Explain(asOfPictures)
	want := words{
		"day 15 of 300: work ends on 20 December, the next job starts on 2 January 2027",
		"Work ends on 20 December, the next job starts on 2 January 2027", "",
		"A job from 21 December keeps the due day",
		"If nothing changes day 300 is reached on 6 February 2027, later than 25 January 2027",
	}
	if got := wordsOf(e); got != want {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
	nobody := Facts{Spells: []Spell{{Start: start, Pay: append(hourlyPay("2026-04-01", 1480, "20"),
		Pay{From: calendar.MustISO("2026-05-01"), Pence: 1480, Per: PerHour})}}}
	if got := mustWalk(t, rule, nobody).Explain(asOfPictures).Headline(); got != "Hours are not known from 1 May" {
		t.Error(got)
	}
	nobody.Spells[0].Pay[1].Per = PerYear
	if got := mustWalk(t, rule, nobody).Explain(asOfPictures).Headline(); got != "Pay is not known from 1 May" {
		t.Error(got)
	}
}

// A table of minimum wages that ends is somebody's to carry on.
func TestWordsWhereNoRateIsInForce(t *testing.T) {
	t.Parallel()
	facts := Facts{
		Born:   calendar.MustISO("1990-01-01"),
		Spells: []Spell{{Start: calendar.MustISO("2026-03-01"), Pay: hourlyPay("2026-03-01", 1480, "20")}},
		Rates:  Rates{MinimumWage: []MinimumWage{{From: calendar.MustISO("2025-04-01"), To: calendar.MustISO("2026-04-20"), Pence: 1221}}},
	}
	rule := Rule{Days: 182, LongestGap: 28, Floor: FloorMinimumWage}
	walk := mustWalk(t, rule, facts)
	want := words{
		"day 46 of 182: no minimum wage is known from 21 April", "No minimum wage is known from 21 April", "",
		"Ask an administrator to enter the minimum wage for 21 April",
		"If nothing changes the count stops at day 51, and is lost on 19 May",
	}
	if got := wordsOf(walk.Explain(asOfPictures)); got != want {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
	if got := walk.Explain(calendar.MustISO("2026-05-01")).Headline(); got != "No minimum wage has been known since 21 April" {
		t.Error(got)
	}
}

func TestSummaryOfTheOtherStates(t *testing.T) {
	t.Parallel()
	facts := Facts{Rates: llwRates(), Spells: []Spell{{
		Start: calendar.MustISO("2025-06-02"), End: calendar.MustISO("2025-08-31"), Pay: hourlyPay("2025-06-02", 1385, "35"),
	}}}
	for _, c := range []struct {
		days        int
		asOf, wants string
	}{
		{182, "2025-06-01", "no day has counted yet"},
		{60, "2025-06-30", "day 29 of 60: due on 31 July"},
		{60, "2026-06-30", "day 60 of 60: reached on 31 July 2025"},
		{182, "2025-12-01", "the count was lost: not in work"},
	} {
		rule := sixMonths()
		rule.Days = c.days
		e := mustWalk(t, rule, facts).Explain(calendar.MustISO(c.asOf))
		if got := wordsOf(e); got != (words{summary: c.wants}) {
			t.Errorf("%s: %q", c.asOf, got)
		}
	}
	for reason, want := range map[Reason]string{
		NotInWork: "not in work", PayUnknown: "pay is not known",
		BelowFloor: "pay is below the London Living Wage", HoursLow: "hours are too low",
	} {
		e := Explanation{Answer: Answer{State: None, Reason: reason}, Rule: sixMonths()}
		if got := e.Summary(); got != "no day has counted yet: "+want {
			t.Error(got)
		}
	}
}
