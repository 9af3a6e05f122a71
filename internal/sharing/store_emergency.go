package sharing

import (
	"time"

	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/postgres"
	"onward/internal/resident"
)

func findInEmergency(tx *postgres.Tx, w Wanted) ([]Match, error) {
	name := ""
	if w.Reference == "" {
		name = resident.Key(w.Family) + " " + resident.Key(w.Given) // as the record is sorted by
	}
	rows, err := tx.Conn().Query(tx, "select journey_id, resident_id, lead_org_id, lead, reference from onward.found_in_emergency($1, $2, $3)", w.Reference, name, w.Born)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (m Match, err error) {
		return m, row.Scan(&m.Journey, &m.Resident, &m.LeadID, &m.Lead, &m.Reference)
	})
}

func addEmergency(tx *postgres.Tx, m Match, sealed []byte) error {
	_, err := tx.Conn().Exec(tx, `insert into onward.emergency (journey_id, resident_id, lead_org_id, author_org_id, author_id, reason, sealed, declared_at)
		values ($1, $2, $3, $4, $5, '', $6, $7)`, m.Journey, m.Resident, m.LeadID, tx.Actor.Organisation, tx.Actor.User, sealed, tx.Actor.Now)
	return err
}

func emergencyEnds(tx *postgres.Tx, d access.Decision) (time.Time, error) {
	var at time.Time
	err := tx.Conn().QueryRow(tx, "select max(declared_at) from onward.emergency where journey_id = $1 and author_id = $2 and author_org_id = $3",
		d.Subject.Journey, tx.Actor.User, tx.Actor.Organisation).Scan(&at)
	return at.Add(EmergencyLasts), err
}

// readEmergencies are those of journeys that the actor's organisation leads: one
// by its number or, with 0, all that wait and those reviewed in the last 90 days.
func readEmergencies(tx *postgres.Tx, id int64) (list []Emergency, sealed []map[string][]byte, err error) {
	rows, err := tx.Conn().Query(tx, `select e.id, e.journey_id, coalesce(j.reference, ''), s.name, o.short_name, e.author_id,
			coalesce((select p.role from onward.post p where p.staff_id = e.author_id and p.organisation_id = e.author_org_id order by p.id limit 1), ''),
			e.reason, e.sealed, e.declared_at, e.reviewed_at, coalesce(r.name, ''), e.finding, e.remark, e.remark_sealed, e.version
		from onward.emergency e join onward.staff s on s.id = e.author_id join onward.organisation o on o.id = e.author_org_id
		left join onward.journey j on j.id = e.journey_id left join onward.staff r on r.id = e.reviewed_by
		where e.lead_org_id = $1 and case when $2 = 0 then e.reviewed_at is null or e.reviewed_at > onward.now() - interval '90 days' else e.id = $2 end
		order by e.reviewed_at desc nulls first, e.declared_at, e.id limit 500`, tx.Actor.Organisation, id)
	if err != nil {
		return nil, nil, err
	}
	list, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (e Emergency, err error) {
		var reviewed *time.Time
		var reason, remark []byte
		err = row.Scan(&e.ID, &e.Journey, &e.Reference, &e.By, &e.ByOrg, &e.ByStaff, &e.Role, &e.Reason, &reason, &e.At, &reviewed, &e.ReviewedBy, &e.Finding,
			&e.Remark, &remark, &e.Version)
		if reviewed != nil {
			e.Reviewed = *reviewed
		}
		e.Until = e.At.Add(EmergencyLasts)
		sealed = append(sealed, map[string][]byte{"emergency/": reason, "emergency remark/": remark})
		return e, err
	})
	return list, sealed, err
}

// told notes when a governance officer of the lead first had an emergency before them.
func told(tx *postgres.Tx) error {
	_, err := tx.Conn().Exec(tx, "update onward.emergency set told_at = onward.now() where lead_org_id = $1 and told_at is null", tx.Actor.Organisation)
	return err
}

func reviewEmergency(tx *postgres.Tx, id int64, finding string, remark []byte, version int) error {
	return changed(tx, `update onward.emergency set finding = $3, remark_sealed = $4, reviewed_at = onward.now(), reviewed_by = $5, version = version + 1
		where id = $1 and version = $2`, id, version, finding, remark, tx.Actor.User)
}
