package sharing

import (
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/postgres"
)

// untoldWhere are the open journeys at home without a notice; $1 to $3 choose.
const untoldWhere = ` from onward.journey j join onward.resident_identity i on i.resident_id = j.resident_id join onward.staff s on s.id = j.spoc_id
	left join lateral (select (max(r.created_at) at time zone 'Europe/London')::date as day from onward.imported_row r where r.journey_id = j.id) m on true
	where j.lead_org_id = $1 and j.closed_on is null and ($2 = 0 or j.spoc_id = $2) and ($3::date is null or m.day = $3)
	and not exists (select from onward.notice n where n.resident_id = j.resident_id and n.removed_at is null)`

func untoldArgs(tx *postgres.Tx, u Untold) []any {
	return []any{tx.Actor.Organisation, u.Advisor, u.Imported}
}

func untold(tx *postgres.Tx, scope access.Scope, u Untold, most int) (w Waiting, err error) {
	if err := scope.Require(access.Identity); err != nil {
		return w, err
	}
	var b pgx.Batch
	b.Queue("select j.id, i.given, i.family, i.born, j.reference, s.name, m.day"+untoldWhere+" order by i.sort_key, j.id limit $4", append(untoldArgs(tx, u), most)...).
		Query(collect(&w.Rows, func(row pgx.CollectableRow) (r UntoldRow, err error) {
			return r, row.Scan(&r.Journey, &r.Given, &r.Family, &r.Born, &r.Reference, &r.Advisor, &r.Imported)
		}))
	b.Queue("select count(*)"+untoldWhere, untoldArgs(tx, u)...).QueryRow(func(row pgx.Row) error { return row.Scan(&w.Total) })
	b.Queue("select m.day, count(*)"+untoldWhere+" and m.day is not null group by 1 order by 1 desc limit 60", untoldArgs(tx, Untold{})...).
		Query(collect(&w.Days, func(row pgx.CollectableRow) (d ImportDay, err error) { return d, row.Scan(&d.On, &d.Count) }))
	b.Queue("select distinct s.id, s.name"+untoldWhere+" order by s.name", untoldArgs(tx, Untold{})...).
		Query(collect(&w.Advisors, func(row pgx.CollectableRow) (o Organisation, err error) { return o, row.Scan(&o.ID, &o.Name) }))
	return w, tx.Conn().SendBatch(tx, &b).Close()
}

// untoldIDs are those of the choice that are named or, with all, the whole of
// it, up to one more than can be recorded.
func untoldIDs(tx *postgres.Tx, scope access.Scope, u Untold, ids []uuid.UUID, all bool) ([]uuid.UUID, error) {
	if err := scope.Require(access.Identity); err != nil {
		return nil, err
	}
	rows, err := tx.Conn().Query(tx, "select j.id"+untoldWhere+" and ($4 or j.id = any ($5)) order by j.id limit $6", append(untoldArgs(tx, u), all, ids, MostAtOnce+1)...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
}

// dropBatch gives one journey for each resident whose notice it took back.
func dropBatch(tx *postgres.Tx, scope access.Scope, batch uuid.UUID) ([]uuid.UUID, error) {
	if err := scope.Require(access.Identity); err != nil {
		return nil, err
	}
	rows, err := tx.Conn().Query(tx, `with gone as (update onward.notice set removed_at = onward.now() where batch = $1 and lead_org_id = $2 and author_id = $3
			and removed_at is null and created_at > onward.now() - interval '24 hours' returning resident_id)
		select distinct on (j.resident_id) j.id from gone g join onward.journey j on j.resident_id = g.resident_id order by j.resident_id, j.closed_on desc nulls first`,
		batch, tx.Actor.Organisation, tx.Actor.User)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
}

func lately(tx *postgres.Tx, scope access.Scope) ([]Goes, error) {
	if err := scope.Require(access.Identity); err != nil {
		return nil, err
	}
	rows, err := tx.Conn().Query(tx, `select n.batch, n.wording, n.how, n.given_on, n.evidence, s.name, min(n.created_at), count(*),
			n.author_id = $2 and min(n.created_at) > onward.now() - interval '24 hours'
		from onward.notice n join onward.staff s on s.id = n.author_id
		where n.lead_org_id = $1 and n.batch is not null and n.removed_at is null and n.created_at > onward.now() - interval '30 days'
		group by n.batch, n.wording, n.how, n.given_on, n.evidence, s.name, n.author_id order by 7 desc limit 50`, tx.Actor.Organisation, tx.Actor.User)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (g Goes, err error) {
		return g, row.Scan(&g.Batch, &g.Wording, &g.How, &g.On, &g.Evidence, &g.By, &g.At, &g.Count, &g.Ours)
	})
}
