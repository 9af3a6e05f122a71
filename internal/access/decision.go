package access

import (
	"github.com/google/uuid"

	"onward/internal/actor"
	"onward/internal/fault"
)

// Subject is what a decision needs to know of a journey. It is read in the
// transaction that reads the data, never kept from an earlier one.
type Subject struct {
	Journey    uuid.UUID
	Resident   uuid.UUID
	Lead       int  // organisation
	SPOC       int  // user
	Supporting bool // the actor is a named supporter, or covers for the single point of contact
}

// Decision is the answer for one actor on one journey. Only Decide makes one
// that allows anything: the zero Decision denies all. Stores ask for it before
// they touch a row, which is how no path can forget to ask.
type Decision struct {
	Subject Subject
	Who     actor.Actor
	role    int
	held    [bases]bool
	table   *Policy
}

// Decide holds the subject against the policy.
func (p *Policy) Decide(who actor.Actor, on Subject) Decision {
	d := Decision{Subject: on, Who: who, role: roleIndex(who.Role), table: p}
	if p == nil || d.role < 0 || who.User == 0 || who.Organisation == 0 || on.Lead == 0 {
		return Decision{Subject: on, Who: who, role: -1}
	}
	d.held[Own] = on.Lead == who.Organisation
	d.held[Caseload] = d.held[Own] && (on.SPOC == who.User || on.Supporting)
	return d
}

// May says whether the verb is allowed on the category, on any basis that holds.
func (d Decision) May(v Verb, c Category) bool { return d.On(v).Has(c) }

// On is the set of categories on which the verb is allowed.
func (d Decision) On(v Verb) Set {
	if d.table == nil || d.role < 0 || v >= verbs {
		return 0
	}
	var s Set
	for b := Caseload; b < bases; b++ {
		if d.held[b] {
			s |= d.table.grants[d.role][b][v]
		}
	}
	return s
}

// Basis is the strongest basis that allows the verb on the category, for the
// audit and for "why you see this"; empty where nothing does.
func (d Decision) Basis(v Verb, c Category) string {
	if d.table == nil || d.role < 0 || v >= verbs {
		return ""
	}
	for b := Caseload; b < bases; b++ {
		if d.held[b] && d.table.grants[d.role][b][v].Has(c) {
			return b.String()
		}
	}
	return ""
}

// Require is nil where the verb is allowed. Where the actor may not even know
// of the journey the answer is that nothing is there.
func (d Decision) Require(v Verb, c Category) error {
	switch {
	case d.May(v, c):
		return nil
	case d.May(View, Existence):
		return fault.New(fault.Forbidden, "Your post does not allow this on this journey. Ask its single point of contact, or your manager.")
	}
	return fault.NotHere()
}

// Scope is the same decision for a list: on which bases rows may be seen, and
// what of them. Own and Caseload are what the actor may view on each.
type Scope struct {
	Who      actor.Actor
	Own      Set // on any journey that the actor's organisation leads
	Caseload Set // on those where the actor is single point of contact or supporter
	table    *Policy
}

// Scope gives the actor's reach over lists.
func (p *Policy) Scope(who actor.Actor) Scope {
	r := roleIndex(who.Role)
	if p == nil || r < 0 || who.User == 0 || who.Organisation == 0 {
		return Scope{Who: who}
	}
	own := p.grants[r][Own][View]
	return Scope{Who: who, Own: own, Caseload: own | p.grants[r][Caseload][View], table: p}
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

// Registering is the decision for a resident who is not on record yet: whoever
// registers acts on the caseload until someone is named.
func (p *Policy) Registering(who actor.Actor) Decision {
	d := p.Decide(who, Subject{Lead: who.Organisation, SPOC: who.User})
	if p == nil || !(p.May(who.Role, DoRegister) || p.May(who.Role, DoImport)) {
		return Decision{Who: who, role: -1}
	}
	return d
}
