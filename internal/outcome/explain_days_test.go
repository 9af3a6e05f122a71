package outcome

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"onward/internal/calendar"
)

// The bar holds every day once, each judged and numbered as the reading day by
// day judges and numbers it.
func TestStretchesAreTheDays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t)
		walk, err := NewWalk(h.rule, h.facts)
		if err != nil {
			t.Fatal(err)
		}
		e, slow := walk.Explain(drawDay(t, "as of", -10, 200)), dayByDay(h)
		next, last := barOf(e, slow)
		var s stand
		for i, stretch := range e.Stretches {
			if stretch.From != next || stretch.To.Before(stretch.From) {
				t.Fatalf("a stretch from %s to %s where the day is %s", stretch.From, stretch.To, next)
			}
			if i > 0 && e.Stretches[i-1].Verdict == stretch.Verdict && e.Stretches[i-1].Later == stretch.Later {
				t.Fatalf("two stretches that are one: %+v", e.Stretches)
			}
			for day := stretch.From; !day.After(stretch.To); day = day.Add(1) {
				s = checkDay(t, e, stretch, day, s, slow)
			}
			next = stretch.To.Add(1)
		}
		if next != last.Add(1) {
			t.Fatalf("the bar ends before %s, not after %s", next, last)
		}
	})
}

// barOf is the first and the last day that the bar should have; the last is the
// day before the first where there should be none.
func barOf(e Explanation, slow dayByDay) (first, last calendar.Date) {
	first, any := slow.first()
	if !any || e.AsOf.Before(first) {
		return e.AsOf, e.AsOf.Add(-1)
	}
	switch e.State {
	case Achieved:
		return first, e.AchievedOn
	case Running, AtRisk:
		return first, e.ProjectedOn
	}
	return first, e.AsOf
}

func checkDay(t *rapid.T, e Explanation, stretch Stretch, day calendar.Date, s stand, slow dayByDay) stand {
	want, number := Verdict(slow.reason(day)), 0
	later := day.After(e.AsOf)
	if later {
		number = e.Count + day.Sub(e.AsOf)
	} else {
		s = slow.step(s, day)
	}
	switch {
	case want == "" && later:
		want = WillCount
	case want == "":
		want, number = Counts, s.count
	}
	shown := 0
	if stretch.FirstDay > 0 {
		shown = stretch.FirstDay + day.Sub(stretch.From)
	}
	if stretch.Verdict != want || stretch.Later != later || shown != number {
		t.Fatalf("%s should be %s, later %v, number %d: %+v", day, want, later, number, stretch)
	}
	if day == stretch.To && stretch.LastDay != number {
		t.Fatalf("ends with number %d: %+v", number, stretch)
	}
	return s
}

// On every day of the bar the jobs pay what the spells of the rule pay.
func TestJobsPayWhatSpellsPay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t)
		walk, err := NewWalk(h.rule, h.facts)
		if err != nil {
			t.Fatal(err)
		}
		e := walk.Explain(drawDay(t, "as of", 0, 150))
		for _, stretch := range e.Stretches {
			for day := stretch.From; !day.After(stretch.To); day = day.Add(1) {
				if got, want := paidByJobs(e.Jobs, day), paidBySpells(h, day); !slices.Equal(got, want) {
					t.Fatalf("on %s jobs pay %v, spells %v", day, got, want)
				}
			}
		}
	})
}

func paidByJobs(jobs []Job, day calendar.Date) []string {
	var paid []string
	for _, j := range jobs {
		if !day.Before(j.From) && !day.After(j.To) {
			paid = append(paid, j.Employer+" "+Pounds(j.Hourly))
		}
	}
	slices.Sort(paid)
	return paid
}

func paidBySpells(h history, day calendar.Date) []string {
	var paid []string
	for _, s := range h.facts.Spells {
		ended := !s.End.IsZero() && day.After(s.End)
		if ended || day.Before(s.Start) || s.SelfEmployed && h.rule.IgnoreSelfEmployed {
			continue
		}
		hourly := ""
		if p, found := latestPay(s.Pay, day); found {
			hourly = Pounds(p.Hourly())
		}
		paid = append(paid, s.Employer+" "+hourly)
	}
	slices.Sort(paid)
	return paid
}

// A job is one bracket over the bar as long as its hourly pay is the same,
// whatever its hours.
func TestJobsAreDividedByPay(t *testing.T) {
	t.Parallel()
	pay := append(hourlyPay("2024-03-01", 1400, "35"), hourlyPay("2024-03-11", 1400, "20")...)
	pay = append(pay, hourlyPay("2024-03-21", 1500, "20")...)
	pay = append(pay, hourlyPay("2024-06-01", 1600, "20")...) // after the last day
	facts := Facts{Spells: []Spell{
		{Employer: "B", Start: origin.Add(30), End: calendar.MustISO("2024-04-20"), Pay: hourlyPay("2024-04-01", 1400, "9")},
		{Employer: "A", Start: calendar.MustISO("2024-03-01"), End: calendar.MustISO("2024-03-25"), Pay: pay},
	}}
	e := mustWalk(t, Rule{Days: 100, LongestGap: 28, Floor: FloorNone}, facts).Explain(calendar.MustISO("2024-04-05"))
	want := []struct{ employer, from, to, hourly, hours string }{
		{"A", "2024-03-01", "2024-03-20", "£14.00", "35"},
		{"A", "2024-03-21", "2024-03-25", "£15.00", "20"},
		{"B", "2024-03-21", "2024-03-31", "", ""},
		{"B", "2024-04-01", "2024-04-20", "£14.00", "9"},
	}
	if len(e.Jobs) != len(want) {
		t.Fatalf("%+v", e.Jobs)
	}
	for i, w := range want {
		j := e.Jobs[i]
		if j.Employer != w.employer || j.From.String() != w.from || j.To.String() != w.to ||
			Pounds(j.Hourly) != w.hourly || HoursText(j.Hours) != w.hours {
			t.Errorf("%d: %+v, want %+v", i, j, w)
		}
	}
}
