package demo

import (
	"context"
	"math"

	"github.com/jackc/pgx/v5"

	"onward/internal/actor"
	"onward/internal/calendar"
	"onward/internal/organisation"
)

// desk is one post whose holder is the single point of contact of journeys.
type desk struct {
	post, staff int
	colleague
	party      party
	office     *office
	journeys   int             // how many, the people of the pictures not counted
	wants      []journeyWish   // what the first of them are to be
	slots      map[string]bool // taken times, so that the diary has no clashes
	caseworker bool
}

// office is what the desks of an organisation share.
type office struct {
	id         int
	caseworker []int // staff who can support or hold journeys
	partners   []string
	hub        string
}

// world is the directory with its ids, and who holds how many journeys.
type world struct {
	Options
	today   calendar.Date
	desks   []*desk
	orgs    int
	users   int
	regions []region
}

func (w *world) summary() Summary {
	s := Summary{Today: w.today, Organisations: w.orgs, Users: w.users, Residents: w.Residents}
	for _, r := range w.regions {
		for _, p := range r.parties {
			if p.Kind == organisation.Borough && p.borough.confidence != "high" {
				s.Uncertain = append(s.Uncertain, p.borough.name)
			}
		}
	}
	return s
}

// desk finds the first one of a username.
func (w *world) desk(username string) *desk {
	for _, d := range w.desks {
		if d.Username == username {
			return d
		}
	}
	panic("demo: nobody is called " + username)
}

// openShare is how many of three years' journeys are still open, by experience of the paths.
const openShare = 0.42

// advisors is how many an organisation has: a caseload of about 32 open
// journeys each, and no more staff than the largest borough of the survey.
func advisors(p party, residents float64) int {
	fewest, fullest := 3, 70
	if p.Kind != organisation.Borough {
		fewest, fullest = 2, 20
	}
	return min(max(int(math.Round(residents*openShare/32)), fewest), fullest)
}

// lay writes the directory in one transaction.
func (s Seeder) lay(ctx context.Context, o Options) (*world, error) {
	w := &world{Options: o, regions: regions(o.Area, o.Seed)}
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

// share gives journeys to desks: to advisors by what they can carry, to managers a few.
func (w *world) share(desks []*desk, residents float64) {
	weights, total := make([]float64, len(desks)), 0.0
	for i, d := range desks {
		weights[i] = 0.7 + 0.6*newChance(w.Seed, hash("load "+d.Username)).Float64()
		if d.role == actor.Manager {
			weights[i] = 0.06
		}
		total += weights[i]
	}
	for i, d := range desks {
		d.journeys = int(residents * weights[i] / total)
	}
}

// settle brings the sum of all desks to the number that was asked for, after
// the people of the pictures have taken their places.
func (w *world) settle() {
	amina := w.desk("amina")
	amina.wants = aminaWishes
	amina.journeys = 0
	if w.Residents >= 1000 {
		amina.journeys = len(aminaWishes)
	}
	left := w.Residents - pictured
	var able []*desk
	for _, d := range w.desks {
		left -= d.journeys
		if d.caseworker && d.role == actor.Advisor && d != amina {
			able = append(able, d)
		}
	}
	for i := 0; left != 0; i++ {
		d := able[i%len(able)]
		switch {
		case left > 0:
			d.journeys++
			left--
		case d.journeys > 0:
			d.journeys--
			left++
		}
	}
}

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
