package access

import (
	"github.com/google/uuid"

	"onward/internal/actor"
	"onward/internal/fault"
)

// Part is the place that the actor's organisation has on a journey which another
// leads: a referral that waits for its answer, or one that it accepted.
type Part struct {
	Waits      bool
	Categories Set // that the referral names
}

// Subject is what a decision needs to know of a journey. It is read in the
// transaction that reads the data, never kept from an earlier one. What is not
// known is left out, and then holds nothing.
type Subject struct {
	Journey    uuid.UUID
	Resident   uuid.UUID
	Lead       int  // organisation
	SPOC       int  // user
	Supporting bool // the actor is a named supporter, or covers for the single point of contact

	Sealed bool // by an order that stands
	Listed bool // the actor is named in it

	// What the resident has said, of the actor's organisation where it matters.
	Informed bool
	Objected bool
	Consents []int // agreements consented to, and not withdrawn

	Parts     []Part // of the actor's organisation
	Emergency bool   // the actor declared one here less than 24 hours ago
	Wrote     bool   // the actor's organisation wrote rows here and does not lead
	Matching  bool   // the actor is about to register this person
}

// Decision is the answer for one actor on one journey. Only Decide makes one
// that allows anything: the zero Decision denies all. Stores ask for it before
// they touch a row, which is how no path can forget to ask.
type Decision struct {
	Subject Subject
	Who     actor.Actor
	role    int
	held    holding
	table   *Policy
}

// Decide holds the subject against the policy.
func (p *Policy) Decide(who actor.Actor, on Subject) Decision {
	d := Decision{Subject: on, Who: who, role: roleIndex(who.Role), table: p}
	if p == nil || d.role < 0 || who.User == 0 || who.Organisation == 0 || on.Lead == 0 {
		return Decision{Subject: on, Who: who, role: -1}
	}
	d.held = p.hold(&who, &on)
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
	for b := Caseload; b < Author; b++ { // authorship opens rows, never whole categories
		if d.held.held[b] {
			s |= narrow(v, d.table.grants[d.role][b][v], d.held.limit[b])
		}
	}
	return s
}

// Wrote is the set of categories of which the actor may view those rows that
// its own organisation wrote, beyond what On(View) opens.
func (d Decision) Wrote() Set {
	if d.table == nil || d.role < 0 || !d.held.held[Author] {
		return 0
	}
	return d.table.grants[d.role][Author][View] &^ d.On(View)
}

// MayChangeRow says whether the actor may change a row of the category that an
// organisation wrote: any where the category may be changed, its own where the
// basis lets it amend.
func (d Decision) MayChangeRow(c Category, author int) bool {
	return d.May(Change, c) || d.May(Amend, c) && author == d.Who.Organisation
}

// Basis is the strongest basis that allows the verb on the category, for the
// audit and for "why you see this"; empty where nothing does.
func (d Decision) Basis(v Verb, c Category) string {
	if why := d.Why(v, c); len(why) > 0 {
		return why[0].Basis.String()
	}
	return ""
}

// Why lists the grounds that allow the verb on the category, the strongest
// first; none where it is denied.
func (d Decision) Why(v Verb, c Category) []Ground {
	if d.table == nil || d.role < 0 || v >= verbs {
		return nil
	}
	var why []Ground
	on := d.Subject
	d.table.grounds(d.Who, &on, func(g Ground) bool {
		if g.Basis != Author && d.table.reach(d.role, g, v).Has(c) {
			why = append(why, g)
		}
		return true
	})
	sortGrounds(why)
	return why
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

// Registering is the decision for a resident who is not on record yet: whoever
// registers acts on the caseload until someone is named.
func (p *Policy) Registering(who actor.Actor) Decision {
	d := p.Decide(who, Subject{Lead: who.Organisation, SPOC: who.User})
	if p == nil || !(p.May(who.Role, DoRegister) || p.May(who.Role, DoImport)) {
		return Decision{Who: who, role: -1}
	}
	return d
}
