package caseload_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/journey"
	"onward/internal/journey/caseload"
	"onward/internal/postgres"
)

// share makes agreements of every kind, and a say of every kind for each
// journey, as chance has it.
func (w *world) share(t *testing.T, chance *rand.Rand) {
	some := func(list []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(string) bool { return chance.IntN(3) == 0 })
	}
	categories := []string{"identity", "contact", "circumstances", "health", "plan", "notes", "work", "outcomes"}
	var consented []int
	for i, terms := range []fixture.Terms{
		{Categories: some(categories)}, {Categories: []string{"identity", "plan"}, Receives: []string{"jcp-west"}},
		{Categories: []string{"identity", "contact"}, Consent: true}, {Categories: some(categories), Bases: []string{"referral"}},
		{Categories: []string{"identity", "plan", "health"}, Bases: []string{"referral", "neighbour"}, Discloses: []string{"brent"}},
		{Categories: []string{"plan"}}, {Categories: categories, State: "suspended"}, {Categories: categories, Unsigned: []string{"brent"}},
	} {
		if id := w.Agree(fmt.Sprint("Terms ", i), terms); terms.Consent {
			consented = append(consented, id)
		}
	}
	for _, m := range w.journeys {
		if chance.IntN(6) > 0 {
			w.Inform(m.id)
		}
		if chance.IntN(5) == 0 {
			w.Object(m.id, []string{"brent", "jcp-west"}[chance.IntN(2)])
		}
		if chance.IntN(2) == 0 {
			w.Consent(m.id, consented[0])
		}
		for _, to := range []string{"brent", "jcp-west", "ealing"} {
			if chance.IntN(3) == 0 && to != m.org {
				w.Refer(m.id, to, []string{"offered", "accepted", "started", "ended"}[chance.IntN(4)], some(categories)...)
			}
		}
		if chance.IntN(5) == 0 {
			w.Seal(m.id, []string{"grace", "bola", "bimpe", "tom"}[chance.IntN(4)], "jan")
		}
		if chance.IntN(4) == 0 {
			w.Emergency(m.id, []string{"bola", "jan", "amina"}[chance.IntN(3)])
		}
	}
}

// plain says which facts of a narrowing stand in which category.
func (m *made) shows(d access.Decision, n narrowing) bool {
	f := n.filter
	plan := len(f.Stages) > 0 || f.Overdue || f.Quiet || f.Early || len(f.Entries) > 0 || len(f.Programmes) > 0
	health := slices.Contains(f.Groups, "disabled") || len(f.Barriers) > 0
	return d.May(access.View, access.Identity) && (!plan || d.May(access.View, access.Plan)) &&
		(!health || d.May(access.View, access.Health)) && (!slices.Contains(f.Groups, "over_50") || d.May(access.View, access.Identity))
}

// TestEveryPathGivesOneAnswerOnOthersJourneys holds list, count, board, export,
// choice and search of what others share against the decision on each journey,
// in worlds that chance makes.
func TestEveryPathGivesOneAnswerOnOthersJourneys(t *testing.T) {
	t.Parallel()
	for seed := range uint64(1) {
		w := newWorld(t)
		w.populate(t)
		w.add(t, made{name: "Ina", spoc: "jan", org: "jcp-west", overdue: true, program: "Restart"})
		w.add(t, made{name: "Jon", spoc: "joel", org: "ealing", stage: journey.StageLooking, quiet: true, groups: []string{"over_50"}})
		w.share(t, rand.New(rand.NewPCG(seed, 25)))
		for _, who := range []string{"bola", "bimpe", "jan", "amina", "tom", "ines"} {
			decisions := map[uuid.UUID]access.Decision{}
			for _, m := range w.journeys {
				_ = w.Read(who, func(tx *postgres.Tx) (err error) {
					decisions[m.id], err = w.Gate.Decide(tx, m.id)
					return err
				})
			}
			for _, n := range narrowings(w) {
				if who == "bola" || who == "tom" || who == "ines" { // other roles and homes ask the lists the same
					break
				}
				// Each statement costs a plan: leads are asked for apart where nothing else narrows.
				for i, from := range []caseload.From{{Shared: true}, {Leads: []int{w.Orgs["ealing"]}}, {Leads: []int{w.Orgs["jcp-west"], w.Orgs["brent"]}}} {
					if n.filter.From = from; i == 0 || n.name == "open" || n.name == "any" {
						w.compareShared(t, seed, who, n, decisions)
					}
				}
			}
			w.findShared(t, seed, who, decisions)
		}
	}
}

