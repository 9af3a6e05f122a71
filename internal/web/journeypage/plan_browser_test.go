package journeypage_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/fixture"
	"onward/internal/journey/barrier"
	"onward/internal/journey/diary"
	"onward/internal/journey/plan"
	"onward/internal/testbrowser"
	"onward/internal/webtest"
)

// enter signs Amina in and gives her tab, ready on a page.
func enter(t *testing.T, s *webtest.Site, path string, options ...testbrowser.Option) *testbrowser.Browser {
	t.Helper()
	b := testbrowser.Open(t, options...)
	b.Go(s.URL + "/sign-in?next=" + path)
	b.Type("#email", "amina@ealing.example")
	b.Type("#password", fixture.Password)
	b.Click("text=Sign in")
	b.See("Rosa Adomako")
	return b
}

// ways are the browsers in which everything is tried.
var ways = map[string][]testbrowser.Option{
	"desk":            nil,
	"phone":           {testbrowser.Phone()},
	"without scripts": {testbrowser.NoScripts()},
}

func TestAddABarrierInABrowser(t *testing.T) {
	t.Parallel()
	for name, options := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := webtest.New(t)
			rosa := s.Rosa()
			b := enter(t, s, Path(rosa, "barriers"), options...)
			b.See("Ask Rosie what stands in the way")
			b.Axe()
			b.Click("text=Add a barrier")
			b.See("How much it stands in the way")
			b.Axe()
			b.Type("#detail", "Panic in crowds")
			b.Click("text=Add barrier")
			b.See("There is a problem")
			b.Axe()
			if got := b.Value("#detail"); got != "Panic in crowds" {
				t.Errorf("what was typed is gone: %q", got)
			}
			b.Choose("#code", "mental_health")
			b.Click("#severity-3")
			b.Type("#since", "1 9 2025")
			b.Click("text=Add barrier")
			b.See("Barrier added.")
			b.See("Severe")
			b.Axe()
			b.Click("text=Panic in crowds")
			b.See("Found, Severe")
			b.Axe()
			b.Screenshot("barrier " + name)
			b.Click("text=Remove this barrier")
			b.See("Barrier removed.")
			b.Axe()
			b.Click("text=Undo")
			b.See("Barrier brought back.")
		})
	}
}

func TestAddAnActionInABrowser(t *testing.T) {
	t.Parallel()
	for name, options := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := webtest.New(t)
			rosa := s.Rosa()
			b := enter(t, s, Path(rosa, "plan"), options...)
			b.Axe()
			b.Type("#what", "Send the April payslip")
			b.Type("#due", "5 1 2026")
			b.Click("text=Add action")
			b.See("Action added.")
			b.See("working days late")
			b.Axe()
			b.Click("text=An organisation does it")
			b.See("Who does it")
			b.Axe()
			b.Type("#what", "Second budget session")
			b.Click("#who-3")
			b.Click("text=Add action")
			b.See("Enter the organisation that does it")
			b.Axe()
			b.Type("#organisation", "Pathway Advice Centre")
			b.Click("text=Add action")
			b.See("Pathway Advice Centre")
			b.Click("text=Done Send the April payslip")
			b.See("Action done.")
			b.Axe()
			b.Click("text=Undo")
			b.See("Action to do again.")
		})
	}
}

