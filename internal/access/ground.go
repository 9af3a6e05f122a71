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
	for b := Offered; b <= Match; b++ {
		holds, named := on.sits(b)
		if !holds {
			continue
		}
		for _, term := range t.each[b] {
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

// sits says whether the facts of a basis that needs an agreement are there, and
// what may be viewed on it as far as they go.
func (s *Subject) sits(b Basis) (holds bool, named Set) {
	switch b {
	case Neighbour:
		return true, everything
	case Match:
		return s.Matching, everything
	case Offered, Referral:
		waits, accepted, named := s.parts()
		if b == Offered {
			return waits, everything
		}
		return accepted, named | SetOf(Existence)
	}
	return false, 0
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
	return narrow(v, p.grants[role][g.Basis][v], g.limit)
}

// narrow holds what may be viewed or taken away to a ground's limit.
func narrow(v Verb, s, limit Set) Set {
	if v == View || v == Export {
		return s & limit
	}
	return s
}

// holding is what grounds give, summed up by basis: all that a decision needs.
type holding struct {
	held  [bases]bool
	limit [bases]Set
}

func (h *holding) add(b Basis, limit Set) { h.held[b], h.limit[b] = true, h.limit[b]|limit }

// hold is grounds without the reasons: the same answer for the price of a few
// look-ups, however many agreements there are.
func (p *Policy) hold(who *actor.Actor, on *Subject) (h holding) {
	if on.Sealed && !on.Listed && on.SPOC != who.User {
		return h
	}
	if on.Emergency {
		h.add(Emergency, everything)
	}
	if on.Lead == who.Organisation {
		if on.SPOC == who.User || on.Supporting {
			h.add(Caseload, everything)
		}
		h.add(Own, everything)
		return h
	}
	if on.Wrote {
		h.add(Author, everything)
	}
	if !on.Informed || on.Objected {
		return h
	}
	t := p.between(on.Lead, who.Organisation)
	for b := Offered; b <= Match; b++ {
		holds, named := on.sits(b)
		if !holds {
			continue
		}
		if a := t.informed[b]; a.holds {
			h.add(b, a.set&named)
		}
		for _, id := range on.Consents {
			if given := t.consent[id]; given != nil && given[b].holds {
				h.add(b, given[b].set&named)
			}
		}
	}
	return h
}
