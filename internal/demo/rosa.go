package demo

import (
	"context"
	"fmt"
	"slices"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/calendar"
	"onward/internal/journey"
	"onward/internal/journey/barrier"
	"onward/internal/journey/diary"
	"onward/internal/journey/note"
	"onward/internal/journey/plan"
	"onward/internal/outcome"
	"onward/internal/postgres"
	"onward/internal/sharing"
)

// rosa is the resident of the picture of a journey: day 143 of 182, at risk.
var rosa = figure{"Rosa", "Adomako", true, 34, "ghanaian", journey.StageInWork, 156, 1, (*teller).rosa}

func (t *teller) rosa(s *story, d *desk) {
	i, k := &s.Resident.Identity, &s.Resident.Contact
	i.Preferred, i.Pronouns = "Rosie", "she/her"
	k.Address, k.Postcode, k.Telephone, k.Email = "Flat 6, 41 Larch Road, Acton", "W3 0RB", "07700 900318", "rosie.a@example.org"
	k.SafeWay, k.SafeTime, k.Language, k.Interpreter = "Text first", "After the school run, from 9:15", "", false
	s.Groups = []string{"disabled", "low_paid", "single_parent"}
	s.Baseline = journey.Baseline{Work: "unemployed", Qualification: "level_1", MonthsWithout: journey.MonthsOf(14), Benefits: "Universal Credit"}
	s.EntryPoint = "library"
	t.rosaWork(s)
	t.rosaBarriers(s)
	t.rosaPlan(s, d)
	t.rosaNotes(s)
	t.rosaSay(s, d)
	t.rosaID = s.ID
}

// rosaWork counts to day 143 today, with a week between two jobs and a week of
// too few hours, and with pay that falls under the wage in 16 days. Where a new
// London Living Wage is known to come before the day of the outcome, that is
// the threat; else it is a new contract.
func (t *teller) rosaWork(s *story) {
	first := t.earns("Brightwell Kitchens", "Kitchen porter", t.day(-156), t.day(-101), "37.5")
	second := t.earns("Acton Vale Foods", "Kitchen assistant", t.day(-93), calendar.Date{}, "37.5")
	second.PayRecords = slices.DeleteFunc(second.PayRecords, func(p outcome.PayRecord) bool { return p.From.After(t.today) })
	var short []outcome.PayRecord
	for _, from := range []struct {
		day   int
		hours string
	}{{-58, "12"}, {-51, "37.5"}} {
		short = append(short, payFor(t.day(from.day), t.wages.living(t.day(from.day)), outcome.PerHour, from.hours))
	}
	second.PayRecords = merged(second.PayRecords, short)
	if len(t.wages.rises(t.today, t.day(38))) == 0 {
		second.PayRecords = append(second.PayRecords, payFor(t.lower(), now(second)-95, outcome.PerHour, "37.5"))
	}
	s.spells = []outcome.Record{first, second}
}

// lower is the day on which Rosa's pay falls under the wage.
func (t *teller) lower() calendar.Date {
	if rises := t.wages.rises(t.today, t.day(38)); len(rises) > 0 {
		return rises[0]
	}
	return t.day(16)
}

// merged adds records to others, which give way on the same day; hours of a
// later rise follow the record that holds.
func merged(list, more []outcome.PayRecord) []outcome.PayRecord {
	var out []outcome.PayRecord
	for _, p := range list {
		same := false
		for _, m := range more {
			same = same || m.From == p.From
			if !m.From.After(p.From) {
				p.Hours = m.Hours
			}
		}
		if !same {
			out = append(out, p)
		}
	}
	return append(out, more...)
}

func (t *teller) rosaBarriers(s *story) {
	found := s.OpenedOn.Add(9)
	one := func(code, detail string, weight barrier.Severity, status barrier.Status, on calendar.Date) barrier.New {
		b := barrier.New{Code: code, At: found.At(10, 20), StatusOn: on, Facts: barrier.Facts{Detail: detail, Severity: weight, Status: status, Since: found.AddMonths(-5), FoundBy: "resident"}}
		if status != barrier.Open {
			b.Earlier = []barrier.Step{{Status: barrier.Open, Severity: weight, At: b.At}}
		}
		return b
	}
	s.barriers = []barrier.New{
		one("childcare", "Childcare before 8am", barrier.Severe, barrier.Open, found),
		one("debt", "Rent arrears, £640", barrier.Marked, barrier.Open, found),
		one("english", "Written English", barrier.Marked, barrier.Easing, t.day(-19)),
		one("qualifications_low", "No food hygiene certificate", barrier.Marked, barrier.Resolved, t.day(-86)),
	}
}

