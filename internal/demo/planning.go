package demo

import (
	"fmt"

	"onward/internal/calendar"
	"onward/internal/journey"
	"onward/internal/journey/plan"
)

// goalWords are said by residents; %s is a kind of work.
var goalWords = []string{
	"A job as %s, close to home, with hours that fit around school.", "I want to work as %s and not worry about the rent.",
	"To get my certificate and start as %s.", "Anything steady. I used to be good as %s.", "I would like to be %s, but I don't know where to begin.",
	"Work with people. Maybe as %s.", "Something with my hands, like %s, and a boss who explains.", "To earn enough that I can see my children at weekends.",
	"My own money, and a reason to get up.", "To work again without my back giving in.", "First better English, then a job as %s.",
	"Part time to begin with, as %s. Later more.", "A real contract. No more zero hours.", "To show my son that you can start again at my age.",
	"Full-time work as %s at a place that treats people well.", "I was a teacher at home. I would like to teach here too.",
}

var wantedWork = []string{"a care assistant", "a kitchen assistant", "a receptionist", "a warehouse operative", "a teaching assistant", "a bus driver",
	"a cleaner", "an electrician", "a nurse", "a bike mechanic", "a security officer", "a shop assistant", "a baker", "a hairdresser", "an administrator"}

func (t *teller) addGoals(c chance, s *story) {
	if s.Stage == journey.StageNew && c.in(0.6) {
		return
	}
	said := t.within(s, c.between(1, 20))
	for range 1 + c.IntN(5)/4 {
		words := pick(c, goalWords)
		if hasVerb(words) {
			words = fmt.Sprintf(words, pick(c, wantedWork))
		}
		s.goals = append(s.goals, plan.GoalFacts{Words: words, SaidOn: said})
		said = t.within(s, said.Sub(s.OpenedOn)+c.between(30, 200))
	}
}

func hasVerb(s string) bool {
	for i := range len(s) - 1 {
		if s[i] == '%' && s[i+1] == 's' {
			return true
		}
	}
	return false
}

// undertaking is an action as plans of a stage hold it: who does it, and what.
type undertaking struct {
	by   plan.OwnerKind
	what string
}

var undertakings = map[journey.Stage][]undertaking{
	journey.StageNew: {{plan.ByAdvisor, "Call to agree a first meeting"}, {plan.ByResident, "Bring proof of address and right to work"},
		{plan.ByAdvisor, "Send the welcome letter in plain English"}},
	journey.StageAssessing: {{plan.ByAdvisor, "Finish first assessment"}, {plan.ByResident, "Fill in the skills check at home"},
		{plan.ByAdvisor, "Book a better-off calculation"}, {plan.ByResident, "Find certificates and bring them"}, {plan.ByOrganisation, "Assess English for speakers of other languages"},
		{plan.ByResident, "Ask the GP about adjustments at work"}},
	journey.StagePreparing: {{plan.ByResident, "Write down three jobs you would like"}, {plan.ByResident, "Finish the online food hygiene course"}, {plan.ByAdvisor, "Check the CV together"},
		{plan.ByOrganisation, "Start the level 1 maths course"}, {plan.ByOrganisation, "First budget session"}, {plan.ByResident, "Visit two nurseries and ask for places"},
		{plan.ByAdvisor, "Apply to the Flexible Support Fund for travel"}, {plan.ByResident, "Open a bank account"}, {plan.ByOrganisation, "Digital skills course, session 1"},
		{plan.ByResident, "Join the confidence group on Tuesdays"}},
	journey.StageLooking: {{plan.ByResident, "Apply for two jobs this week"}, {plan.ByAdvisor, "Send CV to the hiring manager"}, {plan.ByAdvisor, "Mock interview"},
		{plan.ByResident, "Ring the agency about shifts"}, {plan.ByAdvisor, "Ask about a work trial"}, {plan.ByResident, "Set up job alerts on the telephone"},
		{plan.ByOrganisation, "Sector-based work academy, taster day"}, {plan.ByResident, "Choose clothes for the interview"}, {plan.ByAdvisor, "Check the job offer against the London Living Wage"}},
	journey.StageInWork: {{plan.ByResident, "Send the next payslip"}, {plan.ByAdvisor, "Ask how the job goes"}, {plan.ByAdvisor, "Call the employer about pay"},
		{plan.ByResident, "Report the new job to Universal Credit"}, {plan.ByAdvisor, "In-work review at 13 weeks"}, {plan.ByOrganisation, "Budget session for the first full pay"}},
	journey.StageSustained: {{plan.ByAdvisor, "Six-month call"}, {plan.ByAdvisor, "Agree a progression plan"}, {plan.ByResident, "Think about the supervisor course"}},
	journey.StagePaused:    {{plan.ByAdvisor, "Call to ask how things are"}},
}

