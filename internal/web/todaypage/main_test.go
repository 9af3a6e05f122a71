package todaypage_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/calendar"
	"onward/internal/journey"
	"onward/internal/journey/diary"
	"onward/internal/journey/note"
	"onward/internal/journey/plan"
	"onward/internal/outcome"
	"onward/internal/testdb"
	"onward/internal/webtest"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// borough is a site on Wednesday 15 April 2026, noon, with Amina's day in it.
type borough struct {
	*webtest.Site
	t     *testing.T
	names map[uuid.UUID]string
}

// clock puts the site's clock to an hour in London of a day.
func (b *borough) clock(iso string, hour int) {
	b.t.Helper()
	b.AsOwner(b.t, "delete from onward.clock_shift")
	b.AsOwner(b.t, "insert into onward.clock_shift values ($1::timestamptz - pg_catalog.now())", calendar.MustISO(iso).At(hour, 0))
}

func (b *borough) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *borough) start(given, family string, stage journey.Stage) uuid.UUID {
	b.t.Helper()
	id := b.Start("amina", given, family, func(n *journey.New) { n.Stage = stage })
	b.names[id] = given
	return id
}

func (b *borough) book(id uuid.UUID, day string, hour, minute int, change ...func(*diary.Terms)) {
	b.t.Helper()
	terms := diary.Terms{On: calendar.MustISO(day), Hour: hour, Minute: minute, Minutes: 45, Manner: diary.Place, Place: "Acton Library", Purpose: "Review of plan"}
	for _, f := range change {
		f(&terms)
	}
	_, err := b.App.Diary.Book(b.World.As("amina"), id, diary.New{Terms: terms}, true)
	b.must(err)
}

func (b *borough) owe(id uuid.UUID, what, due string) {
	b.t.Helper()
	_, err := b.App.Plan.AddAction(b.World.As("amina"), id, plan.ActionFacts{What: what, Due: calendar.MustISO(due), Owner: plan.Owner{Kind: plan.ByResident}})
	b.must(err)
}

func (b *borough) meet(id uuid.UUID, day string) {
	b.t.Helper()
	_, err := b.App.Notes.Add(b.World.As("amina"), id, note.New{Contact: "telephone", On: calendar.MustISO(day), Text: "Getting on"})
	b.must(err)
}

// newBorough is Amina's caseload: Rosa with three appointments today, Tomasz
// who owes something since Monday, Kwame who was last heard of in March, and
// Mei, whose pay will be too low from May on.
func newBorough(t *testing.T) *borough {
	b := &borough{Site: webtest.New(t), t: t, names: map[uuid.UUID]string{}}
	b.clock("2026-03-20", 9)
	rosa, tomasz, mei := b.start("Rosa", "Adomako", journey.StageLooking), b.start("Tomasz", "Brandl", journey.StagePreparing), b.start("Mei", "Tanaka", journey.StageInWork)
	b.start("Kwame", "Boateng", journey.StageNew)
	_, err := b.App.Outcomes.Add(b.World.As("amina"), mei, outcome.Record{Title: "Kitchen assistant", Spell: outcome.Spell{Employer: "Acton Vale Foods", Start: calendar.MustISO("2026-01-12")},
		PayRecords: []outcome.PayRecord{{From: calendar.MustISO("2026-01-12"), Known: true, Pence: 1385, Per: outcome.PerHour, Hours: "37.5"}}})
	b.must(err)
	b.clock("2026-04-10", 9)
	b.owe(tomasz, "Send the CV", "2026-04-13")
	for _, id := range []uuid.UUID{rosa, tomasz, mei} {
		b.meet(id, "2026-04-10")
	}
	b.book(rosa, "2026-04-15", 10, 0)
	b.book(rosa, "2026-04-15", 12, 30, func(t *diary.Terms) { t.Manner, t.Place, t.Purpose = diary.Telephone, "", "Talk about pay" })
	b.book(rosa, "2026-04-15", 13, 45)
	b.book(tomasz, "2026-04-17", 9, 0)
	b.clock("2026-04-15", 12)
	return b
}

// looks are what the audit says that a page showed a person: by the resident's
// name, the categories and the basis. Two rows of one
// would stand behind one another.
func (b *borough) looks(who, page string) map[string]string {
	b.t.Helper()
	conn, err := pgx.Connect(b.t.Context(), b.Owner)
	b.must(err)
	defer conn.Close(b.t.Context())
	rows, err := conn.Query(b.t.Context(), `select j, categories::text || ' ' || basis
		from onward.audit, unnest(journeys || journey_id) j where staff_id = $1 and action = 'view' and subject = $2 and j is not null`, b.Staff[who], page)
	b.must(err)
	got := map[string]string{}
	var id uuid.UUID
	var words string
	_, err = pgx.ForEachRow(rows, []any{&id, &words}, func() error {
		got[b.names[id]] += words
		return nil
	})
	b.must(err)
	return got
}

func (b *borough) looked(who, page string, want map[string]string) {
	b.t.Helper()
	if got := b.looks(who, page); !maps.Equal(got, want) {
		b.t.Errorf("%s: %s left %v, want %v", page, who, got, want)
	}
}

func has(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%q is missing in: %s", w, text)
		}
	}
}

func hasNot(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(text, w) {
			t.Errorf("%q stands in: %s", w, text)
		}
	}
}
