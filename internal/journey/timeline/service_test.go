package timeline_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/journey"
	"onward/internal/journey/barrier"
	"onward/internal/journey/diary"
	"onward/internal/journey/note"
	"onward/internal/journey/plan"
	"onward/internal/journey/timeline"
	"onward/internal/postgres"
	"onward/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

func over(w *fixture.World) timeline.Service {
	return timeline.Service{DB: w.DB, Gate: w.Gate, Box: w.Box}
}

func at(t *testing.T, w *fixture.World, iso string) {
	t.Helper()
	w.AsOwner(t, "delete from onward.clock_shift")
	w.AsOwner(t, "insert into onward.clock_shift values ($1::timestamptz - pg_catalog.now())", calendar.MustISO(iso).At(10, 0))
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// lived is a journey on which one of everything has happened, a day apart.
func lived(t *testing.T, w *fixture.World) uuid.UUID {
	t.Helper()
	day := func(n int) string { return fmt.Sprintf("2026-03-%02d", n) }
	id := must[uuid.UUID](t)
	at(t, w, day(1))
	rosa, ctx := w.Rosa(), w.As("amina")
	barriers := barrier.Service{DB: w.DB, Gate: w.Gate, Box: w.Box}
	plans := plan.Service{DB: w.DB, Gate: w.Gate, Box: w.Box}
	notes := note.Service{DB: w.DB, Gate: w.Gate, Box: w.Box}
	appointments := diary.Service{DB: w.DB, Gate: w.Gate, Box: w.Box}

	at(t, w, day(2))
	open := id(barriers.Add(ctx, rosa, barrier.New{Code: codeIn(t, access.Circumstances), Facts: barrier.Facts{Detail: "Childcare before 8am", Severity: barrier.Marked}}))
	id(barriers.Add(ctx, rosa, barrier.New{Code: codeIn(t, access.Health), Facts: barrier.Facts{Detail: "Migraine", Severity: barrier.Severe}}))
	at(t, w, day(3))
	if err := barriers.Change(ctx, rosa, open, barrier.Facts{Detail: "Childcare before 8am", Severity: barrier.Marked, Status: barrier.Easing}, 1); err != nil {
		t.Fatal(err)
	}
	at(t, w, day(4))
	id(plans.AddGoal(ctx, rosa, plan.GoalFacts{Words: "A kitchen job near school", SaidOn: calendar.MustISO(day(4))}))
	at(t, w, day(5))
	action := id(plans.AddAction(ctx, rosa, plan.ActionFacts{What: "Send the CV", Owner: plan.Owner{Kind: plan.ByResident}, Due: calendar.MustISO(day(9))}))
	at(t, w, day(6))
	if err := plans.FinishAction(ctx, rosa, action, 1); err != nil {
		t.Fatal(err)
	}
	id(plans.AddIntervention(ctx, rosa, plan.InterventionFacts{Type: plan.Types[0].Code, Provider: "Northolt Skills Trust", Starts: calendar.MustISO(day(20))}))
	at(t, w, day(7))
	booked := id(appointments.Book(ctx, rosa, diary.New{Terms: diary.Terms{On: calendar.MustISO(day(8)), Hour: 11, Minutes: 30, Manner: diary.Place, Place: "Acton Library", Purpose: "Review of plan"}}, false))
	at(t, w, day(8))
	if err := appointments.Mark(ctx, rosa, booked, diary.Missed, "forgot", 1); err != nil {
		t.Fatal(err)
	}
	at(t, w, day(9))
	kept := id(notes.Add(w.As("joel"), rosa, note.New{Contact: note.Telephone, On: calendar.MustISO(day(9)), Text: "She rang to say sorry"}))
	at(t, w, day(10))
	if err := notes.Correct(ctx, rosa, note.New{ID: kept, Contact: note.Telephone, On: calendar.MustISO(day(9)), Text: "He rang to say sorry"}, 1); err != nil {
		t.Fatal(err)
	}
	w.AsOwner(t, `insert into onward.spell (id, journey_id, lead_org_id, author_org_id, author_id, employer, title, starts_on, ends_on, created_at)
		values (gen_random_uuid(), $1, $2, $2, $3, 'Acton Vale Foods', 'Kitchen assistant', '2026-03-11', '2026-03-12', '2026-03-11T09:30Z')`, rosa, w.Orgs["ealing"], w.Staff["amina"])
	w.AsOwner(t, `insert into onward.pay (id, spell_id, journey_id, lead_org_id, author_org_id, author_id, from_on, amount, per, hours, created_at)
		select gen_random_uuid(), id, journey_id, lead_org_id, lead_org_id, author_id, '2026-03-12', 1385, 'hour', 37.50, '2026-03-12T09:30Z' from onward.spell`)
	at(t, w, day(13))
	move(t, w, rosa, journey.StageInWork)
	at(t, w, day(14))
	if err := w.Journeys.Reassign(w.As("tom"), []uuid.UUID{rosa}, w.Staff["joel"], "Amina moves team"); err != nil {
		t.Fatal(err)
	}
	return rosa
}

func move(t *testing.T, w *fixture.World, id uuid.UUID, to journey.Stage) {
	t.Helper()
	if err := w.Journeys.Move(w.As("amina"), id, to, "", 1); err != nil {
		t.Fatal(err)
	}
}

func codeIn(t *testing.T, c access.Category) string {
	t.Helper()
	kinds := barrier.KindsIn(access.SetOf(c))
	if len(kinds) == 0 {
		t.Fatalf("no barrier in %s", c)
	}
	return kinds[0].Code
}

func read(t *testing.T, w *fixture.World, who string, id uuid.UUID, f timeline.Filter, offset, limit int) timeline.Page {
	t.Helper()
	return readIn(t, w, who, id, f, timeline.Newest, offset, limit)
}

func readIn(t *testing.T, w *fixture.World, who string, id uuid.UUID, f timeline.Filter, o timeline.Order, offset, limit int) timeline.Page {
	t.Helper()
	var p timeline.Page
	err := w.Read(who, func(tx *postgres.Tx) error {
		d, err := w.Gate.Decide(tx, id)
		if err != nil {
			return err
		}
		p, err = over(w).Read(tx, d, f, o, offset, limit)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func told(p timeline.Page) (lines []string) {
	for _, e := range p.Entries {
		clock := ""
		if e.Timed {
			clock = " " + diary.Clock(e.At)
		}
		lines = append(lines, fmt.Sprintf("%s%s | %s | %s | %s", e.Day(), clock, e.Title, e.Text, strings.Trim(e.By+", "+e.ByOrg, ", ")))
	}
	return lines
}

func compare(t *testing.T, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		g, w := "", ""
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("line %d\n got %s\nwant %s", i+1, g, w)
		}
	}
}

func TestTheWholeStoryNewestFirst(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := lived(t, w)
	p := read(t, w, "tom", id, timeline.Filter{}, 0, 100)
	compare(t, told(p), []string{
		"2026-03-14 10:00 | Joel Hartigan became single point of contact | Amina moves team | Tom Redgate, Ealing",
		"2026-03-13 10:00 | Moved to In work |  | Amina Yusufi, Ealing",
		"2026-03-12 | Work ended | Kitchen assistant, Acton Vale Foods | Amina Yusufi, Ealing",
		"2026-03-12 9:30 | Pay changed | £13.85 an hour, 37.5 hours a week, Acton Vale Foods | Amina Yusufi, Ealing",
		"2026-03-11 9:30 | Started work | Kitchen assistant, Acton Vale Foods | Amina Yusufi, Ealing",
		"2026-03-09 10:00 | Telephone, corrected by Amina Yusufi | He rang to say sorry | Joel Hartigan, Ealing",
		"2026-03-08 11:00 | Did not attend | Review of plan, Forgot | Amina Yusufi, Ealing",
		"2026-03-07 10:00 | Appointment booked | Review of plan, Sun 8 March, 11:00, Acton Library | Amina Yusufi, Ealing",
		"2026-03-06 | Action done | Send the CV | the resident",
		"2026-03-06 10:00 | " + plan.Types[0].Label + " | Northolt Skills Trust, from 20 March | Amina Yusufi, Ealing",
		"2026-03-05 10:00 | Action | Send the CV, by 9 March | Amina Yusufi, Ealing",
		"2026-03-04 10:00 | Goal | “A kitchen job near school” | Amina Yusufi, Ealing",
		"2026-03-03 10:00 | Barrier eased | Childcare before 8am | Amina Yusufi, Ealing",
		"2026-03-02 10:00 | Barrier found | Migraine | Amina Yusufi, Ealing",
		"2026-03-02 10:00 | Barrier found | Childcare before 8am | Amina Yusufi, Ealing",
		"2026-03-01 10:00 | Priority group | Disabled people | Amina Yusufi, Ealing",
		"2026-03-01 10:00 | Priority group | Single parents | Amina Yusufi, Ealing",
		"2026-03-01 10:00 | Journey started |  | Amina Yusufi, Ealing",
		"2026-03-01 10:00 | Amina Yusufi is single point of contact |  | Amina Yusufi, Ealing",
	})
}

func TestWhatMayNotBeSeenIsAbsent(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := lived(t, w) // Joel's by now: Amina is a colleague on basis own
	p := read(t, w, "amina", id, timeline.Filter{}, 0, 100)
	for _, e := range p.Entries {
		switch {
		case e.Kind == timeline.Note, e.Kind == timeline.Work, e.Category == access.Health, strings.Contains(e.Text, "Migraine"):
			t.Errorf("a colleague sees %+v", e)
		}
	}
	if len(p.Entries) != 13 || p.Total != 13 || p.All != 13 || p.Counts[timeline.Note] != 0 || p.Counts[timeline.Barrier] != 2 {
		t.Errorf("%d entries, total %d of %d, counts %v", len(p.Entries), p.Total, p.All, p.Counts)
	}
	if len(p.Authors) != 2 || p.Authors[0].Name != "Amina Yusufi" || p.Authors[1].Name != "Tom Redgate" {
		t.Errorf("authors betray who wrote what is hidden: %v", p.Authors)
	}
	for _, line := range told(read(t, w, "grace", id, timeline.Filter{}, 0, 100)) {
		if !strings.Contains(line, "single point of contact") {
			t.Errorf("governance sees %s", line)
		}
	}
	err := w.Read("amina", func(tx *postgres.Tx) error {
		_, err := over(w).Read(tx, access.Decision{}, timeline.Filter{}, timeline.Newest, 0, 10)
		if !fault.Is(err, fault.Missing) {
			t.Errorf("without a decision: %v", err)
		}
		_, err = over(w).Lately(tx, access.Decision{}, 3)
		return err
	})
	if !fault.Is(err, fault.Missing) {
		t.Errorf("lately without a decision: %v", err)
	}
}

func TestFiltersLeaveOutTheRest(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := lived(t, w)
	for name, c := range map[string]struct {
		f    timeline.Filter
		want int
	}{
		"nothing left out":      {timeline.Filter{}, 19},
		"notes":                 {timeline.Filter{Kinds: []timeline.Kind{timeline.Note}}, 1},
		"barriers and goals":    {timeline.Filter{Kinds: []timeline.Kind{timeline.Barrier, timeline.Goal}}, 4},
		"what Joel wrote":       {timeline.Filter{Author: w.Staff["joel"]}, 1},
		"what Ealing wrote":     {timeline.Filter{Organisation: w.Orgs["ealing"]}, 19},
		"what Brent wrote":      {timeline.Filter{Organisation: w.Orgs["brent"]}, 0},
		"from a day":            {timeline.Filter{From: calendar.MustISO("2026-03-13")}, 2},
		"up to a day":           {timeline.Filter{Until: calendar.MustISO("2026-03-02")}, 6},
		"one day":               {timeline.Filter{From: calendar.MustISO("2026-03-12"), Until: calendar.MustISO("2026-03-12")}, 2},
		"work between two days": {timeline.Filter{Kinds: []timeline.Kind{timeline.Work}, From: calendar.MustISO("2026-03-12"), Until: calendar.MustISO("2026-03-13")}, 2},
	} {
		p := read(t, w, "tom", id, c.f, 0, 100)
		if len(p.Entries) != c.want || p.Total != c.want || p.All != 19 {
			t.Errorf("%s: %d entries, total %d of %d, want %d", name, len(p.Entries), p.Total, p.All, c.want)
		}
	}
}

func TestPagesFollowOneAnother(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := lived(t, w)
	whole := told(read(t, w, "tom", id, timeline.Filter{}, 0, 100))
	var parts []string
	for from := 0; from < 19; from += 5 {
		p := read(t, w, "tom", id, timeline.Filter{}, from, 5)
		if p.Total != 19 {
			t.Errorf("total %d from %d on", p.Total, from)
		}
		parts = append(parts, told(p)...)
	}
	compare(t, parts, whole)
	if p := read(t, w, "tom", id, timeline.Filter{}, 500, 5); len(p.Entries) != 0 || p.Total != 19 {
		t.Errorf("past the end: %v", told(p))
	}
	err := w.Read("tom", func(tx *postgres.Tx) error {
		d, err := w.Gate.Decide(tx, id)
		if err != nil {
			return err
		}
		lately, err := over(w).Lately(tx, d, 7)
		compare(t, told(timeline.Page{Entries: lately}), whole[:7])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A note of the day on which the clocks went forward, of a day long past, and
// one written at half past midnight: London's days, all of them.
func TestDaysAreLondons(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	notes := note.Service{DB: w.DB, Gate: w.Gate, Box: w.Box}
	for day, written := range map[string]string{"2026-03-29": "2026-03-29T00:30Z", "2026-06-15": "2026-06-14T23:30Z", "2025-10-26": "2026-01-10T10:00Z"} {
		n := must[uuid.UUID](t)(notes.Add(w.As("amina"), id, note.New{Contact: note.Letter, On: calendar.MustISO(day), Text: day}))
		w.AsOwner(t, "update onward.note set created_at = $1::timestamptz where note_id = $2", written, n)
	}
	got := map[string]string{}
	for _, e := range read(t, w, "amina", id, timeline.Filter{Kinds: []timeline.Kind{timeline.Note}}, 0, 10).Entries {
		got[e.Text] = fmt.Sprint(e.Day(), " ", diary.Clock(e.At), " ", e.Timed)
	}
	for day, want := range map[string]string{"2026-03-29": "2026-03-29 0:30 true", "2026-06-15": "2026-06-15 0:30 true", "2025-10-26": "2025-10-26 12:00 false"} {
		if got[day] != want {
			t.Errorf("%s stands at %s, want %s", day, got[day], want)
		}
	}
}

func TestEveryKindHasWords(t *testing.T) {
	t.Parallel()
	for _, k := range timeline.Kinds {
		if k.Label() == "" {
			t.Errorf("%q has no words", k)
		}
	}
}
