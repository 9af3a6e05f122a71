package sharing

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"onward/internal/fault"
)

// How long the parts of an agreement may be, in characters.
const (
	MostTitle   = 120
	MostContact = 200
	MostText    = 6000
	MostReason  = 1000
)

// check refuses what can be in no draft: codes that are none, texts that are
// too long, organisations of elsewhere. What is merely missing a draft may lack.
func (t Terms) check(candidates []Party) error {
	var wrong []fault.Field
	bad := func(is bool, name, message string) {
		if is {
			wrong = append(wrong, fault.Field{Name: name, Message: message})
		}
	}
	long := func(text string, most int) bool { return utf8.RuneCountInString(text) > most }
	shorten := func(most int) string { return "Shorten this to " + strconv.Itoa(most) + " characters or fewer" }
	bad(t.Title == "", "title", "Give the agreement a title")
	bad(long(t.Title, MostTitle), "title", shorten(MostTitle))
	for name, text := range map[string]string{"rights_contact": t.RightsContact, "breach_contact": t.BreachContact, "complaints_contact": t.ComplaintsContact} {
		bad(long(text, MostContact), name, shorten(MostContact))
	}
	for key, text := range t.Sections {
		bad(!knownText(key), key, "Reload the page: this agreement has no such part")
		bad(long(text, MostText), key, shorten(MostText))
	}
	for _, c := range []struct {
		name, code string
		answers    []Answer
	}{{"condition", t.Condition, Conditions}, {"article6", t.Article6, Articles6}, {"article9", t.Article9, Articles9}, {"schedule1", t.Schedule1, Schedules1}} {
		bad((c.code != "" || c.name == "condition") && Find(c.answers, c.code) == "", c.name, "Choose one of the answers")
	}
	for _, b := range t.Bases {
		bad(Find(Bases, b) == "", "bases", "Choose among the answers")
	}
	seen := map[int]bool{}
	for _, p := range t.Parties {
		known := slices.ContainsFunc(candidates, func(c Party) bool { return c.Organisation == p.Organisation })
		bad(!known || seen[p.Organisation], "party", "Choose organisations of your partnership, each once")
		bad(Find(Capacities, p.Capacity) == "", "party", "Say of each party whether it is a controller or a processor")
		seen[p.Organisation] = true
	}
	slices.SortFunc(wrong, func(a, b fault.Field) int { return strings.Compare(a.Name, b.Name) })
	return fault.Fields(wrong...)
}

func knownText(key string) bool {
	for _, s := range Contents() {
		if slices.ContainsFunc(s.Texts, func(x Text) bool { return x.Key == key }) {
			return true
		}
	}
	return false
}
