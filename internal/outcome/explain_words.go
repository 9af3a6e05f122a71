package outcome

import (
	"fmt"
	"strings"

	"onward/internal/calendar"
)

// name is the floor in the words of a sentence.
func (f Floor) name() string {
	if f == FloorMinimumWage {
		return "minimum wage"
	}
	return "London Living Wage"
}

// day writes a day as people say it: with the year only where it is not the as-of day's.
func (e Explanation) day(d calendar.Date) string {
	if d.Year() == e.AsOf.Year() {
		return d.Short()
	}
	return d.Long()
}

// Headline says what threatens the outcome and since when, like "Pay falls below
// the London Living Wage on 1 May". It is empty, as are Comparison, RemedyText
// and OutlookText, unless the outcome is at risk.
func (e Explanation) Headline() string {
	if e.Threat == nil {
		return ""
	}
	t, on := *e.Threat, e.day(e.Threat.On)
	switch t.Reason {
	case BelowFloor:
		return e.payHeadline(t, on)
	case HoursLow:
		return hoursHeadline(t, on)
	case PayUnknown:
		if t.Now {
			return fmt.Sprintf("Pay has not been known since %s", on)
		}
		return fmt.Sprintf("Pay is not known from %s", on)
	}
	return e.workHeadline(t, on)
}

func (e Explanation) payHeadline(t Threat, on string) string {
	name := e.Rule.Floor.name()
	switch {
	case t.Floor == nil && t.Now:
		return fmt.Sprintf("No %s has been known since %s", name, on)
	case t.Floor == nil:
		return fmt.Sprintf("No %s is known from %s", name, on)
	case t.Now:
		return fmt.Sprintf("Pay has been below the %s since %s", name, on)
	}
	return fmt.Sprintf("Pay falls below the %s on %s", name, on)
}

// hoursHeadline does not say that hours fall to none: then nobody has entered them.
func hoursHeadline(t Threat, on string) string {
	switch {
	case t.Now:
		return fmt.Sprintf("Hours have been too low since %s", on)
	case t.Hours.Sign() == 0:
		return fmt.Sprintf("Hours are not known from %s", on)
	}
	return fmt.Sprintf("Hours fall to %s a week from %s", HoursText(t.Hours), on)
}

func (e Explanation) workHeadline(t Threat, on string) string {
	next := "no later job known"
	if !t.Until.IsZero() {
		next = "the next job starts on " + e.day(t.Until.Add(1))
	}
	if t.Now {
		return fmt.Sprintf("Not in work since %s, %s", on, next)
	}
	return fmt.Sprintf("Work ends on %s, %s", e.day(t.On.Add(-1)), next)
}

// Comparison sets both figures of the threat against each other, like "£13.85
// against £14.80"; empty where there are not two.
func (e Explanation) Comparison() string {
	switch t := e.Threat; {
	case t == nil:
	case t.Reason == BelowFloor && t.Floor != nil:
		return fmt.Sprintf("%s against %s", Pounds(t.Hourly), Pounds(t.Floor))
	case t.Reason == HoursLow:
		return fmt.Sprintf("%s hours a week against %s", HoursText(t.Hours), HoursText(e.Rule.LeastHours))
	}
	return ""
}

// RemedyText says what puts the threat right, like "£14.80 an hour from 1 May
// puts it right", or where days fail already, by when. Where what is known puts
// it right by itself it says from when.
func (e Explanation) RemedyText() string {
	if e.Threat == nil {
		return ""
	}
	t := *e.Threat
	switch {
	case t.Reason == PayUnknown:
		return fmt.Sprintf("Enter the pay and the hours from %s", e.day(t.On))
	case t.Now && t.Remedy.By.IsZero():
		return fmt.Sprintf("Days count again from %s", e.day(t.Outlook.ResumesOn))
	case t.Reason == BelowFloor && len(t.Remedy.Pay) == 0:
		return fmt.Sprintf("Ask an administrator to enter the %s for %s", e.Rule.Floor.name(), e.day(t.Remedy.From))
	case t.Reason == BelowFloor:
		return e.payText(t.Remedy) + e.effect(t)
	case t.Reason == HoursLow:
		return fmt.Sprintf("%s hours a week or more", HoursText(e.Rule.LeastHours)) + e.effect(t)
	case t.Remedy.By.IsZero():
		return fmt.Sprintf("A job from %s keeps the due day", e.day(t.Remedy.From))
	}
	return fmt.Sprintf("A job by %s keeps the count", e.day(t.Remedy.By))
}

// payText lists the pay needed, the first without its day where the text goes
// on to say by when.
func (e Explanation) payText(m Remedy) string {
	parts := []string{Pounds(m.Pay[0].Hourly) + " an hour"}
	if !e.Threat.Now {
		parts[0] += " from " + e.day(m.Pay[0].From)
	}
	for _, step := range m.Pay[1:] {
		parts = append(parts, Pounds(step.Hourly)+" from "+e.day(step.From))
	}
	if m.LeastHours != nil {
		parts = append(parts, fmt.Sprintf("for %s hours a week or more", HoursText(m.LeastHours)))
	}
	text := strings.Join(parts, ", ")
	if len(parts) > 1 {
		text += ","
	}
	return text
}

func (e Explanation) effect(t Threat) string {
	if !t.Now {
		return " puts it right"
	}
	return fmt.Sprintf(" by %s keeps the count", e.day(t.Remedy.By))
}

// OutlookText says what becomes of the count if nothing changes.
func (e Explanation) OutlookText() string {
	if e.Threat == nil {
		return ""
	}
	o := e.Threat.Outlook
	if o.LostOn.IsZero() {
		return fmt.Sprintf("If nothing changes day %d is reached on %s, later than %s",
			e.Rule.Days, e.day(o.ReachedOn), e.day(e.ProjectedOn))
	}
	return fmt.Sprintf("If nothing changes the count stops at day %d, and is lost on %s", o.StopsAt, e.day(o.LostOn))
}

// Summary is the whole answer in one line, like "day 143 of 182: pay falls below
// the London Living Wage on 1 May".
func (e Explanation) Summary() string {
	at := fmt.Sprintf("day %d of %d: ", e.Count, e.Rule.Days)
	switch e.State {
	case Achieved:
		return at + "reached on " + e.day(e.AchievedOn)
	case Running:
		return at + "due on " + e.day(e.ProjectedOn)
	case AtRisk:
		headline := e.Headline()
		return at + strings.ToLower(headline[:1]) + headline[1:]
	case Broken:
		return "the count was lost: " + e.Reason.text(e.Rule.Floor)
	}
	if e.Reason == "" {
		return "no day has counted yet"
	}
	return "no day has counted yet: " + e.Reason.text(e.Rule.Floor)
}

// text says why a day does not count.
func (r Reason) text(floor Floor) string {
	switch r {
	case NotInWork:
		return "not in work"
	case PayUnknown:
		return "pay is not known"
	case BelowFloor:
		return "pay is below the " + floor.name()
	}
	return "hours are too low"
}
