package caseload

import (
	"fmt"
	"slices"
	"strings"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/postgres"
)

// shared makes the source of a list of others' journeys from the ways on which
// the actor comes to them. A row holds what the facts of the basis and of the
// resident's say let the verb see of it, in sees, and of the progress only what
// is in that: what may not be seen can neither be filtered nor ordered by.
type shared struct {
	verb  access.Verb
	ways  []access.Way
	sees  string               // SQL for the mask of categories, over the journey j and the facts f
	drive func(*clause) string // SQL for the ids of journeys that may be in the list
}

// bit is the category in the masks of the database, which are those of access.Set.
func bit(c access.Category) string { return fmt.Sprint(int(access.SetOf(c))) }

// whereShared makes the clause for journeys of others. Where no way leads to
// any, nothing is in the list.
func (s Store) whereShared(tx *postgres.Tx, scope access.Scope, v access.Verb, f Filter) (*clause, error) {
	if scope.Who.Organisation == 0 || scope.Who.User == 0 {
		return nil, fault.New(fault.Forbidden, "Your post does not open this list.")
	}
	c := &clause{known: map[string]string{}, scope: scope, verb: access.View, plain: f.plain(), asked: f.From.Leads}
	c.share(v, f.From)
	c.shared.drive = func(c *clause) string { return openings(c, c.shared.ways, f.State.orOpen()) }
	c.and("p.sees & " + bit(access.Identity) + " <> 0")
	c.narrow(f)
	s.narrowFacts(c, f)
	return c, s.narrowWords(tx, c, f)
}

// share takes the ways up into the clause, those of the leads asked for.
func (c *clause) share(v access.Verb, from From) {
	c.shared = &shared{verb: v, ways: waysOf(c.scope, v, from)}
	sees := []string{"0"}
	for _, w := range c.shared.ways {
		sees = append(sees, c.see(v, w, from))
	}
	c.shared.sees = "case when f.shut then 0 else " + strings.Join(sees, " | ") + " end"
}

// waysOf are the ways of the leads asked for. Also those that do not open the
// identity: together with one that does they widen what a row shows.
func waysOf(scope access.Scope, v access.Verb, from From) (ways []access.Way) {
	for _, w := range scope.Ways(v, access.SetOf(access.Existence)) {
		if len(from.Leads) > 0 {
			w.Leads = slices.DeleteFunc(slices.Clone(w.Leads), func(lead int) bool { return !slices.Contains(from.Leads, lead) })
		}
		if w.Basis == access.Emergency || len(w.Leads) > 0 {
			ways = append(ways, w)
		}
	}
	return ways
}

// see is what one way shows of a journey, as SQL; 0 where its facts do not hold.
func (c *clause) see(v access.Verb, w access.Way, from From) string {
	mask := int(reachOf(w, v))
	if w.Basis == access.Emergency {
		shows := fmt.Sprintf("case when f.emergency then %d else 0 end", mask)
		if len(from.Leads) > 0 {
			shows = "case when f.emergency and j.lead_org_id = any (" + c.arg(from.Leads) + "::int[]) then " + fmt.Sprint(mask) + " else 0 end"
		}
		return shows
	}
	shows, holds := fmt.Sprint(mask), "f.told and j.lead_org_id = any ("+c.arg(w.Leads)+"::int[])"
	switch w.Basis {
	case access.Offered:
		holds += " and f.waits"
	case access.Referral:
		holds += " and f.named is not null"
		shows = fmt.Sprintf("%d & (f.named | %s)", mask, bit(access.Existence))
	}
	if w.Consent {
		holds += " and " + c.arg(w.Agreement) + "::int = any (f.consents)"
	}
	return "case when " + holds + " then " + shows + " else 0 end"
}

// from is what the clause is a condition on.
func (c *clause) from() string {
	if c.shared == nil {
		return "onward.progress p"
	}
	return fmt.Sprintf(`(select j.id as journey_id, j.resident_id, j.lead_org_id, j.spoc_id, j.opened_on, j.closed_on is null as open, g.sees,
		coalesce(p.stage, '') as stage, p.stage_on, coalesce(p.reason, '') as reason, coalesce(p.entry_point, '') as entry_point,
		coalesce(p.next_due, '9999-12-31') as next_due, p.next_at, coalesce(p.next_what, '') as next_what, coalesce(p.next_kind, '') as next_kind,
		p.last_contact_on, coalesce(p.version, 0) as version
		from (%s) o join onward.journey j on j.id = o.journey_id and j.lead_org_id <> %s
		cross join lateral (%s) f cross join lateral (select %s as sees) g
		left join onward.progress p on p.journey_id = j.id and g.sees & %s <> 0) p`,
		c.shared.drive(c), c.org(), c.facts(), c.shared.sees, bit(access.Plan))
}