// addActions gives each stage that was passed some actions done, and the present
// one some to do, a few of them overdue.
func (t *teller) addActions(c chance, s *story, d *desk) {
	moves := s.Moves
	for i, m := range moves {
		from, until := calendar.DayOf(m.At), s.last(t.today)
		if i+1 < len(moves) {
			until = calendar.DayOf(moves[i+1].At)
		}
		offered := undertakings[m.To]
		if len(offered) == 0 {
			continue
		}
		for _, u := range some(c, offered, c.between(0, 2)) {
			agreed := from.Add(c.IntN(max(1, until.Sub(from))))
			due := calendar.AddWorkingDays(agreed, c.between(3, 15))
			done := agreed.Add(c.between(1, 18))
			if done.After(until) {
				done = until
			}
			s.actions = append(s.actions, action{t.actionFacts(c, d, u, due), agreed, done})
		}
	}
	if s.Stage != journey.StageClosed {
		t.addToDo(c, s, d)
	}
}

func (t *teller) addToDo(c chance, s *story, d *desk) {
	for i, u := range some(c, undertakings[s.Stage], c.between(0, 2)) {
		agreed, due := calendar.AddWorkingDays(t.today, -c.between(1, 8)), calendar.AddWorkingDays(t.today, c.between(1, 18))
		if i == 0 && c.in(0.11) {
			due = calendar.AddWorkingDays(t.today, -c.between(1, 9))
			agreed = due.Add(-7)
		}
		if agreed.Before(s.OpenedOn) {
			agreed = s.OpenedOn
		}
		s.actions = append(s.actions, action{ActionFacts: t.actionFacts(c, d, u, due), agreed: agreed})
	}
	if c.in(0.06) {
		what := pick(c, []string{"Check the consent form", "Ask for the referral letter", "Put the certificate on record", "Ring back about the landlord's letter"})
		s.tasks = append(s.tasks, task{TaskFacts: plan.TaskFacts{What: what, Assignee: d.staff, Due: calendar.AddWorkingDays(t.today, c.between(1, 12))}, made: s.OpenedOn})
	}
}

func (t *teller) actionFacts(c chance, d *desk, u undertaking, due calendar.Date) plan.ActionFacts {
	a := plan.ActionFacts{What: u.what, Due: due, Owner: plan.Owner{Kind: u.by}}
	switch u.by {
	case plan.ByAdvisor:
		a.Owner.Staff = d.staff
	case plan.ByOrganisation:
		a.Owner.Name = t.partner(c, d)
	}
	return a
}

// partner is an organisation that the desk's own works with.
func (t *teller) partner(c chance, d *desk) string {
	if len(d.office.partners) == 0 {
		return "London Borough of " + d.party.borough.name + ", adult learning"
	}
	return pick(c, d.office.partners)
}

// supports come up as often as the survey says that boroughs offer them, and
// programmes as often as they take part in them.
var supports = weigh("interview", 100, "applications", 100, "vacancies", 100, "advisor", 97, "careers", 93, "apprenticeship", 30, "skills", 93,
	"training", 83, "in_work", 50, "funds", 62, "self_employment", 20, "debt", 9, "housing", 7, "wellbeing", 9, "event", 14, "better_off", 14)

var programmes = weigh("", 260, "Multiply", 67, "Sector-based Work Academy Programme", 67, "Apprenticeship", 20, "Restart", 43, "Work and Health Programme", 43,
	"Youth Hub", 43, "DWP Flexible Support Fund", 40, "Traineeship", 10, "Connect to Work", 120)

var results = weigh("completed", 58, "qualification", 14, "work", 6, "left", 14, "not_started", 8)

func (t *teller) addInterventions(c chance, s *story, d *desk) {
	last := s.last(t.today)
	age := last.Sub(s.OpenedOn)
	if age < 10 {
		return
	}
	for range c.IntN(min(4, 2+age/60)) {
		i := plan.InterventionFacts{Type: supports.draw(c), Programme: programmes.draw(c), Starts: s.OpenedOn.Add(c.between(5, age))}
		if i.Programme == "Youth Hub" && s.person.age > 24 {
			i.Programme = "Connect to Work"
		}
		i.Provider = d.party.Name
		if c.in(0.5) {
			i.Provider = t.partner(c, d)
		}
		if c.in(0.7) {
			i.Hours = pick(c, []string{"1", "2", "3", "6", "7.5", "12", "20", "30", "60"})
		}
		if ends := i.Starts.Add(c.between(0, 70)); !ends.After(last) {
			i.Ends, i.Result = ends, results.draw(c)
		}
		s.interventions = append(s.interventions, i)
	}
}
