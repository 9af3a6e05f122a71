package chart

import (
	"fmt"
	"slices"

	"onward/internal/calendar"
)

// Job is an employer's bracket over the bar, one for each pay.
type Job struct {
	From, Until calendar.Date // both days within it
	Employer    string
	Pay         string // "£13.85 an hour"; empty where it is not to be seen
}

func (j Job) words() string {
	if j.Pay == "" {
		return j.Employer
	}
	return j.Employer + ", " + j.Pay
}

// The words over a bracket begin where it does. Near the right edge they end
// where it ends instead, and where the same employer stands just before them
// the pay alone says enough. Words that have no room are left out: the picture's
// description has them, and so has the page of every day.

const (
	narrowDesk = 980 // the picture in the narrowest window that still gets it
	jobEndGap  = 6   // keeps words off the end of their bracket and the flag's pole
)

type jobLabel struct {
	words, anchor string
	job           Job
}

func (l jobLabel) at(d Days) string {
	if l.anchor == "end" {
		return d.at(l.job.Until.Add(1))
	}
	return d.at(l.job.From)
}

func (l jobLabel) shift() string {
	if l.anchor == "end" {
		return itoa(-jobEndGap)
	}
	return "0"
}

// reach is from where to where the words go in a picture of a width.
func (l jobLabel) reach(d Days, width int) (from, until int) {
	long := textWidth(l.words, 16, false)
	if l.anchor == "end" {
		end := d.pxOf(l.job.Until.Add(1), width) - jobEndGap
		return end - long, end
	}
	start := d.pxOf(l.job.From, width)
	return start, start + long
}

// jobLabels places the words of the brackets from left to right.
func (d Days) jobLabels() []jobLabel {
	var placed []jobLabel
	for i, job := range d.Jobs {
		choices := []jobLabel{{job.words(), "start", job}, {job.words(), "end", job}}
		if i > 0 && d.Jobs[i-1].Employer == job.Employer && job.Pay != "" {
			choices = slices.Insert(choices, 1, jobLabel{job.Pay, "start", job}, jobLabel{job.Pay, "end", job})
		}
		for _, choice := range choices {
			if d.labelFits(choice, placed) {
				placed = append(placed, choice)
				break
			}
		}
	}
	return placed
}

// labelFits asks it of the narrowest and of the full picture.
func (d Days) labelFits(l jobLabel, placed []jobLabel) bool {
	for _, width := range []int{narrowDesk, deskWidth} {
		from, until := l.reach(d, width)
		if from < 0 || until > width {
			return false
		}
		for _, other := range placed {
			if start, end := other.reach(d, width); from < end+wordsGap && until > start-wordsGap {
				return false
			}
		}
	}
	return true
}

// describe tells a bracket in words.
func (j Job) describe() string {
	return fmt.Sprintf("%s from %s to %s. ", j.words(), j.From.Long(), j.Until.Long())
}
