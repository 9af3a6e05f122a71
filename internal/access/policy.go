package access

import (
	"encoding/csv"
	"errors"
	"fmt"
	"strings"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"

	"onward/internal/actor"
)

// roleCount is len(actor.Roles); a test holds the two together.
const roleCount = 6

// grants are the categories on which each verb is allowed.
type grants [verbs]Set

// Policy is the whole answer of casbin to the finite set of questions that can
// be asked of it. It is immutable: a new policy is a new value.
type Policy struct {
	grants [roleCount][bases]grants
	duties [roleCount]map[Duty]bool
	model  string
	book   *book // nil until With: then no agreement opens anything
}

// Load builds the policy from a casbin model and role rows. An empty or
// malformed policy is an error: the product does not start without one.
func Load(modelText, rows string) (*Policy, error) {
	expanded, err := expand(rows)
	if err != nil {
		return nil, err
	}
	p := &Policy{model: modelText}
	if _, err := agreementEnforcer(modelText, [][]string{{"agreement:0", "org:0", "org:0", "neighbour", "existence", "allow"}}); err != nil {
		return nil, err // a model without the agreements' half would deny in silence later
	}
	for r, role := range actor.Roles {
		p.duties[r] = map[Duty]bool{}
		if err := askDuties(modelText, expanded, role, p.duties[r]); err != nil {
			return nil, err
		}
		for b := Caseload; b < bases; b++ {
			if err := askGrants(modelText, expanded, role, b, &p.grants[r][b]); err != nil {
				return nil, err
			}
		}
	}
	return p, nil
}

// enforcer is casbin with the rows of one role on one basis: an enforcement
// costs as much as it has rows to look through.
func enforcer(modelText string, rows [][]string, role, basis string) (*casbin.Enforcer, error) {
	m, err := model.NewModelFromString(modelText)
	if err != nil {
		return nil, fmt.Errorf("access: the casbin model cannot be read: %w", err)
	}
	e, err := casbin.NewEnforcer(m)
	if err != nil {
		return nil, fmt.Errorf("access: casbin refuses the model: %w", err)
	}
	var mine [][]string
	for _, row := range rows {
		if row[0] == role && row[1] == basis {
			mine = append(mine, row)
		}
	}
	if len(mine) == 0 {
		return e, nil // casbin denies what no row allows
	}
	if _, err := e.AddPolicies(mine); err != nil {
		return nil, fmt.Errorf("access: casbin refuses the rows of %s on %s: %w", role, basis, err)
	}
	return e, nil
}

func askDuties(modelText string, rows [][]string, role actor.Role, into map[Duty]bool) error {
	e, err := enforcer(modelText, rows, "role:"+string(role), "basis:none")
	if err != nil {
		return err
	}
	for _, duty := range Duties {
		if into[duty], err = e.Enforce("role:"+string(role), "basis:none", "verb:do", string(duty)); err != nil {
			return fmt.Errorf("access: %w", err)
		}
	}
	return nil
}

// askGrants puts every question of one role on one basis to casbin once.
func askGrants(modelText string, rows [][]string, role actor.Role, basis Basis, into *grants) error {
	e, err := enforcer(modelText, rows, "role:"+string(role), "basis:"+basis.String())
	if err != nil {
		return err
	}
	for v := View; v < verbs; v++ {
		for c := Existence; c < categories; c++ {
			ok, err := e.Enforce("role:"+string(role), "basis:"+basis.String(), "verb:"+v.String(), c.String())
			if err != nil {
				return fmt.Errorf("access: %w", err)
			}
			if ok {
				into[v] |= SetOf(c)
			}
		}
	}
	return nil
}

// May says whether a role does a duty. Unknown roles and duties do nothing.
func (p *Policy) May(role actor.Role, duty Duty) bool {
	r := roleIndex(role)
	return r >= 0 && p.duties[r][duty]
}

// expand turns the compact rows into exact casbin rows.
func expand(rows string) ([][]string, error) {
	reader := csv.NewReader(strings.NewReader(rows))
	reader.Comment = '#'
	reader.TrimLeadingSpace = true
	reader.FieldsPerRecord = 5
	records, err := reader.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("access: the role rows cannot be read: %w", err)
	}
	var out [][]string
	seen := map[string]bool{}
	for _, rec := range records {
		exact, err := expandRow(rec)
		if err != nil {
			return nil, err
		}
		for _, row := range exact {
			key := strings.Join(row, ",")
			if seen[key] {
				return nil, fmt.Errorf("access: the role row %s stands twice", key)
			}
			seen[key] = true
		}
		out = append(out, exact...)
	}
	if len(out) == 0 {
		return nil, errors.New("access: the policy is empty")
	}
	return out, nil
}

func expandRow(rec []string) ([][]string, error) {
	role, basis, verb, effect := strings.TrimSpace(rec[0]), strings.TrimSpace(rec[1]), strings.TrimSpace(rec[2]), strings.TrimSpace(rec[3])
	words := strings.Fields(rec[4])
	known := actor.Role(strings.TrimPrefix(role, "role:")).Valid() && knownBasis(basis) && knownVerb(verb) &&
		(effect == "allow" || effect == "deny") && len(words) > 0
	if !known || !strings.HasPrefix(role, "role:") {
		return nil, fmt.Errorf("access: a role row has an unknown or empty word: %q", strings.Join(rec, ", "))
	}
	var out [][]string
	for _, word := range words {
		_, isCategory := ParseCategory(word)
		if isCategory == (basis == "basis:none") || !isCategory && !knownDuty(word) {
			return nil, fmt.Errorf("access: %q is neither a category nor a duty that fits its row", word)
		}
		out = append(out, []string{role, basis, verb, word, effect})
	}
	return out, nil
}

func knownBasis(typed string) bool {
	for _, name := range basisNames {
		if typed == "basis:"+name {
			return true
		}
	}
	return typed == "basis:none"
}

func knownVerb(typed string) bool {
	for _, name := range verbNames {
		if typed == "verb:"+name {
			return true
		}
	}
	return typed == "verb:do"
}

func knownDuty(word string) bool {
	for _, duty := range Duties {
		if word == string(duty) {
			return true
		}
	}
	return false
}