// facts are read from what the resident and the organisations said, never from
// the second wall's own table.
func (c *clause) facts() string {
	return fmt.Sprintf(`select exists (select from onward.notice n where n.resident_id = j.resident_id and n.removed_at is null)
			and not exists (select from onward.objection n where n.resident_id = j.resident_id and n.organisation_id = %[1]s and n.lifted_on is null) as told,
		array(select n.agreement_id from onward.consent n where n.resident_id = j.resident_id and n.withdrawn_on is null) as consents,
		exists (select from onward.referral n where n.journey_id = j.id and n.to_org_id = %[1]s and n.state = 'offered') as waits,
		(select bit_or(onward.bits(n.categories)) from onward.referral n where n.journey_id = j.id and n.to_org_id = %[1]s and n.state in ('accepted', 'started')) as named,
		exists (select from onward.emergency n where n.journey_id = j.id and n.author_id = %[2]s and n.author_org_id = %[1]s
			and n.declared_at <= %[3]s::timestamptz and n.declared_at > %[3]s::timestamptz - interval '24 hours') as emergency,
		j.spoc_id <> %[2]s and exists (select from onward.seal_order n where n.resident_id = j.resident_id and n.lifted_at is null and not %[2]s = any (n.list)) as shut`,
		c.org(), c.me(), c.now())
}

func (c *clause) now() string { return c.once("now", c.scope.Who.Now) }

// openings drives a list from the table of openings by the keys of the ways:
// these journeys may be in it, and which of them are, the facts say.
func openings(c *clause, ways []access.Way, state State) string {
	open := ""
	switch state {
	case Open:
		open = " and o.open"
	case Closed:
		open = " and not o.open"
	}
	return "select distinct o.journey_id from onward.opening o where " + c.keyed(ways) + " and o.lead_org_id <> " + c.org() + open
}

// keyed is the keys of ways that open the identity, an emergency's being its own number.
func (c *clause) keyed(ways []access.Way) string {
	var keys []int64
	emergency := ""
	for _, w := range ways {
		if !reachOf(w, c.shared.verb).Has(access.Identity) {
			continue
		}
		if key, ok := keyOf(w); ok {
			keys = append(keys, key)
		} else {
			emergency = " || " + c.emergencies()
		}
	}
	return fmt.Sprintf("o.key = any (%s::bigint[]%s) and o.org_id in (0, %s)", c.arg(keys), emergency, c.org())
}

// emergencies are the keys of those that the actor declared.
func (c *clause) emergencies() string {
	return fmt.Sprintf("array(select e.id << 3 | 6 from onward.emergency e where e.author_id = %s and e.declared_at > %s::timestamptz - interval '24 hours')", c.me(), c.now())
}

// keyOf is the number under which openings of a way stand; an emergency has none.
func keyOf(w access.Way) (int64, bool) {
	switch w.Basis {
	case access.Offered, access.Referral, access.Neighbour:
		return int64(w.Agreement)<<3 | int64(w.Basis), true
	}
	return 0, false
}

// nearest drives a plain list in the order of what is due: of each way and lead
// that opens identity and plan whatever a referral names, only the first most
// rows; of all other ways every row, since what orders them may not be seen.
func (c *clause) nearest(most int) string {
	var keys []int64
	var leads []int
	var rest []access.Way
	for _, w := range c.shared.ways {
		key, ok := keyOf(w)
		may := reachOf(w, c.shared.verb)
		if !ok || w.Basis != access.Neighbour || !may.Has(access.Plan) || !may.Has(access.Identity) {
			rest = append(rest, w)
			continue
		}
		for _, lead := range w.Leads {
			keys, leads = append(keys, key), append(leads, lead)
		}
	}
	others := openings(c, rest, Open)
	if len(keys) == 0 {
		return others
	}
	return fmt.Sprintf(`select journey_id from (select journey_id, next_due from unnest(%s::bigint[], %s::int[]) k(key, lead)
		cross join lateral (select o.journey_id, o.next_due from onward.opening o where o.key = k.key and o.org_id = 0 and o.lead_org_id = k.lead and o.open
			order by o.next_due, o.journey_id limit %d) x group by 1, 2 order by 2, 1 limit %d) y union %s`,
		c.arg(keys), c.arg(leads), most, most, others)
}

// reachOf is what of a way the verb reaches, before a referral narrows it.
func reachOf(w access.Way, v access.Verb) access.Set {
	if v == access.Export {
		return w.Export
	}
	return w.View
}

// seesPlan begins a narrowing by what stands in the category plan: on others'
// journeys it holds only where the row shows it.
func (c *clause) seesPlan() string {
	if c.shared == nil {
		return ""
	}
	return "p.sees & " + bit(access.Plan) + " <> 0 and "
}

// narrowFactShared is narrowFact on the rows of others.
func (c *clause) narrowFactShared(table string, lookups [][]byte, more string) {
	c.and(fmt.Sprintf(`exists (select from %s x where x.journey_id = p.journey_id and x.lookup%s and x.removed_at is null%s
		and onward.bits(array[x.category]) & p.sees <> 0)`, table, c.amongSealed(lookups), more))
}

// cardsShared is the first rows of each stage in one walk.
func (c *clause) cardsShared(o Order, most int) *statement {
	q := c.copy()
	order := o.sql()
	if q.plain {
		q.shared.drive = func(c *clause) string { return c.nearest(MostShared) }
	}
	identity := ""
	if o.By == ByName {
		identity = " join onward.resident_identity i on i.resident_id = p.resident_id"
	}
	return q.statement("select " + columns + ", false from (select p.*, row_number() over (partition by p.stage" + order + ") as place from " + q.from() +
		identity + " where " + q.sql + " and p.stage = any (" + q.arg(words(journey.Line)) + "::text[])) p" + joins +
		fmt.Sprintf(" where p.place <= %d", most) + order)
}
