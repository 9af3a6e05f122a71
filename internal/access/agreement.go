package access

import (
	"fmt"
	"slices"
	"strconv"
	"sync/atomic"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"

	"onward/internal/calendar"
)

// Agreement is what the decision needs to know of a data-sharing agreement that
// is in force: signed by all, within its dates, neither suspended nor ended.
// Whoever gives one to With vouches for that.
type Agreement struct {
	ID         int
	Number     int // of the version
	Title      string
	Discloses  []int    // organisations
	Receives   []int    // organisations
	Bases      []string // as the agreement names them: referral, neighbour, existence, statistics
	Categories Set
	Consent    bool // the resident's condition is consent; informed otherwise
}

// Names says whether the agreement names a basis by its own word.
func (a Agreement) Names(basis string) bool { return slices.Contains(a.Bases, basis) }

// namedBy are the agreement's own words for the bases that need one.
var namedBy = [bases]string{Offered: "referral", Referral: "referral", Neighbour: "neighbour", Match: "existence"}

// NeedsAgreement says that the basis holds under an agreement alone.
func (b Basis) NeedsAgreement() bool { return b < bases && namedBy[b] != "" }

// term is one agreement's answer to one viewer about one lead on one basis.
type term struct {
	agreement *Agreement
	set       Set
}

// terms are the answers of all agreements between a pair, by basis: one by one,
// for "why", and as a decision needs them. What a referral names narrows each of
// them alike, so that the sum of the narrowed is the narrowed sum.
type terms struct {
	each     [bases][]term
	informed [bases]answer          // of all agreements whose condition is that the resident is informed
	consent  map[int]*[bases]answer // of each other, by the agreement
}

// answer is a sum of sets, and whether any agreement stands behind it.
type answer struct {
	holds bool
	set   Set
}

func (a *answer) add(s Set) { a.holds, a.set = true, a.set|s }

// put adds one agreement's answer.
func (t *terms) put(b Basis, found term) {
	t.each[b] = append(t.each[b], found)
	if !found.agreement.Consent {
		t.informed[b].add(found.set)
		return
	}
	if t.consent == nil {
		t.consent = map[int]*[bases]answer{}
	}
	if t.consent[found.agreement.ID] == nil {
		t.consent[found.agreement.ID] = &[bases]answer{}
	}
	t.consent[found.agreement.ID][b].add(found.set)
}

// pair is a lead and a viewer with the agreements that concern both. casbin is
// asked when somebody first comes, once an epoch.
type pair struct {
	agreements []*Agreement
	answers    atomic.Pointer[terms]
}

type pairKey struct{ lead, viewer int }

// book is the agreements of one epoch. It never changes: another epoch is
// another book.
type book struct {
	version int64
	day     calendar.Date
	pairs   map[pairKey]*pair
	all     []Agreement
}

// With is the policy with the agreements of one epoch: the version of what was
// signed, and the London day for which it is in force.
func (p *Policy) With(version int64, day calendar.Date, agreements []Agreement) *Policy {
	next := *p
	b := &book{version: version, day: day, pairs: map[pairKey]*pair{}, all: agreements}
	for i := range agreements {
		a := &agreements[i]
		for _, lead := range a.Discloses {
			for _, viewer := range a.Receives {
				if lead != viewer {
					b.add(pairKey{lead, viewer}, a)
				}
			}
		}
	}
	next.book = b
	return &next
}

func (b *book) add(k pairKey, a *Agreement) {
	if b.pairs[k] == nil {
		b.pairs[k] = &pair{}
	}
	b.pairs[k].agreements = append(b.pairs[k].agreements, a)
}

// Epoch is the version and the day for which the policy knows the agreements.
func (p *Policy) Epoch() (int64, calendar.Date) {
	if p == nil || p.book == nil {
		return 0, calendar.Date{}
	}
	return p.book.version, p.book.day
}

// Agreements lists those in force.
func (p *Policy) Agreements() []Agreement {
	if p == nil || p.book == nil {
		return nil
	}
	return p.book.all
}

// none is the answer for a pair without an agreement.
var none terms

// between gives the answers for a pair, from casbin the first time.
func (p *Policy) between(lead, viewer int) *terms {
	if p.book == nil {
		return &none
	}
	found := p.book.pairs[pairKey{lead, viewer}]
	if found == nil {
		return &none
	}
	if t := found.answers.Load(); t != nil {
		return t
	}
	t, err := askTerms(p.model, found.agreements, lead, viewer)
	if err != nil {
		return &none // no answer is a denial; Load has shown that the model itself is sound
	}
	found.answers.Store(t)
	return t
}

// askTerms puts every question about one pair to casbin. Each agreement is asked
// by itself, with its own rows alone: two never add up to one.
func askTerms(modelText string, agreements []*Agreement, lead, viewer int) (*terms, error) {
	var t terms
	for _, a := range agreements {
		e, err := agreementEnforcer(modelText, agreementRows(a, lead, viewer))
		if err != nil {
			return nil, err
		}
		for b := Caseload; b < bases; b++ {
			if !b.NeedsAgreement() || !a.Names(namedBy[b]) {
				continue
			}
			set := SetOf(Existence) // counts as named wherever a basis holds
			for c := Existence; c < categories; c++ {
				ok, err := e.Enforce(agreementContext, agreementName(a), orgName(lead), orgName(viewer), b.String(), c.String())
				if err != nil {
					return nil, fmt.Errorf("access: %w", err)
				}
				if ok {
					set |= SetOf(c)
				}
			}
			t.put(b, term{a, set})
		}
	}
	return &t, nil
}

var agreementContext = casbin.EnforceContext{RType: "r2", PType: "p2", EType: "e2", MType: "m2"}

func agreementName(a *Agreement) string { return "agreement:" + strconv.Itoa(a.ID) }
func orgName(id int) string             { return "org:" + strconv.Itoa(id) }

// agreementRows are casbin's rows for an agreement between a pair.
func agreementRows(a *Agreement, lead, viewer int) [][]string {
	var rows [][]string
	for b := Caseload; b < bases; b++ {
		if !b.NeedsAgreement() || !a.Names(namedBy[b]) {
			continue
		}
		for _, c := range a.Categories.Words() {
			rows = append(rows, []string{agreementName(a), orgName(lead), orgName(viewer), b.String(), c, "allow"})
		}
	}
	return rows
}

func agreementEnforcer(modelText string, rows [][]string) (*casbin.Enforcer, error) {
	m, err := model.NewModelFromString(modelText)
	if err != nil {
		return nil, fmt.Errorf("access: the casbin model cannot be read: %w", err)
	}
	e, err := casbin.NewEnforcer(m)
	if err != nil {
		return nil, fmt.Errorf("access: casbin refuses the model: %w", err)
	}
	if len(rows) == 0 {
		return e, nil // casbin denies what no row allows
	}
	if _, err := e.AddNamedPolicies("p2", rows); err != nil {
		return nil, fmt.Errorf("access: casbin refuses an agreement's rows: %w", err)
	}
	return e, nil
}
