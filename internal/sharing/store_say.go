package sharing

import (
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"gorm.io/gorm"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// undoable is for how long something recorded by mistake can be taken back.
const undoable = 24 * time.Hour

// addNotices writes a notice for each decision, in one statement.
func addNotices(tx *postgres.Tx, on []access.Decision, ids []uuid.UUID, t Told, batch uuid.UUID) error {
	b := postgres.NewBulk("onward.notice", "id uuid", "resident_id uuid", "lead_org_id int", "author_org_id int", "author_id int", "wording text", "how text",
		"evidence text", "given_on date", "batch uuid")
	var together any
	if batch != uuid.Nil {
		together = batch
	}
	for i, d := range on {
		if err := MayRecord(d); err != nil {
			return err
		}
		b.Add(ids[i], d.Subject.Resident, d.Subject.Lead, tx.Actor.Organisation, tx.Actor.User, t.Wording, t.How, t.Evidence, t.On, together)
	}
	return b.Insert(tx)
}

func dropNotice(tx *postgres.Tx, d access.Decision, id uuid.UUID) error {
	if err := MayRecord(d); err != nil {
		return err
	}
	return taken(tx.Gorm().Exec(`update onward.notice set removed_at = onward.now() where id = ? and resident_id = ? and removed_at is null
		and author_id = ? and created_at > onward.now() - interval '24 hours'`, id, d.Subject.Resident, tx.Actor.User),
		"This can no longer be taken back: somebody else recorded it, it is over a day old, or it was taken back already.")
}

// taken is a conflict, in words that say why, where no row was changed.
func taken(result *gorm.DB, why string) error {
	if result.Error != nil {
		return result.Error
	}
	if result.RowsAffected != 1 {
		return fault.New(fault.Conflict, why)
	}
	return nil
}

func addConsent(tx *postgres.Tx, d access.Decision, agreement int, s Said) (uuid.UUID, error) {
	if err := MayRecord(d); err != nil {
		return uuid.Nil, err
	}
	var stands bool
	err := tx.Conn().QueryRow(tx, "select exists (select from onward.consent where resident_id = $1 and agreement_id = $2 and withdrawn_on is null)",
		d.Subject.Resident, agreement).Scan(&stands)
	if err == nil && stands {
		err = fault.Fields(fault.Field{Name: "agreement", Message: "The resident has agreed to this already. Choose another agreement"})
	}
	if err != nil {
		return uuid.Nil, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return id, err
	}
	return id, tx.Gorm().Exec(`insert into onward.consent (id, resident_id, lead_org_id, author_org_id, author_id, agreement_id, how, evidence, given_on)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?)`, id, d.Subject.Resident, d.Subject.Lead, tx.Actor.Organisation, tx.Actor.User, agreement, s.How, s.Evidence, s.On).Error
}

func endConsent(tx *postgres.Tx, d access.Decision, id uuid.UUID, s Said) error {
	given, err := dayOf(tx, "select given_on from onward.consent where id = $1 and resident_id = $2", id, d)
	if err != nil {
		return err
	}
	if err := fault.Fields(s.check(tx.Actor.Today, given)...); err != nil {
		return err
	}
	return taken(tx.Gorm().Exec(`update onward.consent set withdrawn_on = ?, withdrawn_how = ?, withdrawn_by = ? where id = ? and resident_id = ? and withdrawn_on is null`,
		s.On, s.How, tx.Actor.User, id, d.Subject.Resident), "Somebody recorded this withdrawal already. Look at the Sharing page.")
}

// dayOf reads the day of something said by this journey's resident.
func dayOf(tx *postgres.Tx, sql string, id uuid.UUID, d access.Decision) (day calendar.Date, err error) {
	if err := MayRecord(d); err != nil {
		return day, err
	}
	err = tx.Conn().QueryRow(tx, sql, id, d.Subject.Resident).Scan(&day)
	return day, err
}

func addObjection(tx *postgres.Tx, d access.Decision, organisation int, s Said) (uuid.UUID, error) {
	if err := MayRecord(d); err != nil {
		return uuid.Nil, err
	}
	var stands bool
	err := tx.Conn().QueryRow(tx, "select exists (select from onward.objection where resident_id = $1 and organisation_id = $2 and lifted_on is null)",
		d.Subject.Resident, organisation).Scan(&stands)
	if err == nil && stands {
		err = fault.Fields(fault.Field{Name: "organisation", Message: "This objection is on record already. Choose another organisation"})
	}
	if err != nil {
		return uuid.Nil, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return id, err
	}
	return id, tx.Gorm().Exec(`insert into onward.objection (id, resident_id, lead_org_id, author_org_id, author_id, organisation_id, how, evidence, objected_on)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?)`, id, d.Subject.Resident, d.Subject.Lead, tx.Actor.Organisation, tx.Actor.User, organisation, s.How, s.Evidence, s.On).Error
}

func endObjection(tx *postgres.Tx, d access.Decision, id uuid.UUID, s Said) error {
	given, err := dayOf(tx, "select objected_on from onward.objection where id = $1 and resident_id = $2", id, d)
	if err != nil {
		return err
	}
	if err := fault.Fields(s.check(tx.Actor.Today, given)...); err != nil {
		return err
	}
	return taken(tx.Gorm().Exec(`update onward.objection set lifted_on = ?, lifted_how = ?, lifted_by = ? where id = ? and resident_id = ? and lifted_on is null`,
		s.On, s.How, tx.Actor.User, id, d.Subject.Resident), "Somebody lifted this objection already. Look at the Sharing page.")
}

// readSay reads all that the resident has said in one round trip.
func readSay(tx *postgres.Tx, d access.Decision) (say Say, err error) {
	if err := leads(d); err != nil {
		return say, err
	}
	var b pgx.Batch
	b.Queue(`select n.id, n.wording, n.how, n.given_on, n.evidence, s.name, o.short_name, n.created_at,
		n.author_id = $2 and n.created_at > onward.now() - $3::interval from onward.notice n join onward.staff s on s.id = n.author_id
		join onward.organisation o on o.id = n.author_org_id where n.resident_id = $1 and n.removed_at is null order by n.given_on desc, n.id desc`,
		d.Subject.Resident, tx.Actor.User, undoable).Query(collect(&say.Notices, func(row pgx.CollectableRow) (n Notice, err error) {
		return n, row.Scan(&n.ID, &n.Wording, &n.How, &n.On, &n.Evidence, &n.By, &n.ByOrg, &n.At, &n.Ours)
	}))
	b.Queue(`select c.id, c.agreement_id, coalesce(a.title, ''), coalesce(a.number, 0), c.how, c.given_on, c.evidence, s.name, c.withdrawn_on, c.withdrawn_how, coalesce(w.name, '')
		from onward.consent c join onward.staff s on s.id = c.author_id left join onward.agreement a on a.id = c.agreement_id left join onward.staff w on w.id = c.withdrawn_by
		where c.resident_id = $1 order by c.withdrawn_on desc nulls first, c.given_on desc, c.id desc`, d.Subject.Resident).
		Query(collect(&say.Consents, func(row pgx.CollectableRow) (c Consent, err error) {
			return c, row.Scan(&c.ID, &c.Agreement, &c.Title, &c.Number, &c.How, &c.On, &c.Evidence, &c.By, &c.Withdrawn, &c.WithdrawnHow, &c.WithdrawnBy)
		}))
	b.Queue(`select j.id, j.organisation_id, o.name, j.how, j.objected_on, j.evidence, s.name, j.lifted_on, j.lifted_how, coalesce(l.name, '')
		from onward.objection j join onward.organisation o on o.id = j.organisation_id join onward.staff s on s.id = j.author_id left join onward.staff l on l.id = j.lifted_by
		where j.resident_id = $1 order by j.lifted_on desc nulls first, j.objected_on desc, j.id desc`, d.Subject.Resident).
		Query(collect(&say.Objections, func(row pgx.CollectableRow) (j Objection, err error) {
			return j, row.Scan(&j.ID, &j.Organisation, &j.Name, &j.How, &j.On, &j.Evidence, &j.By, &j.Lifted, &j.LiftedHow, &j.LiftedBy)
		}))
	return say, tx.Conn().SendBatch(tx, &b).Close()
}

// collect puts a query's rows into a list.
func collect[T any](into *[]T, scan func(pgx.CollectableRow) (T, error)) func(pgx.Rows) error {
	return func(rows pgx.Rows) (err error) {
		*into, err = pgx.CollectRows(rows, scan)
		return err
	}
}

// organisationsOf are those of the lead's partnership that stand, by id.
func organisationsOf(tx *postgres.Tx, d access.Decision) (map[int]Organisation, error) {
	if err := leads(d); err != nil {
		return nil, err
	}
	rows, err := tx.Conn().Query(tx, `select id, name, short_name from onward.organisation where partnership_id = $1 and coalesce(ended_on, 'infinity') >= onward.today()`, tx.Actor.Partnership)
	if err != nil {
		return nil, err
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (o Organisation, err error) {
		return o, row.Scan(&o.ID, &o.Name, &o.Short)
	})
	found := make(map[int]Organisation, len(list))
	for _, o := range list {
		found[o.ID] = o
	}
	return found, err
}
