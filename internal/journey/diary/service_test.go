package diary_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/journey"
	"onward/internal/journey/diary"
	"onward/internal/postgres"
	"onward/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

func over(w *fixture.World) diary.Service { return diary.Service{DB: w.DB, Gate: w.Gate, Box: w.Box} }

// at puts the world's clock to noon in London of a day, give or take the time
// that the test runs.
func at(t *testing.T, w *fixture.World, iso string) {
	t.Helper()
	w.AsOwner(t, "insert into onward.clock_shift values ($1::timestamptz - pg_catalog.now())", calendar.MustISO(iso).At(12, 0))
}

func book(t *testing.T, w *fixture.World, who string, id uuid.UUID, change ...func(*diary.Terms)) uuid.UUID {
	t.Helper()
	a, err := over(w).Book(w.As(who), id, diary.New{Terms: terms(change...)}, true)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func look(t *testing.T, w *fixture.World, who string, id, appointment uuid.UUID) (a diary.Appointment, h journey.Head, err error) {
	t.Helper()
	err = w.Read(who, func(tx *postgres.Tx) error {
		d, err := w.Gate.Decide(tx, id)
		if err != nil {
			return err
		}
		if h, err = w.Journeys.Store.Head(tx, d); err != nil {
			return err
		}
		a, err = over(w).Appointment(tx, d, appointment)
		return err
	})
	return a, h, err
}

func TestBookKeepsTheTermsAndIsWhatComesNext(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	at(t, w, "2026-04-15")
	id := w.Rosa()
	booked := book(t, w, "amina", id)
	a, h, err := look(t, w, "amina", id, booked)
	if err != nil || a.State != diary.Booked || a.AdvisorName != "Amina Yusufi" || a.ByOrg != "Ealing" || diary.Clock(a.Start) != "10:00" || diary.Clock(a.End) != "10:45" || a.Where() != "Acton Library" {
		t.Fatalf("%+v, %v", a, err)
	}
	if h.NextWhat != "Review of plan" || h.NextDue.String() != "2026-04-21" {
		t.Errorf("next: %q on %s", h.NextWhat, h.NextDue)
	}
	want := terms()
	want.Advisor = w.Staff["amina"]
	if a.Terms() != want {
		t.Errorf("terms read back as %+v", a.Terms())
	}
}

func TestWhoMayBook(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	for who, kind := range map[string]fault.Kind{"joel": fault.Forbidden, "ines": fault.Forbidden, "grace": fault.Forbidden, "bola": fault.Missing, "petra": fault.Missing} {
		if _, err := over(w).Book(w.As(who), id, diary.New{Terms: terms()}, false); !fault.Is(err, kind) {
			t.Errorf("%s: %v", who, err)
		}
	}
	for name, staff := range map[string]int{"of another organisation": w.Staff["bola"], "the administrator": w.Staff["petra"], "nobody": 999} {
		_, err := over(w).Book(w.As("amina"), id, diary.New{Terms: terms(func(t *diary.Terms) { t.Advisor = staff })}, true)
		if f := fault.Of(err).Fields; len(f) != 1 || f[0].Name != "advisor" {
			t.Errorf("with somebody %s: %v", name, err)
		}
	}
	book(t, w, "tom", id, func(terms *diary.Terms) { terms.Advisor = w.Staff["joel"] })
}

func TestAClashWarnsAndDoesNotForbid(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	rosa, tomasz := w.Rosa(), w.Start("amina", "Tomasz", "Brandl")
	book(t, w, "amina", rosa)
	clash := func(hour, minute, minutes int) *diary.Clashing {
		n := diary.New{Terms: terms(func(t *diary.Terms) { t.Hour, t.Minute, t.Minutes = hour, minute, minutes })}
		_, err := over(w).Book(w.As("amina"), tomasz, n, false)
		var c *diary.Clashing
		if err != nil && !errors.As(err, &c) {
			t.Fatal(err)
		}
		return c
	}
	c := clash(10, 30, 30)
	if c == nil || len(c.With) != 1 || c.With[0].Resident != "Rosa Adomako" || diary.Clock(c.With[0].From) != "10:00" {
		t.Fatalf("clash: %+v", c)
	}
	if clash(9, 30, 90) == nil {
		t.Error("an appointment around the other is no clash")
	}
	if clash(9, 30, 30) != nil || clash(10, 45, 30) != nil {
		t.Error("appointments that follow each other clash")
	}
	book(t, w, "amina", tomasz, func(t *diary.Terms) { t.Minute = 30 }) // known, and booked all the same
}

func TestAClashWithWhatIsOverIsNone(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	at(t, w, "2026-04-15")
	id := w.Rosa()
	cancelled := book(t, w, "amina", id)
	if err := over(w).Mark(w.As("amina"), id, cancelled, diary.Cancelled, "", 1); err != nil {
		t.Fatal(err)
	}
	if _, err := over(w).Book(w.As("amina"), id, diary.New{Terms: terms()}, false); err != nil {
		t.Errorf("at the time of a cancelled one: %v", err)
	}
}

func TestASendRepeatedBooksOnce(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	ctx := postgres.Once(w.As("amina"), uuid.New(), "POST /appointments")
	first, err := over(w).Book(ctx, id, diary.New{Terms: terms()}, false)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := over(w).Book(ctx, id, diary.New{Terms: terms()}, false); err != nil || again != first {
		t.Errorf("the second send: %s, %v", again, err)
	}
}

func TestChangeGoesOverTheVersionThatWasRead(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	at(t, w, "2026-04-15")
	id := w.Rosa()
	s, booked, other := over(w), book(t, w, "amina", id), w.Start("amina", "Tomasz", "Brandl")
	later := terms(func(t *diary.Terms) { t.Hour = 15 })
	if err := s.Change(w.As("joel"), id, booked, later, 1, false); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a colleague changed it: %v", err)
	}
	if err := s.Change(w.As("amina"), other, booked, later, 1, false); !fault.Is(err, fault.Missing) {
		t.Errorf("by way of another journey: %v", err)
	}
	if err := s.Change(w.As("tom"), id, booked, later, 1, false); err != nil {
		t.Fatal(err)
	}
	if a, _, _ := look(t, w, "amina", id, booked); diary.Clock(a.Start) != "15:00" || a.Version != 2 || a.Advisor != w.Staff["amina"] {
		t.Errorf("changed to %+v", a)
	}
	if err := s.Change(w.As("amina"), id, booked, terms(), 1, false); !fault.Is(err, fault.Conflict) {
		t.Errorf("over an older version: %v", err)
	}
	book(t, w, "amina", other, func(t *diary.Terms) { t.Hour = 12 })
	err := s.Change(w.As("amina"), id, booked, terms(func(t *diary.Terms) { t.Hour = 12 }), 2, false)
	var c *diary.Clashing
	if !errors.As(err, &c) {
		t.Errorf("changed onto another appointment: %v", err)
	}
	if err := s.Change(w.As("amina"), id, booked, terms(func(t *diary.Terms) { t.Hour, t.Minute = 15, 15 }), 2, false); err != nil {
		t.Errorf("an appointment clashes with itself: %v", err)
	}
}

