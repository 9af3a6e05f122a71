package demo

import (
	"testing"

	"onward/internal/calendar"
	"onward/internal/journey"
	"onward/internal/journey/diary"
	"onward/internal/outcome"
)

// pictureWorld is a directory without a database, on a day.
func pictureWorld(today calendar.Date) *teller {
	w := &world{Options: Options{Seed: 1}, today: today}
	hiring := newHiring(1)
	for _, r := range regions(AreaWest, 1) {
		for _, p := range r.parties {
			room := &office{id: 1, hub: p.borough.name + " Work Hub"}
			for _, c := range hiring.named[p.Slug] {
				w.desks = append(w.desks, &desk{post: len(w.desks) + 1, staff: len(w.desks) + 1, colleague: c, party: p, office: room, slots: map[string]bool{}})
			}
		}
	}
	rates, _ := outcome.Reference()
	return newTeller(w, rates)
}

func TestThePicturesHoldOnEveryDay(t *testing.T) {
	t.Parallel()
	want := map[string]struct {
		state  outcome.State
		count  int
		reason outcome.Reason
	}{
		"Rosa Adomako":    {outcome.AtRisk, 143, outcome.BelowFloor},
		"Paulo Serrino":   {outcome.AtRisk, 171, outcome.HoursLow},
		"Carol Finnimore": {outcome.AtRisk, 96, outcome.NotInWork},
		"Nkechi Umeh":     {outcome.Running, 61, ""},
		"Ade Fasholu":     {outcome.Broken, 0, outcome.BelowFloor},
		"Rekha Solanke":   {outcome.Achieved, 182, ""},
		"Oisin Garvey":    {outcome.Achieved, 182, ""},
		"Gemma Orrell":    {outcome.AtRisk, 120, outcome.NotInWork},
		"Hakan Deniz":     {outcome.AtRisk, 88, outcome.PayUnknown},
	}
	for today := calendar.MustISO("2025-11-01"); today.Before(calendar.MustISO("2028-03-02")); today = today.Add(3) {
		n := 0
		tell := pictureWorld(today)
		for _, sitting := range tell.pictured(&n) {
			for _, s := range sitting.stories {
				name := s.Resident.Identity.Name()
				if err := s.Check(today); err != nil {
					t.Fatalf("%s: %s: %v", today, name, err)
				}
				e, err := outcome.Judge(s.spells, outcome.Sustained, tell.wages.rates, today)
				if err != nil {
					t.Fatalf("%s: %s: %v", today, name, err)
				}
				w, there := want[name]
				if there && (e.State != w.state || e.Count != w.count || e.Reason != w.reason) {
					t.Fatalf("%s: %s is %s at %d for %q", today, name, e.State, e.Count, e.Reason)
				}
				if !there && e.State == outcome.AtRisk {
					t.Fatalf("%s: %s is at risk too", today, name)
				}
			}
		}
		if n != pictured {
			t.Fatalf("%d stories, %d pictured", n, pictured)
		}
	}
}

func TestTodayHasTheAppointmentsOfThePicture(t *testing.T) {
	t.Parallel()
	for _, day := range []string{"2026-04-15", "2026-04-18", "2026-10-25", "2026-12-25", "2028-02-29"} {
		today, n := calendar.MustISO(day), 0
		overdue, meetings, silent := 0, 0, 0
		for _, s := range pictureWorld(today).pictured(&n)[0].stories {
			var last calendar.Date
			for _, a := range s.actions {
				if a.done.IsZero() && a.Due.Before(today) {
					overdue++
				}
			}
			for _, m := range s.meetings {
				if m.On == today && m.State == diary.Booked {
					meetings++
				}
				if m.State == diary.Attended && m.On.After(last) {
					last = m.On
				}
			}
			for _, n := range s.notes {
				if n.Contact != "record" && n.Contact != "none" && n.On.After(last) {
					last = n.On
				}
			}
			if today.Sub(last) >= 21 {
				silent++
			}
		}
		if overdue != 3 || meetings != 5 || silent != 3 {
			t.Errorf("%s: %d overdue, %d meetings, %d without contact", day, overdue, meetings, silent)
		}
	}
}

func TestRisesOfTheWageAreFollowed(t *testing.T) {
	t.Parallel()
	tell := pictureWorld(calendar.MustISO("2026-06-01"))
	r := tell.earns("Orchard Stores", "Retail assistant", calendar.MustISO("2025-04-01"), calendar.Date{}, "30")
	if len(r.PayRecords) != 3 || r.PayRecords[0].Pence != 1315 || r.PayRecords[1].Pence != 1385 || r.PayRecords[2].Pence != 1480 || r.PayRecords[2].From != calendar.MustISO("2026-05-01") {
		t.Errorf("pay: %+v", r.PayRecords)
	}
	if got := tell.wages.minimum(calendar.MustISO("2026-04-01")); got != 1271 {
		t.Errorf("minimum wage: %d", got)
	}
}

func TestPayIsNeverLessThanTheWageItStandsFor(t *testing.T) {
	t.Parallel()
	for _, hours := range []string{"37.5", "40", "16"} {
		for _, per := range []outcome.Period{outcome.PerHour, outcome.PerWeek, outcome.PerYear} {
			r := outcome.Record{Spell: outcome.Spell{Employer: "x", Start: testDay.Add(-10)}, PayRecords: []outcome.PayRecord{payFor(testDay.Add(-10), 1385, per, hours)}}
			rates, _ := outcome.Reference()
			if e, err := outcome.Judge([]outcome.Record{r}, outcome.Sustained, rates, testDay); err != nil || e.Count != 11 {
				t.Errorf("%s a %s at %s hours: %+v, %v", "1385", per, hours, e.Answer, err)
			}
		}
	}
}

func TestEveryStageCanBeWishedFor(t *testing.T) {
	t.Parallel()
	for _, stage := range journey.Stages {
		p := newPath(newChance(5, 5), testDay, journeyWish{stage: stage})
		if p.stage != stage || p.opened.After(testDay) || p.on.After(testDay) || len(p.moves) == 0 || p.moves[0].To != journey.StageNew {
			t.Errorf("%s: %+v", stage, p)
		}
		for i, m := range p.moves[1:] {
			if err := journey.Move(p.moves[i].To, m.To, m.Reason); err != nil || m.From != p.moves[i].To || !m.At.After(p.moves[i].At) {
				t.Errorf("%s: step %+v after %+v: %v", stage, m, p.moves[i], err)
			}
		}
	}
}

func TestADiaryHasNoClashesAndFillsUp(t *testing.T) {
	t.Parallel()
	tell := pictureWorld(testDay)
	d, taken := tell.desk("amina"), map[string]bool{}
	for n := range 3000 {
		var s story
		s.Stage = journey.StageLooking
		tell.book(newChance(9, uint64(n)), &s, d)
		for _, m := range s.meetings {
			at := m.Start().String()
			if taken[at] || !calendar.IsWorkingDay(m.On) || !m.On.After(testDay) {
				t.Fatalf("%s is taken or no working day", at)
			}
			taken[at] = true
		}
	}
	if len(taken) != 20*14 {
		t.Errorf("%d of %d half hours are taken", len(taken), 20*14)
	}
}
