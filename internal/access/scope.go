package access

import (
	"cmp"
	"slices"

	"onward/internal/actor"
	"onward/internal/fault"
)

// Scope is the decision for a list: on which bases rows may be seen, and what of
// them. Own and Caseload are what the actor may view on each; Ways are how it
// comes to journeys that others lead.
type Scope struct {
	Who      actor.Actor
	Own      Set // on any journey that the actor's organisation leads
	Caseload Set // on those where the actor is single point of contact or supporter
	table    *Policy
	role     int
}

// Way is how rows of other organisations come into a list: on a basis, under one
// agreement, from the organisations that disclose by it. An emergency has none.
type Way struct {
	Basis     Basis
	Agreement int
	Leads     []int
	Consent   bool
	View      Set // before what a referral names narrows it
	Export    Set
}

// Scope gives the actor's reach over lists.
func (p *Policy) Scope(who actor.Actor) Scope {
	r := roleIndex(who.Role)
	if p == nil || r < 0 || who.User == 0 || who.Organisation == 0 {
		return Scope{Who: who, role: -1}
	}
	own := p.grants[r][Own][View]
	return Scope{Who: who, Own: own, Caseload: own | p.grants[r][Caseload][View], table: p, role: r}
}

// Require is nil where some row of the list could show the category.
func (s Scope) Require(c Category) error {
	if s.Caseload.Has(c) || s.Own.Has(c) {
		return nil
	}
	return fault.New(fault.Forbidden, "Your post does not open this list.")
}

// OwnWords and CaseloadWords are the categories as query parameters.
func (s Scope) OwnWords() []string      { return s.Own.Words() }
func (s Scope) CaseloadWords() []string { return s.Caseload.Words() }

// Row is the decision for one row of a list.
func (s Scope) Row(on Subject) Decision { return s.table.Decide(s.Who, on) }

// Ways lists how journeys of others come into a list on which a verb must reach
// all of need. Each agreement stands for itself.
func (s Scope) Ways(v Verb, need Set) []Way {
	if s.table == nil || s.role < 0 {
		return nil
	}
	var ways []Way
	if g := s.table.grants[s.role][Emergency]; g[v]&need == need {
		ways = append(ways, Way{Basis: Emergency, View: g[View], Export: g[Export]})
	}
	if s.table.book == nil {
		return ways
	}
	for i := range s.table.book.all {
		a := &s.table.book.all[i]
		if !slices.Contains(a.Receives, s.Who.Organisation) {
			continue
		}
		for _, b := range []Basis{Offered, Referral, Neighbour} {
			if w, ok := s.way(b, a); ok && w.of(v)&need == need {
				ways = append(ways, w)
			}
		}
	}
	return ways
}

func (w Way) of(v Verb) Set {
	if v == Export {
		return w.Export
	}
	return w.View
}

// way is one agreement's on one basis, with the leads for which casbin agrees.
func (s Scope) way(b Basis, a *Agreement) (Way, bool) {
	w := Way{Basis: b, Agreement: a.ID, Consent: a.Consent}
	for _, lead := range a.Discloses {
		if lead == s.Who.Organisation {
			continue
		}
		for _, t := range s.table.between(lead, s.Who.Organisation).each[b] {
			if t.agreement.ID == a.ID {
				w.Leads = append(w.Leads, lead)
				w.View, w.Export = t.set&s.table.grants[s.role][b][View], t.set&s.table.grants[s.role][b][Export]
			}
		}
	}
	return w, len(w.Leads) > 0
}

// sortGrounds puts the strongest basis first, and of one basis the older agreement.
func sortGrounds(why []Ground) {
	slices.SortStableFunc(why, func(a, b Ground) int {
		if c := cmp.Compare(a.Basis, b.Basis); c != 0 || a.Agreement == nil || b.Agreement == nil {
			return c
		}
		return cmp.Compare(a.Agreement.ID, b.Agreement.ID)
	})
}
