package caseload_test

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/journey/caseload"
	"onward/internal/postgres"
)

// sees and exports are the words of access.md on whole rows, written without
// the product's own tables.
func (m *made) own(who string) bool {
	home := homes[who]
	if home == "" {
		home = "ealing"
	}
	return m.org == home
}

func (m *made) caseload(who string) bool {
	return m.own(who) && (m.spoc == who || slices.Contains(m.helpers, who))
}

func (m *made) listed(who string) bool {
	return m.own(who) && (roles[who] == actor.Advisor || roles[who] == actor.Manager)
}

func (m *made) found(who string) bool {
	return m.own(who) && (m.listed(who) || roles[who] == actor.Intake)
}

func (m *made) exported(who string) bool {
	return m.listed(who) && (roles[who] == actor.Manager || m.caseload(who))
}

// health is whether who may know of the journey's facts in category health.
func (m *made) health(who string) bool {
	return m.listed(who) && (roles[who] == actor.Manager || m.caseload(who))
}

type narrowing struct {
	name   string
	filter caseload.Filter
	holds  func(m *made, who string) bool
}

func open(m *made) bool { return m.stage != journey.StageClosed }

func narrowings(w *world) []narrowing {
	return []narrowing{
		{"open", caseload.Filter{}, func(m *made, _ string) bool { return open(m) }},
		{"any", caseload.Filter{State: caseload.Any}, func(*made, string) bool { return true }},
		{"closed", caseload.Filter{State: caseload.Closed}, func(m *made, _ string) bool { return !open(m) }},
		{"me", caseload.Filter{Who: caseload.Who{Me: true}}, func(m *made, who string) bool { return open(m) && m.spoc == who }},
		{"helping", caseload.Filter{Who: caseload.Who{Helping: true}}, func(m *made, who string) bool { return open(m) && slices.Contains(m.helpers, who) }},
		{"me and helping", caseload.Filter{Who: caseload.Who{Me: true, Helping: true}}, func(m *made, who string) bool { return open(m) && m.caseload(who) }},
		{"joel or tom", caseload.Filter{Who: caseload.Who{Staff: []int{w.Staff["joel"], w.Staff["tom"]}}}, func(m *made, _ string) bool { return open(m) && (m.spoc == "joel" || m.spoc == "tom") }},
		{"bola, of Brent", caseload.Filter{Who: caseload.Who{Staff: []int{w.Staff["bola"]}}}, func(m *made, _ string) bool { return open(m) && m.spoc == "bola" }},
		{"in work", caseload.Filter{Stages: []journey.Stage{journey.StageInWork}}, func(m *made, _ string) bool { return m.stage == journey.StageInWork }},
		{"new or paused", caseload.Filter{Stages: []journey.Stage{journey.StageNew, journey.StagePaused}}, func(m *made, _ string) bool { return m.stage == journey.StageNew || m.stage == journey.StagePaused }},
		{"overdue", caseload.Filter{Overdue: true}, func(m *made, _ string) bool { return m.overdue }},
		{"quiet", caseload.Filter{Quiet: true}, func(m *made, _ string) bool { return m.quiet }},
		{"early", caseload.Filter{Early: true}, func(m *made, _ string) bool { return m.early }},
		{"library", caseload.Filter{Entries: []string{"library"}}, func(m *made, _ string) bool { return m.entry == "library" }},
		{"programme", caseload.Filter{Programmes: []string{"Restart"}}, func(m *made, _ string) bool { return m.program == "Restart" }},
		{"over 50", caseload.Filter{Groups: []string{"over_50"}}, func(m *made, _ string) bool { return slices.Contains(m.groups, "over_50") }},
		{"disabled, guarded", caseload.Filter{State: caseload.Any, Groups: []string{"disabled"}}, func(m *made, who string) bool { return slices.Contains(m.groups, "disabled") && m.health(who) }},
		{"mental health, guarded", caseload.Filter{Barriers: []string{"mental_health"}}, func(m *made, who string) bool { return m.barrier != "" && m.health(who) }},
		{"two programmes", caseload.Filter{Programmes: []string{"Restart", "Another"}}, func(m *made, _ string) bool { return m.program == "Restart" || m.program == "Another" }},
		{"two doors", caseload.Filter{Entries: []string{"library", "self"}}, func(m *made, _ string) bool { return open(m) && (m.entry == "library" || m.entry == "self") }},
		{"two barriers, guarded", caseload.Filter{Barriers: []string{"mental_health", "debt"}}, func(m *made, who string) bool { return m.barrier != "" && m.health(who) }},
		{"words", caseload.Filter{State: caseload.Any, Words: "vantongeren"}, func(*made, string) bool { return true }},
		{"words and stage", caseload.Filter{Words: "vantongern", Stages: []journey.Stage{journey.StageInWork}}, func(m *made, _ string) bool { return m.stage == journey.StageInWork }},
	}
}

// TestEveryPathGivesOneAnswer asks list, count, board and export the same
// questions for everybody and holds them to the words of access.md.
func TestEveryPathGivesOneAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.populate(t)
	for who, role := range roles {
		for _, n := range narrowings(w) {
			want, out := []string{}, []string{}
			for _, m := range w.journeys {
				if m.listed(who) && n.holds(m, who) {
					want = append(want, m.name)
				}
				if m.exported(who) && n.holds(m, who) {
					out = append(out, m.name)
				}
			}
			listing := role == actor.Advisor || role == actor.Manager
			err := w.scope(t, who, func(tx *postgres.Tx, s caseload.Store, scope access.Scope) error {
				return w.compare(t, tx, s, scope, who, n, want, out)
			})
			if listing && err != nil || !listing && !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s, %s: %v", who, n.name, err)
			}
		}
	}
}

