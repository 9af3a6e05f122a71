package chart

import (
	"fmt"
	"strings"

	"onward/internal/calendar"
)

// Days is the bar of days: a calendar from the first day of the run to the day
// on which the outcome is due.
type Days struct {
	From, Until calendar.Date // the axis, both days within it
	Today       calendar.Date
	TodayWords  string // on the chip: "Today, day 143"
	DueWords    string // beside the flag: "24 May, day 182"; no flag where empty
	Stretches   []Stretch
	Jobs        []Job
	Threat      *Threat
	Title       string // for those who listen: "Day 143 of 182 towards six months"
}

// Stretch is days in a row that are alike.
type Stretch struct {
	From, Until calendar.Date // both days within it
	Kind        Kind
	Numbers     string // inside it where it fits: "57 to 91"
	Leader      string // beneath it: "Not in work, 7 days"
}

// Threat is the first day that is known not to count.
type Threat struct {
	On    calendar.Date
	Words string // "Pay too low"
	When  string // "from 1 May"
}

// The desk's picture is laid out for the full column; what fits there is
// decided for it, and narrower windows get the phone's picture.
const (
	deskWidth = 1170
	minLabel  = 36 // least distance of month labels
)

func (d Days) length() int { return d.Until.Sub(d.From) + 1 }

// before is the days of the axis before a day.
func (d Days) before(day calendar.Date) int {
	return clamp(day.Sub(d.From), 0, d.length())
}

func (d Days) at(day calendar.Date) string { return percent(d.before(day), d.length()) }

func (d Days) span(from, until calendar.Date) string {
	return percent(d.before(until.Add(1))-d.before(from), d.length())
}

// px is where a day begins in the desk's picture.
func (d Days) px(day calendar.Date) int { return d.pxOf(day, deskWidth) }

// pxOf is where a day begins in a picture of a width.
func (d Days) pxOf(day calendar.Date, width int) int {
	if d.length() <= 0 {
		return 0
	}
	return d.before(day) * width / d.length()
}

// now is where today ends: what has been counted lies left of it.
func (d Days) now() calendar.Date { return d.Today.Add(1) }

func (d Days) nowOnRight() bool { return d.before(d.now())*2 > d.length() }

// dueFits keeps the words at the flag from running into today's chip.
func (d Days) dueFits() bool {
	start := deskWidth - textWidth(d.DueWords, 16, true) - 40
	edge := d.px(d.now())
	if !d.nowOnRight() {
		edge += textWidth(d.TodayWords, 16, true) + 20
	}
	return edge < start
}

func (d Days) numbersFit(s Stretch) bool {
	room := d.px(s.Until.Add(1)) - d.px(s.From)
	return s.Numbers != "" && textWidth(s.Numbers, 16, s.Kind == Counts)+4 <= room
}

// key is the kinds that occur, with their days.
func (d Days) key() []keyEntry {
	days := map[Kind]int{}
	for _, s := range d.Stretches {
		days[s.Kind] += s.Until.Sub(s.From) + 1
	}
	var entries []keyEntry
	for _, entry := range legend {
		if n := days[entry.kind]; n > 0 {
			entries = append(entries, keyEntry{kind: entry.kind, words: entry.words, days: amount(n, len(entries) == 0)})
		}
	}
	return entries
}

type keyEntry struct {
	kind  Kind
	words string
	days  string
}

// amount names the unit once, at the head of the key.
func amount(days int, first bool) string {
	if !first {
		return fmt.Sprintf(", %d", days)
	}
	if days == 1 {
		return ", 1 day"
	}
	return fmt.Sprintf(", %d days", days)
}

// describe tells the picture in words.
func (d Days) describe() string {
	var words strings.Builder
	for _, s := range d.Stretches {
		fmt.Fprintf(&words, "%s from %s to %s. ", kindWords(s.Kind), s.From.Long(), s.Until.Long())
	}
	for _, job := range d.Jobs {
		words.WriteString(job.describe())
	}
	return strings.TrimSpace(words.String())
}

func kindWords(kind Kind) string {
	for _, entry := range legend {
		if entry.kind == kind {
			return entry.words
		}
	}
	return ""
}
