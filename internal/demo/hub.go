package demo

import (
	"onward/internal/actor"
	"onward/internal/organisation"
)

// hubs gives each borough a team of its own and a hub with colleagues of the
// borough, its jobcentre and its other partners.
func (l *layer) hubs(r region) error {
	of := map[string][]*desk{}
	for _, d := range l.world.desks {
		if d.party.region == r.code && d.role != actor.Governance && d.role != actor.Analyst && d.role != actor.Administrator {
			of[d.party.borough.slug] = append(of[d.party.borough.slug], d)
		}
	}
	for _, p := range r.parties {
		if p.Kind != organisation.Borough {
			continue
		}
		var team, hub []int
		for i, d := range of[p.Slug] {
			if d.party.Slug == p.Slug {
				team = append(team, d.post)
			}
			if d.party.Slug != p.Slug || i < 8 {
				hub = append(hub, d.post)
			}
			if d.party.Slug != p.Slug {
				l.partner(p.Slug, d.party.Name)
			}
		}
		line, postcode := p.borough.address(newChance(l.world.Seed, hash("hub "+p.Slug)))
		for _, t := range []organisation.NewTeam{{Organisation: l.slugs[p.Slug], Name: "Employment support", Members: team},
			{Organisation: l.slugs[p.Slug], Hub: true, Name: p.borough.name + " Work Hub", Address: line + " " + postcode, Members: hub}} {
			if _, err := l.setup.AddTeam(l.ctx, t); err != nil {
				return err
			}
		}
	}
	return l.absences(r)
}

// partner makes a borough's desks know an organisation that they work with.
func (l *layer) partner(slug, name string) {
	for _, d := range l.world.desks {
		if d.party.Slug != slug {
			continue
		}
		for _, known := range d.office.partners {
			if known == name {
				return
			}
		}
		d.office.partners = append(d.office.partners, name)
		return
	}
}

// absences: in each borough one advisor is away this week and another covers.
func (l *layer) absences(r region) error {
	for _, p := range r.parties {
		if p.Kind != organisation.Borough {
			continue
		}
		var list []*desk
		for _, d := range l.world.desks {
			if d.party.Slug == p.Slug && d.role == actor.Advisor {
				list = append(list, d)
			}
		}
		away, cover := list[len(list)-1], list[len(list)-2]
		today := l.world.today
		if _, err := l.setup.AddAbsence(l.ctx, organisation.NewAbsence{Organisation: l.slugs[p.Slug], Staff: away.staff, Cover: cover.staff,
			From: today.Add(-2), Until: today.Add(5)}); err != nil {
			return err
		}
	}
	return nil
}
