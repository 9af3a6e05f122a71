package access_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/policies"
)

func load(t testing.TB) *access.Policy {
	t.Helper()
	p, err := access.Load(policies.Model, policies.Roles)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func subject(lead, spoc int, supporting bool) access.Subject {
	return access.Subject{Journey: uuid.New(), Resident: uuid.New(), Lead: lead, SPOC: spoc, Supporting: supporting}
}

func who(role actor.Role) actor.Actor {
	return actor.Actor{Post: 1, User: 7, Organisation: 3, Role: role}
}

// The table of access.md for the bases of this policy, read a second time by hand.
func TestRolePolicyAsWritten(t *testing.T) {
	t.Parallel()
	p := load(t)
	const all = "existence identity contact circumstances housing_money health equality offences plan notes work outcomes documents"
	for _, c := range []struct {
		role  actor.Role
		basis string
		verb  access.Verb
		want  string
	}{
		{actor.Advisor, "caseload", access.View, all},
		{actor.Advisor, "caseload", access.Add, all},
		{actor.Advisor, "own", access.View, "existence identity contact circumstances plan outcomes"},
		{actor.Advisor, "own", access.Add, "notes"},
		{actor.Advisor, "own", access.Change, ""},
		{actor.Advisor, "own", access.Reassign, ""},
		{actor.Manager, "own", access.View, strings.Replace(all, "equality ", "", 1)},
		{actor.Manager, "own", access.Change, all},
		{actor.Manager, "own", access.Reassign, "existence"},
		{actor.Intake, "own", access.View, "existence identity contact"},
		{actor.Intake, "own", access.Add, "identity contact circumstances"},
		{actor.Intake, "own", access.Change, "contact"},
		{actor.Intake, "caseload", access.View, "existence identity contact"},
		{actor.Governance, "own", access.View, "existence"},
		{actor.Governance, "own", access.Add, ""},
		{actor.Analyst, "caseload", access.View, ""},
		{actor.Administrator, "caseload", access.View, ""},
	} {
		on := subject(3, 99, false)
		if c.basis == "caseload" {
			on = subject(3, 7, false)
		}
		if got := strings.Join(p.Decide(who(c.role), on).On(c.verb).Words(), " "); got != c.want {
			t.Errorf("%s on %s may %s %q, want %q", c.role, c.basis, c.verb, got, c.want)
		}
	}
}

func TestNothingMissingIsAllowed(t *testing.T) {
	t.Parallel()
	p := load(t)
	var none *access.Policy
	for name, d := range map[string]access.Decision{
		"zero decision":         {},
		"no policy":             none.Decide(who(actor.Advisor), subject(3, 7, false)),
		"no lead":               p.Decide(who(actor.Advisor), subject(0, 7, false)),
		"no actor":              p.Decide(actor.Actor{}, subject(3, 7, false)),
		"no role":               p.Decide(actor.Actor{Post: 1, User: 7, Organisation: 3}, subject(3, 7, false)),
		"odd role":              p.Decide(who("Advisor"), subject(3, 7, false)),
		"no organisation":       p.Decide(actor.Actor{User: 7, Role: actor.Advisor}, subject(3, 7, false)),
		"another organisation":  p.Decide(who(actor.Manager), subject(4, 99, false)),
		"spoc of another's own": p.Decide(who(actor.Advisor), subject(4, 7, true)),
	} {
		for v := access.View; v <= access.Seal; v++ {
			if s := d.On(v); !s.Empty() {
				t.Errorf("%s may %s %v", name, v, s.Words())
			}
		}
		if d.Require(access.View, access.Existence) == nil {
			t.Errorf("%s passes Require", name)
		}
	}
}

func TestSupporterIsOnTheCaseload(t *testing.T) {
	t.Parallel()
	d := load(t).Decide(who(actor.Advisor), subject(3, 99, true))
	if !d.May(access.View, access.Health) || d.Basis(access.View, access.Health) != "caseload" {
		t.Errorf("a supporter may not see what the caseload sees")
	}
	if d.Basis(access.View, access.Category(200)) != "" || d.May(access.Verb(200), access.Plan) {
		t.Errorf("words beyond the last are allowed")
	}
}

func TestDenyOverrides(t *testing.T) {
	t.Parallel()
	rows := "role:advisor, basis:own, verb:view, allow, plan\nrole:advisor, basis:own, verb:view, deny, plan\n"
	p, err := access.Load(policies.Model, rows)
	if err != nil {
		t.Fatal(err)
	}
	if p.Decide(who(actor.Advisor), subject(3, 99, false)).May(access.View, access.Plan) {
		t.Error("the deny row did not override")
	}
}

func TestMalformedPolicyStopsTheStart(t *testing.T) {
	t.Parallel()
	for name, rows := range map[string]string{
		"empty":            "",
		"comment only":     "# nothing\n",
		"few fields":       "role:advisor, basis:own, verb:view, allow\n",
		"untyped role":     "advisor, basis:own, verb:view, allow, plan\n",
		"unknown role":     "role:boss, basis:own, verb:view, allow, plan\n",
		"unknown basis":    "role:advisor, basis:any, verb:view, allow, plan\n",
		"unknown verb":     "role:advisor, basis:own, verb:see, allow, plan\n",
		"unknown effect":   "role:advisor, basis:own, verb:view, maybe, plan\n",
		"unknown category": "role:advisor, basis:own, verb:view, allow, plans\n",
		"no category":      "role:advisor, basis:own, verb:view, allow, \n",
		"star":             "role:advisor, basis:own, verb:view, allow, *\n",
		"duty on a basis":  "role:advisor, basis:own, verb:view, allow, today\n",
		"category as duty": "role:advisor, basis:none, verb:do, allow, plan\n",
		"twice":            "role:advisor, basis:own, verb:view, allow, plan\nrole:advisor, basis:own, verb:view, allow, plan\n",
	} {
		if _, err := access.Load(policies.Model, rows); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := access.Load("[request_definition]\nr = role", policies.Roles); err == nil {
		t.Error("a broken model was accepted")
	}
}

// Every role stands under allow or deny for every duty: a new one must be placed here.
func TestEveryRoleIsPlacedForEveryDuty(t *testing.T) {
	t.Parallel()
	p := load(t)
	want := map[access.Duty]string{
		access.DoToday: "advisor manager", access.DoCaseload: "advisor manager", access.DoFind: "advisor manager intake",
		access.DoRegister: "advisor manager intake", access.DoReassign: "manager", access.DoImport: "manager intake",
		access.DoAudit: "governance", access.DoAgreements: "governance", access.DoBoard: "analyst", access.DoSetup: "administrator", access.DoEmergency: "advisor manager", access.DoExport: "advisor manager governance",
	}
	for _, duty := range access.Duties {
		var may []string
		for _, role := range actor.Roles {
			if p.May(role, duty) {
				may = append(may, string(role))
			}
		}
		if got := strings.Join(may, " "); got != want[duty] {
			t.Errorf("duty %s: %q, want %q", duty, got, want[duty])
		}
	}
	if p.May("", access.DoToday) || p.May(actor.Advisor, "") {
		t.Error("an empty word was allowed")
	}
}

func TestScopeIsTheDecisionOfItsRows(t *testing.T) {
	t.Parallel()
	p := load(t)
	for _, role := range actor.Roles {
		s := p.Scope(who(role))
		if own := p.Decide(who(role), subject(3, 99, false)).On(access.View); s.Own != own {
			t.Errorf("%s: own %v, decision %v", role, s.Own.Words(), own.Words())
		}
		if mine := p.Decide(who(role), subject(3, 7, false)).On(access.View); s.Caseload != mine {
			t.Errorf("%s: caseload %v, decision %v", role, s.Caseload.Words(), mine.Words())
		}
	}
}

func BenchmarkDecide(b *testing.B) {
	p := load(b)
	w, on := who(actor.Advisor), subject(3, 99, false)
	b.ReportAllocs()
	for b.Loop() {
		if !p.Decide(w, on).May(access.View, access.Plan) {
			b.Fatal("denied")
		}
	}
}
