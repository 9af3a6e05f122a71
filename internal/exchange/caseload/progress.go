package caseload

import (
	_ "embed" // for the table of statuses
	"strings"

	"onward/internal/resident"
)

//go:embed data/statuses.csv
var statusesCSV string

// status is what an office's word for it stands for.
type status struct {
	code   string
	reason bool // the word itself says why: "moved away"
	hold   bool // for the time being
}

var statuses = readStatuses()

func readStatuses() map[string]status {
	table := map[string]status{}
	for _, record := range dataRows(statusesCSV) {
		for _, words := range strings.Split(record[2], ";") {
			table[resident.Key(words)] = status{code: record[0], reason: record[1] == "reason", hold: record[1] == "hold"}
		}
	}
	return table
}

// progress reads where the person stands and what happens next.
func (r *reader) progress() {
	v := &r.out.Values
	v.Registered = r.date(Registered)
	if v.Registered.After(r.today) {
		r.warn(r.one(Registered), "Check the day of registration: it is in the future")
	}
	v.Adviser = r.text(Adviser, longestText)
	v.LastContact = r.date(LastContact)
	v.NextAction = r.text(NextAction, longestText)
	v.NextActionDue = r.date(NextActionDue)
	v.Notes = r.text(Notes, longestNotes)
	r.status()
}

func (r *reader) status() {
	v := &r.out.Values
	v.Status = StatusActive
	c := r.one(Status)
	if c.text == "" {
		r.remark(c, "No status is given: active is taken")
		return
	}
	known, reason, ok := statusOf(c.text)
	if !ok {
		r.keep(c, c.text)
		r.warn(c, "Enter active, in work or closed. Active is taken, and what is here is in the notes.")
		return
	}
	v.Status = known.code
	v.StatusReason = shorten(reason, longestText)
	if known.hold {
		r.warn(c, "Active is taken: pause the journey if the person is still away")
	}
}

// statusOf looks a status up whole, then by what stands before its first dash,
// colon, bracket, comma or stroke; what follows is the reason.
func statusOf(text string) (found status, reason string, ok bool) {
	if s, ok := statuses[resident.Key(text)]; ok {
		if s.reason || s.hold {
			reason = text
		}
		return s, reason, true
	}
	for i, r := range text {
		if !strings.ContainsRune("-–—:(,/;\n", r) {
			continue
		}
		if s, ok := statuses[resident.Key(text[:i])]; ok {
			reason = strings.Trim(text[i:], "-–—:(),/; \n")
			if s.reason {
				reason = text
			}
			return s, reason, true
		}
	}
	return status{}, "", false
}

func shorten(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return trim(string(runes[:most]))
	}
	return text
}
