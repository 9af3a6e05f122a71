package caseload

import (
	"strings"

	"onward/internal/calendar"
	"onward/internal/resident"
)

const (
	msgJobAlone  = "Add the job's title, employer or start: what is here is in the notes."
	msgJobStart  = "Add the day on which the job started: without it no day counts towards an outcome"
	msgJobToCome = "Check the day: the job starts in the future"
	msgEndFirst  = "Enter a last day that is not before the first: until then the job does not count. What is here is in the notes."
	msgEndUnread = "Enter the last day of the job as a date: until then the job does not count. What is here is in the notes."
	msgNoJob     = "In work, but no job is given: add it when you know it"
)

// work reads the job. There is one where the row has its title, its employer or
// its start; pay, hours or an end alone are kept as words.
func (r *reader) work() {
	v := &r.out.Values
	v.Evidence = r.text(Evidence, longestText)
	if r.one(JobTitle).text == "" && r.one(Employer).text == "" && r.one(JobStart).text == "" {
		r.noJob()
		return
	}
	v.Job = &Job{Title: r.text(JobTitle, longestText), Employer: r.text(Employer, longestText)}
	r.jobStart(v.Job)
	r.jobEnd(v.Job)
	r.jobHours(v.Job)
	r.jobPay(v.Job)
}

func (r *reader) noJob() {
	for _, f := range []Field{Hours, Pay, JobEnd} {
		if c := r.one(f); c.text != "" {
			r.keep(c, c.text)
			r.warn(c, msgJobAlone)
		}
	}
	if r.out.Values.Status == StatusInWork {
		r.notice(r.one(Status), msgNoJob)
	}
}

func (r *reader) jobStart(job *Job) {
	job.Start = r.date(JobStart)
	switch c := r.one(JobStart); {
	case c.text == "":
		r.warn(c, msgJobStart)
	case job.Start.After(r.today):
		r.warn(c, msgJobToCome)
	}
}

// ongoing are the words for a job that goes on.
var ongoing = map[string]bool{
	"ongoing": true, "current": true, "present": true, "todate": true, "stillemployed": true, "stillinwork": true, "stillworking": true,
	"stillthere": true, "permanent": true, "noenddate": true, "openended": true, "continuing": true, "no": true, "still": true,
}

func (r *reader) jobEnd(job *Job) {
	c := r.one(JobEnd)
	if c.text == "" || ongoing[resident.Key(c.text)] {
		return
	}
	end, err := c.day(calendar.ParseTyped, r.today)
	switch {
	case err != nil:
		r.keep(c, c.text)
		r.warn(c, msgEndUnread)
		job.EndUnclear = true
	case end.Before(job.Start):
		r.keep(c, c.text)
		r.warn(c, msgEndFirst)
		job.EndUnclear = true
	default:
		job.End = end
	}
}

func (r *reader) jobHours(job *Job) {
	c := r.one(Hours)
	if c.text == "" {
		return
	}
	hours, err := parseHours(c.text)
	if err != nil {
		r.keep(c, c.text)
		r.warn(c, msgHours+msgInNotes)
	}
	job.Hours = hours
}

func (r *reader) jobPay(job *Job) {
	c := r.one(Pay)
	if c.text == "" {
		return
	}
	paid, err := parsePay(c.amountText(), periodIn(c.column.Heading))
	if err != nil {
		r.keep(c, c.text)
		r.warn(c, err.Error()+msgInNotes)
		return
	}
	job.Amount, job.Per = paid.pence, paid.per
	if paid.doubt != "" {
		r.warn(c, paid.doubt)
	}
	if paid.more {
		r.keep(c, c.text)
		r.notice(c, "All that is written beside the amount is in the notes.")
	}
}

// amountText is the cell's text with the number beneath in place of the one that is
// shown, which its format may have rounded.
func (c cell) amountText() string {
	if c.Number == nil || c.Number.Dated || c.Number.Decimal == "" {
		return c.text
	}
	shown := amounts.FindAllStringIndex(c.text, 2)
	if len(shown) != 1 {
		return c.text
	}
	figures := c.Number.Decimal
	if whole, fraction, ok := strings.Cut(figures, "."); ok {
		figures = whole + "." + fraction + "0000" // so that no stop is taken for a sign between thousands
	}
	return c.text[:shown[0][0]] + figures + c.text[shown[0][1]:]
}
