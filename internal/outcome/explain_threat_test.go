package outcome

import (
	"testing"

	"pgregory.net/rapid"

	"onward/internal/calendar"
)

// The threat is the first failing day, and the outlook what the reading day by
// day comes to when it walks on.
func TestThreatIsTheFirstFailingDay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t)
		walk, err := NewWalk(h.rule, h.facts)
		if err != nil {
			t.Fatal(err)
		}
		slow := dayByDay(h)
		for _, e := range weekly(t, walk) {
			if (e.State == AtRisk) != (e.Threat != nil) {
				t.Fatalf("%s with a threat: %+v", e.State, e.Threat)
			}
			if e.State == AtRisk {
				checkThreat(t, e, slow)
				checkOutlook(t, e, slow)
			}
		}
	})
}

// weekly explains a history as of one day a week.
func weekly(t *rapid.T, walk *Walk) (all []Explanation) {
	for day := drawDay(t, "as of", -7, -1); day.Before(origin.Add(150)); day = day.Add(7) {
		all = append(all, walk.Explain(day))
	}
	return all
}

func checkThreat(t *rapid.T, e Explanation, slow dayByDay) {
	on := e.AsOf
	for slow.reason(on) == "" {
		on = on.Add(1)
	}
	now := on == e.AsOf
	for first, _ := slow.first(); now && on.After(first) && slow.reason(on.Add(-1)) == e.Reason; {
		on = on.Add(-1)
	}
	if e.Threat.On != on || e.Threat.Now != now || e.Threat.Reason != e.Reason {
		t.Fatalf("should be on %s, now %v, %s: %+v", on, now, e.Reason, e.Threat)
	}
	from := on
	if now {
		from = e.AsOf.Add(1)
	}
	if m := e.Threat.Remedy; m.From != from || e.Rule.Floor == FloorNone && len(m.Pay) > 0 {
		t.Fatalf("a remedy from %s: %+v", from, m)
	}
	if e.Threat.Until.IsZero() {
		for day := on; day.Before(on.Add(5000)); day = day.Add(40) { // beyond the last birthday that matters
			if slow.reason(day) != e.Reason {
				t.Fatalf("should not last for ever: %s is another day", day)
			}
		}
		return
	}
	until := on
	for slow.reason(until.Add(1)) == e.Reason && !until.After(e.Threat.Until) {
		until = until.Add(1)
	}
	if e.Threat.Until != until {
		t.Fatalf("should last until %s: %+v", until, e.Threat)
	}
}

func checkOutlook(t *rapid.T, e Explanation, slow dayByDay) {
	s, day := slow.walk(e.AsOf), e.AsOf
	var resumes calendar.Date
	for s.alive && s.achievedOn.IsZero() {
		day = day.Add(1)
		if s = slow.step(s, day); resumes.IsZero() && slow.reason(day) == "" && s.alive && day.After(e.Threat.On) {
			resumes = day
		}
	}
	want := Outlook{ResumesOn: resumes, ReachedOn: s.achievedOn}
	if s.achievedOn.IsZero() {
		want.StopsAt, want.LostOn = s.lostAt, s.lostOn
	}
	if e.Threat.Outlook != want {
		t.Fatalf("outlook\n got %+v\nwant %+v", e.Threat.Outlook, want)
	}
	if e.Threat.Remedy.By != want.LostOn {
		t.Fatalf("a change by %s, where the count is lost on %s", e.Threat.Remedy.By, want.LostOn)
	}
}

// What the remedy asks for saves the count on its last day, and not a day later.
func TestRemedyByItsLastDaySavesTheCount(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t)
		walk, err := NewWalk(h.rule, h.facts)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range weekly(t, walk) {
			if e.Threat != nil && !e.Threat.Remedy.By.IsZero() {
				checkRemedy(t, h, e.Threat.Remedy)
			}
		}
	})
}

func checkRemedy(t *rapid.T, h history, m Remedy) {
	if s := withJob(h, m, m.By).walk(m.By.Add(-1)); !s.alive {
		t.Fatalf("the count is lost before %s", m.By)
	}
	if s := withJob(h, m, m.By.Add(1)).walk(m.By); s.alive {
		t.Fatalf("a job from the day after would still do: %+v", m)
	}
	if floor, found := dayByDay(h).floor(false, m.By); h.rule.Floor != FloorNone && (!found || floor > mostOf(m)) {
		return // no rate on that day, or another after the due day: the remedy does not reach so far
	}
	if s := withJob(h, m, m.By).walk(m.By); !s.alive {
		t.Fatalf("a job from the last day does not save the count: %+v", m)
	}
}

