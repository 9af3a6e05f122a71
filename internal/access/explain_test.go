package access_test

import (
	"strings"
	"testing"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/calendar"
)

// shared is a policy with one agreement between Ealing (3) and Brent (4).
func shared(t testing.TB, change func(*access.Agreement)) *access.Policy {
	t.Helper()
	a := access.Agreement{ID: 12, Number: 2, Title: "West London cases", Discloses: []int{3, 4}, Receives: []int{3, 4}, Bases: []string{"neighbour", "referral"},
		Categories: access.SetOf(access.Identity, access.Plan, access.Health)}
	if change != nil {
		change(&a)
	}
	return load(t).With(7, calendar.MustISO("2026-03-02"), []access.Agreement{a})
}

func bola() actor.Actor {
	return actor.Actor{Post: 2, User: 9, Organisation: 4, Role: actor.Advisor}
}

func TestExplainCitesTheGround(t *testing.T) {
	t.Parallel()
	on := subject(3, 7, false)
	on.Informed = true
	for _, a := range shared(t, nil).Explain(bola(), on) {
		switch a.Category {
		case access.Plan:
			if len(a.Grounds) != 1 || len(a.Missing) != 0 || !strings.Contains(a.Grounds[0].Clause(actor.Advisor), "basis neighbour; agreement “West London cases”, version 2") {
				t.Errorf("plan: %+v", a)
			}
		case access.Health, access.Contact:
			if len(a.Grounds) != 0 || len(a.Missing) == 0 || len(a.Verbs) != 0 {
				t.Errorf("%v: %+v", a.Category, a)
			}
		}
	}
}

func TestExplainSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	informed := func(on *access.Subject) { on.Informed = true }
	for name, c := range map[string]struct {
		who       actor.Actor
		agreement func(*access.Agreement)
		on        func(*access.Subject)
		category  access.Category
		want      string
	}{
		"not informed":   {bola(), nil, func(*access.Subject) {}, access.Plan, "privacy notice"},
		"objected":       {bola(), nil, func(on *access.Subject) { on.Informed, on.Objected = true, true }, access.Plan, "objects"},
		"not named":      {bola(), nil, informed, access.Contact, "“West London cases”, version 2, does not name contact"},
		"no consent":     {bola(), func(a *access.Agreement) { a.Consent = true }, informed, access.Plan, "consent"},
		"one way only":   {bola(), func(a *access.Agreement) { a.Discloses = []int{4} }, informed, access.Plan, "No agreement in force"},
		"sealed":         {bola(), nil, func(on *access.Subject) { on.Informed, on.Sealed = true, true }, access.Plan, "sealed"},
		"never":          {bola(), nil, informed, access.Equality, "No rule lets the role advisor view equality"},
		"analyst":        {actor.Actor{Post: 3, User: 8, Organisation: 4, Role: actor.Analyst}, nil, informed, access.Plan, "No rule"},
		"at home":        {who(actor.Advisor), nil, func(on *access.Subject) { on.SPOC = 99 }, access.Health, "basis own"},
		"intake at home": {who(actor.Intake), nil, informed, access.Plan, "The role intake does not view plan"},
		"referral narrow": {bola(), nil, func(on *access.Subject) {
			on.Informed, on.Parts = true, []access.Part{{Categories: access.SetOf(access.Identity)}}
		}, access.Health, "The referral does not name health"},
		"nobody": {actor.Actor{}, nil, informed, access.Plan, "unknown"},
	} {
		on := subject(3, 7, false)
		c.on(&on)
		for _, a := range shared(t, c.agreement).Explain(c.who, on) {
			if a.Category == c.category && !strings.Contains(strings.Join(a.Missing, " "), c.want) {
				t.Errorf("%s: %v says %q", name, a.Category, a.Missing)
			}
		}
	}
}

func TestDecisionsUnderAgreementsAllocateNothing(t *testing.T) {
	p := shared(t, nil)
	on := subject(3, 7, false)
	on.Informed = true
	who := bola()
	if !p.Decide(who, on).May(access.View, access.Plan) { // casbin is asked here
		t.Fatal("denied")
	}
	if n := testing.AllocsPerRun(100, func() { _ = p.Decide(who, on).May(access.View, access.Plan) }); n > 0 {
		t.Errorf("%v allocations a decision", n)
	}
}

func TestAnEpochThatIsBehindIsRefused(t *testing.T) {
	t.Parallel()
	k := access.NewKeeper(load(t))
	day := calendar.MustISO("2026-03-02")
	loads := 0
	at := func(version, read int64, day calendar.Date) (int64, error) {
		p, err := k.At(version, day, func() (int64, []access.Agreement, error) { loads++; return read, nil, nil })
		if err != nil {
			return 0, err
		}
		v, d := p.Epoch()
		if d != day {
			t.Errorf("asked for %v, got %v", day, d)
		}
		return v, nil
	}
	if _, err := at(5, 4, day); err == nil {
		t.Error("answered from an older epoch than the transaction's")
	}
	for _, c := range []struct {
		version, read int64
		day           calendar.Date
		want          int64
		loads         int
	}{{5, 6, day, 6, 2}, {5, 0, day, 6, 2}, {6, 0, day, 6, 2}, {7, 7, day, 7, 3}, {7, 7, day.Add(1), 7, 4}, {7, 7, day.Add(1), 7, 4}} {
		if v, err := at(c.version, c.read, c.day); err != nil || v != c.want || loads != c.loads {
			t.Errorf("epoch %d: %d after %d loads, %v; want %d after %d", c.version, v, loads, err, c.want, c.loads)
		}
	}
}

// "Why" and the answer are made apart: each ground that is named must allow, and
// nothing is allowed without one.
func TestWhyAndTheAnswerAgree(t *testing.T) {
	t.Parallel()
	for _, consent := range []bool{false, true} {
		p := shared(t, func(a *access.Agreement) {
			a.Consent, a.Bases = consent, []string{"neighbour", "referral", "existence"}
		})
		for bits := range 1 << 9 {
			is := func(n int) bool { return bits>>n&1 == 1 }
			on := subject(3+bits>>8&1, 7, is(0))
			on.Informed, on.Objected, on.Emergency, on.Matching, on.Sealed = is(1), is(2), is(3), is(4), is(5)
			if is(6) {
				on.Consents = []int{12, 99}
			}
			if is(7) {
				on.Parts = []access.Part{{Categories: access.SetOf(access.Plan)}, {Waits: true}}
			}
			for _, role := range actor.Roles {
				d := p.Decide(actor.Actor{Post: 2, User: 9, Organisation: 4, Role: role}, on)
				for v := access.View; v <= access.Answer; v++ {
					for c := access.Existence; c <= access.Documents; c++ {
						if d.May(v, c) != (len(d.Why(v, c)) > 0) {
							t.Fatalf("%s may %v %v: %v, but why says %v of %+v", role, v, c, d.May(v, c), d.Why(v, c), on)
						}
					}
				}
			}
		}
	}
}
