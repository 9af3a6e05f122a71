package caseload

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/postgres"
)

// clause is a condition on onward.progress p with its parameters. Its words are
// the program's own; whatever a person chose or typed is a parameter.
type clause struct {
	sql      string
	args     []any
	known    map[string]string
	scope    access.Scope
	verb     access.Verb
	base     int // length of sql as far as the organisation, the state and the people go
	baseArgs int
	few      bool    // narrowed to what an index finds at once: an advisor's own, people by name
	shared   *shared // the journeys are others', nil for the organisation's own
	plain    bool    // of others', narrowed by nothing but who leads
	asked    []int   // the other leads that are asked for

	residents []uuid.UUID // whom typed words found
}

// copy is a clause to be gone on with, without touching this one.
func (c *clause) copy() *clause {
	d := *c
	d.args, d.known = slices.Clone(c.args), maps.Clone(c.known)
	if c.shared != nil {
		of := *c.shared
		d.shared = &of
	}
	return &d
}

func (c *clause) arg(v any) string {
	c.args = append(c.args, v)
	return fmt.Sprintf("$%d", len(c.args))
}

// once gives one parameter however often it is used.
func (c *clause) once(name string, v any) string {
	if c.known[name] == "" {
		c.known[name] = c.arg(v)
	}
	return c.known[name]
}

func (c *clause) org() string   { return c.once("org", c.scope.Who.Organisation) }
func (c *clause) me() string    { return c.once("me", c.scope.Who.User) }
func (c *clause) today() string { return c.once("today", c.scope.Who.Today) + "::date" }

func (c *clause) and(sql string) {
	if c.sql != "" {
		c.sql += " and "
	}
	c.sql += sql
}

// helping holds for journeys whose basis caseload comes from support or cover.
// Both sub-selects are answered once a query, not once a row.
func (c *clause) helping() string {
	return fmt.Sprintf(`(p.journey_id = any (array(select u.journey_id from onward.supporter u where u.staff_id = %[1]s and u.until_at is null))
		or p.spoc_id = any (array(select a.staff_id from onward.absence a where a.cover_id = %[1]s and %[2]s between a.from_on and a.until_on and a.organisation_id = %[3]s)))`,
		c.me(), c.today(), c.org())
}

// supporting is helping for the decision on a row that has been read: on those
// of the actor's own it decides nothing, and need not be looked for.
func (c *clause) supporting() string {
	if c.shared != nil {
		return "false" // decided with the row's own subject
	}
	return "(p.spoc_id <> " + c.me() + " and " + c.helping() + ")"
}

// mine holds for journeys on basis caseload.
func (c *clause) mine() string { return "(p.spoc_id = " + c.me() + " or " + c.helping() + ")" }

// where makes the clause: the organisation's journeys on which the verb reaches
// identity and plan, narrowed by the filter. A scope that reaches none of them
// is refused.
func (s Store) where(tx *postgres.Tx, scope access.Scope, v access.Verb, f Filter) (*clause, error) {
	if f.From.Others() {
		return s.whereShared(tx, scope, v, f)
	}
	c := &clause{known: map[string]string{}, scope: scope, verb: access.View}
	own, caseload := reach(scope, v)
	c.and("p.lead_org_id = " + c.org())
	switch {
	case own, caseload && f.Who.mine():
	case caseload:
		c.and(c.mine())
	case v == access.View:
		return nil, fault.New(fault.Forbidden, "Your post does not open this list.")
	default:
		c.and("false")
	}
	if !f.Who.mine() {
		c.and(c.unsealed("p"))
	}
	c.narrow(f)
	s.narrowFacts(c, f)
	return c, s.narrowWords(tx, c, f)
}

// unsealed holds for the organisation's journeys that no seal shuts to the actor.
// Of seals the second wall shows an actor only those that name them: this is
// the first wall's own word, for where the second fails.
func (c *clause) unsealed(table string) string {
	return fmt.Sprintf(`(%[1]s.resident_id <> all (array(select n.resident_id from onward.seal_order n
		where n.lead_org_id = %[2]s and n.lifted_at is null and not %[3]s = any (n.list))) or %[1]s.spoc_id = %[3]s)`, table, c.org(), c.me())
}

// reach says on which bases the verb reaches what a list shows.
func reach(scope access.Scope, v access.Verb) (own, caseload bool) {
	who := scope.Who
	both := func(d access.Decision) bool { return d.May(v, access.Identity) && d.May(v, access.Plan) }
	return both(scope.Row(access.Subject{Lead: who.Organisation})), both(scope.Row(access.Subject{Lead: who.Organisation, SPOC: who.User}))
}

