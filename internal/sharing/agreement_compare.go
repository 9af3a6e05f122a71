package sharing

import (
	"strings"

	"onward/internal/access"
)

// Difference is one thing that two versions say differently. Both sides are
// words ready to be read; empty where a version says nothing.
type Difference struct {
	Section string
	Label   string
	Before  string
	After   string
}

// Compare lists what differs between two versions, section by section.
func Compare(before, after Terms) []Difference {
	var all []Difference
	note := func(section, label, b, a string) {
		if b != a {
			all = append(all, Difference{section, label, b, a})
		}
	}
	note("parties", "Title", before.Title, after.Title)
	for _, p := range union(before.Parties, after.Parties) {
		b, _ := before.Party(p.Organisation)
		a, _ := after.Party(p.Organisation)
		note("parties", p.Name, b.Words(), a.Words())
	}
	for _, c := range AllCategories() {
		note("data", CategoryWords(c), shared(before.Categories, c), shared(after.Categories, c))
	}
	note("basis", "Holds for", before.BasisWords(), after.BasisWords())
	note("basis", "Residents are", Find(Conditions, before.Condition), Find(Conditions, after.Condition))
	note("basis", "UK GDPR Article 6", before.Article6, after.Article6)
	note("guarded", "UK GDPR Article 9", Find(Articles9, before.Article9), Find(Articles9, after.Article9))
	note("guarded", "DPA 2018 Schedule 1", Find(Schedules1, before.Schedule1), Find(Schedules1, after.Schedule1))
	note("rights", "Contact for rights", before.RightsContact, after.RightsContact)
	note("rights", "Contact for complaints", before.ComplaintsContact, after.ComplaintsContact)
	note("governance", "Contact for breaches", before.BreachContact, after.BreachContact)
	note("review", "First day", before.From.Long(), after.From.Long())
	note("review", "Last day", before.Until.Long(), after.Until.Long())
	note("review", "Review", before.Review.Long(), after.Review.Long())
	for _, s := range Contents() {
		for _, x := range s.Texts {
			note(s.Key, x.Label, before.Sections[x.Key], after.Sections[x.Key])
		}
	}
	return inSections(all)
}

func shared(set access.Set, c access.Category) string {
	if set.Has(c) {
		return "Shared"
	}
	return "Not shared"
}

func union(a, b []Party) []Party {
	all := append([]Party(nil), a...)
	for _, p := range b {
		if _, ok := (Terms{Parties: a}).Party(p.Organisation); !ok {
			all = append(all, p)
		}
	}
	return all
}

func inSections(all []Difference) (out []Difference) {
	for _, s := range Contents() {
		for _, d := range all {
			if d.Section == s.Key {
				out = append(out, d)
			}
		}
	}
	return out
}

// Words says what a party does: "Discloses and receives, controller".
func (p Party) Words() string {
	flow := p.Flow()
	if capacity := Find(Capacities, p.Capacity); flow != "" && capacity != "" {
		return flow + ", " + strings.ToLower(capacity)
	}
	return flow
}

// Flow says whether a party discloses, receives or both.
func (p Party) Flow() string {
	switch {
	case p.Discloses && p.Receives:
		return "Discloses and receives"
	case p.Discloses:
		return "Discloses"
	case p.Receives:
		return "Receives"
	case p.Organisation != 0:
		return "Neither discloses nor receives"
	}
	return ""
}

// BasisWords is what the terms hold for: "Referrals, neighbours".
func (t Terms) BasisWords() string {
	var words []string
	for _, b := range Bases {
		if t.Names(b.Code) {
			word, _, _ := strings.Cut(b.Words, ":")
			words = append(words, word)
		}
	}
	return strings.Join(words, ", ")
}
