package main

import (
	"strconv"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/calendar"
)

// decided is how many decisions are timed at once: one is too quick for a clock.
const decided = 100_000

// decisions measures a decision at home, and of a neighbour among ten and among
// ten thousand agreements, each against a Go map of string tuples.
func decisions(w *world) error {
	home := access.Subject{Journey: uuid.New(), Lead: 3, SPOC: 9}
	if _, err := decision("decision", w.app.Policy, home, "own"); err != nil {
		return err
	}
	away := home
	away.Lead, away.Informed = 4, true
	few, err := decision("decision_among_10", among(w.app.Policy, 10), away, "neighbour")
	if err != nil {
		return err
	}
	many, err := decision("decision_among_10000", among(w.app.Policy, 10_000), away, "neighbour")
	if err != nil {
		return err
	}
	growth := many / few
	Figure{Name: "decision_growth", Work: strconv.FormatFloat(many, 'f', 0, 64) + " ns", Floor: strconv.FormatFloat(few, 'f', 0, 64) + " ns",
		Ratio: growth, Budget: "<= 2", Met: growth <= 2}.print()
	return nil
}

// among is the policy with so many agreements in force, between forty
// organisations; those between the two that are asked about are in it.
func among(p *access.Policy, n int) *access.Policy {
	all := make([]access.Agreement, n)
	for i := range all {
		all[i] = access.Agreement{ID: i + 1, Number: 1, Title: "agreement " + strconv.Itoa(i), Discloses: []int{4 + i%36}, Receives: []int{3, 4 + (i+7)%36},
			Bases: []string{"neighbour"}, Categories: access.SetOf(access.Identity, access.Plan)}
	}
	return p.With(1, calendar.MustISO("2026-03-02"), all)
}

// decision gives the nanoseconds of one.
func decision(name string, p *access.Policy, on access.Subject, basis string) (float64, error) {
	who := actor.Actor{Post: 1, User: 7, Organisation: 3, Role: actor.Advisor}
	p.Decide(who, on) // casbin is asked once an epoch
	table := map[[4]string]bool{{"advisor", basis, "view", "plan"}: true}
	sum := 0
	floor, work, err := compare(20, func() error {
		for range decided {
			if table[[4]string{string(who.Role), basis, "view", "plan"}] {
				sum++
			}
		}
		return nil
	}, func() error {
		for range decided {
			if p.Decide(who, on).May(access.View, access.Plan) {
				sum++
			}
		}
		return nil
	})
	each := float64(work.Nanoseconds()) / decided
	if err == nil {
		atMost(name, floor, work, 2, map[string]any{"nanoseconds": each, "counted": sum})
	}
	return each, err
}
