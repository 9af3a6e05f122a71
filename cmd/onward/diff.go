package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/app"
	"onward/internal/fault"
	"onward/internal/sharing"
)

type accessDiffCmd struct {
	Agreement string `required:"" placeholder:"A" help:"The version that stands: its number in addresses, or TITLE/VERSION."`
	As        string `required:"" placeholder:"DRAFT" help:"The version that would stand in its place, said the same way."`
}

// Run asks in the name of a governance officer who may see both versions.
func (d accessDiffCmd) Run(ctx context.Context, c *cli) error {
	return c.with(ctx, func(a *app.App) error {
		officer, old, next, err := d.find(ctx, a)
		if err != nil {
			return err
		}
		if old.Series != next.Series || next.Number <= old.Number {
			return fault.Newf(fault.Invalid, "%s is no later version of %s. Draft a new version of the agreement, then ask again.", called(next), called(old))
		}
		e, err := a.Agreements.Effect(officer, next.ID, false)
		if err != nil {
			return err
		}
		printEffect(os.Stdout, old, next, e)
		return nil
	})
}

// find looks for both versions among what each governance officer may see.
func (d accessDiffCmd) find(ctx context.Context, a *app.App) (officer context.Context, old, next sharing.Agreement, err error) {
	everyone, err := a.Directory.Everyone(ctx)
	if err != nil {
		return nil, old, next, err
	}
	seen := false
	for _, p := range everyone {
		if p.Role != actor.Governance {
			continue
		}
		seen = true
		officer = actor.With(ctx, p.Post)
		shelf, err := a.Agreements.List(officer)
		if err != nil {
			return nil, old, next, err
		}
		first, there := pick(shelf.Agreements, d.Agreement)
		second, too := pick(shelf.Agreements, d.As)
		if there {
			old = first
		}
		if there && too {
			return officer, first, second, nil
		}
	}
	switch {
	case !seen:
		return nil, old, next, fault.New(fault.Missing, "Nobody is a governance officer here. See: onward user list.")
	case old.ID == 0:
		return nil, old, next, fault.Newf(fault.Missing, "No governance officer sees an agreement %q. Give its number in addresses, or TITLE/VERSION.", d.Agreement)
	}
	return nil, old, next, fault.Newf(fault.Missing, "No governance officer who sees %s sees an agreement %q. Give its number in addresses, or TITLE/VERSION.", called(old), d.As)
}

// pick finds a version by its row's number or by "title/version".
func pick(list []sharing.Agreement, name string) (sharing.Agreement, bool) {
	for _, a := range list {
		if name == strconv.Itoa(a.ID) || strings.EqualFold(name, a.Terms.Title+"/"+strconv.Itoa(a.Number)) {
			return a, true
		}
	}
	return sharing.Agreement{}, false
}

func called(a sharing.Agreement) string {
	return fmt.Sprintf("“%s”, version %d", a.Terms.Title, a.Number)
}

// printEffect writes a line for each organisation and what it gains or loses.
func printEffect(to io.Writer, old, next sharing.Agreement, e sharing.Effect) {
	fmt.Fprintf(to, "If %s stood in place of version %d, of %s open journeys:\n", called(next), old.Number, e.Open)
	if e.Empty() {
		fmt.Fprintln(to, "  nobody gains or loses sight of any.")
		return
	}
	for _, s := range e.Sights {
		for _, line := range []struct {
			count sharing.Count
			words string
		}{{s.Gains, "gains sight of"}, {s.Loses, "loses sight of"}, {s.More, "sees more of"}, {s.Fewer, "sees less of"}} {
			if !line.count.None() {
				fmt.Fprintf(to, "  %s %s %s\n", s.Name, line.words, line.count)
			}
		}
		category(to, s.Name, "gains", s.Adds)
		category(to, s.Name, "loses", s.Drops)
		if !s.Objected.None() {
			fmt.Fprintf(to, "  %s gains nothing on %s: they objected to it\n", s.Name, s.Objected)
		}
	}
}

func category(to io.Writer, name, verb string, set access.Set) {
	if !set.Empty() {
		fmt.Fprintf(to, "  %s %s the categories %s\n", name, verb, strings.Join(set.Words(), ", "))
	}
}
