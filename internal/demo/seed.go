package demo

import (
	"context"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/journey/barrier"
	"onward/internal/outcome"
	"onward/internal/postgres"
	"onward/internal/resident"
	"onward/internal/secret"
)

// The areas that a world may cover.
const (
	AreaWest   = "west"   // the West London Alliance: seven boroughs
	AreaLondon = "london" // 33 authorities in four sub-regions
)

// Password is everybody's in the demo world.
const Password = "onward-demo-2026"

// least is how many residents the people of the pictures leave room for.
const least = 100

// Options say which world to make.
type Options struct {
	Residents int
	Seed      uint64
	Area      string // AreaWest or AreaLondon
}

// Check says what is wrong with the options.
func (o Options) Check() error {
	var wrong []fault.Field
	if o.Residents < least || o.Residents > most {
		wrong = append(wrong, fault.Field{Name: "residents", Message: "Enter a number from 100 to 3,000,000"})
	}
	if o.Area != AreaWest && o.Area != AreaLondon {
		wrong = append(wrong, fault.Field{Name: "area", Message: "Choose west or london"})
	}
	return fault.Fields(wrong...)
}

// Seeder makes a world with the services that everyone's writes go through.
type Seeder struct {
	DB        *postgres.DB
	Box       *secret.Box
	Policy    *access.Policy
	Journeys  journey.Store
	Residents resident.Store
	Barriers  barrier.Service
	Rates     outcome.Rates
}

// Summary is what a world holds.
type Summary struct {
	Today         calendar.Date // the database's, on which all its dates hang
	Organisations int
	Users         int
	Residents     int
	Uncertain     []string // boroughs whose place in their sub-region is not sure
}

// Run makes the world and says after each batch how many residents are done.
// A database that holds organisations is fault.Conflict: nothing is mixed in.
func (s Seeder) Run(ctx context.Context, o Options, done func(int)) (Summary, error) {
	if err := o.Check(); err != nil {
		return Summary{}, err
	}
	w, err := s.lay(ctx, o)
	if err != nil {
		return Summary{}, err
	}
	if err := s.agree(ctx, w); err != nil {
		return Summary{}, err
	}
	t := newTeller(w, s.Rates)
	if err := s.write(ctx, t, done); err != nil {
		return Summary{}, err
	}
	if err := s.tend(ctx, t); err != nil {
		return Summary{}, err
	}
	return w.summary(), s.guard(ctx, t)
}
