package outcome

import (
	"math/big"
	"testing"

	"onward/internal/calendar"
)

// asOfPictures is the day of the drawn pages, whose figures these tests hold to.
var asOfPictures = calendar.MustISO("2026-04-15")

func llwRates() Rates {
	rates, _ := Reference()
	return Rates{LivingWage: rates.LivingWage}
}

func sixteenHours() Rule {
	rule := sixMonths()
	rule.LeastHours = big.NewRat(16, 1)
	return rule
}

// rosa is the resident of the drawn journey page: two jobs, seven days between
// them, a week of short hours, and a rate that rises before she is there.
func rosa(t *testing.T) Explanation {
	t.Helper()
	acton := append(hourlyPay("2026-01-12", 1385, "37.5"), hourlyPay("2026-02-16", 1385, "12")...)
	acton = append(acton, hourlyPay("2026-02-23", 1385, "37.5")...)
	facts := Facts{Rates: llwRates(), Spells: []Spell{
		{Employer: "Brightwell Kitchens", Start: calendar.MustISO("2025-11-10"), End: calendar.MustISO("2026-01-04"),
			Pay: hourlyPay("2025-11-10", 1385, "37.5")},
		{Employer: "Acton Vale Foods", Start: calendar.MustISO("2026-01-12"), Pay: acton},
	}}
	return mustWalk(t, sixteenHours(), facts).Explain(asOfPictures)
}

func TestTheDrawnBarOfDays(t *testing.T) {
	t.Parallel()
	e := rosa(t)
	want := []struct {
		from, to    string
		verdict     Verdict
		later       bool
		first, last int
		employer    string
		hourly      string
		floor       string
		hours       string
	}{
		{"2025-11-10", "2026-01-04", Counts, false, 1, 56, "Brightwell Kitchens", "£13.85", "£13.85", "37.5"},
		{"2026-01-05", "2026-01-11", VerdictNotInWork, false, 0, 0, "Brightwell Kitchens", "", "£13.85", "0"},
		{"2026-01-12", "2026-02-15", Counts, false, 57, 91, "Acton Vale Foods", "£13.85", "£13.85", "37.5"},
		{"2026-02-16", "2026-02-22", VerdictHoursLow, false, 0, 0, "Acton Vale Foods", "£13.85", "£13.85", "12"},
		{"2026-02-23", "2026-04-15", Counts, false, 92, 143, "Acton Vale Foods", "£13.85", "£13.85", "37.5"},
		{"2026-04-16", "2026-04-30", WillCount, true, 144, 158, "Acton Vale Foods", "£13.85", "£13.85", "37.5"},
		{"2026-05-01", "2026-05-24", VerdictBelowFloor, true, 159, 182, "Acton Vale Foods", "£13.85", "£14.80", "0"},
	}
	if len(e.Stretches) != len(want) {
		t.Fatalf("%+v", e.Stretches)
	}
	for i, w := range want {
		s := e.Stretches[i]
		if s.From.String() != w.from || s.To.String() != w.to || s.Verdict != w.verdict || s.Later != w.later ||
			s.FirstDay != w.first || s.LastDay != w.last || s.Employer != w.employer ||
			Pounds(s.Hourly) != w.hourly || Pounds(s.Floor) != w.floor || HoursText(s.Hours) != w.hours {
			t.Errorf("stretch %d: %+v, want %+v", i, s, w)
		}
	}
	if e.RunFrom != calendar.MustISO("2025-11-10") || len(e.Jobs) != 2 || e.Jobs[1].To != e.ProjectedOn {
		t.Errorf("run from %s, jobs %+v", e.RunFrom, e.Jobs)
	}
}

// An earlier run that was lost stays on record; the page shows the one that is alive.
func TestCurrentStretchesLeaveALostRunBehind(t *testing.T) {
	t.Parallel()
	facts := Facts{Spells: []Spell{
		{Start: calendar.MustISO("2024-01-01"), End: calendar.MustISO("2024-01-31"), Pay: hourlyPay("2024-01-01", 1, "1")},
		{Start: calendar.MustISO("2024-06-01"), Pay: hourlyPay("2024-06-01", 1, "1")},
	}}
	walk := mustWalk(t, Rule{Days: 50, LongestGap: 28, Floor: FloorNone}, facts)
	e := walk.Explain(calendar.MustISO("2024-06-10"))
	current := e.CurrentStretches()
	if len(e.Stretches) != 4 || len(current) != 2 || current[0].From != calendar.MustISO("2024-06-01") || current[0].FirstDay != 1 {
		t.Errorf("%+v of %+v", current, e.Stretches)
	}
	if jobs := e.CurrentJobs(); len(e.Jobs) != 2 || len(jobs) != 1 || jobs[0].From != current[0].From {
		t.Errorf("%+v of %+v", jobs, e.Jobs)
	}
	if e.Stretches[0].FirstDay != 1 || e.Stretches[0].LastDay != 31 {
		t.Errorf("the lost run has other numbers: %+v", e.Stretches[0])
	}
	e = walk.Explain(calendar.MustISO("2024-04-01"))
	if e.State != Broken || !e.RunFrom.IsZero() || len(e.CurrentStretches()) != 2 || len(e.CurrentJobs()) != 1 {
		t.Errorf("%+v", e)
	}
	e = walk.Explain(calendar.MustISO("2025-04-01"))
	if last := e.Stretches[len(e.Stretches)-1]; e.RunFrom != calendar.MustISO("2024-06-01") || last.LastDay != 50 || last.To != e.AchievedOn {
		t.Errorf("%+v", e)
	}
}

