package demo

import (
	"onward/internal/calendar"
	"onward/internal/journey"
	"onward/internal/journey/barrier"
)

// need is a barrier of the taxonomy as residents of the world have it.
type need struct {
	code     string
	share    float64
	youngest int // ages between which it comes up, 0 for any
	oldest   int
	details  []string
}

var needs = []need{
	{"no_work_experience", 0.10, 16, 29, []string{"Has never had a paid job", "Only volunteering so far"}},
	{"qualifications_low", 0.20, 0, 0, []string{"No qualifications from school", "Level 1 in maths, none in English", "Left school at 15"}},
	{"qualifications_not_recognised", 0.07, 22, 0, []string{"Nursing diploma from abroad", "Degree in accounting, not recognised here", "Teacher before coming to the UK"}},
	{"english", 0.16, 0, 0, []string{"Speaks well, writes little", "ESOL entry 2, wants entry 3", "Needs an interpreter for forms"}},
	{"literacy_numeracy", 0.06, 0, 0, []string{"Numbers at entry level", "Reads slowly, may be dyslexic"}},
	{"digital", 0.13, 0, 0, []string{"No computer at home", "Telephone only, runs out of data", "Has not used email"}},
	{"long_term_unemployed", 0.20, 20, 0, []string{"Last worked before the pandemic", "Out of work since redundancy"}},
	{"low_pay", 0.10, 0, 0, []string{"Zero-hours contract", "Agency shifts, hours change every week"}},
	{"childcare", 0.15, 20, 49, []string{"Childcare before 8am", "Nothing in the school holidays", "Youngest starts nursery in September"}},
	{"single_parent", 0.12, 20, 52, []string{"Two at primary school", "No family nearby"}},
	{"caring", 0.06, 0, 0, []string{"Cares for mother, mornings", "Partner has long hospital visits"}},
	{"transport", 0.07, 0, 0, []string{"Cannot afford a travelcard before the first pay", "Early shifts before the first bus"}},
	{"cost_of_training", 0.05, 0, 0, []string{"CSCS card and test fee", "SIA licence fee"}},
	{"housing", 0.09, 0, 0, []string{"Temporary accommodation, moved twice this year", "Sofa-surfing with friends", "Eviction notice"}},
	{"debt", 0.11, 0, 0, []string{"Rent arrears", "Council tax arrears", "Catalogue and energy debts"}},
	{"benefit_cap", 0.03, 0, 0, nil},
	{"immigration", 0.04, 0, 0, []string{"Waiting for a visa extension", "No recourse to public funds"}},
	{"mental_health", 0.19, 0, 0, []string{"Anxiety, worse in the mornings", "Depression, on a waiting list for talking therapy", "Panic in crowded places"}},
	{"physical_health", 0.11, 0, 0, []string{"Back pain, cannot lift", "Waiting for a knee operation", "Type 2 diabetes, needs regular breaks"}},
	{"disability", 0.08, 0, 0, []string{"Hearing aids, needs quiet rooms", "Wheelchair user", "Autistic, prefers written instructions"}},
	{"send", 0.04, 16, 25, []string{"Had an education, health and care plan", "Dyslexia"}},
	{"substance_misuse", 0.03, 0, 0, []string{"In recovery for a year", "With the drug and alcohol service"}},
	{"care_leaver", 0.04, 16, 25, []string{"Has a personal adviser until 25"}},
	{"age_50_plus", 0.45, 50, 0, []string{"Interviews but no offers since turning 50", "Told he was overqualified"}},
	{"discrimination", 0.03, 0, 0, []string{"Applications with another name were answered"}},
	{"offending", 0.05, 0, 0, []string{"Conviction, unspent until next year", "On licence until the autumn"}},
	{"confidence", 0.17, 0, 0, []string{"Says nobody would want her", "Has stopped applying", "Freezes at interviews"}},
}

var finders = weigh("resident", 40, "advisor", 22, "assessment", 20, "referrer", 10, "partner", 6, "records", 2)

// addNeeds gives the barriers, the priority groups that follow from them and
// the baseline.
func (t *teller) addNeeds(c chance, s *story) {
	has := map[string]bool{}
	if s.Stage != journey.StageNew || c.in(0.4) {
		for _, i := range c.Perm(len(needs)) {
			n := needs[i]
			if len(s.barriers) < 6 && n.fits(s.person.age) && c.in(n.share*0.8) {
				has[n.code] = true
				s.barriers = append(s.barriers, t.barrier(c, s, n))
			}
		}
	}
	s.Baseline = newBaseline(c, has)
	s.Groups = groups(c, s, has)
}

