package access

import (
	"slices"

	"onward/internal/actor"
)

// Ground is one reason for which a decision allows something: a basis that holds
// and, where it needs one, the agreement that opens it.
type Ground struct {
	Basis     Basis
	Agreement *Agreement // nil where the basis needs none
	limit     Set        // of what may be viewed or exported on it
}

// grounds calls yield for each ground that holds for the actor on the subject
// until it answers false. What is missing holds nothing.
func (p *Policy) grounds(who actor.Actor, on *Subject, yield func(Ground) bool) {
	if on.Sealed && !on.Listed && on.SPOC != who.User {
		return // nothing opens a seal
	}
	if on.Emergency && !yield(Ground{Basis: Emergency, limit: everything}) {
		return
	}
	if on.Lead == who.Organisation {
		if (on.SPOC == who.User || on.Supporting) && !yield(Ground{Basis: Caseload, limit: everything}) {
			return
		}
		yield(Ground{Basis: Own, limit: everything})
		return
	}
	if on.Informed && !on.Objected && !p.agreed(who, on, yield) {
		return
	}
	if on.Wrote {
		yield(Ground{Basis: Author, limit: everything})
	}
}

const everything = Set(1<<categories - 1)

// agreed are the grounds that stand on an agreement and on the resident's say.
func (p *Policy) agreed(who actor.Actor, on *Subject, yield func(Ground) bool) bool {
	t := p.between(on.Lead, who.Organisation)
	waits, accepted, limit := on.parts()
	for b := Offered; b <= Match; b++ {
		holds, named := false, everything
		switch b {
		case Offered:
			holds = waits
		case Referral:
			holds, named = accepted, limit|SetOf(Existence)
		case Neighbour:
			holds = true
		case Match:
			holds = on.Matching
		}
		if !holds {
			continue
		}
		for _, term := range t[b] {
			if term.agreement.Consent && !slices.Contains(on.Consents, term.agreement.ID) {
				continue
			}
			if !yield(Ground{Basis: b, Agreement: term.agreement, limit: term.set & named}) {
				return false
			}
		}
	}
	return true
}

// parts says which parts of the actor's organisation wait and which stand, and
// what the ones that stand name between them.
func (s *Subject) parts() (waits, accepted bool, limit Set) {
	for _, part := range s.Parts {
		if part.Waits {
			waits = true
			continue
		}
		accepted, limit = true, limit|part.Categories
	}
	return waits, accepted, limit
}

// reach is what a ground allows of a verb to a role.
func (p *Policy) reach(role int, g Ground, v Verb) Set {
	s := p.grants[role][g.Basis][v]
	if v == View || v == Export {
		s &= g.limit
	}
	return s
}
