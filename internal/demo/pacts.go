package demo

import (
	"context"

	"onward/internal/access"
	"onward/internal/organisation"
	"onward/internal/sharing"
)

// standing makes the agreements in force: what the tour shows rests on them.
func (b *table) standing() error {
	if err := b.neighbours(); err != nil {
		return err
	}
	jobs := append(append([]seat{}, b.boroughs...), b.jobs...)
	for _, one := range []struct {
		name string
		pact
	}{
		{"training", pact{title: "Referral to providers and colleges", template: "provider", disclose: b.boroughs, receive: b.of(organisation.Provider, organisation.College)}},
		{"work", pact{title: "Cross-referral with Jobcentre Plus", template: "jobcentre", both: jobs}},
		{"known", pact{title: "Who is supported already", template: "neighbours", both: append(append([]seat{}, jobs...), b.others...), change: knownOnly}},
		{"figures", pact{title: "Figures for the partnership", template: "statistics", disclose: b.boroughs, receive: b.office}},
		{"advice", pact{title: "Referral for advice", template: "provider", disclose: b.boroughs, receive: b.of(organisation.Voluntary), change: func(t *sharing.Terms) {
			t.Categories |= access.SetOf(access.HousingMoney)
			t.Review = b.today.Add(25)
		}}},
	} {
		if len(one.disclose) > 0 && len(one.receive) == 0 {
			continue // nobody of that kind in this partnership
		}
		if _, err := b.sign(one.name, one.pact); err != nil {
			return err
		}
	}
	if err := b.then(b.made["figures"], b.home, func(ctx context.Context, a sharing.Agreement) error {
		return b.service().Reviewed(ctx, a.ID, a.Revision, "The figures published this quarter name nobody.")
	}); err != nil {
		return err
	}
	return b.complaints()
}

// neighbours: three boroughs began; a second version took all of them in and
// named circumstances too.
func (b *table) neighbours() error {
	old, err := b.sign("neighbours", pact{title: "Neighbouring boroughs", template: "neighbours", both: b.boroughs[:3]})
	if err != nil {
		return err
	}
	next, err := b.service().Next(b.as(b.home), old)
	if err != nil {
		return err
	}
	all := pact{both: b.boroughs, change: func(t *sharing.Terms) {
		t.Categories |= access.SetOf(access.Circumstances)
		t.From, t.Until, t.Review = b.today, b.today.AddMonths(12).Add(-1), b.today.AddMonths(9)
		t.Sections["items"] += " Circumstances: what helps and what stands in the way, guarded categories apart."
	}}
	if err := b.fill(next, all); err != nil {
		return err
	}
	b.made["neighbours"] = next
	return b.offer(next, all, len(b.boroughs))
}

// knownOnly shares that somebody is supported, and whom to call.
func knownOnly(t *sharing.Terms) {
	t.Bases, t.Categories = []string{"existence"}, access.SetOf(access.Existence)
	t.Sections["purpose"] = "Whoever is about to register a person has to know that somebody supports them already, and whom to call."
	t.Sections["items"] = "Existence: that a person is supported, and whom to call. Nothing else."
	t.Sections["minimum"] = "Nothing is shown to whoever does not know the person's name and date of birth already."
}

// complaints: one is open, one was answered.
func (b *table) complaints() error {
	id, ctx := b.made["work"], b.as(b.home)
	for _, c := range []sharing.Complaint{
		{About: "information", ReceivedOn: b.today.Add(-20), What: "A resident did not remember being told that the jobcentre sees the plan."},
		{About: "rectification", ReceivedOn: b.today.Add(-3), What: "The jobcentre still writes to the address before last."},
	} {
		if err := b.service().Complain(ctx, id, c); err != nil {
			return err
		}
	}
	list, err := b.service().Complaints(ctx, id)
	if err != nil {
		return err
	}
	for _, c := range list {
		if c.About == "information" {
			return b.service().Answer(ctx, id, c.ID, c.Version, "partly_upheld", "The notice had been given on paper only. It was read out, and the resident kept their consent.")
		}
	}
	return nil
}

// unsettled makes the other states: suspended, ended, one signature missing, and
// a draft that lacks something.
func (b *table) unsettled() error {
	to := func(i int) pact {
		other := b.others[i%len(b.others)]
		return pact{title: "Referral to " + other.Name, template: "provider", disclose: []seat{b.home}, receive: []seat{other}}
	}
	if id, err := b.sign("held", to(2)); err != nil {
		return err
	} else if err := b.then(id, b.home, func(ctx context.Context, a sharing.Agreement) error {
		return b.service().Suspend(ctx, id, a.Revision, "The impact assessment is done again: the service has a new case system.")
	}); err != nil {
		return err
	}
	over := to(5)
	if id, err := b.sign("over", over); err != nil {
		return err
	} else if err := b.then(id, over.receive[0], func(ctx context.Context, a sharing.Agreement) error {
		return b.service().End(ctx, id, a.Revision, "The funding of this service has ended.")
	}); err != nil {
		return err
	}
	if err := b.waiting(to(3)); err != nil {
		return err
	}
	begun := to(4)
	begun.change = func(t *sharing.Terms) {
		t.BreachContact, t.Article9 = "", ""
		delete(t.Sections, "dpia_outcome")
	}
	_, err := b.draft(begun)
	return err
}

// waiting is signed by its drafter; the other party asks before it signs.
func (b *table) waiting(p pact) error {
	id, err := b.draft(p)
	if err != nil {
		return err
	}
	if err := b.offer(id, p, 1); err != nil {
		return err
	}
	return b.then(id, p.receive[0], func(ctx context.Context, a sharing.Agreement) error {
		return b.service().SendBack(ctx, id, a.Revision, "Who answers a request for access that comes to us first?")
	})
}