func (w *world) compareShared(t *testing.T, seed uint64, who string, n narrowing, decisions map[uuid.UUID]access.Decision) {
	t.Helper()
	want, out := []string{}, []string{}
	for _, m := range w.journeys {
		d := decisions[m.id]
		lead := len(n.filter.From.Leads) == 0 || slices.Contains(n.filter.From.Leads, w.Orgs[m.org])
		byWho := n.filter.Who.Anyone() || !n.filter.Who.Me && !n.filter.Who.Helping
		if m.own(who) || !lead || !byWho || !n.holds(m, who) && !slices.Contains(n.filter.Groups, "disabled") && len(n.filter.Barriers) == 0 {
			continue
		}
		if slices.Contains(n.filter.Groups, "disabled") && !slices.Contains(m.groups, "disabled") || len(n.filter.Barriers) > 0 && (m.barrier == "" || !open(m)) {
			continue
		}
		if m.shows(d, n) {
			want = append(want, m.name)
			if d.May(access.Export, access.Identity) && (len(n.filter.Stages) == 0 || d.May(access.Export, access.Plan)) {
				out = append(out, m.name)
			}
		}
	}
	err := w.Read(who, func(tx *postgres.Tx) error {
		scope, err := w.Gate.Scope(tx)
		if err != nil {
			return err
		}
		return w.compare(t, tx, caseload.Store{Box: w.Box}, scope, fmt.Sprint(seed, " ", who), narrowing{name: fmt.Sprint("others', ", n.filter.From, " ", n.name), filter: n.filter}, want, out)
	})
	if err != nil {
		t.Errorf("%d %s, %s: %v", seed, who, n.name, err)
	}
}

// findShared searches by name, by date of birth, by reference and by what is
// nobody's to search for.
func (w *world) findShared(t *testing.T, seed uint64, who string, decisions map[uuid.UUID]access.Decision) {
	t.Helper()
	want := []string{}
	for _, m := range w.journeys {
		if decisions[m.id].May(access.View, access.Identity) {
			want = append(want, m.name)
		}
	}
	for _, typed := range []string{"Vantongeren", "Vantongern", "Vantongeren 4 5 1991"} {
		rows, _, err := w.service.Find(w.As(who), typed, 25)
		if err != nil {
			t.Fatal(err)
		}
		if got := w.names(rows); !reflect.DeepEqual(got, want) {
			t.Errorf("%d %s finds %v by %q, want %v", seed, who, got, typed, want)
		}
		away := false
		for _, r := range rows {
			d := decisions[r.ID()]
			if d.On(access.View) != r.Decision.On(access.View) {
				t.Errorf("%d %s: the row's decision is not the journey's", seed, who)
			}
			if away && !d.Elsewhere() {
				t.Errorf("%d %s: one's own stand behind others'", seed, who)
			}
			away = d.Elsewhere()
			if away && (r.Lead == "" || r.Phone == "" || r.SPOC == "") {
				t.Errorf("%d %s: nobody to call: %+v", seed, who, r)
			}
			if !d.May(access.View, access.Plan) && (r.Stage != "" || r.NextWhat != "" || !r.NextDue.IsZero() || !r.LastContact.IsZero() || r.Entry != "") {
				t.Errorf("%d %s: the row shows a plan: %+v", seed, who, r)
			}
		}
	}
	all := make([]uuid.UUID, 0, len(w.journeys))
	for _, m := range w.journeys {
		all = append(all, m.id)
	}
	chosen := slices.DeleteFunc(slices.Clone(want), func(string) bool { return roles[who] == actor.Intake })
	if rows, err := w.service.Chosen(w.As(who), all); roles[who] != actor.Intake && (err != nil || !reflect.DeepEqual(w.names(rows), chosen)) {
		t.Errorf("%d %s: chosen %v, want %v: %v", seed, who, w.names(rows), chosen, err)
	}
}

