package demo

import (
	"math"

	"onward/internal/actor"
	"onward/internal/calendar"
	"onward/internal/journey"
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
	home    string            // slug of the borough of the pictures
	pacts   map[string]*pacts // by the code of the partnership
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
	w.desk("joel").wants = []journeyWish{{stage: journey.StagePaused}, {stage: journey.StageSustained}} // also in the smallest world
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
