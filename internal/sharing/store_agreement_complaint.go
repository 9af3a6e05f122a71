package sharing

import (
	"github.com/jackc/pgx/v5"

	"onward/internal/postgres"
	"onward/internal/secret"
)

func complaints(tx *postgres.Tx, box *secret.Box, id int) ([]Complaint, error) {
	rows, err := tx.Conn().Query(tx, `select c.id, c.organisation_id, s.name || ', ' || o.name, c.received_on, c.about, c.sealed, c.finding, c.answered_on, c.version
		from onward.agreement_complaint c join onward.staff s on s.id = c.staff_id join onward.organisation o on o.id = c.organisation_id
		where c.agreement_id = $1 order by c.received_on desc, c.id desc`, id)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (c Complaint, err error) {
		var sealed []byte
		if err := row.Scan(&c.ID, &c.Organisation, &c.TakenBy, &c.ReceivedOn, &c.About, &sealed, &c.Finding, &c.AnsweredOn, &c.Version); err != nil {
			return c, err
		}
		var text said
		err = box.OpenJSON(complaintPlace(c.ID), sealed, &text)
		c.What, c.Answer = text.What, text.Answer
		return c, err
	})
}

func insertComplaint(tx *postgres.Tx, box *secret.Box, id int, c Complaint) error {
	sealed, err := box.SealJSON(complaintPlace(c.ID), said{What: c.What})
	if err != nil {
		return err
	}
	_, err = tx.Conn().Exec(tx, "insert into onward.agreement_complaint (id, agreement_id, organisation_id, staff_id, received_on, about, sealed) values ($1, $2, $3, $4, $5, $6, $7)",
		c.ID, id, tx.Actor.Organisation, tx.Actor.User, c.ReceivedOn, c.About, sealed)
	return err
}

func updateComplaint(tx *postgres.Tx, box *secret.Box, c Complaint) error {
	sealed, err := box.SealJSON(complaintPlace(c.ID), said{What: c.What, Answer: c.Answer})
	if err != nil {
		return err
	}
	tag, err := tx.Conn().Exec(tx, `update onward.agreement_complaint set sealed = $3, finding = $4, answered_on = $5, answered_by = $6, version = version + 1
		where id = $1 and version = $2`, c.ID, c.Version, sealed, c.Finding, tx.Actor.Today, tx.Actor.User)
	return once(tag.RowsAffected(), err)
}