func (c *clause) narrow(f Filter) {
	switch f.State.orOpen() {
	case Open:
		c.and("p.open")
	case Closed:
		c.and("not p.open")
	}
	c.narrowWho(f.Who)
	c.base, c.baseArgs = len(c.sql), len(c.args)
	switch len(f.Stages) {
	case 0:
	case 1:
		c.and("p.stage = " + c.arg(string(f.Stages[0])))
	default:
		c.and("p.stage = any (" + c.arg(words(f.Stages)) + "::text[])")
	}
	if f.Overdue {
		c.and("p.next_due < " + c.today())
	}
	if f.Quiet {
		c.and(c.seesPlan() + fmt.Sprintf("coalesce(p.last_contact_on, p.opened_on) <= %s - %d", c.today(), QuietDays))
	}
	if f.Early {
		c.and(fmt.Sprintf("p.stage = 'in_work' and p.stage_on > %s - %d", c.today(), EarlyDays))
	}
	if len(f.Entries) > 0 {
		c.and("p.entry_point" + c.among(f.Entries))
	}
}

// narrowWho keeps one advisor an equality: the index then gives the order too.
func (c *clause) narrowWho(w Who) {
	if w.Anyone() {
		return
	}
	staff := append([]int{}, w.Staff...)
	if w.Me {
		staff = append(staff, c.scope.Who.User)
	}
	var any []string
	switch len(staff) {
	case 0:
	case 1:
		any = append(any, "p.spoc_id = "+c.arg(staff[0]))
	default:
		any = append(any, "p.spoc_id = any ("+c.arg(staff)+"::int[])")
	}
	if w.Helping {
		any = append(any, c.helping())
	}
	c.few = !w.Helping
	c.and("(" + strings.Join(any, " or ") + ")")
}

// narrowFacts narrows by what hangs on the journey. A fact counts only on rows
// where its category may be seen.
func (s Store) narrowFacts(c *clause, f Filter) {
	if len(f.Programmes) > 0 && c.shared != nil {
		c.and(c.seesPlan() + "exists (select from onward.intervention v where v.journey_id = p.journey_id and v.programme" + c.among(f.Programmes) + " and v.removed_at is null)")
	} else if len(f.Programmes) > 0 {
		c.and("exists (select from onward.intervention v where v.lead_org_id = " + c.org() + " and v.programme" + c.among(f.Programmes) +
			" and v.removed_at is null and v.journey_id = p.journey_id)")
	}
	if len(f.Groups) > 0 {
		c.narrowFact("onward.priority_group", s.lookups("group", f.Groups), "")
	}
	if len(f.Barriers) > 0 {
		c.narrowFact("onward.barrier", s.lookups("barrier", f.Barriers), " and x.status <> 'resolved'")
	}
}

// lookups are what stands in place of sealed codes.
func (s Store) lookups(domain string, codes []string) [][]byte {
	list := make([][]byte, len(codes))
	for i, code := range codes {
		list[i] = s.Box.Lookup(domain, code)
	}
	return list
}

// among compares with one text, or with several.
func (c *clause) among(values []string) string {
	if len(values) == 1 {
		return " = " + c.arg(values[0])
	}
	return " = any (" + c.arg(values) + "::text[])"
}

// amongSealed is among for lookups.
func (c *clause) amongSealed(lookups [][]byte) string {
	if len(lookups) == 1 {
		return " = " + c.arg(lookups[0])
	}
	return " = any (" + c.arg(lookups) + "::bytea[])"
}

func (c *clause) narrowFact(table string, lookups [][]byte, more string) {
	if c.shared != nil {
		c.narrowFactShared(table, lookups, more)
		return
	}
	c.and(fmt.Sprintf(`exists (select from %s x where x.lead_org_id = %s and x.lookup%s and x.removed_at is null and x.journey_id = p.journey_id%s
		and (x.category = any (%s::text[]) or x.category = any (%s::text[]) and %s))`,
		table, c.org(), c.amongSealed(lookups), more, c.once("own", c.scope.OwnWords()), c.once("caseload", c.scope.CaseloadWords()), c.mine()))
}

// narrowWords keeps the residents that a search finds, so that a list and the
// page Find a resident give one answer.
func (s Store) narrowWords(tx *postgres.Tx, c *clause, f Filter) error {
	if f.Words == "" {
		return nil
	}
	find := s.hits
	if c.shared != nil {
		find = s.hitsElsewhere
	}
	hits, err := find(tx, c.scope, f.Words, 0)
	if err != nil {
		return err
	}
	c.found(residents(hits))
	return nil
}

// found keeps those residents alone.
func (c *clause) found(of []uuid.UUID) {
	c.residents = of
	c.and("p.resident_id in (select unnest(" + c.arg(of) + "::uuid[]))")
}

func words(stages []journey.Stage) []string {
	out := make([]string, len(stages))
	for i, s := range stages {
		out[i] = string(s)
	}
	return out
}