// withJob adds a job that pays and lasts as the remedy asks, from a day on.
func withJob(h history, m Remedy, from calendar.Date) dayByDay {
	s := Spell{Start: from, Pay: []Pay{{From: from, Pence: mostOf(m), Per: PerHour, Hours: h.rule.LeastHours}}}
	h.facts.Spells = append(append([]Spell{}, h.facts.Spells...), s)
	return dayByDay(h)
}

func mostOf(m Remedy) int64 {
	if len(m.Pay) == 0 {
		return 0
	}
	return m.Pay[len(m.Pay)-1].Hourly.Num().Int64()
}

// Where the floor rises again before the due day, the remedy says so.
func TestRemedyNamesEachRise(t *testing.T) {
	t.Parallel()
	facts := Facts{
		Spells: []Spell{{Start: calendar.MustISO("2024-03-01"), Pay: hourlyPay("2024-03-01", 1000, "35")}},
		Rates: Rates{LivingWage: []LivingWage{
			{MustPayBy: calendar.MustISO("2024-01-01"), Pence: 1000},
			{MustPayBy: calendar.MustISO("2024-05-01"), Pence: 1100},
			{MustPayBy: calendar.MustISO("2024-06-01"), Pence: 1050}, // lower: asks for nothing more
			{MustPayBy: calendar.MustISO("2024-07-01"), Pence: 1200},
			{MustPayBy: calendar.MustISO("2024-08-01"), Pence: 1200}, // the same again
			{MustPayBy: calendar.MustISO("2024-08-29"), Pence: 1300}, // on the due day
			{MustPayBy: calendar.MustISO("2024-08-30"), Pence: 1400}, // after it
		}},
	}
	e := mustWalk(t, sixMonths(), facts).Explain(calendar.MustISO("2024-04-01"))
	want := "£11.00 an hour from 1 May, £12.00 from 1 July, £13.00 from 29 August, puts it right"
	if got := e.RemedyText(); got != want {
		t.Errorf("%s", got)
	}
}

// Each is told the rate that is meant for them.
func TestRemedyIsTheRateOfTheJob(t *testing.T) {
	t.Parallel()
	rates, _ := Reference()
	rule := Rule{Days: 182, LongestGap: 28, Floor: FloorMinimumWage}
	for _, c := range []struct {
		apprentice bool
		pence      int64
		comparison string
		remedy     string
	}{
		{false, 1221, "£12.21 against £12.71", "£12.71 an hour from 1 April puts it right"},
		{true, 755, "£7.55 against £8.00", "£8.00 an hour from 1 April puts it right"},
	} {
		facts := Facts{Born: calendar.MustISO("1990-05-05"), Rates: rates, Spells: []Spell{{
			Start: calendar.MustISO("2026-01-05"), Apprentice: c.apprentice, Pay: hourlyPay("2026-01-05", c.pence, "35"),
		}}}
		e := mustWalk(t, rule, facts).Explain(calendar.MustISO("2026-03-01"))
		if e.Comparison() != c.comparison || e.RemedyText() != c.remedy {
			t.Errorf("apprentice %v: %s, %s", c.apprentice, e.Comparison(), e.RemedyText())
		}
	}
}

// The outlook resumes on the next day that counts, not on a later one.
func TestOutlookResumesOnTheNextDay(t *testing.T) {
	t.Parallel()
	job := func(from, to string) Spell {
		return Spell{Start: calendar.MustISO(from), End: calendar.MustISO(to), Pay: hourlyPay(from, 1, "1")}
	}
	facts := Facts{Spells: []Spell{
		job("2024-03-01", "2024-03-10"), job("2024-03-15", "2024-03-20"), job("2024-03-25", "2024-05-30"),
	}}
	e := mustWalk(t, Rule{Days: 60, LongestGap: 7, Floor: FloorNone}, facts).Explain(calendar.MustISO("2024-03-05"))
	want := Outlook{ResumesOn: calendar.MustISO("2024-03-15"), ReachedOn: calendar.MustISO("2024-05-07")}
	if e.Threat == nil || e.Threat.Outlook != want {
		t.Errorf("%+v", e.Threat)
	}
}
