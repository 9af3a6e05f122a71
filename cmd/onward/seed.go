package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"onward/internal/app"
	"onward/internal/demo"
	"onward/internal/journey"
)

type seedCmd struct {
	Demo      bool   `required:"" help:"Make the demo world. Nobody in it lives."`
	Residents int    `default:"2000" placeholder:"N" help:"How many residents (${default})."`
	Seed      uint64 `default:"1" placeholder:"K" help:"One K and one day make one world (${default})."`
	Area      string `default:"west" enum:"west,london" help:"The West London Alliance (west), or all 33 authorities (london)."`
	IfEmpty   bool   `help:"Leave a database that holds organisations already as it is, and say so."`
}

// Run makes the world and says what is in it and how to sign in.
func (s seedCmd) Run(ctx context.Context, c *cli) error {
	return c.with(ctx, func(a *app.App) error {
		p := newProgress(os.Stderr, s.Residents)
		began := time.Now()
		sum, err := seeder(a).Run(ctx, demo.Options{Residents: s.Residents, Seed: s.Seed, Area: s.Area}, p.show)
		p.end()
		if s.IfEmpty && errors.Is(err, demo.ErrNotEmpty) {
			fmt.Println("The database holds organisations already. It was left as it is.")
			return nil
		}
		if err != nil {
			return err
		}
		took := time.Since(began)
		fmt.Printf("%d residents in %d organisations with %d users, as of %s, in %s (%.0f residents a second).\n", sum.Residents, sum.Organisations,
			sum.Users, sum.Today.Long(), took.Round(100*time.Millisecond), float64(sum.Residents)/took.Seconds())
		if len(sum.Uncertain) > 0 {
			fmt.Printf("No source says for certain that %s is in the sub-region given.\n", strings.Join(sum.Uncertain, ", "))
		}
		fmt.Printf("Sign in as amina.yusufi@ealing.example with %s; onward user list has everybody.\n", demo.Password)
		return nil
	})
}

func seeder(a *app.App) demo.Seeder {
	return demo.Seeder{DB: a.DB, Box: a.Box, Policy: a.Policy, Journeys: journey.Store{Box: a.Box}, Residents: a.Residents,
		Barriers: a.Barriers, Rates: a.Outcomes.Rates}
}

// progress is a bar on a terminal; elsewhere a line every few seconds, so that
// a log says that something happens.
type progress struct {
	to       io.Writer
	total    int
	terminal bool
	began    time.Time
	said     time.Time
}

func newProgress(to *os.File, total int) *progress {
	info, err := to.Stat()
	now := time.Now()
	return &progress{to: to, total: total, terminal: err == nil && info.Mode()&os.ModeCharDevice != 0, began: now, said: now}
}

func (p *progress) show(done int) {
	now := time.Now()
	rate := float64(done) / max(now.Sub(p.began).Seconds(), 0.001)
	switch {
	case p.terminal && (now.Sub(p.said) > 100*time.Millisecond || done == p.total):
		const width = 40
		full := width * done / p.total
		fmt.Fprintf(p.to, "\r[%s%s] %d of %d, %.0f a second ", strings.Repeat("#", full), strings.Repeat(".", width-full), done, p.total, rate)
	case !p.terminal && now.Sub(p.said) > 5*time.Second:
		fmt.Fprintf(p.to, "%d of %d residents, %.0f a second\n", done, p.total, rate)
	default:
		return
	}
	p.said = now
}

// end leaves the bar's line.
func (p *progress) end() {
	if p.terminal {
		fmt.Fprintln(p.to)
	}
}
