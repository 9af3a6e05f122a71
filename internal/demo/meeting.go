package demo

import (
	"onward/internal/calendar"
	"onward/internal/journey"
	"onward/internal/journey/diary"
)

var purposes = map[journey.Stage][]string{
	journey.StageNew:       {"First meeting"},
	journey.StageAssessing: {"First assessment", "Skills check", "Better-off calculation"},
	journey.StagePreparing: {"Review of plan", "CV together", "Course enrolment", "Confidence session"},
	journey.StageLooking:   {"Review of plan", "Mock interview", "Applications together", "Job-offer check"},
	journey.StageInWork:    {"In-work review", "Pay and hours", "How the job goes"},
	journey.StageSustained: {"Six-month review", "Progression plan"},
	journey.StagePaused:    {"Catching up"},
	journey.StageClosed:    {"Review of plan"},
}

var missed = weigh("no_word", 40, "told", 22, "forgot", 14, "travel", 6, "work", 8, "caring", 7, "ours", 2, "other", 1)

// addMeetings gives the first one, some since, and for many open journeys the next.
func (t *teller) addMeetings(c chance, s *story, d *desk) {
	last := s.last(t.today)
	if s.Stage != journey.StageNew {
		s.meetings = append(s.meetings, t.held(c, s, d, t.within(s, c.between(3, 14)), "First meeting"))
	}
	if age := last.Sub(s.OpenedOn); age > 30 {
		for range c.IntN(min(5, 1+age/45)) {
			s.meetings = append(s.meetings, t.held(c, s, d, s.OpenedOn.Add(c.between(15, age)), pick(c, purposes[s.Stage])))
		}
	}
	open := s.Stage != journey.StageClosed && s.Stage != journey.StagePaused
	if open && c.in(0.42) {
		t.book(c, s, d)
	}
}

// held is one in the past.
func (t *teller) held(c chance, s *story, d *desk, on calendar.Date, purpose string) diary.New {
	if !calendar.IsWorkingDay(on) {
		on = calendar.AddWorkingDays(on, -1)
	}
	if !on.Before(t.today) {
		on = calendar.AddWorkingDays(t.today, -1)
	}
	m := diary.New{Terms: t.terms(c, d, on, c.between(9, 16), 15*c.IntN(4), purpose), CreatedAt: on.Add(-c.between(2, 14)).At(11, c.IntN(60))}
	switch at := c.IntN(100); {
	case at < 76:
		m.State = diary.Attended
	case at < 91:
		m.State, m.Reason = diary.Missed, missed.draw(c)
	default:
		m.State = diary.Cancelled
	}
	return m
}

// book finds a free time of the desk in the next four weeks; a diary that is
// full gets no more.
func (t *teller) book(c chance, s *story, d *desk) {
	for range 12 {
		on := calendar.AddWorkingDays(t.today, c.between(1, 20))
		hour, minute := pick(c, []int{9, 10, 11, 13, 14, 15, 16}), 30*c.IntN(2)
		if d.taken(on, hour, minute) {
			continue
		}
		m := diary.New{State: diary.Booked, Terms: t.terms(c, d, on, hour, minute, pick(c, purposes[s.Stage])), CreatedAt: calendar.AddWorkingDays(t.today, -c.between(1, 8)).At(15, c.IntN(60))}
		m.Minutes = 30
		s.meetings = append(s.meetings, m)
		return
	}
}

// taken says whether the half hour is gone, and takes it where it was not.
func (d *desk) taken(on calendar.Date, hour, minute int) bool {
	key := on.String() + pad(hour, 2) + pad(minute, 2)
	was := d.slots[key]
	d.slots[key] = true
	return was
}

func (t *teller) terms(c chance, d *desk, on calendar.Date, hour, minute int, purpose string) diary.Terms {
	m := diary.Terms{Advisor: d.staff, On: on, Hour: hour, Minute: minute, Minutes: pick(c, []int{30, 30, 45, 60}), Manner: diary.Place, Purpose: purpose}
	switch at := c.IntN(100); {
	case at < 28:
		m.Manner = diary.Telephone
	case at < 38:
		m.Manner = diary.Video
	case at < 80:
		m.Place = d.office.hub
	default:
		m.Place = d.party.borough.name + " Library"
	}
	return m
}
