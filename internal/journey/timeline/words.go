package timeline

import (
	"strings"

	"onward/internal/calendar"
	"onward/internal/journey"
	"onward/internal/journey/barrier"
	"onward/internal/journey/diary"
	"onward/internal/journey/note"
	"onward/internal/journey/plan"
)

// say puts an entry into words, from what its source gave. Barriers, groups and
// notes need what lies sealed and are told in Service.open.
func (f *found) say() {
	switch f.Kind {
	case Stage:
		f.sayStage()
	case People:
		f.sayPeople()
	case Goal:
		f.Title, f.Text = "Goal", "“"+strings.Trim(f.a, "“”\"' ")+"”"
	case Action:
		f.sayAction()
	case Task:
		f.Title, f.Text = "Task", withDue(f.a, f.c)
		if f.b == "done" {
			f.Title, f.Text = "Task done", f.a
		}
	case Intervention:
		f.sayIntervention()
	case Appointment:
		f.sayAppointment()
	case Note:
		f.Title = note.Contact(f.a).Label()
		if f.b != "" {
			f.Title += ", corrected by " + f.b
		}
	case Work:
		f.sayWork()
	}
}

func (f *found) sayStage() {
	f.Title = "Moved to " + journey.Stage(f.a).Label()
	switch {
	case f.b == "":
		f.Title = "Journey started"
		if journey.Stage(f.a) != journey.StageNew {
			f.Title += ", " + journey.Stage(f.a).Label()
		}
	case journey.Stage(f.a) == journey.StageClosed:
		f.Title = "Journey closed"
	case journey.Stage(f.a) == journey.StagePaused:
		f.Title = "Journey paused"
	}
	f.Text = journey.ReasonLabel(f.c)
}

func (f *found) sayPeople() {
	f.Text = f.c
	switch f.b {
	case "first":
		f.Title = f.a + " is single point of contact"
	case "next":
		f.Title = f.a + " became single point of contact"
	default:
		f.Title = f.a + " became a supporter"
	}
}

// sayAction tells of an action that was added, or was done by whoever it was for.
func (f *found) sayAction() {
	if f.b == "" {
		f.Title, f.Text = "Action", withDue(f.a, f.c)
		return
	}
	f.Title, f.Text = "Action done", f.a
	switch f.b {
	case "resident":
		f.Author, f.By, f.ByOrg = 0, Resident, ""
	case "organisation":
		f.Author, f.By, f.ByOrg = 0, f.c, ""
	}
}

func withDue(what, due string) string {
	if day, err := calendar.ParseISO(due); err == nil {
		return what + ", by " + day.Short()
	}
	return what
}

func (f *found) sayIntervention() {
	f.Title, f.Text = plan.TypeLabel(f.a), f.b
	if f.c != "" {
		f.Title += ": " + lower(plan.ResultLabel(f.c))
		return
	}
	f.sayFrom()
}

// sayFrom says when something begins that lay ahead when it was put down.
func (f *found) sayFrom() {
	if f.due != nil && calendar.DayOf(*f.due).After(f.Day()) {
		f.Text = join(f.Text, "from "+calendar.DayOf(*f.due).Short())
	}
}

func (f *found) sayAppointment() {
	switch diary.State(f.b) {
	case diary.Attended:
		f.Title, f.Text = "Attended", f.a
	case diary.Missed:
		f.Title, f.Text = "Did not attend", join(f.a, diary.ReasonLabel(f.c))
	default:
		f.Title = "Appointment booked"
		if diary.State(f.b) == diary.Cancelled {
			f.Title = "Appointment cancelled"
		}
		where := f.c
		if label := diary.Manner(f.c).Label(); label != "" {
			where = label
		}
		f.Text = join(f.a, calendar.DayOf(*f.due).Weekly()+", "+diary.Clock(*f.due), where)
	}
}

func (f *found) sayWork() {
	switch f.a {
	case "end":
		f.Title, f.Text = "Work ended", join(f.b, f.c)
	case "pay":
		f.Title, f.Text = "Pay changed", join(strings.TrimPrefix(f.b, ", "), f.c)
	case "self":
		f.Title, f.Text = "Started self-employed work", join(f.b, f.c)
	default:
		f.Title, f.Text = "Started work", join(f.b, f.c)
	}
	f.sayFrom()
}

// sayBarrier tells how a barrier stands from now on.
func (f *found) sayBarrier(title string) {
	status := barrier.Status(f.a)
	f.Text = title
	switch {
	case f.b == "":
		f.Title = "Barrier found"
		if status != barrier.Open {
			f.Title = "Barrier on record, " + lower(status.Label())
		}
	case f.b != f.a && status == barrier.Open:
		f.Title = "Barrier back in the way"
	case f.b != f.a:
		f.Title = "Barrier " + lower(status.Label())
	case f.c != "":
		f.Title = "Barrier is now " + severityWord(f.c)
	default:
		f.Title = "Barrier changed"
	}
}

func severityWord(number string) string {
	return lower(barrier.Severity(number[0] - '0').Label())
}

func lower(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// join puts the parts that there are behind one another.
func join(parts ...string) string {
	var there []string
	for _, p := range parts {
		if p != "" {
			there = append(there, p)
		}
	}
	return strings.Join(there, ", ")
}
