package demo

import (
	"context"

	"onward/internal/actor"
	"onward/internal/sharing"
)

func (b *table) service() sharing.Agreements {
	return sharing.Agreements{DB: b.s.DB, Policy: b.s.Policy, Box: b.s.Box}
}

func (b *table) as(s seat) context.Context { return actor.With(b.ctx, s.governance) }

// draft begins an agreement of the home borough's and fills what it can.
func (b *table) draft(p pact) (int, error) {
	id, err := b.service().New(b.as(b.home), p.template, p.title)
	if err != nil {
		return 0, err
	}
	return id, b.fill(id, p)
}

func (b *table) fill(id int, p pact) error {
	return b.then(id, b.home, func(ctx context.Context, a sharing.Agreement) error {
		return b.service().Draft(ctx, id, a.Revision, func(t *sharing.Terms) {
			t.Parties = p.parties()
			t.From, t.Until, t.Review = b.today.AddMonths(-4), b.today.AddMonths(8), b.today.AddMonths(5)
			at := "@" + b.home.Slug + ".example"
			t.RightsContact, t.BreachContact, t.ComplaintsContact = "privacy"+at, "breaches"+at, "complaints"+at
			for key, text := range map[string]string{"officers": "The data protection officer of each party, by way of privacy" + at, "dpia": "DPIA 2026/" + pad(id, 2),
				"dpia_outcome": "The risk that remains is low: access is by agreement, traced and reviewed.", "signoff": "The director who answers for employment support in each party."} {
				t.Sections[key] = text
			}
			if p.change != nil {
				p.change(t)
			}
		})
	})
}

func (p pact) parties() (list []sharing.Party) {
	for i, seats := range [][]seat{p.both, p.disclose, p.receive} {
		for _, s := range seats {
			list = append(list, sharing.Party{Organisation: s.id, Discloses: i != 2, Receives: i != 1, Capacity: "controller"})
		}
	}
	return list
}

func (p pact) seats() (list []seat) {
	return append(append(append(list, p.both...), p.disclose...), p.receive...)
}

// offer sends a draft out, and has it signed by so many of its parties, each by
// its own governance officer.
func (b *table) offer(id int, p pact, signatures int) error {
	err := b.then(id, b.home, func(ctx context.Context, a sharing.Agreement) error { return b.service().Offer(ctx, id, a.Revision) })
	for _, s := range p.seats()[:signatures] {
		if err == nil {
			err = b.then(id, s, func(ctx context.Context, a sharing.Agreement) error {
				return b.service().Sign(ctx, id, a.Fingerprint())
			})
		}
	}
	return err
}

// then does something about an agreement as one of its parties reads it.
func (b *table) then(id int, s seat, do func(context.Context, sharing.Agreement) error) error {
	a, err := b.service().Get(b.as(s), id)
	if err != nil {
		return err
	}
	return do(b.as(s), a)
}

// sign makes an agreement that is in force.
func (b *table) sign(name string, p pact) (int, error) {
	id, err := b.draft(p)
	if err != nil {
		return 0, err
	}
	b.made[name] = id
	return id, b.offer(id, p, len(p.seats()))
}