func (t *teller) rosaPlan(s *story, d *desk) {
	kemi := plan.Owner{Kind: plan.ByOrganisation, Name: "Kemi Oduya, Pathway Advice Centre"}
	northolt := plan.Owner{Kind: plan.ByOrganisation, Name: "Northolt Skills Trust"}
	own := plan.Owner{Kind: plan.ByAdvisor, Staff: d.staff}
	s.goals = []plan.GoalFacts{
		{Words: "Any kitchen job near Acton, to begin with.", SaidOn: s.OpenedOn.Add(9)},
		{Words: "A kitchen job with hours that let me take Kofi to school, and pay I don’t have to juggle.", SaidOn: t.day(-44)},
	}
	act := func(what string, owner plan.Owner, agreed, due, done int) action {
		a := action{ActionFacts: plan.ActionFacts{What: what, Owner: owner, Due: t.day(due)}, agreed: t.day(agreed)}
		if done != 0 {
			a.done = t.day(done)
		}
		return a
	}
	s.actions = []action{
		act("Food hygiene level 2", northolt, -118, -86, -86),
		act("Entry 3 English", northolt, -90, -19, -19),
		act("First budget session", kemi, -16, -7, -7),
		act("Call Acton Vale Foods about pay from "+t.lower().Short(), own, -1, 2, 0),
		act("Second budget session", kemi, -7, 9, 0),
		act("Send "+t.day(-30).Month().String()+" and "+t.today.Month().String()+" payslips", plan.Owner{Kind: plan.ByResident}, -1, 15, 0),
	}
	s.interventions = []plan.InterventionFacts{
		{Type: "training", Programme: "Connect to Work", Provider: "Northolt Skills Trust", Starts: t.day(-118), Ends: t.day(-86), Hours: "12", Result: "qualification"},
		{Type: "skills", Programme: "Connect to Work", Provider: "Northolt Skills Trust", Starts: t.day(-90), Hours: "36"},
		{Type: "debt", Provider: "Pathway Advice Centre", Starts: t.day(-7), Hours: "3"},
	}
	t.meet(s, d, t.day(6), 10, 0, 45, diary.Place, "Acton Library", "Review of plan")
}

// rosaSay: she was told and asked, and is referred to a provider that teaches her
// and to her jobcentre, which has not answered yet. Health is named to neither.
func (t *teller) rosaSay(s *story, d *desk) {
	p := t.pacts[d.party.region]
	if p == nil { // no agreements yet: nobody to say anything of
		return
	}
	on := s.OpenedOn.Add(9)
	said := func(pact, days int, how, evidence string) agreed {
		return agreed{pact, sharing.Said{How: how, On: t.day(days), Evidence: evidence}, sharing.Past{At: noon(t.day(days))}}
	}
	northolt := sharing.Card{To: t.desk("neela").office.id, State: "accepted", Offered: t.day(-119).At(11, 15), Answered: t.day(-118).At(9, 30),
		Categories: access.SetOf(access.Existence, access.Identity, access.Contact, access.Circumstances, access.Plan, access.Work, access.Outcomes)}
	jobcentre := sharing.Card{To: t.desk("priti").office.id, State: "offered", Offered: t.day(-1).At(16, 30),
		Categories: access.SetOf(access.Existence, access.Identity, access.Contact, access.Plan, access.Work)}
	s.say = say{told: told(on, "leaflet_voice"), agreed: []agreed{said(p.training, -120, "signed", "Consent form, page 2"), said(p.work, -1, "voice", "Said on the telephone")},
		cards: []sharing.Card{northolt, jobcentre}}
}

func (t *teller) rosaNotes(s *story) {
	pay := outcome.PayRecord{Pence: t.wages.living(t.day(-1))}
	write := func(contact note.Contact, days, hour, minute int, text string) note.New {
		on := t.day(days)
		return note.New{Contact: contact, On: on, Text: text, CreatedAt: on.At(hour, minute)}
	}
	kept := s.notes[:0]
	for _, n := range s.notes {
		if n.On.Before(t.day(-60)) {
			kept = append(kept, n)
		}
	}
	s.notes = append(kept,
		write(note.FaceToFace, -44, 10, 40, "Rosie said what she wants now, after the first weeks at Acton Vale: see her goal. Kofi starts at 8:50, her shift at 8."),
		write(note.Record, -19, 15, 40, "Step to entry 3 English passed. Neela Vasani at Northolt Skills Trust sent the certificate."),
		write(note.Message, -13, 9, 5, "“They said pay might change on "+t.lower().Short()+" but nothing in writing yet.”"),
		write(note.Record, -7, 11, 30, "Budget session attended, says Kemi Oduya at Pathway Advice Centre. Repayment of £20 a month agreed with the landlord."),
		write(note.Telephone, -1, 16, 12, fmt.Sprintf("%s payslip seen: 37.5 hours a week at £%d.%02d an hour. Counted to the end of the month.", t.day(-30).Month(), pay.Pence/100, pay.Pence%100)),
	)
}

// tend does what only happens after a journey has begun: Amina has come back to
// Rosa's open barriers, so that they are in hand, and heard of the pay to come
// when she rang yesterday.
func (s Seeder) tend(ctx context.Context, t *teller) error {
	return s.DB.Write(actor.With(ctx, t.desk("amina").post), func(tx *postgres.Tx) error {
		d, err := s.Barriers.Gate.Require(tx, t.rosaID, access.Change, access.Work)
		if err != nil {
			return err
		}
		if err := takeInHand(tx, d, t.day(-1).At(16, 5)); err != nil {
			return err
		}
		journey.Did(tx, d, access.Change, access.Circumstances, "barrier", t.rosaID, "version")
		journey.Did(tx, d, access.Change, access.Work, "pay", t.rosaID, "created_at")
		return nil
	})
}