func (n need) fits(age int) bool {
	return age >= n.youngest && (n.oldest == 0 || age <= n.oldest)
}

// barrier was found in the first weeks; the longer ago, the likelier that it eased.
func (t *teller) barrier(c chance, s *story, n need) barrier.New {
	found := t.within(s, c.between(0, 25))
	b := barrier.New{Code: n.code, At: found.At(c.between(9, 16), c.IntN(60)), StatusOn: found,
		Facts: barrier.Facts{Severity: barrier.Severity(1 + c.IntN(3)), Status: barrier.Open, FoundBy: finders.draw(c)}}
	if len(n.details) > 0 && c.in(0.55) {
		b.Detail = pick(c, n.details)
	}
	if c.in(0.6) {
		b.Since = found.AddMonths(-c.between(1, 48))
	}
	if age := s.last(t.today).Sub(found); age > 40 && c.in(0.6) {
		b.Earlier = append(b.Earlier, barrier.Step{Status: barrier.Open, Severity: b.Severity, At: b.At})
		b.Status, b.StatusOn = barrier.Easing, found.Add(c.between(20, age))
		if left := s.last(t.today).Sub(b.StatusOn); left > 15 && c.in(0.6) {
			b.Earlier = append(b.Earlier, barrier.Step{Status: barrier.Easing, Severity: max(1, b.Severity-1), At: b.StatusOn.At(12, 0)})
			b.Status, b.StatusOn = barrier.Resolved, b.StatusOn.Add(c.between(10, left))
		}
	}
	return b
}

// within is a day so many after the first, but not after the journey's last.
func (t *teller) within(s *story, days int) calendar.Date {
	day, last := s.OpenedOn.Add(days), s.last(t.today)
	if day.After(last) {
		return last
	}
	return day
}

// last is the journey's last day: today's while it is open.
func (s *story) last(today calendar.Date) calendar.Date {
	if s.Stage == journey.StageClosed {
		return s.StageOn
	}
	return today
}

var (
	works    = weigh("unemployed", 60, "inactive", 16, "employed", 14, "self_employed", 3, "training", 5, "unknown", 2)
	schooled = weigh("none", 18, "entry", 9, "level_1", 14, "level_2", 20, "level_3", 16, "level_4", 12, "abroad", 6, "unknown", 5)
	benefits = weigh("Universal Credit", 58, "Universal Credit, limited capability for work", 12, "New style Jobseeker's Allowance", 6,
		"Employment and Support Allowance", 5, "Carer's Allowance", 3, "Personal Independence Payment and Universal Credit", 5, "None", 11)
)

func newBaseline(c chance, has map[string]bool) journey.Baseline {
	b := journey.Baseline{Work: works.draw(c), Qualification: schooled.draw(c), Benefits: benefits.draw(c)}
	if has["qualifications_low"] {
		b.Qualification = pick(c, []string{"none", "entry", "level_1"})
	}
	if has["low_pay"] {
		b.Work = "employed"
	}
	switch b.Work {
	case "employed":
		b.Per, b.Amount, b.Hours = "hour", c.between(1144, 1300), pick(c, []string{"8", "12", "16", "20", "24"})
		b.MonthsWithout = journey.MonthsOf(0)
	case "unemployed", "inactive":
		b.MonthsWithout = journey.MonthsOf(c.between(0, 11))
		if has["long_term_unemployed"] {
			b.MonthsWithout = journey.MonthsOf(c.between(12, 90))
		}
	}
	return b
}

// groups follow from age, barriers, baseline and, where it was answered, the
// equality monitoring.
func groups(c chance, s *story, has map[string]bool) []string {
	var list []string
	add := func(holds bool, code string) {
		if holds {
			list = append(list, code)
		}
	}
	q := s.Baseline.Qualification
	add(s.person.age < 25, "young")
	add(has["send"] && s.person.age < 26, "young_send")
	add(s.person.age >= 50, "over_50")
	add(s.person.minority && c.in(0.7), "minority_ethnic")
	add(has["disability"] || s.Resident.Equality.Disability == "yes" && c.in(0.5), "disabled")
	add(has["offending"], "justice")
	add(s.Baseline.Work == "employed" || q == "none" || q == "entry" || q == "level_1" || q == "level_2", "low_paid")
	add(has["care_leaver"], "care_leaver")
	add(has["immigration"], "refugee")
	add(has["single_parent"], "single_parent")
	add(has["substance_misuse"], "substance_misuse")
	add(has["housing"], "homeless")
	add(s.Baseline.MonthsWithout.Count >= 12, "long_term_unemployed")
	add(len(has) >= 3, "multiple_barriers")
	return list
}
