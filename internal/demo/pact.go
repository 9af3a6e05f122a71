package demo

import (
	"context"

	"onward/internal/actor"
	"onward/internal/calendar"
	"onward/internal/organisation"
	"onward/internal/sharing"
)

// pacts are the agreements of one partnership that residents' say hangs on.
type pacts struct {
	work, training, advice int            // with jobcentres, to providers and colleges, to voluntary organisations
	jobcentres             map[string]int // by the slug of the borough
	schools, advisers      []int          // who receives under training and advice
	boroughs               []int
}

// seat is a party of an agreement to be, and the post that signs for it.
type seat struct {
	party
	id, governance int
}

// pact is an agreement as it is to be drafted.
type pact struct {
	title, template string
	both            []seat // disclose and receive
	disclose        []seat
	receive         []seat
	change          func(*sharing.Terms)
}

// table is where a partnership's governance officers sit: one borough drafts.
type table struct {
	s        Seeder
	ctx      context.Context
	today    calendar.Date
	home     seat   // the drafter
	boroughs []seat // the drafter first
	jobs     []seat // jobcentres
	others   []seat // providers, colleges and the like; those of the drafter's borough first
	office   []seat
	made     map[string]int
}

// agree drafts and signs the agreements of every partnership, before there are
// residents: what an agreement opens is then written with each batch.
func (s Seeder) agree(ctx context.Context, w *world) error {
	for _, r := range w.regions {
		b := newTable(ctx, s, w, r)
		if err := b.standing(); err != nil {
			return err
		}
		if err := b.unsettled(); err != nil {
			return err
		}
		w.pacts[r.code] = b.pacts()
	}
	return nil
}

func newTable(ctx context.Context, s Seeder, w *world, r region) *table {
	b := &table{s: s, ctx: ctx, today: w.today, made: map[string]int{}}
	signs := map[string]seat{}
	for _, d := range w.desks {
		if d.role == actor.Governance && d.party.region == r.code && signs[d.party.Slug].id == 0 {
			signs[d.party.Slug] = seat{d.party, d.office.id, d.post}
		}
	}
	home := r.parties[0].Slug
	if _, ok := signs[w.home]; ok {
		home = w.home
	}
	b.home = signs[home]
	for _, own := range []bool{true, false} {
		for _, p := range r.parties {
			if (p.borough.slug == home) == own {
				b.sit(signs[p.Slug])
			}
		}
	}
	return b
}

func (b *table) sit(s seat) {
	switch s.Kind {
	case organisation.Borough:
		b.boroughs = append(b.boroughs, s)
	case organisation.Jobcentre:
		b.jobs = append(b.jobs, s)
	case organisation.Partnership:
		b.office = append(b.office, s)
	default:
		b.others = append(b.others, s)
	}
}

// of are the others of some kinds.
func (b *table) of(kinds ...organisation.Kind) (list []seat) {
	for _, o := range b.others {
		for _, k := range kinds {
			if o.Kind == k {
				list = append(list, o)
			}
		}
	}
	return list
}

func (b *table) pacts() *pacts {
	p := &pacts{work: b.made["work"], training: b.made["training"], advice: b.made["advice"], jobcentres: map[string]int{}}
	for _, j := range b.jobs {
		p.jobcentres[j.borough.slug] = j.id
	}
	for _, o := range b.of(organisation.Provider, organisation.College) {
		p.schools = append(p.schools, o.id)
	}
	for _, o := range b.of(organisation.Voluntary) {
		p.advisers = append(p.advisers, o.id)
	}
	for _, o := range b.boroughs {
		p.boroughs = append(p.boroughs, o.id)
	}
	return p
}
