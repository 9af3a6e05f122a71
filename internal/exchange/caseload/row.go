package caseload

import (
	"onward/internal/calendar"
	"onward/internal/resident"
)

// Outcome is what becomes of a row.
type Outcome string

// The outcomes, as reports spell them. Judge gives all four: Duplicate for a row
// whose person stands in an earlier row of the sheet, Skipped for a blank one.
// Whoever stores the rows finds more of both.
const (
	Created   Outcome = "created"
	Duplicate Outcome = "duplicate"
	Rejected  Outcome = "rejected"
	Skipped   Outcome = "skipped"
)

// Severity says what a problem does to its row.
type Severity string

// The severities, as reports spell them.
const (
	Fault   Severity = "fault"   // rejects the row
	Warning Severity = "warning" // something was not understood; its text is in the notes
	Notice  Severity = "notice"  // something was decided that a person may want to see
)

// Problem is one thing to look at in a row. It says what to do and never repeats
// what is in the cell.
type Problem struct {
	Column   int // from 0; NoColumn for the row as a whole
	Field    Field
	Severity Severity
	Message  string
}

// NoColumn is the column of a problem that no single cell has.
const NoColumn = -1

// Row is one record of the sheet, judged.
type Row struct {
	Number      int // the sheet's own; the headings are 1 where nothing is above them
	Values      Record
	Problems    []Problem
	Outcome     Outcome
	DuplicateOf int      // the number of the earlier row that is likely the same person, 0 for none
	DuplicateBy []string // what is the same: "name", "date of birth" …
	Raw         []string // the cells as shown
	SourceKey   string   // the same for a row with the same content, in whatever kind of file; empty for a blank one
}

// Record is what a row says, in the form in which it is kept. What a row does not
// say is the zero value.
type Record struct {
	Reference, Given, Family, Preferred, Pronouns string

	Born       calendar.Date
	NINO       resident.NINO
	Address    string
	Postcode   resident.Postcode
	Phone      resident.Telephone
	Email      resident.Email
	Registered calendar.Date
	Adviser    string
	Barriers   []string // codes of the taxonomy, sorted

	Status       string // active, in_work or closed
	StatusReason string // what the sheet says about why, in its words

	LastContact   calendar.Date
	NextAction    string
	NextActionDue calendar.Date
	Job           *Job   // nil where there is none
	Evidence      string // of the job, in the sheet's words
	Notes         string
	Kept          []Kept // what was not understood, or did not fit
}

// The statuses of a record. The journey's stage follows from them: assessing, in
// work, closed.
const (
	StatusActive = "active"
	StatusInWork = "in_work"
	StatusClosed = "closed"
)

// Job is the work that a row tells of.
type Job struct {
	Title, Employer string

	Start      calendar.Date // zero where the sheet does not say: then there is no spell yet
	End        calendar.Date // last day worked, zero while the work goes on
	EndUnclear bool          // an end was written that cannot be read: nobody knows that the work goes on
	Hours      string        // a week, as a plain decimal like 37.5; empty where not known
	Amount     int           // pence for one Per
	Per        string        // hour, week, month or year; empty where the pay is not known
}

// PayKnown is true where amount and period were both understood.
func (j Job) PayKnown() bool { return j.Per != "" }

// Kept is a text that found no place, under the heading it stood under.
type Kept struct {
	Heading, Text string
}

// Note is what goes into the resident's notes: the sheet's own, then what was kept.
func (r Record) Note() string {
	note := r.Notes
	for i, k := range r.Kept {
		switch {
		case note != "" && i == 0:
			note += "\n\n"
		case note != "":
			note += "\n"
		}
		note += k.Heading + ": " + k.Text
	}
	return note
}

// Probe is what the person is recognised by.
func (r Record) Probe() resident.Probe {
	return resident.Probe{Given: r.Given, Family: r.Family, Preferred: r.Preferred, Born: r.Born,
		NINO: string(r.NINO), Postcode: string(r.Postcode), Telephone: r.Phone, Email: string(r.Email)}
}
