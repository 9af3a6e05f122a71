package access

import (
	"fmt"
	"slices"
	"strings"

	"onward/internal/actor"
)

// Reading is what a decision says of one category, with its reasons: the grounds
// where it may be viewed, what is missing where it may not.
type Reading struct {
	Category Category
	Verbs    []Verb   // of view, add, change, export that are allowed
	Grounds  []Ground // for viewing, the strongest first
	Missing  []string // sentences; empty where it may be viewed
}

// Explain answers "why can X see this?" and "why not?" for every category.
func (p *Policy) Explain(who actor.Actor, on Subject) []Reading {
	d := p.Decide(who, on)
	answers := make([]Reading, 0, categories)
	for c := Existence; c < categories; c++ {
		a := Reading{Category: c, Grounds: d.Why(View, c)}
		for _, v := range []Verb{View, Add, Change, Export} {
			if d.May(v, c) {
				a.Verbs = append(a.Verbs, v)
			}
		}
		if len(a.Grounds) == 0 {
			a.Missing = p.missing(who, on, c)
		}
		answers = append(answers, a)
	}
	return answers
}

// missing says what stands against viewing a category.
func (p *Policy) missing(who actor.Actor, on Subject, c Category) []string {
	role := roleIndex(who.Role)
	switch {
	case p == nil || role < 0 || who.User == 0 || on.Lead == 0:
		return []string{"Something that the decision needs is unknown, and what is unknown opens nothing."}
	case on.Sealed && !on.Listed && on.SPOC != who.User:
		return []string{"The journey is sealed, and this person is neither its single point of contact nor on its list."}
	case on.Lead == who.Organisation:
		return p.missingAtHome(role, who, on, c)
	case !p.everViews(role, c):
		return []string{fmt.Sprintf("No rule lets the role %s view %s of another organisation's journeys.", who.Role, c)}
	case !on.Informed:
		return []string{"The resident has not been given the privacy notice."}
	case on.Objected:
		return []string{"The resident objects to this organisation."}
	}
	var why []string
	for _, b := range []Basis{Neighbour, Referral, Offered} {
		if p.grants[role][b][View].Has(c) {
			why = append(why, p.missingAgreement(who, on, b, c)...)
		}
	}
	if len(why) == 0 {
		why = []string{fmt.Sprintf("The role %s views %s of others' journeys on no basis that could hold here.", who.Role, c)}
	}
	return why
}

func (p *Policy) missingAtHome(role int, who actor.Actor, on Subject, c Category) []string {
	if p.grants[role][Caseload][View].Has(c) && on.SPOC != who.User && !on.Supporting {
		return []string{fmt.Sprintf("On basis own the role %s does not view %s; it would as the single point of contact or a named supporter.", who.Role, c)}
	}
	return []string{fmt.Sprintf("The role %s does not view %s.", who.Role, c)}
}

// everViews: some basis on which others' journeys show the category to the role.
func (p *Policy) everViews(role int, c Category) bool {
	for b := Offered; b < Match; b++ {
		if p.grants[role][b][View].Has(c) {
			return true
		}
	}
	return false
}

func (p *Policy) missingAgreement(who actor.Actor, on Subject, b Basis, c Category) []string {
	waits, accepted, named := on.parts()
	if b == Offered && !waits || b == Referral && !accepted {
		return nil // no such referral: nothing to be said of it
	}
	found := p.between(on.Lead, who.Organisation).each[b]
	if len(found) == 0 {
		return []string{fmt.Sprintf("No agreement in force lets the lead disclose to this organisation on basis %s.", b)}
	}
	var why []string
	for _, t := range found {
		a := t.agreement
		switch {
		case a.Consent && !slices.Contains(on.Consents, a.ID):
			why = append(why, fmt.Sprintf("“%s”, version %d, asks for the resident's consent, which is not given or was withdrawn.", a.Title, a.Number))
		case !t.set.Has(c):
			why = append(why, fmt.Sprintf("“%s”, version %d, does not name %s.", a.Title, a.Number, c))
		case b == Referral && c != Existence && !named.Has(c):
			why = append(why, fmt.Sprintf("The referral does not name %s.", c))
		}
	}
	return why
}

// Clause is a ground in words that cite it: role rule, basis, agreement and the
// resident's condition.
func (g Ground) Clause(role actor.Role) string {
	parts := []string{fmt.Sprintf("role rule %s on basis %s", role, g.Basis)}
	if g.Agreement != nil {
		condition := "the resident is informed and does not object"
		if g.Agreement.Consent {
			condition = "the resident consents"
		}
		parts = append(parts, fmt.Sprintf("agreement “%s”, version %d (section 3, data items)", g.Agreement.Title, g.Agreement.Number), condition)
	}
	return strings.Join(parts, "; ")
}
