// Package diary keeps appointments: who meets which resident, when, where and
// what for, and whether it came about.
//
// Times are London's. An appointment lasts the minutes that were booked, also
// on the two days a year on which the clocks change.
package diary

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/fault"
)

// Manner is how people meet.
type Manner string

// The manners of meeting.
const (
	Place     Manner = "place"
	Telephone Manner = "telephone"
	Video     Manner = "video"
)

// Manners are all of them, in the order in which forms offer them.
var Manners = []Manner{Place, Telephone, Video}

// Label is the manner in words.
func (m Manner) Label() string {
	switch m {
	case Place:
		return "In person"
	case Telephone:
		return "Telephone"
	case Video:
		return "Video"
	}
	return ""
}

// State is what became of an appointment.
type State string

// The states. Only Booked ones lie ahead or wait to be marked.
const (
	Booked    State = "booked"
	Attended  State = "attended"
	Missed    State = "missed"
	Cancelled State = "cancelled"
)

// Label is the state in words.
func (s State) Label() string {
	switch s {
	case Booked:
		return "Booked"
	case Attended:
		return "Attended"
	case Missed:
		return "Did not attend"
	case Cancelled:
		return "Cancelled"
	}
	return ""
}

// Reason is why somebody did not attend.
type Reason struct{ Code, Label string }

// Reasons are those that are offered. None of them speaks of health: that
// belongs into a note, which is sealed.
var Reasons = []Reason{{"no_word", "No word from the resident"}, {"told", "Told us beforehand"}, {"forgot", "Forgot"},
	{"travel", "Could not get there"}, {"work", "At work or at an interview"}, {"caring", "Looking after somebody"},
	{"ours", "We could not keep it"}, {"other", "Another reason"}}

// ReasonLabel is a reason in words, empty for none.
func ReasonLabel(code string) string {
	for _, r := range Reasons {
		if r.Code == code {
			return r.Label
		}
	}
	return ""
}

// The lengths that an appointment may have, in minutes, and the characters of
// its place and purpose.
const (
	shortest = 5
	longest  = 8 * 60
	mostText = 200
)

// Terms are what is agreed about an appointment.
type Terms struct {
	Advisor int // user; the actor where zero
	On      calendar.Date
	Hour    int
	Minute  int
	Minutes int // how long
	Manner  Manner
	Place   string // where, or the number or link to meet by
	Purpose string
}

// Start is the instant at which it begins.
func (t Terms) Start() time.Time { return t.On.At(t.Hour, t.Minute) }

// End is the instant at which it is over.
func (t Terms) End() time.Time { return t.Start().Add(time.Duration(t.Minutes) * time.Minute) }

// Check tidies the terms and says what is wrong with them.
func (t *Terms) Check() error {
	t.Place, t.Purpose = strings.TrimSpace(t.Place), strings.TrimSpace(t.Purpose)
	var wrong []fault.Field
	problem := func(is bool, name, message string) {
		if is {
			wrong = append(wrong, fault.Field{Name: name, Message: message})
		}
	}
	problem(t.On.IsZero(), "on", "Enter the day of the appointment, like 31 3 2026")
	problem(t.Hour < 0 || t.Hour > 23 || t.Minute < 0 || t.Minute > 59, "at", "Enter the time it begins, like 9:30 or 14:00")
	problem(len(wrong) == 0 && !t.exists(), "at", "Enter another time: the clocks go forward that night and leave this one out")
	problem(t.Minutes < shortest || t.Minutes > longest, "minutes", "Choose how long it lasts")
	problem(t.Manner.Label() == "", "manner", "Choose how you will meet")
	problem(t.Manner == Place && t.Place == "", "place", "Enter where you will meet")
	problem(t.Purpose == "", "purpose", "Enter what the appointment is for")
	problem(utf8.RuneCountInString(t.Place) > mostText, "place", "Shorten this to 200 characters or fewer")
	problem(utf8.RuneCountInString(t.Purpose) > mostText, "purpose", "Shorten this to 200 characters or fewer")
	return fault.Fields(wrong...)
}

// exists is false for the hour that is left out when the clocks go forward.
func (t Terms) exists() bool {
	at := t.Start()
	return at.Hour() == t.Hour && at.Minute() == t.Minute
}

// New is an appointment about to be booked. Zero values mean the actor, now and
// an id of its own; State and Reason are of a record that comes with its history.
type New struct {
	Terms
	ID        uuid.UUID
	State     State
	Reason    string
	Author    int
	CreatedAt time.Time
}

// Appointment is one as it is read.
type Appointment struct {
	ID          uuid.UUID
	Journey     uuid.UUID
	Advisor     int
	AdvisorName string
	Start, End  time.Time
	Manner      Manner
	Place       string
	Purpose     string
	State       State
	Reason      string // code of why it was missed
	Version     int
	Author      int
	By, ByOrg   string // who booked it, for whom they work
	Org         int    // that organisation
	CreatedAt   time.Time
}

// Terms are what was agreed, for a form that changes it.
func (a Appointment) Terms() Terms {
	at := a.Start.In(calendar.London)
	return Terms{Advisor: a.Advisor, On: calendar.DayOf(a.Start), Hour: at.Hour(), Minute: at.Minute(),
		Minutes: int(a.End.Sub(a.Start) / time.Minute), Manner: a.Manner, Place: a.Place, Purpose: a.Purpose}
}

// Where is how and where people meet, in a few words.
func (a Appointment) Where() string {
	if a.Manner == Place {
		return a.Place
	}
	if a.Place == "" {
		return a.Manner.Label()
	}
	return a.Manner.Label() + ", " + a.Place
}

// Clock is a London time of the day as pages show it: 9:05, 14:30.
func Clock(t time.Time) string {
	return strings.TrimPrefix(t.In(calendar.London).Format("15:04"), "0")
}
