// Package exchange brings records in and takes them out. What a file says is
// read by the packages beneath, which know no database; here it meets the record.
package exchange

import (
	"strings"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/exchange/caseload"
	"onward/internal/journey"
	"onward/internal/journey/barrier"
	"onward/internal/journey/note"
	"onward/internal/journey/plan"
	"onward/internal/outcome"
	"onward/internal/resident"
)

var stages = map[string]journey.Stage{caseload.StatusActive: journey.StageAssessing, caseload.StatusInWork: journey.StageInWork, caseload.StatusClosed: journey.StageClosed}

// newJourney is the journey that a row tells of.
func newJourney(v caseload.Record, spoc int, today calendar.Date) journey.New {
	n := journey.New{SPOC: spoc, EntryPoint: "import", Stage: stages[v.Status], OpenedOn: notAfter(v.Registered, today), LastContact: notAfter(v.LastContact, today)}
	n.Resident = resident.New{
		Identity:    resident.Identity{Given: v.Given, Family: v.Family, Preferred: v.Preferred, Pronouns: v.Pronouns, Born: v.Born},
		Contact:     resident.Contact{Address: v.Address, Postcode: string(v.Postcode), Telephone: v.Phone, Email: string(v.Email)},
		Identifiers: resident.Identifiers{NINO: string(v.NINO)},
	}
	switch {
	case n.Stage == journey.StageInWork && v.Job != nil:
		n.StageOn = notAfter(v.Job.Start, today)
	case n.Stage == journey.StageClosed:
		n.StageOn, n.Reason = n.LastContact, closeReason(v.StatusReason)
	}
	if n.StageOn.Before(n.OpenedOn) {
		n.StageOn = n.OpenedOn
	}
	return n
}

// notAfter keeps what a sheet says of the past in the past; a day still to come
// is a slip, and the day of the import the nearest that can be.
func notAfter(d, today calendar.Date) calendar.Date {
	if d.After(today) {
		return today
	}
	return d
}

func closeReason(words string) string {
	if strings.Contains(strings.ToLower(words), "no contact") {
		return "no_contact"
	}
	return "other"
}

// parts are what hangs on a new journey besides the person.
type parts struct {
	barriers []barrier.New
	note     string
	noteOn   calendar.Date
	action   *plan.ActionFacts
	tasks    []plan.TaskFacts
	spell    *outcome.Record
	left     []string // what the actor's post may not add
}

// partsOf says what a row adds to the journey, as far as the decision goes.
// What was read and finds no place of its own goes into the note.
func partsOf(d access.Decision, v caseload.Record, spoc int, adviserKnown bool, today calendar.Date) parts {
	p := parts{noteOn: notAfter(v.Registered, today)}
	if p.noteOn.IsZero() {
		p.noteOn = today
	}
	p.addBarriers(d, v, p.noteOn)
	text := []string{v.Note()}
	text = append(text, p.addJob(d, v)...)
	text = append(text, p.addNext(d, v, spoc)...)
	if v.Adviser != "" && !adviserKnown {
		text = append(text, "Adviser in the sheet: "+v.Adviser)
	}
	if v.Reference != "" {
		text = append(text, "Reference in the sheet: "+v.Reference)
	}
	if !adviserKnown && d.May(access.Add, access.Plan) {
		p.tasks = append(p.tasks, plan.TaskFacts{What: "Decide who is the single point of contact", Assignee: spoc, Due: today.Add(7), Origin: "import"})
	}
	p.addNote(d, text)
	return p
}

func (p *parts) addBarriers(d access.Decision, v caseload.Record, since calendar.Date) {
	for _, code := range v.Barriers {
		kind, ok := barrier.Find(code)
		switch {
		case !ok:
		case !d.May(access.Add, kind.Category):
			p.left = append(p.left, "barriers")
		default:
			p.barriers = append(p.barriers, barrier.New{Code: code, StatusOn: since, Facts: barrier.Facts{Severity: barrier.Marked, Status: barrier.Open, Since: since}})
		}
	}
}

// addJob keeps a job as a spell of work. One whose first day is not known, or
// whose end cannot be read, would count days that nobody can vouch for: it goes
// into the note, and somebody is asked to look.
func (p *parts) addJob(d access.Decision, v caseload.Record) []string {
	j := v.Job
	if j == nil {
		return nil
	}
	words := strings.Join(nonEmpty(j.Title, j.Employer, j.Start.String(), v.Evidence), ", ")
	switch {
	case !d.May(access.Add, access.Work):
		p.left = append(p.left, "work and pay")
		return nil
	case j.Start.IsZero() || j.EndUnclear:
		return []string{"Work in the sheet: " + words}
	}
	r := outcome.Record{Title: j.Title, Evidence: v.Evidence, Spell: outcome.Spell{Employer: j.Employer, Start: j.Start, End: j.End}}
	if r.Employer == "" {
		r.Employer = "Employer not known"
	}
	if j.PayKnown() || j.Hours != "" {
		r.PayRecords = []outcome.PayRecord{{From: j.Start, Known: j.PayKnown(), Pence: int64(j.Amount), Per: outcome.Period(j.Per), Hours: j.Hours}}
	}
	if r.Check() != nil {
		return []string{"Work in the sheet: " + words}
	}
	p.spell = &r
	return nil
}

func (p *parts) addNext(d access.Decision, v caseload.Record, spoc int) []string {
	if v.NextAction == "" && v.NextActionDue.IsZero() {
		return nil
	}
	what := v.NextAction
	if what == "" {
		what = "Next action"
	}
	switch {
	case !d.May(access.Add, access.Plan):
		p.left = append(p.left, "next action")
	case v.Status == caseload.StatusClosed: // nothing is due any more
		return []string{strings.Join(nonEmpty("Next action in the sheet: "+what, v.NextActionDue.String()), ", ")}
	default:
		p.action = &plan.ActionFacts{What: what, Due: v.NextActionDue, Owner: plan.Owner{Kind: plan.ByAdvisor, Staff: spoc}}
	}
	return nil
}

func (p *parts) addNote(d access.Decision, texts []string) {
	p.note = strings.Join(nonEmpty(texts...), "\n\n")
	if runes := []rune(p.note); len(runes) > note.MostText {
		p.note = string(runes[:note.MostText])
	}
	if p.note != "" && !d.May(access.Add, access.Notes) {
		p.note, p.left = "", append(p.left, "notes")
	}
}

func nonEmpty(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			out = append(out, t)
		}
	}
	return out
}
