// Package outcomeview turns an outcome's explanation into what pages show: the
// bar of days with its threat, and the small bar of lists.
package outcomeview

import (
	"fmt"
	"math/big"
	"strings"

	"onward/internal/calendar"
	"onward/internal/outcome"
	"onward/internal/web"
	"onward/ui/chart"
	"onward/ui/component"
)

// Towards names the headline outcome under its count.
const Towards = "towards six months at the London Living Wage"

var kinds = map[outcome.Verdict]chart.Kind{
	outcome.Counts: chart.Counts, outcome.WillCount: chart.WillCount, outcome.VerdictBelowFloor: chart.PayLow,
	outcome.VerdictHoursLow: chart.HoursLow, outcome.VerdictNotInWork: chart.NotInWork, outcome.VerdictPayUnknown: chart.PayUnknown,
}

// Status is the state as a mark and a word.
func Status(e outcome.Explanation) component.Status {
	switch e.State {
	case outcome.Achieved:
		return component.Achieved("")
	case outcome.AtRisk:
		return component.AtRisk("")
	case outcome.Running:
		return component.OnCourse("")
	case outcome.Broken:
		return component.Ended("Run ended")
	}
	return component.ToDo("Not counting yet")
}

// Mini is the small bar of a row, and the line beneath it.
func Mini(e outcome.Explanation) (chart.Mini, string) {
	m := chart.Mini{Count: e.Count, Of: e.Rule.Days}
	switch e.State {
	case outcome.Achieved:
		m.State, m.Words = chart.Reached, "Achieved"
		return m, e.AchievedOn.Long()
	case outcome.Broken:
		m.State, m.Words = chart.RunEnded, "Run ended"
		return m, "Count starts again"
	}
	m.Gaps, m.Bad = e.Notches()
	return m, fmt.Sprintf("Day %d of %d", e.Count, e.Rule.Days)
}

// Panel is the whole picture for the journey's page. Figures of pay and hours
// are left out where work itself may not be seen.
func Panel(e outcome.Explanation, withPay bool) component.DayPanelView {
	v := component.DayPanelView{Day: e.Count, Of: e.Rule.Days, Towards: Towards, Status: Status(e), Bar: bar(e, withPay)}
	switch e.State {
	case outcome.Achieved:
		v.Towards = "of " + strings.TrimPrefix(Towards, "towards ") + ", reached on " + e.AchievedOn.Long()
	case outcome.Running, outcome.AtRisk:
		v.Due, v.In = e.ProjectedOn.Full(), inDays(e.ProjectedOn.Sub(e.AsOf))
	}
	if e.State == outcome.AtRisk {
		v.Threat = threat(e, withPay)
	}
	return v
}

func inDays(n int) string {
	switch {
	case n <= 0:
		return ""
	case n == 1:
		return "tomorrow"
	}
	return "in " + web.Count(n, "day")
}

func threat(e outcome.Explanation, withPay bool) *component.ThreatView {
	t := &component.ThreatView{What: e.Headline() + "."}
	if !withPay {
		t.What = fmt.Sprintf("Something stands in the way from %s.", e.Threat.On.Short())
		t.Remedy = "The single point of contact knows what."
		return t
	}
	if c := e.Comparison(); c != "" {
		t.What = e.Headline() + ": " + c + "."
	}
	t.Remedy = strings.Join(sentences(e.RemedyText(), e.OutlookText()), " ")
	return t
}

func sentences(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t+".")
		}
	}
	return out
}

func bar(e outcome.Explanation, withPay bool) chart.Days {
	stretches := e.CurrentStretches()
	if len(stretches) == 0 {
		return chart.Days{}
	}
	d := chart.Days{From: stretches[0].From, Until: stretches[len(stretches)-1].To, Today: e.AsOf,
		Title: fmt.Sprintf("Day %d of %d %s", e.Count, e.Rule.Days, Towards)}
	d.TodayWords = "Today"
	switch e.State {
	case outcome.Running, outcome.AtRisk:
		d.TodayWords = fmt.Sprintf("Today, day %d", e.Count)
		d.DueWords = fmt.Sprintf("%s, day %d", e.ProjectedOn.Short(), e.Rule.Days)
	case outcome.Achieved:
		d.Today, d.TodayWords = e.AchievedOn, "Reached, day "+fmt.Sprint(e.Rule.Days)
	}
	for i, s := range stretches {
		d.Stretches = append(d.Stretches, stretch(e, s, i == 0, withPay))
	}
	if withPay {
		d.Jobs = jobs(e, d.From)
	}
	if e.Threat != nil {
		d.Threat = &chart.Threat{On: later(e.Threat.On, d.From), Words: shortReason(e.Threat.Reason), When: "from " + e.Threat.On.Short()}
		if e.Threat.Now {
			d.Threat.When = "since " + e.Threat.On.Short()
		}
	}
	return d
}

func later(a, b calendar.Date) calendar.Date {
	if a.Before(b) {
		return b
	}
	return a
}

func stretch(e outcome.Explanation, s outcome.Stretch, first, withPay bool) chart.Stretch {
	out := chart.Stretch{From: s.From, Until: s.To, Kind: kinds[s.Verdict]}
	if s.FirstDay > 0 {
		out.Numbers = fmt.Sprintf("%d to %d", s.FirstDay, s.LastDay)
		if s.FirstDay == s.LastDay {
			out.Numbers = fmt.Sprint(s.FirstDay)
		}
		if first {
			out.Numbers = "Days " + out.Numbers
		}
	}
	if s.Verdict != outcome.Counts && !s.Later {
		out.Leader = leader(e, s, withPay)
	}
	return out
}

// leader labels a gap: what it was, with the figure where it may be seen, and
// how long.
func leader(e outcome.Explanation, s outcome.Stretch, withPay bool) string {
	n := s.To.Sub(s.From) + 1
	days := web.Count(n, "day")
	if s.Verdict == outcome.VerdictHoursLow && withPay && s.Hours != nil && e.Rule.LeastHours != nil {
		return fmt.Sprintf("%s hours a week, under %s: %s", outcome.HoursText(s.Hours), outcome.HoursText(e.Rule.LeastHours), days)
	}
	if s.Verdict == outcome.VerdictBelowFloor && withPay && s.Hourly != nil {
		return fmt.Sprintf("%s an hour: %s", outcome.Pounds(s.Hourly), days)
	}
	return shortReason(outcome.Reason(s.Verdict)) + ", " + days
}

func shortReason(r outcome.Reason) string {
	switch r {
	case outcome.BelowFloor:
		return "Pay too low"
	case outcome.HoursLow:
		return "Hours too low"
	case outcome.PayUnknown:
		return "Pay not known"
	}
	return "Not in work"
}

func jobs(e outcome.Explanation, from calendar.Date) []chart.Job {
	var out []chart.Job
	for _, j := range e.Jobs {
		if j.To.Before(from) {
			continue
		}
		job := chart.Job{From: later(j.From, from), Until: j.To, Employer: j.Employer}
		if j.Hourly != nil {
			job.Pay = AnHour(j.Hourly)
		}
		out = append(out, job)
	}
	return out
}

// AnHour is hourly pay in words, like £13.85 an hour.
func AnHour(pence *big.Rat) string { return outcome.Pounds(pence) + " an hour" }
