package demo

import (
	"context"

	"github.com/jackc/pgx/v5"

	"onward/internal/actor"
	"onward/internal/organisation"
)

// lay writes the directory in one transaction.
func (s Seeder) lay(ctx context.Context, o Options) (*world, error) {
	w := &world{Options: o, regions: regions(o.Area, o.Seed), home: "ealing", pacts: map[string]*pacts{}}
	hash, err := hashPassword()
	if err != nil {
		return nil, err
	}
	total := 0.0
	for _, r := range w.regions {
		for _, p := range r.parties {
			total += p.share
		}
	}
	hiring := newHiring(o.Seed)
	err = s.DB.Plain(ctx, func(tx pgx.Tx) error {
		if w.today, err = emptyToday(ctx, tx); err != nil {
			return err
		}
		l := layer{ctx: ctx, world: w, setup: organisation.Setup{Tx: tx}, slugs: map[string]int{}}
		for _, r := range w.regions {
			partnership, err := l.setup.AddPartnership(ctx, r.code, r.name)
			if err != nil {
				return err
			}
			for _, p := range r.parties {
				p.Partnership = partnership
				residents := float64(o.Residents) * p.share / total
				if err := l.organisation(p, hiring.staff(p, advisors(p, residents)), residents); err != nil {
					return err
				}
			}
			if err := l.hubs(r); err != nil {
				return err
			}
		}
		return setHashes(ctx, tx, hash)
	})
	if err != nil {
		return nil, err
	}
	w.settle()
	return w, nil
}

// layer writes organisation by organisation.
type layer struct {
	ctx   context.Context
	world *world
	setup organisation.Setup
	slugs map[string]int // of organisations that are there
}

// organisation writes one with its people, and sets up the desks.
func (l *layer) organisation(p party, people []colleague, residents float64) error {
	id, err := l.setup.AddOrganisation(l.ctx, p.NewOrganisation)
	if err != nil {
		return err
	}
	l.slugs[p.Slug] = id
	l.world.orgs++
	room := &office{id: id, hub: p.borough.name + " Work Hub"}
	var caseworkers []*desk
	for _, c := range people {
		d := &desk{colleague: c, party: p, office: room, slots: map[string]bool{}}
		if d.staff, err = l.setup.AddStaff(l.ctx, c.NewStaff); err != nil {
			return err
		}
		if d.post, err = l.post(d.staff, id, c.role); err != nil {
			return err
		}
		if other := l.slugs[c.also]; other != 0 {
			if _, err := l.post(d.staff, other, actor.Intake); err != nil {
				return err
			}
		}
		l.world.users++
		l.world.desks = append(l.world.desks, d)
		if d.caseworker = c.role == actor.Advisor || c.role == actor.Manager; d.caseworker {
			caseworkers = append(caseworkers, d)
			room.caseworker = append(room.caseworker, d.staff)
		}
	}
	if residents >= 1 {
		l.world.share(caseworkers, residents)
	}
	return nil
}

func (l *layer) post(staff, org int, role actor.Role) (int, error) {
	return l.setup.AddPost(l.ctx, organisation.NewPost{Staff: staff, Organisation: org, Role: role, From: l.world.today.AddMonths(-48)})
}
