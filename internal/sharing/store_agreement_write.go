package sharing

import (
	"github.com/google/uuid"

	"onward/internal/fault"
	"onward/internal/postgres"
)

// insertDraft keeps a new version as a draft of the actor's organisation.
func insertDraft(tx *postgres.Tx, series uuid.UUID, number int, t Terms) (id int, err error) {
	err = tx.Conn().QueryRow(tx, `insert into onward.agreement (series, number, partnership_id, drafter_org_id, title, template, bases, categories, condition, article6, article9,
			schedule1, from_on, until_on, review_on, rights_contact, breach_contact, complaints_contact, sections, changed_by)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) returning id`,
		series, number, tx.Actor.Partnership, tx.Actor.Organisation, t.Title, t.Template, words(t.Bases), t.Categories.Words(), t.Condition, t.Article6, t.Article9,
		t.Schedule1, t.From, t.Until, t.Review, t.RightsContact, t.BreachContact, t.ComplaintsContact, t.Sections, tx.Actor.User).Scan(&id)
	if err != nil {
		return 0, err
	}
	return id, insertParties(tx, id, t.Parties)
}

func insertParties(tx *postgres.Tx, id int, parties []Party) error {
	for _, p := range parties {
		if _, err := tx.Conn().Exec(tx, "insert into onward.agreement_party (agreement_id, organisation_id, discloses, receives, capacity) values ($1, $2, $3, $4, $5)",
			id, p.Organisation, p.Discloses, p.Receives, p.Capacity); err != nil {
			return err
		}
	}
	return nil
}

// updateDraft writes the terms of a draft over those of a revision.
func updateDraft(tx *postgres.Tx, a Agreement) error {
	t := a.Terms
	tag, err := tx.Conn().Exec(tx, `update onward.agreement set title = $3, bases = $4, categories = $5, condition = $6, article6 = $7, article9 = $8, schedule1 = $9,
			from_on = $10, until_on = $11, review_on = $12, rights_contact = $13, breach_contact = $14, complaints_contact = $15, sections = $16,
			revision = revision + 1, changed_at = onward.now(), changed_by = $17 where id = $1 and revision = $2 and state = 'draft'`,
		a.ID, a.Revision, t.Title, words(t.Bases), t.Categories.Words(), t.Condition, t.Article6, t.Article9, t.Schedule1,
		t.From, t.Until, t.Review, t.RightsContact, t.BreachContact, t.ComplaintsContact, t.Sections, tx.Actor.User)
	if err := once(tag.RowsAffected(), err); err != nil {
		return err
	}
	if _, err := tx.Conn().Exec(tx, "delete from onward.agreement_party where agreement_id = $1", a.ID); err != nil {
		return err
	}
	return insertParties(tx, a.ID, t.Parties)
}

func words(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// once says that a change of one row touched none: somebody was there first.
func once(rows int64, err error) error {
	if err != nil {
		return err
	}
	if rows != 1 {
		return stale()
	}
	return nil
}

func stale() error {
	return fault.New(fault.Conflict, "Somebody changed this agreement while you were working on it. Look at it again and choose.")
}

// moveAgreement writes a state with what goes along: holds, wording, offer, review.
func moveAgreement(tx *postgres.Tx, a Agreement) error {
	held := a.HeldBy
	if held == nil {
		held = []int{}
	}
	tag, err := tx.Conn().Exec(tx, `update onward.agreement set state = $3, held_by = $4, wording = $5, reviewed_on = $6,
			offered_at = case when $3 = 'awaiting_signature' then onward.now() when $3 = 'draft' then null else offered_at end,
			revision = revision + 1, changed_at = onward.now(), changed_by = $7 where id = $1 and revision = $2`,
		a.ID, a.Revision, string(a.State), held, a.Wording, a.ReviewedOn, tx.Actor.User)
	return once(tag.RowsAffected(), err)
}

// insertSignature signs for the actor's own organisation; the second wall takes
// no other, and only the hash of what was offered.
func insertSignature(tx *postgres.Tx, id int, hash []byte) error {
	_, err := tx.Conn().Exec(tx, "insert into onward.agreement_signature (agreement_id, organisation_id, staff_id, post_id, hash) values ($1, $2, $3, $4, $5)",
		id, tx.Actor.Organisation, tx.Actor.User, tx.Actor.Post, hash)
	return err
}

func insertEvent(tx *postgres.Tx, id int, what, detail string) error {
	_, err := tx.Conn().Exec(tx, "insert into onward.agreement_event (agreement_id, organisation_id, staff_id, what, detail) values ($1, $2, $3, $4, $5)",
		id, tx.Actor.Organisation, tx.Actor.User, what, detail)
	return err
}
