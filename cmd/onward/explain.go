package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/app"
	"onward/internal/fault"
	"onward/internal/organisation"
	"onward/internal/postgres"
)

type accessExplainCmd struct {
	User    string `required:"" placeholder:"U" help:"Username or email of the one who looks; with several posts each is answered."`
	Journey string `required:"" placeholder:"REF" help:"Reference of the journey."`
}

// Run asks in the name of the lead's governance officer, and leaves the trace of it.
func (e accessExplainCmd) Run(ctx context.Context, c *cli) error {
	return c.with(ctx, func(a *app.App) error {
		everyone, err := a.Directory.Everyone(ctx)
		if err != nil {
			return err
		}
		lead, err := e.officer(ctx, a, everyone)
		if err != nil {
			return err
		}
		found := false
		for _, p := range everyone {
			if p.Username != e.User && p.Email != strings.ToLower(e.User) {
				continue
			}
			found = true
			if err := e.explain(ctx, a, lead, p); err != nil {
				return err
			}
		}
		if !found {
			return fault.Newf(fault.Missing, "Nobody is called %q. See: onward user list.", e.User)
		}
		return nil
	})
}

// officer finds the governance officer whose organisation leads the journey.
func (e accessExplainCmd) officer(ctx context.Context, a *app.App, everyone []organisation.Colleague) (organisation.Colleague, error) {
	for _, p := range everyone {
		if p.Role != actor.Governance {
			continue
		}
		err := a.DB.Read(actor.With(ctx, p.Post), func(tx *postgres.Tx) error {
			_, err := a.Gate.ByReference(tx, e.Journey)
			return err
		})
		if err == nil {
			return p, nil
		}
		if !fault.Is(err, fault.Missing) {
			return p, err
		}
	}
	return organisation.Colleague{}, fault.Newf(fault.Missing, "No organisation with a governance officer leads an unsealed journey %q.", e.Journey)
}

func (e accessExplainCmd) explain(ctx context.Context, a *app.App, lead, p organisation.Colleague) error {
	who := actor.Actor{Post: p.Post, User: p.Staff, Organisation: p.Org.ID, Role: p.Role}
	var readings []access.Reading
	err := a.DB.Read(actor.With(ctx, lead.Post), func(tx *postgres.Tx) error {
		d, err := a.Gate.ByReference(tx, e.Journey)
		if err != nil {
			return err
		}
		readings, err = a.Gate.Explain(tx, d.Subject.Journey, who)
		return err
	})
	if err != nil {
		return err
	}
	fmt.Printf("%s, %s at %s, on %s:\n", p.Username, p.Role, p.Org.Name, e.Journey)
	printReadings(os.Stdout, who.Role, readings)
	return nil
}

// printReadings writes a line a category and ground.
func printReadings(to io.Writer, role actor.Role, readings []access.Reading) {
	for _, r := range readings {
		if len(r.Grounds) == 0 {
			fmt.Fprintf(to, "  %-14s no   %s\n", r.Category, strings.Join(r.Missing, " "))
			continue
		}
		verbs := make([]string, len(r.Verbs))
		for i, v := range r.Verbs {
			verbs[i] = v.String()
		}
		for i, g := range r.Grounds {
			what := strings.Join(verbs, ", ")
			if i > 0 {
				what = "also"
			}
			fmt.Fprintf(to, "  %-14s yes  %s: %s\n", r.Category, what, g.Clause(role))
		}
	}
}
