package journey

import (
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/postgres"
	"onward/internal/secret"
)

// Store is the only one that knows the journey's own tables.
type Store struct{ Box *secret.Box }

const journeyOfResident = "select id from onward.journey where resident_id = $1 order by closed_on desc nulls first, opened_on desc, id desc limit 1"

// Head reads what stands over the journey's pages, as far as the decision goes.
func (s Store) Head(tx *postgres.Tx, d access.Decision) (Head, error) {
	h := Head{ID: d.Subject.Journey}
	if err := d.Require(access.View, access.Existence); err != nil {
		return h, err
	}
	var b pgx.Batch
	b.Queue(`select j.reference, o.name, o.id, j.spoc_id, s.name, s.telephone, j.opened_on, j.closed_on, j.version
		from onward.journey j join onward.organisation o on o.id = j.lead_org_id join onward.staff s on s.id = j.spoc_id where j.id = $1`, h.ID).
		QueryRow(func(row pgx.Row) error {
			return row.Scan(&h.Reference, &h.Lead, &h.LeadID, &h.SPOC, &h.SPOCName, &h.SPOCPhone, &h.OpenedOn, &h.ClosedOn, &h.Version)
		})
	if d.May(access.View, access.Plan) {
		b.Queue(`select stage, stage_on, reason, entry_point, version, last_contact_on, next_what, nullif(next_due, '9999-12-31') from onward.progress where journey_id = $1`, h.ID).
			QueryRow(func(row pgx.Row) error {
				return row.Scan(&h.Stage, &h.StageOn, &h.Reason, &h.EntryPoint, &h.StageVersion, &h.LastContact, &h.NextWhat, &h.NextDue)
			})
	}
	return h, tx.Send(&b)
}

// Groups reads the priority groups that the decision lets through.
func (s Store) Groups(tx *postgres.Tx, d access.Decision) ([]Group, error) {
	if err := d.Require(access.View, access.Existence); err != nil {
		return nil, err
	}
	rows, err := tx.Query(`select id, category, code, sealed from onward.priority_group
		where journey_id = $1 and removed_at is null and category = any ($2) order by created_at, id`, d.Subject.Journey, d.On(access.View).Words())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var groups []Group
	for rows.Next() {
		var id uuid.UUID
		var category, code string
		var sealed []byte
		if err := rows.Scan(&id, &category, &code, &sealed); err != nil {
			return nil, err
		}
		if sealed != nil {
			if code, err = s.Box.Open("group/"+id.String(), sealed); err != nil {
				return nil, err
			}
		}
		if g, ok := FindGroup(code); ok {
			groups = append(groups, g)
		}
	}
	return groups, rows.Err()
}

// Guarded lists the guarded categories of which something is on record that the
// decision lets through: the badges of the identity bar.
func (s Store) Guarded(tx *postgres.Tx, d access.Decision) ([]access.Category, error) {
	if err := d.Require(access.View, access.Existence); err != nil {
		return nil, err
	}
	guarded := d.On(access.View) & access.SetOf(access.Health, access.Offences)
	if guarded.Empty() {
		return nil, nil
	}
	rows, err := tx.Query(`select category from onward.barrier where journey_id = $1 and removed_at is null and status <> 'resolved' and category = any ($2)
		union select category from onward.priority_group where journey_id = $1 and removed_at is null and category = any ($2) order by 1`,
		d.Subject.Journey, guarded.Words())
	if err != nil {
		return nil, err
	}
	words, err := pgx.CollectRows(rows, pgx.RowTo[string])
	var out []access.Category
	for _, w := range words {
		if c, ok := access.ParseCategory(w); ok {
			out = append(out, c)
		}
	}
	return out, err
}

// Baseline reads how things stood on entry, as far as the decision goes.
func (s Store) Baseline(tx *postgres.Tx, d access.Decision) (Baseline, error) {
	var base Baseline
	var months *int
	if err := d.Require(access.View, access.Existence); err != nil {
		return base, err
	}
	var b pgx.Batch
	ask := func(c access.Category, sql string, into ...any) {
		if d.May(access.View, c) {
			b.Queue(sql, d.Subject.Journey).Query(func(rows pgx.Rows) error {
				for rows.Next() {
					if err := rows.Scan(into...); err != nil {
						return err
					}
				}
				return rows.Err()
			})
		}
	}
	ask(access.Work, "select status, amount, per, coalesce(trim_scale(hours)::text, '') from onward.baseline_work where journey_id = $1", &base.Work, &base.Amount, &base.Per, &base.Hours)
	ask(access.Circumstances, "select qualification, months_without from onward.baseline_circumstances where journey_id = $1", &base.Qualification, &months)
	ask(access.HousingMoney, "select benefits from onward.baseline_money where journey_id = $1", &base.Benefits)
	if b.Len() == 0 {
		return base, nil
	}
	err := tx.Send(&b)
	if months != nil {
		base.MonthsWithout = MonthsOf(*months)
	}
	return base, err
}

// Moves reads the stages the journey went through, oldest first.
func (s Store) Moves(tx *postgres.Tx, d access.Decision) ([]StageMove, error) {
	if err := d.Require(access.View, access.Plan); err != nil {
		return nil, err
	}
	rows, err := tx.Query(`select m.from_stage, m.to_stage, m.reason, m.moved_at, s.name, o.short_name from onward.stage_move m
		join onward.staff s on s.id = m.author_id join onward.organisation o on o.id = m.author_org_id
		where m.journey_id = $1 order by m.moved_at, m.id`, d.Subject.Journey)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (StageMove, error) {
		var m StageMove
		return m, row.Scan(&m.From, &m.To, &m.Reason, &m.At, &m.By, &m.ByOrg)
	})
}

// Move puts the journey on another stage over the version that was read.
func (s Store) Move(tx *postgres.Tx, d access.Decision, from, to Stage, reason string, version int) error {
	if err := d.Require(access.Change, access.Plan); err != nil {
		return err
	}
	err := postgres.Stale(tx.Gorm().Exec(`update onward.progress set stage = ?, stage_on = ?, reason = ?, open = ?, version = version + 1
		where journey_id = ? and version = ?`, string(to), tx.Actor.Today, reason, to != StageClosed, d.Subject.Journey, version))
	if err != nil {
		return err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	if err := tx.Gorm().Exec(`insert into onward.stage_move (id, journey_id, lead_org_id, author_org_id, author_id, from_stage, to_stage, reason)
		values (?, ?, ?, ?, ?, ?, ?, ?)`, id, d.Subject.Journey, d.Subject.Lead, tx.Actor.Organisation, tx.Actor.User, string(from), string(to), reason).Error; err != nil {
		return err
	}
	if (from == StageClosed) == (to == StageClosed) {
		return nil
	}
	closed := tx.Actor.Today
	if to != StageClosed {
		closed = closed.Zero()
	}
	return postgres.Stale(tx.Gorm().Exec("update onward.journey set closed_on = ?, version = version + 1 where id = ?", closed, d.Subject.Journey))
}

// Refresh recomputes what lists are sorted by: the next thing due and the last
// contact. Every write to the plan, the diary, the tasks or the notes ends with it.
func Refresh(tx *postgres.Tx, d access.Decision) error {
	if err := d.Require(access.View, access.Existence); err != nil {
		return err
	}
	return refresh(tx, []uuid.UUID{d.Subject.Journey})
}