// full lays down a plan with everything in it.
func full(t *testing.T, s *webtest.Site) uuid.UUID {
	t.Helper()
	rosa, amina := s.Rosa(), s.World.As("amina")
	day := func(iso string) calendar.Date { return calendar.MustISO(iso) }
	now := calendar.DayOf(time.Now())
	must(s.App.Plan.AddGoal(amina, rosa, plan.GoalFacts{Words: "Any job, soon.", SaidOn: day("2025-11-03")}))(t)
	must(s.App.Plan.AddGoal(amina, rosa, plan.GoalFacts{Words: "A kitchen job with hours that let me take Kofi to school, and pay I don’t have to juggle.", SaidOn: day("2026-03-02")}))(t)
	ealing := plan.Owner{Kind: plan.ByAdvisor, Staff: s.Staff["amina"]}
	pathway := plan.Owner{Kind: plan.ByOrganisation, Name: "Pathway Advice Centre"}
	intend(t, s, rosa, plan.ActionFacts{What: "Call Acton Vale Foods about pay from 1 May", Owner: ealing, Due: now.Add(1)})
	intend(t, s, rosa, plan.ActionFacts{What: "Second budget session", Owner: pathway, Due: now.Add(9)})
	intend(t, s, rosa, plan.ActionFacts{What: "Send March and April payslips", Due: now.Add(-5)})
	intend(t, s, rosa, plan.ActionFacts{What: "Ask the school about breakfast club"})
	done := must(s.App.Plan.AddAction(amina, rosa, plan.ActionFacts{What: "Pass food hygiene level 2", Owner: resident()}))(t)
	if err := s.App.Plan.FinishAction(amina, rosa, done, 1); err != nil {
		t.Fatal(err)
	}
	must(s.App.Plan.AddIntervention(amina, rosa, plan.InterventionFacts{Type: "training", Programme: "Connect to Work", Provider: "Northolt Skills Trust", Starts: day("2026-01-12"), Hours: "37.5"}))(t)
	must(s.App.Plan.AddIntervention(amina, rosa, plan.InterventionFacts{Type: "debt", Provider: "Pathway Advice Centre", Starts: day("2026-02-02"), Ends: day("2026-02-02"), Result: "completed"}))(t)
	must(s.App.Plan.AddTask(amina, rosa, plan.TaskFacts{What: "Chase the referral to Northolt", Assignee: s.Staff["tom"], Due: now.Add(2)}))(t)
	must(s.App.Diary.Book(amina, rosa, diary.New{Terms: diary.Terms{On: now.Add(6), Hour: 10, Minutes: 30, Manner: diary.Place, Place: "Acton Library", Purpose: "Look at your plan"}}, false))(t)
	for code, f := range map[string]barrier.Facts{
		"childcare":          {Detail: "Childcare before 8am", Severity: barrier.Severe, Since: day("2025-09-01"), FoundBy: "resident"},
		"debt":               {Detail: "Rent arrears, £640", Severity: barrier.Marked, FoundBy: "partner"},
		"mental_health":      {Severity: barrier.Marked, Since: day("2024-02-01"), FoundBy: "assessment"},
		"english":            {Detail: "Written English", Severity: barrier.Slight, Status: barrier.Easing},
		"no_work_experience": {Severity: barrier.Slight, Status: barrier.Resolved},
	} {
		must(s.App.Barriers.Add(amina, rosa, barrier.New{Code: code, Facts: f}))(t)
	}
	return rosa
}

func TestPagesOfAFullPlanAreAccessible(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := full(t, s)
	for name, options := range map[string][]testbrowser.Option{"desk": nil, "phone": {testbrowser.Phone()}} {
		t.Run(name, func(t *testing.T) {
			b := enter(t, s, Path(rosa, "plan"), options...)
			for _, part := range []string{"plan", "barriers", "barriers/new", "goals/new", "actions/new", "support/new", "tasks/new", "plan/print"} {
				b.Go(s.URL + Path(rosa, part))
				b.See("Rosie")
				b.Axe()
				b.Screenshot(name + " " + shotName(part))
				if wide := testbrowser.Eval[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); wide > 0 {
					t.Errorf("%s scrolls sideways by %d", part, wide)
				}
			}
		})
	}
}

func shotName(part string) string {
	name := []rune(part)
	for i, r := range name {
		if r == '/' {
			name[i] = '-'
		}
	}
	return string(name)
}

func TestTheConflictPageInABrowser(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	path := hinder(t, s, rosa, "childcare", "Before 8am")
	b := enter(t, s, path)
	s.As("tom").Follow(path, barrierValues("", "detail", "Before 7am", "severity", "3", "_version", "1"))
	b.Type("#detail", "Before 9am")
	b.Click("text=Save")
	b.See("Somebody changed this meanwhile")
	b.Axe()
	b.Screenshot("desk conflict")
	b.Click("text=Keep mine")
	b.See("Before 9am")
}
