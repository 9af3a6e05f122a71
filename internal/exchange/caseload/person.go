package caseload

import (
	"unicode/utf8"

	"onward/internal/calendar"
	"onward/internal/resident"
)

// longestName and longestText are what the record holds of a name and of a line.
const (
	longestName    = 100
	longestText    = 200
	longestAddress = 300
	longestNotes   = 100_000
)

const (
	msgGiven   = "Enter the given name"
	msgFamily  = "Enter the family name"
	msgOneName = "Enter the given and the family name: this is one word"
	msgBorn    = "Enter a real date of birth, like 31 3 1980"
	msgFuture  = "Enter a date of birth in the past, like 31 3 1980"
	msgNoBorn  = "Add the date of birth when you know it: it tells people of one name apart"
	msgYoung   = "Check the date of birth: this person would be younger than 14"
	youngest   = 14
)

// names reads the names from their own columns, else from the one for both. A row
// without both is rejected.
func (r *reader) names() {
	v := &r.out.Values
	given, family, full := r.one(Given), r.one(Family), r.one(FullName)
	v.Given, v.Family = r.name(given), r.name(family)
	if given.text == "" && family.text == "" && full.text != "" {
		split := resident.SplitName(full.text)
		v.Given, v.Family, v.Preferred = r.shortened(full, split.Given), r.shortened(full, split.Family), r.shortened(full, split.Preferred)
		given, family = full, full
	}
	if preferred := r.name(r.one(Preferred)); preferred != "" {
		v.Preferred = preferred
	}
	v.Pronouns = r.name(r.one(Pronouns))
	v.Reference = r.text(Reference, longestName)
	switch {
	case v.Given != "" && v.Family == "" && family.column.Field == FullName:
		r.fault(full, msgOneName)
	case v.Family == "":
		r.fault(family, msgFamily)
	}
	if v.Given == "" {
		r.fault(given, msgGiven)
	}
}

func (r *reader) name(c cell) string { return r.shortened(c, resident.CleanName(c.text)) }

func (r *reader) shortened(c cell, name string) string {
	if utf8.RuneCountInString(name) <= longestName {
		return name
	}
	r.keep(c, name)
	r.warn(c, "Shorten this to 100 characters. The whole text is in the notes.")
	return resident.CleanName(string([]rune(name)[:longestName]))
}

// birth reads the date of birth; one that cannot be rejects the row.
func (r *reader) birth() {
	c := r.one(Born)
	if c.text == "" {
		r.remark(c, msgNoBorn)
		return
	}
	d, err := c.day(calendar.ParseBirth, r.today)
	switch {
	case err == calendar.ErrNotABirth:
		r.fault(c, msgFuture)
	case err != nil:
		r.fault(c, msgBorn)
	case d.AgeOn(r.today) < youngest:
		r.warn(c, msgYoung)
	}
	r.out.Values.Born = d
}

// nino reads the National Insurance number; one that cannot be rejects the row.
func (r *reader) nino() {
	c := r.one(NINO)
	if c.text == "" {
		return
	}
	n, err := resident.ParseNINO(c.text)
	switch {
	case err != nil:
		r.fault(c, resident.MessageNINO)
	case n.Administrative():
		r.notice(c, "Ask for the National Insurance number: this one is an office's, for the time being")
	case n.Short():
		r.notice(c, "Add the last letter of the National Insurance number when you know it")
	}
	r.out.Values.NINO = n
}
