package journeypage_test

import (
	"net/http"
	"strings"
	"testing"

	"onward/internal/calendar"
	"onward/internal/journey/diary"
	"onward/internal/journey/plan"
	"onward/internal/webtest"
)

func TestPrintedPlanSpeaksToTheResident(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	rosa := s.Rosa()
	amina := s.World.As("amina")
	hinder(t, s, rosa, "mental_health", "Panic in crowds")
	hinder(t, s, rosa, "childcare", "Childcare before 8am")
	must(s.App.Plan.AddGoal(amina, rosa, plan.GoalFacts{Words: "A kitchen job", SaidOn: calendar.MustISO("2026-03-02")}))(t)
	intend(t, s, rosa, plan.ActionFacts{What: "Send the April payslip", Due: calendar.MustISO("2026-04-30")})
	intend(t, s, rosa, plan.ActionFacts{What: "Call the kitchen", Owner: plan.Owner{Kind: plan.ByAdvisor, Staff: s.Staff["amina"]}})
	intend(t, s, rosa, plan.ActionFacts{What: "Second money talk", Owner: plan.Owner{Kind: plan.ByOrganisation, Name: "Pathway Advice Centre"}})
	done := must(s.App.Plan.AddAction(amina, rosa, plan.ActionFacts{What: "Pass the food course", Owner: resident()}))(t)
	if err := s.App.Plan.FinishAction(amina, rosa, done, 1); err != nil {
		t.Fatal(err)
	}
	must(s.App.Plan.AddTask(amina, rosa, plan.TaskFacts{What: "Chase the referral"}))(t)
	must(s.App.Diary.Book(amina, rosa, diary.New{Terms: diary.Terms{On: calendar.MustISO("2099-04-21"), Hour: 10, Minutes: 30, Manner: diary.Place,
		Place: "Acton Library", Purpose: "Look at your plan"}}, false))(t)

	r := s.As("joel").Get(Path(rosa, "plan/print"))
	text := r.Text()
	has(t, text, "Your plan", "For Rosie Adomako", "What you want “A kitchen job” You said this on 2 March 2026.",
		"What you will do Send the April payslip By Thursday 30 April 2026", "Amina Yusufi Call the kitchen", "Pathway Advice Centre Second money talk",
		"When we meet next Tuesday 21 April 2099 at 10:00 Look at your plan, with Amina Yusufi At Acton Library", "What is done Pass the food course",
		"call Amina Yusufi on 020\u00a07946\u00a00100", "Joel Hartigan")
	hasNot(t, text, "Panic", "Mental", "Health", "Childcare", "Chase the referral", "Official", "single point", "ONW", "barrier")
	for _, who := range []string{"ines", "grace", "bola"} {
		if r := s.As(who).Get(Path(rosa, "plan/print")); r.Status != http.StatusNotFound {
			t.Errorf("%s: %d", who, r.Status)
		}
	}
	if n := count(t, s, "select count(*) from onward.audit where action = 'view' and subject = 'print the plan'"); n != 1 {
		t.Errorf("%d rows of the audit for the print", n)
	}
}

func TestPrintedPlanOfANewJourney(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	text := s.As("amina").Get(Path(s.Rosa(), "plan/print")).Text()
	has(t, text, "What you will do Nothing for now.", "Who to call")
	hasNot(t, text, "What you want", "What we will do", "When we meet next", "What is done")
}

// Reading age 9: the sheet's own words are short and its sentences too.
func TestPrintedPlanIsInPlainEnglish(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	body := s.As("amina").Get(Path(s.Rosa(), "plan/print")).Body
	_, sheet, _ := strings.Cut(body, "<main")
	sheet, _, _ = strings.Cut(sheet, "</main>")
	text := webtest.Reply{Body: "<main" + sheet}.Text()
	for _, word := range strings.Fields(text) {
		if len([]rune(word)) > 12 {
			t.Errorf("%q is a long word", word)
		}
	}
	for _, sentence := range strings.FieldsFunc(text, func(r rune) bool { return r == '.' || r == '!' || r == '?' }) {
		if n := len(strings.Fields(sentence)); n > 25 {
			t.Errorf("%d words in: %s", n, sentence)
		}
	}
}
