package demo

import (
	"onward/internal/calendar"
	"onward/internal/journey"
	"onward/internal/journey/diary"
	"onward/internal/journey/plan"
	"onward/internal/outcome"
	"onward/internal/resident"
)

// figure is a resident of the pictures: an ordinary story with what the
// pictures show put over it.
type figure struct {
	given, family string
	woman         bool
	age           int
	community     string
	stage         journey.Stage
	inWork        int // days since the first day of work, 0 for none
	contact       int // days since the last contact
	add           func(*teller, *story, *desk)
}

// sitting is the stories of one desk.
type sitting struct {
	desk    *desk
	stories []story
}

// pictured is how many they are.
var pictured = len(aminaFigures) + len(otherFigures)

// pictured tells their stories and counts them on from n.
func (t *teller) pictured(n *int) []sitting {
	amina := sitting{desk: t.desk("amina")}
	for _, f := range aminaFigures {
		amina.stories = append(amina.stories, t.figure(*n, amina.desk, f))
		*n++
	}
	all := []sitting{amina}
	for _, f := range otherFigures {
		d := t.desk(f.desk)
		all = append(all, sitting{d, []story{t.figure(*n, d, f.figure)}})
		*n++
	}
	return all
}

func (t *teller) figure(n int, d *desk, f figure) story {
	c := newChance(t.Seed, uint64(n)+1<<40)
	p := t.figurePerson(c, n, d, f)
	wish := journeyWish{stage: f.stage, person: &p, calm: true}
	if f.inWork > 0 {
		wish.way = t.straight(c, f)
	}
	s := t.tell(n, d, wish)
	s.supporters, s.before, s.tasks = nil, 0, nil
	actions := s.actions[:0]
	for _, a := range s.actions {
		if !a.done.IsZero() {
			actions = append(actions, a)
		}
	}
	s.actions = actions
	meetings := s.meetings[:0]
	for _, m := range s.meetings {
		if m.State != diary.Booked {
			meetings = append(meetings, m)
		}
	}
	s.meetings = meetings
	t.quieten(&s, d, f.contact)
	f.add(t, &s, d)
	return s
}

func (t *teller) figurePerson(c chance, n int, d *desk, f figure) person {
	k := communityOf(f.community)
	p := person{woman: f.woman, age: f.age}
	p.Identity = resident.Identity{Given: f.given, Family: f.family, Born: t.today.AddMonths(-12 * f.age).Add(-c.between(20, 340))}
	p.Contact = newContact(c, n, d.party.borough, &community{}, p.Identity)
	p.Identifiers.NINO = nino(c, n)
	p.Equality = newEquality(c, k, nil, f.woman)
	return p
}

func communityOf(word string) *community {
	for _, k := range communities.members {
		if k.word == word {
			return k
		}
	}
	panic("demo: no community is called " + word)
}

// straight goes through all stages and into work on its day.
func (t *teller) straight(c chance, f figure) *path {
	start := t.today.Add(-f.inWork)
	p := &path{opened: start.Add(-61)}
	for _, step := range []struct {
		to   journey.Stage
		days int
	}{{journey.StageNew, -61}, {journey.StageAssessing, -54}, {journey.StagePreparing, -40}, {journey.StageLooking, -14}, {journey.StageInWork, 0}} {
		p.move(c, step.to, start.Add(step.days), "")
	}
	if f.stage == journey.StageSustained {
		p.move(c, f.stage, start.Add(sustainedDays), "")
	}
	return p
}

// day is so many days from today, work so many working days.
func (t *teller) day(n int) calendar.Date  { return t.today.Add(n) }
func (t *teller) work(n int) calendar.Date { return calendar.AddWorkingDays(t.today, n) }

// toDo puts an action into the plan that the desk's holder undertook.
func (t *teller) toDo(s *story, d *desk, what string, due calendar.Date) {
	agreed := t.day(-8)
	if agreed.Before(s.OpenedOn) {
		agreed = s.OpenedOn
	}
	s.actions = append(s.actions, action{ActionFacts: plan.ActionFacts{What: what, Due: due, Owner: plan.Owner{Kind: plan.ByAdvisor, Staff: d.staff}}, agreed: agreed})
}

func (t *teller) meet(s *story, d *desk, on calendar.Date, hour, minute, minutes int, manner diary.Manner, place, purpose string) {
	for half := 0; half < minutes; half += 30 {
		d.taken(on, hour+(minute+half)/60, (minute+half)%60/30*30)
	}
	s.meetings = append(s.meetings, diary.New{State: diary.Booked, CreatedAt: t.work(-4).At(14, 30), Terms: diary.Terms{Advisor: d.staff, On: on, Hour: hour, Minute: minute, Minutes: minutes,
		Manner: manner, Place: place, Purpose: purpose}})
}

// earns is a job that pays the London Living Wage from a day on, as it rises
// and as far as it is known to rise.
func (t *teller) earns(employer, title string, from, to calendar.Date, hours string) outcome.Record {
	r := outcome.Record{Title: title, Evidence: "Payslip seen"}
	r.Employer, r.Start, r.End = employer, from, to
	r.PayRecords = []outcome.PayRecord{payFor(from, t.wages.living(from), outcome.PerHour, hours)}
	until := t.day(sustainedDays)
	if !to.IsZero() && to.Before(until) {
		until = to
	}
	for _, day := range t.wages.rises(from, until) {
		r.PayRecords = append(r.PayRecords, payFor(day, t.wages.living(day), outcome.PerHour, hours))
	}
	return r
}

// now is the hourly pay of a job's last record.
func now(r outcome.Record) int64 { return r.PayRecords[len(r.PayRecords)-1].Pence }