func TestMarkKeepsWhatBecameOfIt(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	at(t, w, "2026-04-15")
	id := w.Rosa()
	s, booked := over(w), book(t, w, "amina", id)
	mark := func(state diary.State, reason string, version int) error {
		return s.Mark(w.As("amina"), id, booked, state, reason, version)
	}
	if err := mark(diary.Attended, "", 1); !fault.Is(err, fault.Invalid) {
		t.Errorf("attended before its day: %v", err)
	}
	w.AsOwner(t, "update onward.clock_shift set shift = shift + interval '6 days'")
	for reason, kind := range map[string]fault.Kind{"": fault.Invalid, "pigeon": fault.Invalid} {
		if err := mark(diary.Missed, reason, 1); !fault.Is(err, kind) {
			t.Errorf("missed for %q: %v", reason, err)
		}
	}
	if err := mark("lost", "", 1); !fault.Is(err, fault.Invalid) {
		t.Errorf("an unknown state: %v", err)
	}
	if err := mark(diary.Missed, "forgot", 1); err != nil {
		t.Fatal(err)
	}
	if err := mark(diary.Missed, "forgot", 1); err != nil {
		t.Errorf("the same again: %v", err)
	}
	if err := mark(diary.Attended, "", 1); !fault.Is(err, fault.Conflict) {
		t.Errorf("over an older version: %v", err)
	}
	if err := mark(diary.Booked, "", 2); err != nil {
		t.Errorf("taken back: %v", err)
	}
	if err := mark(diary.Attended, "", 3); err != nil {
		t.Fatal(err)
	}
	a, h, _ := look(t, w, "amina", id, booked)
	if a.State != diary.Attended || a.Reason != "" || h.LastContact.String() != "2026-04-21" || h.NextWhat != "" {
		t.Errorf("%+v, last contact %s, next %q", a, h.LastContact, h.NextWhat)
	}
	if err := s.Change(w.As("amina"), id, booked, terms(), 4, true); !fault.Is(err, fault.Conflict) {
		t.Errorf("changed after it took place: %v", err)
	}
}

