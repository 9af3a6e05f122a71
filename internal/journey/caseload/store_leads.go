package caseload

import (
	"fmt"

	"github.com/jackc/pgx/v5"

	"onward/internal/access"
)

// bound keeps the numbers of others' journeys at what is counted at all.
func (p *Page) bound(f Filter) {
	p.More = f.From.Others() && p.Total > MostShared
	if f.From.Others() {
		p.Total, p.Exportable = min(p.Total, MostShared), min(p.Exportable, MostShared)
	}
	p.Shared = min(p.Shared, MostShared)
}

// queueCountShared counts the rows of others' journeys, up to one more than MostShared.
func (c *clause) queueCountShared(b *pgx.Batch, into *int) {
	q := c.copy()
	if q.plain {
		q.queueLeads(b, new([]Lead), into)
		return
	}
	sql := fmt.Sprintf("select count(*) from (select from %s where %s limit %d) x", q.from(), q.sql, MostShared+1)
	b.Queue(sql, q.args...).QueryRow(func(row pgx.Row) error { return row.Scan(into) })
}

// queueLeads counts what each other organisation shares, as the plain list of
// it would, from the table that drives that list; none is counted beyond
// MostShared, so that the count costs the same however much is shared.
func (c *clause) queueLeads(b *pgx.Batch, into *[]Lead, total *int) {
	q := c.copy()
	q.args, q.known = nil, map[string]string{}
	var keys []int64
	var leads []int
	emergency := false
	for _, w := range q.shared.ways {
		key, ok := keyOf(w)
		switch {
		case !reachOf(w, q.shared.verb).Has(access.Identity):
		case !ok:
			emergency = true
		default:
			for _, lead := range w.Leads {
				keys, leads = append(keys, key), append(leads, lead)
			}
		}
	}
	stands := fmt.Sprintf("o.open and o.categories & %s <> 0 and not %s = any (o.refused) and (o.sealed_to is null or %s = any (o.sealed_to))", bit(access.Identity), q.org(), q.me())
	sql := fmt.Sprintf(`select x.lead_org_id, x.journey_id from unnest(%s::bigint[], %s::int[]) k(key, lead) cross join lateral (
			select o.lead_org_id, o.journey_id from onward.opening o where o.key = k.key and o.org_id in (0, %s) and o.lead_org_id = k.lead and %s limit %d) x`,
		q.arg(keys), q.arg(leads), q.org(), stands, MostShared+1)
	if emergency {
		sql += fmt.Sprintf(" union select o.lead_org_id, o.journey_id from onward.opening o where o.key = any (%s) and o.lead_org_id <> %s and %s", q.emergencies(), q.org(), stands)
		if len(q.asked) > 0 {
			sql += " and o.lead_org_id = any (" + q.arg(q.asked) + "::int[])"
		}
	}
	b.Queue("select n.lead_org_id, g.name, n.many from (select lead_org_id, count(distinct journey_id) as many from ("+sql+") y group by 1) n join onward.organisation g on g.id = n.lead_org_id order by g.name",
		q.args...).Query(func(rows pgx.Rows) (err error) {
		*into, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (l Lead, err error) { return l, row.Scan(&l.ID, &l.Name, &l.Count) })
		*total = 0
		for _, l := range *into {
			*total += l.Count
		}
		return err
	})
}