// A job that began before its pay reached the floor is current from day 1 on.
func TestCurrentJobsBeginWithTheRun(t *testing.T) {
	t.Parallel()
	pay := append(hourlyPay("2025-06-02", 1384, "35"), Pay{From: calendar.MustISO("2025-07-01"), Pence: 51800, Per: PerWeek})
	pay = append(pay, hourlyPay("2025-08-01", 1385, "35")...)
	facts := Facts{Rates: llwRates(), Spells: []Spell{
		{Start: calendar.MustISO("2025-06-02"), Pay: pay}, {Start: calendar.MustISO("2025-07-10"), Pay: hourlyPay("2025-07-10", 900, "5")},
	}}
	jobs := mustWalk(t, sixMonths(), facts).Explain(calendar.MustISO("2025-09-01")).CurrentJobs()
	if len(jobs) != 2 || jobs[0].From.String() != "2025-08-01" || jobs[1].From.String() != "2025-08-01" {
		t.Errorf("%+v", jobs)
	}
}

// A floor of none is no amount to show.
func TestNoFloorIsNoFigure(t *testing.T) {
	t.Parallel()
	facts := Facts{Spells: []Spell{{Start: origin, Pay: hourlyPay(origin.String(), 900, "8")}}}
	e := mustWalk(t, Rule{Days: 50, Floor: FloorNone}, facts).Explain(origin)
	if e.Stretches[0].Floor != nil || Pounds(e.Stretches[0].Hourly) != "£9.00" {
		t.Errorf("%+v", e.Stretches[0])
	}
}

// With several jobs the figures are of the one that comes nearest to its floor,
// each against its own.
func TestFiguresAreOfTheNearestJob(t *testing.T) {
	t.Parallel()
	day := origin.String()
	facts := Facts{
		Born: calendar.MustISO("1990-01-01"),
		Spells: []Spell{
			{Employer: "unknown", Start: origin},
			{Employer: "shop", Start: origin, Pay: hourlyPay(day, 1000, "10")},                      // £1.44 under
			{Employer: "works", Start: origin, Apprentice: true, Pay: hourlyPay(day, 600, "20")},    // 40p under
			{Employer: "office", Start: origin, SelfEmployed: true, Pay: hourlyPay(day, 900, "10")}, // £2.44 under
		},
		Rates: Rates{MinimumWage: []MinimumWage{
			{From: origin, MinAge: 21, Pence: 1144}, {From: origin, Apprentice: true, Pence: 640},
		}},
	}
	e := mustWalk(t, Rule{Days: 50, Floor: FloorMinimumWage}, facts).Explain(origin)
	if s := e.Stretches[0]; s.Employer != "works" || Pounds(s.Hourly) != "£6.00" || Pounds(s.Floor) != "£6.40" || s.Verdict != VerdictBelowFloor {
		t.Errorf("%+v", s)
	}
}

// Between jobs the figures name the employer whose work ended last; where two
// are equal, the one that was entered first.
func TestFiguresBetweenJobsNameTheLastEmployer(t *testing.T) {
	t.Parallel()
	job := func(employer string, days int) Spell {
		return Spell{Employer: employer, Start: origin, End: origin.Add(days), Pay: hourlyPay(origin.String(), 1000, "8")}
	}
	for want, spells := range map[string][]Spell{
		"b": {job("a", 5), job("b", 9), job("c", 7), job("d", 9)},
		"a": {job("a", 9), job("b", 5)},
	} {
		e := mustWalk(t, Rule{Days: 50, LongestGap: 7, Floor: FloorNone}, Facts{Spells: spells}).Explain(origin.Add(11))
		if s := e.Stretches[1]; s.Employer != want || s.Verdict != VerdictNotInWork {
			t.Errorf("%s: %+v", want, e.Stretches)
		}
		if e.Stretches[0].Employer != "a" {
			t.Errorf("of equals the first: %+v", e.Stretches[0])
		}
	}
}