// Numbers find on basis referral alone, a telephone only where contact is open.
func TestWhatFindsOthersResidents(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	rosa := w.Rosa()
	w.Inform(rosa)
	w.Agree("Names", fixture.Terms{Categories: []string{"identity"}})
	finds := func(who string, typed ...string) (found []string) {
		for _, words := range typed {
			rows, _, err := w.service.Find(w.As(who), words, 5)
			if err != nil {
				t.Fatal(err)
			}
			if len(rows) == 1 {
				found = append(found, words)
			}
		}
		return found
	}
	all := []string{"rosa adomako", "MW 12 34 56 A", "07700 900123", "rosa@example.org"}
	if got := finds("bola", all...); !reflect.DeepEqual(got, all[:1]) {
		t.Errorf("by names alone: %v", got)
	}
	w.Agree("Contact", fixture.Terms{Categories: []string{"identity", "contact"}})
	if got := finds("bola", all...); !reflect.DeepEqual(got, []string{all[0], all[2], all[3]}) {
		t.Errorf("with contact: %v", got)
	}
	w.Agree("Referral", fixture.Terms{Categories: []string{"identity"}, Bases: []string{"referral"}})
	w.Refer(rosa, "brent", "accepted", "identity")
	if got := finds("bola", all...); !reflect.DeepEqual(got, all) {
		t.Errorf("on a referral: %v", got)
	}
	w.Seal(rosa, "tom", "grace")
	if got := finds("bola", all...); got != nil {
		t.Errorf("sealed: %v", got)
	}
	if got := finds("joel", all...); got != nil {
		t.Errorf("sealed at home: %v", got)
	}
	if got := finds("amina", all...); len(got) != 4 {
		t.Errorf("her single point of contact finds her: %v", got)
	}
}

// A scope without ways opens nothing, whatever the database holds.
func TestAnEmptyScopeOpensNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Inform(w.Rosa())
	for name, f := range map[string]caseload.Filter{"shared": {From: caseload.From{Shared: true}}, "a lead's": {From: caseload.From{Leads: []int{w.Orgs["ealing"]}}}} {
		err := w.Read("bola", func(tx *postgres.Tx) error {
			s, scope := caseload.Store{Box: w.Box}, w.Policy.Scope(tx.Actor)
			rows, err := s.Rows(tx, scope, caseload.Query{Filter: f})
			if err != nil || len(rows) != 0 {
				t.Errorf("%s: %+v, %v", name, rows, err)
			}
			n, err := s.Counts(tx, scope, f, []caseload.Filter{f})
			if err != nil || n.Total+n.Exportable+n.Others[0]+n.Shared != 0 {
				t.Errorf("%s: %+v, %v", name, n, err)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		if _, err := w.service.List(w.As("bola"), caseload.Query{Filter: f}); err != nil {
			t.Error(err)
		}
	}
	err := w.Read("bola", func(tx *postgres.Tx) error {
		_, err := caseload.Store{Box: w.Box}.Rows(tx, access.Scope{}, caseload.Query{Filter: caseload.Filter{From: caseload.From{Shared: true}}})
		return err
	})
	if !fault.Is(err, fault.Forbidden) {
		t.Errorf("no scope at all: %v", err)
	}
}

// Pages neither repeat nor leave out what others share, in the order of what is
// due, and each is as the whole list is.
func TestPagesOfOthersJourneys(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.crowd(t, "amina", 130)
	w.crowd(t, "bola", 40)
	w.AsOwner(t, "update onward.progress set next_due = onward.today() + (hashtext(journey_id::text) % 40)")
	w.AsOwner(t, `insert into onward.notice (id, resident_id, lead_org_id, author_org_id, author_id, wording, how, given_on)
		select gen_random_uuid(), resident_id, lead_org_id, lead_org_id, spoc_id, '1', 'in_person', onward.today() from onward.journey`)
	w.Agree("Cases", fixture.Terms{Categories: []string{"identity", "plan"}})
	w.Agree("Also cases", fixture.Terms{Categories: []string{"identity", "plan", "contact"}})
	seen := map[uuid.UUID]bool{}
	last := calendar.Date{}
	for page := 1; page <= 3; page++ {
		p, err := w.service.List(w.As("bola"), caseload.Query{Filter: caseload.Filter{From: caseload.From{Shared: true}}, Page: page, Size: 50})
		if err != nil || p.Total != 130 || p.Shared != 130 || len(p.Leads) != 1 || p.Leads[0].Count != 130 {
			t.Fatalf("%d of %d, %v, %v", len(p.Rows), p.Total, p.Leads, err)
		}
		for _, r := range p.Rows {
			if seen[r.ID()] || !last.IsZero() && r.NextDue.Before(last) {
				t.Fatalf("a row twice or out of order on page %d", page)
			}
			seen[r.ID()], last = true, r.NextDue
		}
	}
	if len(seen) != 130 {
		t.Errorf("%d journeys on three pages", len(seen))
	}
	own, err := w.service.List(w.As("bola"), caseload.Query{})
	if err != nil || own.Total != 40 || own.Shared != 130 {
		t.Errorf("her own: %d, shared %d, %v", own.Total, own.Shared, err)
	}
}
