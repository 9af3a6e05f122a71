package demo

import (
	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/journey"
	"onward/internal/journey/barrier"
	"onward/internal/journey/diary"
	"onward/internal/journey/note"
	"onward/internal/journey/plan"
	"onward/internal/outcome"
)

// story is one resident's journey with everything that happened on it.
type story struct {
	journey.New
	person        person
	path          path
	supporters    []int
	before        int           // an earlier single point of contact, 0 for none
	handedOver    calendar.Date // when that one handed over
	barriers      []barrier.New
	goals         []plan.GoalFacts
	actions       []action
	interventions []plan.InterventionFacts
	tasks         []task
	meetings      []diary.New
	notes         []note.New
	spells        []outcome.Record
	say           say
}

type action struct {
	plan.ActionFacts
	agreed, done calendar.Date
}

type task struct {
	plan.TaskFacts
	made, done calendar.Date
}

// journeyWish is what a journey is to be: zero values leave it to chance.
type journeyWish struct {
	stage  journey.Stage
	person *person
	way    *path // the stages as they are to be
	calm   bool  // nothing overdue, in touch lately, no outcome at risk
}

// teller tells stories of one world.
type teller struct {
	*world
	wages  wages
	rosaID uuid.UUID
	amina  int     // staff
	places []place // where seals and emergencies may fall
}

func newTeller(w *world, rates outcome.Rates) *teller {
	return &teller{world: w, wages: wages{rates: rates}, amina: w.desk("amina").staff}
}

// tell makes the n-th story, for a desk.
func (t *teller) tell(n int, d *desk, wish journeyWish) story {
	c := newChance(t.Seed, uint64(n)+1<<32)
	s := t.begin(c, n, d, wish)
	t.addNeeds(c, &s)
	t.addWork(c, &s, d, wish.calm)
	t.addGoals(c, &s)
	t.addMeetings(c, &s, d)
	t.addActions(c, &s, d)
	t.addInterventions(c, &s, d)
	t.addNotes(c, &s, d)
	t.addColleagues(c, &s, d)
	if wish.calm {
		t.quieten(&s, d, c.between(1, 15))
	}
	t.addSay(n, &s, d)
	return s
}

// begin gives the resident and the path of stages.
func (t *teller) begin(c chance, n int, d *desk, wish journeyWish) story {
	var s story
	if wish.person != nil {
		s.person = *wish.person
	} else {
		home := d.party.borough
		if c.in(0.06) {
			home = pick(c, boroughs) // moved since, or works here
		}
		s.person = newPerson(c, n, home, t.today)
	}
	if s.path = (path{}); wish.way != nil {
		s.path = *wish.way
	} else {
		s.path = newPath(c, t.today, wish)
	}
	s.person.comeOfAge(s.path.opened, t.today)
	s.Resident = s.person.New
	s.Resident.ID, s.ID = newID(c, t.today, n), newID(c, t.today, n)
	s.OpenedOn, s.Stage, s.StageOn, s.Reason, s.Moves = s.path.opened, s.path.stage, s.path.on, s.path.reason, s.path.moves
	s.SPOC = d.staff
	s.EntryPoint = doors.draw(c)
	return s
}

// doors are how residents come, by what boroughs report of their work with others.
var doors = weigh("self", 24, "jobcentre", 30, "council", 12, "library", 8, "outreach", 7, "college", 4, "provider", 5,
	"public", 9, "other", 1)

// addColleagues names supporters, and an earlier single point of contact.
func (t *teller) addColleagues(c chance, s *story, d *desk) {
	others := make([]int, 0, len(d.office.caseworker))
	for _, staff := range d.office.caseworker {
		if staff != d.staff && staff != t.amina { // her Today shows the pictures' residents alone
			others = append(others, staff)
		}
	}
	if len(others) == 0 {
		return
	}
	if c.in(0.12) {
		s.supporters = some(c, others, c.between(1, 2))
	}
	if age := t.today.Sub(s.OpenedOn); age > 120 && c.in(0.1) {
		s.before, s.handedOver = pick(c, others), s.OpenedOn.Add(c.between(40, age-30))
	}
}
