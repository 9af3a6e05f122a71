package diary_test

import (
	"testing"
	"time"

	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/journey/diary"
)

func terms(change ...func(*diary.Terms)) diary.Terms {
	t := diary.Terms{On: calendar.MustISO("2026-04-21"), Hour: 10, Minutes: 45, Manner: diary.Place, Place: "Acton Library", Purpose: "Review of plan"}
	for _, f := range change {
		f(&t)
	}
	return t
}

func TestTermsSayWhatToDo(t *testing.T) {
	t.Parallel()
	for field, change := range map[string]func(*diary.Terms){
		"on":      func(t *diary.Terms) { t.On = calendar.Date{} },
		"at":      func(t *diary.Terms) { t.Hour = 25 },
		"minutes": func(t *diary.Terms) { t.Minutes = 0 },
		"manner":  func(t *diary.Terms) { t.Manner = "pigeon" },
		"place":   func(t *diary.Terms) { t.Place = " " },
		"purpose": func(t *diary.Terms) { t.Purpose = "" },
	} {
		wrong := terms(change)
		if f := fault.Of(wrong.Check()).Fields; len(f) != 1 || f[0].Name != field {
			t.Errorf("%s: %v", field, f)
		}
	}
	byTelephone := terms(func(t *diary.Terms) { t.Manner, t.Place = diary.Telephone, "" })
	if err := byTelephone.Check(); err != nil {
		t.Errorf("a telephone call needs no place: %v", err)
	}
	for _, m := range diary.Manners {
		if m.Label() == "" {
			t.Errorf("%q has no words", m)
		}
	}
	for _, s := range []diary.State{diary.Booked, diary.Attended, diary.Missed, diary.Cancelled} {
		if s.Label() == "" {
			t.Errorf("%q has no words", s)
		}
	}
}

// On 29 March 2026 London has no 1:30; on 25 October it has two.
func TestDaysOnWhichTheClocksChange(t *testing.T) {
	t.Parallel()
	none := terms(func(t *diary.Terms) { t.On, t.Hour, t.Minute = calendar.MustISO("2026-03-29"), 1, 30 })
	if f := fault.Of(none.Check()).Fields; len(f) != 1 || f[0].Name != "at" {
		t.Errorf("a time that does not exist: %v", f)
	}
	across := terms(func(t *diary.Terms) { t.On, t.Hour, t.Minute, t.Minutes = calendar.MustISO("2026-03-29"), 0, 45, 60 })
	if err := across.Check(); err != nil || diary.Clock(across.End()) != "2:45" || across.End().Sub(across.Start()) != time.Hour {
		t.Errorf("an hour across the change: ends %s, %v", diary.Clock(across.End()), err)
	}
	for iso, utc := range map[string]int{"2026-03-28": 10, "2026-03-29": 9, "2026-10-24": 9, "2026-10-25": 10} {
		at := terms(func(t *diary.Terms) { t.On = calendar.MustISO(iso) })
		if got := at.Start().UTC().Hour(); got != utc || diary.Clock(at.Start()) != "10:00" {
			t.Errorf("10:00 on %s is %d:00 UTC, want %d:00", iso, got, utc)
		}
	}
	for _, iso := range []string{"2026-03-29", "2026-10-25"} {
		free := diary.Free(calendar.MustISO(iso), nil)
		if len(free) != 1 || free[0].Until.Sub(free[0].From) != 8*time.Hour || diary.Clock(free[0].From) != "9:00" {
			t.Errorf("%s is free %v", iso, free)
		}
	}
}

func TestFreeTimeIsWhatIsLeft(t *testing.T) {
	t.Parallel()
	day := calendar.MustISO("2026-04-15")
	slot := func(from, until int) diary.Slot { // as 930, 1015
		return diary.Slot{From: day.At(from/100, from%100), Until: day.At(until/100, until%100)}
	}
	for name, c := range map[string]struct{ taken, free []diary.Slot }{
		"nothing booked":        {nil, []diary.Slot{slot(900, 1700)}},
		"one in the middle":     {[]diary.Slot{slot(1000, 1100)}, []diary.Slot{slot(900, 1000), slot(1100, 1700)}},
		"the whole day":         {[]diary.Slot{slot(800, 1800)}, nil},
		"before and after":      {[]diary.Slot{slot(800, 830), slot(1730, 1800)}, []diary.Slot{slot(900, 1700)}},
		"into the day":          {[]diary.Slot{slot(830, 930)}, []diary.Slot{slot(930, 1700)}},
		"over the end":          {[]diary.Slot{slot(1630, 1730)}, []diary.Slot{slot(900, 1630)}},
		"side by side":          {[]diary.Slot{slot(900, 1200), slot(930, 1000), slot(1200, 1300)}, []diary.Slot{slot(1300, 1700)}},
		"one within the other":  {[]diary.Slot{slot(1000, 1200), slot(1030, 1100)}, []diary.Slot{slot(900, 1000), slot(1200, 1700)}},
		"from the first minute": {[]diary.Slot{slot(900, 1700)}, nil},
	} {
		got := diary.Free(day, c.taken)
		if len(got) != len(c.free) {
			t.Errorf("%s: %v, want %v", name, got, c.free)
			continue
		}
		for i := range got {
			if !got[i].From.Equal(c.free[i].From) || !got[i].Until.Equal(c.free[i].Until) {
				t.Errorf("%s: %v, want %v", name, got, c.free)
			}
		}
	}
}
