package access

import "onward/internal/fault"

// Ground is the strongest ground that allows the verb on the category, for the
// trace; false where nothing does.
func (d Decision) Ground(v Verb, c Category) (Ground, bool) {
	if why := d.Why(v, c); len(why) > 0 {
		return why[0], true
	}
	return Ground{}, false
}

// Words is the basis as the audit has it; empty of a ground that does not stand.
func (g Ground) Words(stands bool) string {
	if !stands {
		return ""
	}
	return g.Basis.String()
}

// Number is that of the agreement which the ground stands on, 0 of none.
func (g Ground) Number() int {
	if g.Agreement == nil {
		return 0
	}
	return g.Agreement.ID
}

// Identifiers says whether National Insurance and other numbers may be seen:
// with the identity, and on basis caseload, own and referral alone.
func (d Decision) Identifiers() bool {
	for _, g := range d.Why(View, Identity) {
		if g.Basis == Caseload || g.Basis == Own || g.Basis == Referral {
			return true
		}
	}
	return false
}

// Elsewhere says that another organisation than the actor's leads the journey.
func (d Decision) Elsewhere() bool { return d.Subject.Lead != d.Who.Organisation }

// MayAmend says whether any row of a category may be changed on any basis, be it
// those alone that the actor's own organisation wrote.
func (d Decision) MayAmend(c Category) bool { return d.May(Change, c) || d.May(Amend, c) }

// RequireAmend is nil where MayAmend holds.
func (d Decision) RequireAmend(c Category) error {
	_, err := d.Amending(c)
	return err
}

// Amending is whose rows of a category may be changed: whoever's (0) where the
// category may be, those that the actor's own organisation wrote where the basis
// lets it amend, and else nobody's. Stores put it into their statements.
func (d Decision) Amending(c Category) (author int, err error) {
	switch {
	case d.May(Change, c):
		return 0, nil
	case d.May(Amend, c):
		return d.Who.Organisation, nil
	case d.May(View, Existence) && d.Elsewhere():
		return -1, fault.New(fault.Forbidden, "Another organisation leads this journey. Ask its single point of contact to change this.")
	}
	return -1, d.Require(Change, c)
}
