package caseload

import (
	"regexp"
	"strings"
)

// The periods of pay. The record knows the first four; the others are turned into
// years, exactly.
const (
	hour           = "hour"
	week           = "week"
	month          = "month"
	year           = "year"
	fortnight      = "fortnight"
	fourWeeks      = "four weeks"
	severalPeriods = "several"
)

// periodWords are tried in order; what one has taken the next does not see, so
// that the weeks of a four-weekly wage are not a weekly one. Figures and letters
// are parted by a space before.
var periodWords = []struct {
	per   string
	words *regexp.Regexp
}{
	{fourWeeks, regexp.MustCompile(`\b(?:per |every |a |each )?(?:4|four)[ -]?w(?:ee)?ks?(?:ly)?\b`)},
	{fortnight, regexp.MustCompile(`\b(?:per |every |a |each )?(?:2|two)[ -]?w(?:ee)?ks?(?:ly)?\b|\bbi-?weekly\b|` + every(`fortnight(?:ly)?`))},
	{hour, regexp.MustCompile(`\bp\.? ?/? ?h(?:r|our)?\b\.?|` + every(`hour|hourly|hrly|hr|hrs|hours`) + `|/ ?h\b`)},
	{month, regexp.MustCompile(`\bp\.? ?c\.? ?m\b\.?|\bp\.? ?/? ?m(?:onth)?\b\.?|` + every(`calendar month|month|monthly|mth|mthly|mnth`) + `|/ ?m\b`)},
	{year, regexp.MustCompile(`\bp\.? ?/? ?a\b\.?|` + every(`annum|annual|annually|year|yearly|yr|yrly`) + `|/ ?[ya]\b`)},
	{week, regexp.MustCompile(`\bp\.? ?/? ?w(?:k|eek)?\b\.?|` + every(`week|weekly|wk|wkly`) + `|/ ?w\b`)},
}

// every is a pattern for words with what may stand before them: per, an, a stroke.
func every(words string) string {
	return `(?:\b(?:per|an|a|each|every) ?|/ ?)?\b(?:` + words + `)\b\.?`
}

// takePeriods takes the words for a period out of a text.
func takePeriods(text string) (rest, per string) {
	for _, p := range periodWords {
		if !p.words.MatchString(text) {
			continue
		}
		text = p.words.ReplaceAllString(text, " ")
		if per != "" {
			per = severalPeriods
			continue
		}
		per = p.per
	}
	return text, per
}

// periodIn is the one period that a heading names, empty for none or several.
func periodIn(heading string) string {
	_, per := takePeriods(strings.ToLower(heading))
	if per == severalPeriods {
		return ""
	}
	return per
}
