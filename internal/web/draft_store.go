package web

import (
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/postgres"
)

// keptDraft is what somebody had typed into a form before it was sent.
type keptDraft struct {
	fields url.Values // empty where there is none
	at     time.Time
}

// putDraft keeps the latest of a form, sealed, unless the page that it comes
// from has been sent meanwhile. Drafts that nobody came back to for a month go
// with it.
func (s *Site) putDraft(tx *postgres.Tx, form string, page uuid.UUID, fields url.Values) error {
	sealed, err := s.Box.Seal(draftPlace(tx, form), fields.Encode())
	if err != nil {
		return err
	}
	tx.Last("delete from onward.draft where staff_id = $1 and changed_at < onward.now() - interval '30 days'", tx.Actor.User)
	_, err = tx.Conn().Exec(tx, `insert into onward.draft (staff_id, post_id, form, sealed) select $1, $2, $3, $4
		where not exists (select from onward.idempotency where staff_id = $1 and key = $5)
		on conflict (staff_id, post_id, form) do update set sealed = excluded.sealed, changed_at = onward.now()`,
		tx.Actor.User, tx.Actor.Post, form, sealed, page)
	return err
}

// readDraft gives the actor's draft of a form.
func (s *Site) readDraft(tx *postgres.Tx, form string) (d keptDraft, err error) {
	var sealed []byte
	err = tx.Conn().QueryRow(tx, "select sealed, changed_at from onward.draft where staff_id = $1 and post_id = $2 and form = $3",
		tx.Actor.User, tx.Actor.Post, form).Scan(&sealed, &d.at)
	if errors.Is(err, pgx.ErrNoRows) {
		return keptDraft{}, nil
	}
	if err != nil {
		return d, err
	}
	text, err := s.Box.Open(draftPlace(tx, form), sealed)
	if err != nil {
		return d, err
	}
	d.fields, err = url.ParseQuery(text)
	return d, err
}

// dropDraft forgets the actor's draft of a form.
func dropDraft(tx *postgres.Tx, form string) error {
	_, err := tx.Conn().Exec(tx, "delete from onward.draft where staff_id = $1 and post_id = $2 and form = $3", tx.Actor.User, tx.Actor.Post, form)
	return err
}

func draftPlace(tx *postgres.Tx, form string) string {
	return fmt.Sprintf("draft/%d/%d%s", tx.Actor.User, tx.Actor.Post, form)
}
