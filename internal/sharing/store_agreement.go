package sharing

import (
	"time"

	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/postgres"
)

const agreementColumns = `a.id, a.series, a.number, a.drafter_org_id, a.state, a.title, a.template, a.bases, a.categories, a.condition, a.article6, a.article9, a.schedule1,
	a.from_on, a.until_on, a.review_on, a.rights_contact, a.breach_contact, a.complaints_contact, case when $1 then a.sections else '{}' end, a.revision,
	a.changed_at, coalesce(s.name, ''), a.offered_at, a.reviewed_on, a.held_by, case when $1 then a.wording else '' end`

// agreements reads versions that the actor's organisation may see, all where no
// ids are given, the newest first; their texts only where whole.
func agreements(tx *postgres.Tx, whole bool, ids []int) ([]Agreement, error) {
	var list []Agreement
	places := map[int]int{}
	var b pgx.Batch
	b.Queue("select "+agreementColumns+` from onward.agreement a left join onward.staff s on s.id = a.changed_by
		where ($2::int[] is null or a.id = any ($2)) order by a.title, a.number desc, a.id`, whole, ids).Query(func(rows pgx.Rows) error {
		for rows.Next() {
			a, err := scanAgreement(rows)
			if err != nil {
				return err
			}
			places[a.ID] = len(list)
			list = append(list, a)
		}
		return rows.Err()
	})
	b.Queue(`select p.agreement_id, p.organisation_id, o.slug, o.name, p.discloses, p.receives, p.capacity, g.signed_at, coalesce(s.name, ''), g.hash,
			exists (select from onward.post t join onward.staff w on w.id = t.staff_id where t.organisation_id = o.id and t.role = 'governance' and t.from_on <= $2
				and coalesce(t.until_on, 'infinity') >= $2 and coalesce(w.ended_on, 'infinity') >= $2)
		from onward.agreement_party p join onward.organisation o on o.id = p.organisation_id
		left join onward.agreement_signature g on g.agreement_id = p.agreement_id and g.organisation_id = p.organisation_id left join onward.staff s on s.id = g.staff_id
		where $1::int[] is null or p.agreement_id = any ($1) order by o.kind = 'borough' desc, o.name`, ids, tx.Actor.Today).Query(func(rows pgx.Rows) error {
		for rows.Next() {
			var id int
			var p Party
			var at *time.Time
			if err := rows.Scan(&id, &p.Organisation, &p.Slug, &p.Name, &p.Discloses, &p.Receives, &p.Capacity, &at, &p.SignedBy, &p.Hash, &p.CanSign); err != nil {
				return err
			}
			p.SignedAt = instant(at)
			if i, ok := places[id]; ok {
				list[i].Terms.Parties = append(list[i].Terms.Parties, p)
			}
		}
		return rows.Err()
	})
	return list, tx.Conn().SendBatch(tx, &b).Close()
}

func instant(at *time.Time) time.Time {
	if at == nil {
		return time.Time{}
	}
	return *at
}

func scanAgreement(row pgx.Row) (a Agreement, err error) {
	t := &a.Terms
	var categories []string
	var offered *time.Time
	err = row.Scan(&a.ID, &a.Series, &a.Number, &a.Drafter, &a.State, &t.Title, &t.Template, &t.Bases, &categories, &t.Condition, &t.Article6, &t.Article9, &t.Schedule1,
		&t.From, &t.Until, &t.Review, &t.RightsContact, &t.BreachContact, &t.ComplaintsContact, &t.Sections, &a.Revision,
		&a.ChangedAt, &a.ChangedBy, &offered, &a.ReviewedOn, &a.HeldBy, &a.Wording)
	t.Categories, a.OfferedAt = access.ParseSet(categories), instant(offered)
	return a, err
}

// agreement reads one version whole, with what became of it and its other versions.
func agreement(tx *postgres.Tx, id int) (Agreement, error) {
	list, err := agreements(tx, true, []int{id})
	if err != nil {
		return Agreement{}, err
	}
	if len(list) != 1 {
		return Agreement{}, fault.NotHere()
	}
	a := list[0]
	var b pgx.Batch
	b.Queue(`select e.what, e.detail, s.name, o.name, e.at from onward.agreement_event e join onward.staff s on s.id = e.staff_id
		join onward.organisation o on o.id = e.organisation_id where e.agreement_id = $1 order by e.id desc`, id).Query(func(rows pgx.Rows) error {
		a.Events, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (e Event, err error) {
			return e, row.Scan(&e.What, &e.Detail, &e.Who, &e.Organisation, &e.At)
		})
		return err
	})
	b.Queue("select id, number, state from onward.agreement where series = $1 order by number desc", a.Series).Query(func(rows pgx.Rows) error {
		a.Versions, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (v Version, err error) { return v, row.Scan(&v.ID, &v.Number, &v.State) })
		return err
	})
	return a, tx.Conn().SendBatch(tx, &b).Close()
}

// locked is agreement with its row held until the transaction ends. It is read
// after the lock is had, so that two who sign at once see one another.
func locked(tx *postgres.Tx, id int) (Agreement, error) {
	var held int
	if err := tx.Conn().QueryRow(tx, "select id from onward.agreement where id = $1 for update", id).Scan(&held); err != nil {
		return Agreement{}, err
	}
	return agreement(tx, id)
}

// candidates are the organisations that can be parties: those of the actor's
// partnership that work on today.
func candidates(tx *postgres.Tx) ([]Party, error) {
	rows, err := tx.Conn().Query(tx, `select id, slug, name from onward.organisation where partnership_id = $1 and coalesce(ended_on, 'infinity') >= $2
		order by kind = 'borough' desc, name`, tx.Actor.Partnership, tx.Actor.Today)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (p Party, err error) {
		return p, row.Scan(&p.Organisation, &p.Slug, &p.Name)
	})
}

// effect reads what the database counts; of each organisation its rows together.
func effect(tx *postgres.Tx, id int, ends bool) ([]counted, error) {
	rows, err := tx.Conn().Query(tx, `select e.organisation_id, coalesce(o.name, ''), e.what, e.category, e.ours, e.others from onward.agreement_effect($1, $2) e
		left join onward.organisation o on o.id = e.organisation_id order by o.kind = 'borough' desc nulls first, o.name, e.what`, id, ends)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (c counted, err error) {
		return c, row.Scan(&c.organisation, &c.name, &c.what, &c.category, &c.count.Ours, &c.count.Others)
	})
}
