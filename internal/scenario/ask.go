package scenario

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/journey"
	"onward/internal/postgres"
)

// Result counts checks.
type Result struct{ Passed, Failed int }

// asker asks one world.
type asker struct {
	world *World
	laid  laid
	gate  journey.Gate
	conn  *pgx.Conn
	out   io.Writer
	name  string // of the file
	Result
}

// view is what both walls answer to one user.
type view struct {
	decided map[string]access.Decision // by resident; as when about to register
	anyone  map[string]access.Set      // what the user could view in whatever role
	rows    map[string]access.Set      // what row-level security shows
	found   map[string]bool            // whom a search can return
}

func (a *asker) fail(format string, args ...any) {
	a.Failed++
	fmt.Fprintf(a.out, "%s: %s\n", a.name, fmt.Sprintf(format, args...))
}

// all asks every check of the world.
func (a *asker) all(ctx context.Context) error {
	views, err := a.views(ctx)
	if err != nil {
		return err
	}
	a.judge(views)
	return nil
}

// views asks both walls in the name of every user of whom something is expected.
func (a *asker) views(ctx context.Context) (map[string]view, error) {
	views := map[string]view{}
	for _, user := range sorted(a.world.Users) {
		if !a.asked(user) {
			continue
		}
		err := postgres.Rehearse(ctx, a.conn, a.laid.posts[user], func(tx *postgres.Tx) (err error) {
			views[user], err = a.look(tx)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("asking as %s: %w", user, err)
		}
	}
	return views, nil
}

// judge holds what was expected against what was answered.
func (a *asker) judge(views map[string]view) {
	for _, c := range a.world.Checks {
		a.check(c, views[c.User])
	}
	for _, l := range a.world.Lists {
		a.list(l, views[l.User])
	}
}

func (a *asker) asked(user string) bool {
	return slices.ContainsFunc(a.world.Checks, func(c Check) bool { return c.User == user }) ||
		slices.ContainsFunc(a.world.Lists, func(l List) bool { return l.User == user })
}

// look reads everything that the user's answers are made of.
func (a *asker) look(tx *postgres.Tx) (view, error) {
	v := view{decided: map[string]access.Decision{}, anyone: map[string]access.Set{}, rows: map[string]access.Set{}, found: map[string]bool{}}
	policy, err := a.gate.Rules.At(tx)
	if err != nil {
		return v, err
	}
	subjects, err := journey.Subjects(tx, slices.Collect(maps.Values(a.laid.journeys)))
	if err != nil {
		return v, err
	}
	names := map[uuid.UUID]string{}
	for name, id := range a.laid.journeys {
		names[id] = name
		on := subjects[id] // the zero subject where it is hidden, which opens nothing
		if v.decided[name], err = a.known(tx, policy, on, id); err != nil {
			return v, err
		}
		for _, role := range actor.Roles {
			who := tx.Actor
			who.Role = role
			v.anyone[name] |= policy.Decide(who, on).On(access.View)
		}
		v.found[name] = policy.Decide(tx.Actor, on).May(access.View, access.Identity)
	}
	rows, err := tx.Conn().Query(tx, shown)
	if err != nil {
		return v, err
	}
	var id uuid.UUID
	var word string
	_, err = pgx.ForEachRow(rows, []any{&id, &word}, func() error {
		v.rows[names[id]] |= access.ParseSet([]string{word})
		return nil
	})
	return v, err
}

func (a *asker) check(c Check, v view) {
	d := v.decided[c.Resident]
	for i, words := range slices.Concat(c.May, c.MayNot) {
		verb, category, _ := parseAsk(words)
		expected := i < len(c.May)
		allowed := d.May(verb, category)
		visible := v.rows[c.Resident].Has(category)
		switch {
		case allowed != expected:
			a.fail("%s on %s: casbin answers %s to %q, expected %s", c.User, c.Resident, word(allowed), words, word(expected))
		case verb == access.View && category != access.Existence && allowed && !visible:
			a.fail("%s on %s: row-level security hides what casbin allows: %q", c.User, c.Resident, words)
		case verb == access.View && category != access.Existence && visible && !v.anyone[c.Resident].Has(category):
			a.fail("%s on %s: row-level security shows what no role could view: %q", c.User, c.Resident, words)
		default:
			a.Passed++
		}
	}
}

func word(allowed bool) string {
	if allowed {
		return "allow"
	}
	return "deny"
}

// list holds a search's residents to those expected, no more and no fewer. Both
// walls stand before a list: whom casbin lets through must also be readable.
func (a *asker) list(l List, v view) {
	var sees []string
	for _, name := range sorted(a.world.Residents) {
		if v.found[name] && v.rows[name].Has(access.Identity) {
			sees = append(sees, name)
		}
	}
	expected := slices.Sorted(slices.Values(l.Sees))
	if !slices.Equal(sees, slices.Compact(expected)) {
		a.fail("%s: a search finds [%s], expected [%s]", l.User, strings.Join(sees, " "), strings.Join(expected, " "))
		return
	}
	a.Passed++
}
