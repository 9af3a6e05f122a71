package caseloadpage_test

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/journey/caseload"
	"onward/internal/outcome"
	"onward/internal/postgres"
	"onward/internal/webtest"
)

// pinned is the day of these tests, whose rates are known.
var pinned = calendar.MustISO("2026-06-15")

func pin(t *testing.T, s *webtest.Site) {
	t.Helper()
	s.AsOwner(t, "insert into onward.clock_shift select $1::date + interval '12 hours' - now()", pinned.String())
}

// work keeps a job of 30 hours from so many days ago, for so much an hour, to
// the day so many ago where that is not 0.
func work(t *testing.T, s *webtest.Site, id uuid.UUID, from, pence, to int) uuid.UUID {
	t.Helper()
	today := pinned
	rec := outcome.Record{Spell: outcome.Spell{Employer: "Acton Vale Foods", Start: today.Add(-from)}, Title: "Cook",
		PayRecords: []outcome.PayRecord{{From: today.Add(-from), Known: true, Pence: int64(pence), Per: outcome.PerHour, Hours: "30"}}}
	if to != 0 {
		rec.End = today.Add(-to)
	}
	spell, err := s.App.Outcomes.Add(s.World.As("amina"), id, rec)
	if err != nil {
		t.Fatal(err)
	}
	return spell
}

// shown is the list by outcome as a person reads it, each row by its family
// name, and what an honest clerk would make of what the rows show.
func shown(t *testing.T, s *webtest.Site, who, order string) (families, expected []string) {
	t.Helper()
	ctx := s.World.As(who)
	page, err := s.App.Caseload.List(ctx, caseload.Query{Filter: caseload.Filter{State: caseload.Any}, Order: caseload.ParseOrder(order), Size: 100})
	if err != nil {
		t.Fatal(err)
	}
	due := map[uuid.UUID]calendar.Date{}
	err = s.DB.Read(ctx, func(tx *postgres.Tx) error {
		for _, r := range page.Rows {
			all, err := s.App.Outcomes.Explain(tx, []access.Decision{r.Decision})
			if err != nil {
				return err
			}
			due[r.ID()] = all[r.ID()].ProjectedOn
			if on := all[r.ID()].AchievedOn; !on.IsZero() {
				due[r.ID()] = on
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	ranks := []caseload.Standing{caseload.AtRisk, caseload.OnCourse, caseload.RunEnded, caseload.Achieved, ""}
	rows := slices.Clone(page.Rows)
	slices.SortFunc(rows, func(a, b caseload.Row) int {
		return cmp.Or(cmp.Compare(slices.Index(ranks, page.Outcomes[a.ID()].Standing), slices.Index(ranks, page.Outcomes[b.ID()].Standing)),
			cmp.Compare(due[a.ID()].String(), due[b.ID()].String()), strings.Compare(a.ID().String(), b.ID().String()))
	})
	if strings.HasPrefix(order, "-") {
		slices.Reverse(rows)
	}
	for i := range rows {
		families, expected = append(families, page.Rows[i].Family), append(expected, rows[i].Family)
	}
	return families, expected
}

func TestTheOrderByOutcomeIsWhatIsShown(t *testing.T) {
	t.Parallel()
	s, ids := world(t, pictured...)
	pin(t, s)
	work(t, s, ids["Serrino"], 170, 1500, -3) // ends in three days, nothing after
	work(t, s, ids["Umeh"], 60, 1500, 0)
	work(t, s, ids["Finnimore"], 100, 1500, 0)
	spell := work(t, s, ids["Fasholu"], 20, 1500, 0)
	work(t, s, ids["Solanke"], 300, 1500, 0)
	work(t, s, ids["Garvey"], 90, 1500, 60)
	work(t, s, ids["Nur"], 400, 900, 0) // below the floor
	same := func(what string, want string) {
		t.Helper()
		for _, who := range []string{"amina", "joel", "tom"} {
			for _, order := range []string{"outcome", "-outcome"} {
				got, expected := shown(t, s, who, order)
				if !slices.Equal(got, expected) {
					t.Errorf("%s, %s by %s: %v, shown are %v", what, who, order, got, expected)
				}
				if order == "outcome" && !strings.HasPrefix(strings.Join(got, " "), want) {
					t.Errorf("%s, %s: %v, want %s first", what, who, got, want)
				}
			}
		}
	}
	same("on the day", "Serrino Finnimore Umeh Fasholu Garvey Solanke")
	if err := s.App.Outcomes.Remove(s.World.As("amina"), ids["Fasholu"], spell, 1); err != nil {
		t.Fatal(err)
	}
	same("a job removed", "Serrino Finnimore Umeh Garvey Solanke")
	if err := s.App.Outcomes.Restore(s.World.As("amina"), ids["Fasholu"], spell); err != nil {
		t.Fatal(err)
	}
	work(t, s, ids["Brandl"], 110, 1500, 0)
	same("a job restored, another added", "Serrino Brandl Finnimore Umeh Fasholu Garvey Solanke")
	s.AsOwner(t, "update onward.clock_shift set shift = shift + interval '90 days'")
	same("when days have passed", "Umeh Fasholu Serrino Garvey Solanke Brandl Finnimore")
	for _, column := range []string{"outcome_by = -2147483648, outcome_rank = 0", "outcome_by = 2147483647, outcome_rank = 0"} { // by other rates
		s.AsOwner(t, "update onward.progress set "+column)
		same(column, "Umeh Fasholu Serrino Garvey Solanke Brandl Finnimore")
	}
}

func TestTheHeadingOfTheOutcomeSorts(t *testing.T) {
	t.Parallel()
	s, ids := world(t, pictured[:4]...)
	pin(t, s)
	work(t, s, ids["Qadir"], 30, 1500, 0)
	r := s.As("tom").Get("/caseload?sort=outcome")
	names := regexp.MustCompile(`Warfa|Pinnock|Dragovic|Qadir`).FindAllString(r.Text(), -1)
	if len(names) == 0 || names[0] != "Qadir" {
		t.Errorf("%v", names)
	}
	contains(t, r, "Outcome, at risk first")
	for _, want := range []string{`sort=-outcome`, `aria-sort="ascending"`} {
		if !strings.Contains(r.Body, want) {
			t.Errorf("%s is not there", want)
		}
	}
	contains(t, s.As("amina").Get("/caseload/board?sort=outcome"), "Imran Qadir")
}
