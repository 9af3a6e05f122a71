package outcome

import (
	"slices"
	"strings"
	"testing"
	"time"

	"onward/internal/calendar"
)

func TestReference(t *testing.T) {
	t.Parallel()
	rates, missing := Reference()
	if !slices.Equal(missing, []string{"2026-27"}) {
		t.Errorf("missing %v", missing)
	}
	if len(rates.LivingWage) != 15 || len(rates.MinimumWage) != 61 {
		t.Errorf("%d living wages, %d minimum wages", len(rates.LivingWage), len(rates.MinimumWage))
	}
	last := rates.LivingWage[len(rates.LivingWage)-1]
	if last.Pence != 1480 || last.Announced != calendar.MustISO("2025-10-22") || last.MustPayBy != calendar.MustISO("2026-05-01") ||
		last.Confidence != "high" || last.Source == "" {
		t.Errorf("%+v", last)
	}
	first := rates.MinimumWage[0]
	if first.Pence != 720 || first.MinAge != 25 || first.MaxAge != 0 || first.Apprentice || first.Confidence != "medium" ||
		first.From != calendar.MustISO("2016-04-01") || first.To != calendar.MustISO("2016-09-30") {
		t.Errorf("%+v", first)
	}
	if end := rates.MinimumWage[len(rates.MinimumWage)-1]; !end.Apprentice || !end.To.IsZero() || end.Confidence != "uncertain" {
		t.Errorf("%+v", end)
	}
	for _, rule := range []Rule{{Floor: FloorLivingWage, LivingWageFrom: FromAnnounced}, {Floor: FloorLivingWage}, {Floor: FloorMinimumWage}} {
		if found := rates.faults(rule); len(found) > 0 {
			t.Errorf("%s: %v", rule.Floor, found)
		}
	}
}

// On every day that the table reaches there is one rate for every age.
func TestReferenceHasARateForEveryAge(t *testing.T) {
	t.Parallel()
	rates, _ := Reference()
	for day := calendar.Day(2016, time.April, 1); day.Year() < 2028; day = day.Add(1) {
		for age := 15; age <= 70; age++ {
			count := 0
			for _, r := range rates.MinimumWage {
				inForce := !day.Before(r.From) && (r.To.IsZero() || !day.After(r.To))
				if inForce && !r.Apprentice && age >= r.MinAge && (r.MaxAge == 0 || age <= r.MaxAge) {
					count++
				}
			}
			if count != 1 {
				t.Fatalf("%d rates on %s for age %d", count, day, age)
			}
		}
	}
}

func TestTablesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	living, minimum := string(livingWageTable), string(minimumWageTable)
	for name, c := range map[string]struct{ living, minimum string }{
		"empty":                 {"", minimum},
		"minimum wages empty":   {living, ""},
		"a column gone":         {strings.Replace(living, "announced", "told", 1), minimum},
		"another column gone":   {living, strings.Replace(minimum, "band", "group", 1)},
		"torn":                  {living + "\"", minimum},
		"announced on no day":   {strings.Replace(living, "2025-10-22", "October", 1), minimum},
		"rate in words":         {strings.Replace(living, "14.80", "14.805", 1), minimum},
		"age in words":          {living, strings.Replace(minimum, "25,,", "adult,,", 1)},
		"in force from no day":  {living, strings.Replace(minimum, "2016-04-01", "April", 1)},
		"in force until no day": {living, strings.Replace(minimum, "2016-09-30", "September", 1)},
		"minimum wage in words": {living, strings.Replace(minimum, "7.20", "seven", 1)},
	} {
		if _, _, err := readReference([]byte(c.living), []byte(c.minimum)); err == nil || !strings.HasPrefix(err.Error(), "outcome: rates: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestParsePounds(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{"0": 0, "14.80": 1480, "14.8": 1480, "14": 1400, "14.800": 1480} {
		if got, ok := parsePounds(text); !ok || got != want {
			t.Errorf("%q: %d, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "14.805", "-1", "£14", "1e2", "14,80"} {
		if got, ok := parsePounds(text); ok {
			t.Errorf("%q is taken for %d", text, got)
		}
	}
}

// Two rows that hold on one day: the one that came into force later counts.
func TestTheLaterRateCounts(t *testing.T) {
	t.Parallel()
	born := calendar.MustISO("2000-06-15")
	f := minimumWageFloors([]MinimumWage{
		{From: calendar.MustISO("2026-04-01"), MinAge: 21, Pence: 1271},
		{From: calendar.MustISO("2025-04-01"), Pence: 1221}, // left without an end
		{From: calendar.MustISO("2010-04-01"), To: calendar.MustISO("2011-03-31"), MinAge: 21, Pence: 593},
	}, born)
	for day, want := range map[string]int64{"2025-03-31": 0, "2025-04-01": 1221, "2026-03-31": 1221, "2026-04-01": 1271, "2010-06-01": 0} {
		floor := f.on(dayNumber(calendar.MustISO(day))).usual
		if want == 0 != (floor == nil) || want != 0 && floor.Cmp(whole(want)) != 0 {
			t.Errorf("on %s the floor is %v, want %d", day, floor, want)
		}
	}
}

func TestDayNumbersReachFar(t *testing.T) {
	t.Parallel()
	for _, day := range []string{"1900-01-01", "1969-12-31", "1970-01-01", "2024-02-29", "9999-12-31"} {
		if d := calendar.MustISO(day); dateOf(dayNumber(d)) != d || dayNumber(d.Add(1)) != dayNumber(d)+1 {
			t.Errorf("%s is day %d", day, dayNumber(d))
		}
	}
}
