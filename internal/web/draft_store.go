package web

import (
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/postgres"
)

// putDraft keeps the latest text of a form, sealed, unless the page that it
// comes from has been sent meanwhile. Drafts that nobody came back to for a
// month go with it.
func (s *Site) putDraft(tx *postgres.Tx, form string, page uuid.UUID, text string) error {
	sealed, err := s.Box.Seal(draftPlace(tx, form), text)
	if err != nil {
		return err
	}
	tx.Last("delete from onward.draft where staff_id = $1 and changed_at < onward.now() - interval '30 days'", tx.Actor.User)
	_, err = tx.Conn().Exec(tx, `with kept as (
			update onward.draft set sealed = $3, changed_at = onward.now() where staff_id = $1 and form = $2
			and not exists (select from onward.idempotency where staff_id = $1 and key = $4) returning 1)
		insert into onward.draft (staff_id, form, sealed) select $1, $2, $3
		where not exists (select from kept) and not exists (select from onward.draft where staff_id = $1 and form = $2)
		and not exists (select from onward.idempotency where staff_id = $1 and key = $4)`, tx.Actor.User, form, sealed, page)
	return err
}

// ReadDraft gives the actor's draft of a form.
func (s *Site) ReadDraft(tx *postgres.Tx, form string) (d Draft, err error) {
	var sealed []byte
	err = tx.Conn().QueryRow(tx, "select sealed, changed_at from onward.draft where staff_id = $1 and form = $2", tx.Actor.User, form).Scan(&sealed, &d.At)
	if errors.Is(err, pgx.ErrNoRows) {
		return Draft{}, nil
	}
	if err != nil {
		return Draft{}, err
	}
	d.Text, err = s.Box.Open(draftPlace(tx, form), sealed)
	return d, err
}

// DropDraft forgets the actor's draft of a form, in the transaction that keeps
// what became of it.
func DropDraft(tx *postgres.Tx, form string) error {
	_, err := tx.Conn().Exec(tx, "delete from onward.draft where staff_id = $1 and form = $2", tx.Actor.User, form)
	return err
}

func draftPlace(tx *postgres.Tx, form string) string {
	return fmt.Sprintf("draft/%d/%s", tx.Actor.User, form)
}