// compareBeside holds the counts beside stages and advisors to what is listed,
// where the filter itself chooses none.
func (w *world) compareBeside(t *testing.T, got caseload.Beside, who string, n narrowing, want []string) {
	t.Helper()
	if n.filter.From.Others() {
		if got.Stages != nil || got.Advisors != nil {
			t.Errorf("%s, %s: others' journeys are counted: %v", who, n.name, got)
		}
		return
	}
	stages, advisors := map[journey.Stage]int{}, map[int]int{}
	for _, m := range w.journeys {
		if slices.Contains(want, m.name) {
			stages[m.stage]++
			advisors[w.Staff[m.spoc]]++
		}
	}
	if len(n.filter.Stages) == 0 && !maps.Equal(got.Stages, stages) {
		t.Errorf("%s, %s: beside the stages %v, listed %v", who, n.name, got.Stages, stages)
	}
	if n.filter.Who.Anyone() && !maps.Equal(got.Advisors, advisors) {
		t.Errorf("%s, %s: beside the advisors %v, listed %v", who, n.name, got.Advisors, advisors)
	}
}

func (w *world) compare(t *testing.T, tx *postgres.Tx, s caseload.Store, scope access.Scope, who string, n narrowing, want, out []string) error {
	t.Helper()
	rows, err := s.Rows(tx, scope, caseload.Query{Filter: n.filter})
	if err != nil {
		return err
	}
	count, err := s.Count(tx, scope, access.View, n.filter)
	if err != nil {
		return err
	}
	board, err := s.Board(tx, scope, n.filter, caseload.Order{}, 25)
	if err != nil {
		return err
	}
	counts, err := s.Counts(tx, scope, n.filter, []caseload.Filter{n.filter})
	if err != nil {
		return err
	}
	w.compareBeside(t, counts.Beside, who, n, want)
	exported, err := s.Export(tx, scope, n.filter, caseload.Order{}, nil)
	if err != nil {
		return err
	}
	onBoard := []string{}
	for _, c := range board.Columns {
		onBoard = append(onBoard, w.names(c.Rows)...)
		if len(c.Rows) > 0 && len(c.Rows) != c.Count {
			t.Errorf("%s, %s: column %s shows %d of %d", who, n.name, c.Stage, len(c.Rows), c.Count)
		}
	}
	slices.Sort(onBoard)
	beside := slices.DeleteFunc(slices.Clone(want), func(name string) bool { // paused and closed stand beside the board
		return slices.ContainsFunc(w.journeys, func(m *made) bool {
			return m.name == name && (m.stage == journey.StagePaused || m.stage == journey.StageClosed)
		})
	})
	for what, got := range map[string][2][]string{"rows": {w.names(rows), want}, "board": {onBoard, beside}, "export": {w.names(exported), out}} {
		if !reflect.DeepEqual(got[0], got[1]) {
			t.Errorf("%s, %s: %s gives %v, want %v", who, n.name, what, got[0], got[1])
		}
	}
	for what, got := range map[string][2]int{"count": {count, len(want)}, "total": {counts.Total, len(want)}, "beside": {counts.Others[0], len(want)},
		"board's total": {board.Total, len(want)}, "exportable": {counts.Exportable, len(out)}} {
		if got[0] != got[1] {
			t.Errorf("%s, %s: %s is %d, want %d", who, n.name, what, got[0], got[1])
		}
	}
	return nil
}

// TestSearchGivesTheSameAnswer looks for everybody by name and by reference.
func TestSearchGivesTheSameAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.populate(t)
	references := map[uuid.UUID]string{}
	for _, who := range []string{"tom", "bimpe"} {
		rows, _, err := w.service.Find(w.As(who), "Vantongeren", 25)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			references[r.ID()] = r.Reference
		}
	}
	for who, role := range roles {
		want := []string{}
		for _, m := range w.journeys {
			if m.found(who) {
				want = append(want, m.name)
			}
		}
		rows, _, err := w.service.Find(w.As(who), "Vantongeren", 25)
		if mayFind := role == actor.Advisor || role == actor.Manager || role == actor.Intake; mayFind != (err == nil) {
			t.Errorf("%s searches: %v", who, err)
		}
		if got := w.names(rows); !reflect.DeepEqual(got, want) {
			t.Errorf("%s finds %v, want %v", who, got, want)
		}
		for _, m := range w.journeys {
			rows, _, _ := w.service.Find(w.As(who), "onw-"+references[m.id], 25)
			if found := len(rows) == 1 && rows[0].ID() == m.id; found != m.found(who) || len(rows) > 1 {
				t.Errorf("%s finds %s by reference: %v", who, m.name, found)
			}
		}
	}
}

// TestRowsHoldWhatTheDecisionLetsThrough: intake finds people, not their plans.
func TestRowsHoldWhatTheDecisionLetsThrough(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.populate(t)
	rows, _, err := w.service.Find(w.As("ines"), "ada vantongeren", 25)
	if err != nil || len(rows) != 1 {
		t.Fatalf("%v, %v", rows, err)
	}
	r := rows[0]
	if r.Name() != "Ada Vantongeren" || r.Reference == "" || r.SPOC != "Amina Yusufi" || r.Born.IsZero() {
		t.Errorf("what intake may see: %+v", r)
	}
	if r.Stage != "" || r.NextWhat != "" || !r.NextDue.IsZero() || !r.LastContact.IsZero() || r.Entry != "" || r.Version != 0 {
		t.Errorf("what intake may not see: %+v", r)
	}
	rows, _, err = w.service.Find(w.As("joel"), "ada vantongeren", 25)
	if err != nil || len(rows) != 1 || rows[0].Stage != journey.StageNew || rows[0].NextWhat != "Call" {
		t.Errorf("joel's row: %+v, %v", rows, err)
	}
}