func TestDayShowsWhatTheScopeLetsThrough(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	at(t, w, "2026-04-15")
	id := w.Rosa()
	on := func(hour int) func(*diary.Terms) {
		return func(t *diary.Terms) { t.On, t.Hour, t.Minutes = calendar.MustISO("2026-04-15"), hour, 60 }
	}
	book(t, w, "amina", id, on(10))
	book(t, w, "amina", id, on(23)) // still the same London day, another in UTC
	gone := book(t, w, "amina", id, on(14))
	if err := over(w).Mark(w.As("amina"), id, gone, diary.Cancelled, "", 1); err != nil {
		t.Fatal(err)
	}
	book(t, w, "amina", id, func(t *diary.Terms) { t.On = calendar.MustISO("2026-04-16") })
	day := func(who string) (s diary.Schedule, err error) {
		err = w.Read(who, func(tx *postgres.Tx) error {
			s, err = over(w).Day(tx, w.Policy.Scope(tx.Actor), []int{w.Staff["amina"]}, calendar.MustISO("2026-04-15"))
			return err
		})
		return s, err
	}
	s, err := day("amina")
	if err != nil || len(s.Bookings) != 2 || s.Bookings[0].Resident != "Rosa Adomako" || s.Bookings[0].Stage != journey.StageNew {
		t.Fatalf("%+v, %v", s, err)
	}
	if len(s.Free) != 2 || diary.Clock(s.Free[0].Until) != "10:00" || diary.Clock(s.Free[1].From) != "11:00" {
		t.Errorf("free %v", s.Free)
	}
	if !s.Bookings[0].Decision.May(access.View, access.Health) {
		t.Error("the row's decision is not that of the caseload")
	}
	if s, err = day("joel"); err != nil || len(s.Bookings) != 2 || s.Bookings[0].Decision.May(access.View, access.Health) {
		t.Errorf("a colleague: %+v, %v", s.Bookings, err)
	}
	if s, err = day("bola"); err != nil || len(s.Bookings) != 0 {
		t.Errorf("another borough sees %+v, %v", s.Bookings, err)
	}
	for _, who := range []string{"ines", "grace", "anil", "petra"} {
		if _, err = day(who); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", who, err)
		}
	}
}

func TestWeekBeginsOnItsMonday(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	at(t, w, "2026-03-25")
	id := w.Rosa()
	book(t, w, "amina", id, func(t *diary.Terms) { t.On, t.Hour = calendar.MustISO("2026-03-29"), 9 }) // the clocks go forward that night
	for _, iso := range []string{"2026-03-23", "2026-03-25", "2026-03-29"} {
		_ = w.Read("amina", func(tx *postgres.Tx) error {
			week, err := over(w).Week(tx, w.Policy.Scope(tx.Actor), []int{tx.Actor.User}, calendar.MustISO(iso))
			if err != nil || len(week) != 7 || week[0].Day.String() != "2026-03-23" || len(week[6].Bookings) != 1 {
				t.Errorf("the week of %s: %+v, %v", iso, week, err)
			}
			return err
		})
	}
}

func TestUpcomingLeavesOutWhatIsOver(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	at(t, w, "2026-04-15")
	id := w.Rosa()
	var want []uuid.UUID
	for _, day := range []int{23, 21, 14} {
		a := book(t, w, "amina", id, func(t *diary.Terms) { t.On = calendar.Day(2026, time.April, day) })
		want = append([]uuid.UUID{a}, want...)
	}
	_ = w.Read("amina", func(tx *postgres.Tx) error {
		d, _ := w.Gate.Decide(tx, id)
		next, err := over(w).Upcoming(tx, d, 5)
		if err != nil || len(next) != 2 || next[0].ID != want[1] || next[1].ID != want[2] {
			t.Errorf("%+v, %v", next, err)
		}
		all, err := over(w).Store().List(tx, d)
		if err != nil || len(all) != 3 || all[0].ID != want[2] {
			t.Errorf("all: %+v, %v", all, err)
		}
		return nil
	})
}

func TestBatchKeepsAHistory(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	err := w.DB.Write(w.As("tom"), func(tx *postgres.Tx) error {
		d, err := w.Gate.Decide(tx, id)
		if err != nil {
			return err
		}
		b := diary.NewBatch(tx)
		past := terms(func(t *diary.Terms) { t.On = calendar.MustISO("2025-04-21") })
		for _, n := range []diary.New{{Terms: past, State: diary.Attended, Author: w.Staff["amina"]}, {Terms: past, State: diary.Missed, Reason: "forgot"}} {
			if _, err := b.Add(d, n); err != nil {
				return err
			}
		}
		for _, n := range []diary.New{{Terms: past, State: diary.Missed}, {Terms: past, State: "lost"}, {Terms: diary.Terms{}}} {
			if _, err := b.Add(d, n); !fault.Is(err, fault.Invalid) {
				t.Errorf("%+v: %v", n, err)
			}
		}
		if _, err := b.Add(access.Decision{}, diary.New{Terms: past}); !fault.Is(err, fault.Missing) {
			t.Errorf("without a decision: %v", err)
		}
		if err := b.Insert(tx); err != nil {
			return err
		}
		all, err := over(w).Store().List(tx, d)
		if err != nil || len(all) != 2 {
			t.Errorf("%+v, %v", all, err)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
