package resident

import (
	"slices"
	"strings"

	"onward/internal/access"
	"onward/internal/postgres"
)

// What found somebody, where that decides whether they may be found.
const (
	ByNumber    = "number"
	ByEmail     = "email"
	ByTelephone = "telephone"
)

// FindElsewhere gives residents of other organisations that clues find, the
// likeliest first and at most n. They are those that some basis may open: who
// asks holds each against the decision on it before anything is shown, with
// what found them.
func (s Store) FindElsewhere(tx *postgres.Tx, scope access.Scope, q Clues, n int) ([]Hit, error) {
	leads, err := s.elsewhere(tx, scope)
	if err != nil || q.Empty() || len(leads) == 0 {
		return nil, err
	}
	for _, find := range []func() ([]Hit, error){
		func() ([]Hit, error) { return s.numbersElsewhere(tx, leads, q, n) },
		func() ([]Hit, error) { return contactElsewhere(tx, leads, q, n) },
		func() ([]Hit, error) { return births(tx, anyLead(byBirth), leads, q, n) },
		func() ([]Hit, error) { return names(tx, anyLead(byNames), leads, q, n) },
	} {
		if hits, err := find(); err != nil || len(hits) > 0 {
			return hits, err
		}
	}
	return nil, nil
}

// elsewhere are the organisations that may share residents with the actor: those
// of the ways, and for an emergency wherever one was declared.
func (s Store) elsewhere(tx *postgres.Tx, scope access.Scope) (leads []int, err error) {
	for _, w := range scope.Ways(access.View, access.SetOf(access.Identity)) {
		found := w.Leads
		if w.Basis == access.Emergency {
			err := tx.QueryRow(`select coalesce(array_agg(distinct lead_org_id), '{}') from onward.emergency where author_id = $1 and author_org_id = $2
				and declared_at > $3::timestamptz - interval '24 hours'`, scope.Who.User, scope.Who.Organisation, scope.Who.Now).Scan(&found)
			if err != nil {
				return nil, err
			}
		}
		for _, lead := range found {
			if lead != scope.Who.Organisation && !slices.Contains(leads, lead) {
				leads = append(leads, lead)
			}
		}
	}
	return leads, nil
}

// anyLead is a search among several leads: each is a range of the same index.
func anyLead(sql string) string {
	return strings.ReplaceAll(sql, "lead_org_id = $1", "lead_org_id = any ($1)")
}

func (s Store) numbersElsewhere(tx *postgres.Tx, leads []int, q Clues, n int) ([]Hit, error) {
	if len(q.Numbers) == 0 {
		return nil, nil
	}
	return hits(tx, ByNumber, anyLead(byNumber), leads, s.lookups(q), n)
}

func contactElsewhere(tx *postgres.Tx, leads []int, q Clues, n int) ([]Hit, error) {
	switch {
	case q.Email != "":
		return hits(tx, ByEmail, anyLead(byEmail), leads, q.Email, n)
	case q.Telephone != "":
		return hits(tx, ByTelephone, anyLead(byTelephone), leads, string(q.Telephone), n)
	}
	return nil, nil
}
