package export

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/fault"
	"onward/internal/postgres"
)

func askPlace(id uuid.UUID) string   { return "export/" + id.String() }
func reachPlace(id uuid.UUID) string { return "export_reach/" + id.String() }
func partPlace(id uuid.UUID, number int) string {
	return fmt.Sprintf("export_part/%s/%d", id, number)
}

func (s Service) insert(tx *postgres.Tx, id uuid.UUID, a Ask) error {
	ask, err := s.Box.SealJSON(askPlace(id), a)
	if err != nil {
		return err
	}
	_, err = tx.Conn().Exec(tx, "insert into onward.export (id, staff_id, post_id, organisation_id, source, format, ask) values ($1, $2, $3, $4, $5, $6, $7)",
		id, tx.Actor.User, tx.Actor.Post, tx.Actor.Organisation, a.Source, a.Format, ask)
	return err
}

func (s Service) waiting(tx *postgres.Tx) (n int, err error) {
	err = tx.Conn().QueryRow(tx, "select count(*) from onward.export where staff_id = $1 and post_id = $2 and state in ('queued', 'running')",
		tx.Actor.User, tx.Actor.Post).Scan(&n)
	return n, err
}

const columns = "id, ask, state, rows_total, parts_total, parts_done, bytes, failure, created_at, done_at"

func (s Service) scan(tx *postgres.Tx, row pgx.CollectableRow) (e Export, err error) {
	var sealed []byte
	var done *time.Time
	if err := row.Scan(&e.ID, &sealed, &e.State, &e.Rows, &e.Parts, &e.Made, &e.Bytes, &e.Failure, &e.Created, &done); err != nil {
		return e, err
	}
	if done != nil {
		e.Finished = *done
		e.Expired = !tx.Actor.Now.Before(done.Add(Kept))
	}
	return e, s.Box.OpenJSON(askPlace(e.ID), sealed, &e.Ask)
}

func (s Service) list(tx *postgres.Tx) ([]Export, error) {
	rows, err := tx.Conn().Query(tx, "select "+columns+" from onward.export where staff_id = $1 and post_id = $2 order by created_at desc, id desc limit 50",
		tx.Actor.User, tx.Actor.Post)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Export, error) { return s.scan(tx, row) })
}

func (s Service) find(tx *postgres.Tx, id uuid.UUID) (Export, error) {
	if err := s.may(tx); err != nil {
		return Export{}, err
	}
	rows, err := tx.Conn().Query(tx, "select "+columns+" from onward.export where id = $1 and staff_id = $2 and post_id = $3", id, tx.Actor.User, tx.Actor.Post)
	if err != nil {
		return Export{}, err
	}
	return pgx.CollectExactlyOneRow(rows, func(row pgx.CollectableRow) (Export, error) { return s.scan(tx, row) })
}

// reach is what a finished file tells of whom.
func (s Service) reach(tx *postgres.Tx, id uuid.UUID) (list []Reach, err error) {
	var sealed []byte
	if err := tx.Conn().QueryRow(tx, "select reach from onward.export where id = $1 and staff_id = $2", id, tx.Actor.User).Scan(&sealed); err != nil {
		return nil, err
	}
	return list, s.Box.OpenJSON(reachPlace(id), sealed, &list)
}

// file puts the parts together; one that is missing is an error and no file.
func (s Service) file(tx *postgres.Tx, e Export) ([]byte, error) {
	rows, err := tx.Conn().Query(tx, "select number, sealed from onward.export_part where export_id = $1 and staff_id = $2 order by number", e.ID, tx.Actor.User)
	if err != nil {
		return nil, err
	}
	file := make([]byte, 0, e.Bytes)
	var number int
	var sealed []byte
	_, err = pgx.ForEachRow(rows, []any{&number, &sealed}, func() error {
		part, err := s.Box.Open(partPlace(e.ID, number), sealed)
		file = append(file, part...)
		return err
	})
	if err == nil && len(file) != e.Bytes {
		err = fmt.Errorf("export %s has %d bytes of %d", e.ID, len(file), e.Bytes)
	}
	return file, err
}

// claim takes one export in hand; without one it gives the zero claimed.
func (s Service) claim(ctx context.Context) (c claimed, err error) {
	err = s.DB.Plain(ctx, func(tx pgx.Tx) error {
		err := tx.QueryRow(ctx, "select id, post_id, claim from onward.claim_export()").Scan(&c.id, &c.post, &c.claim)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		return err
	})
	return c, err
}

// begin says how much there is to store, and clears what an earlier run left.
func (s Service) begin(tx *postgres.Tx, c claimed, rows, parts int) error {
	err := held(tx, "update onward.export set rows_total = $3, parts_total = $4, parts_done = 0, changed_at = onward.now() where id = $1 and claim = $2",
		c.id, c.claim, rows, parts)
	if err != nil {
		return err
	}
	return s.drop(tx, c)
}

func (s Service) drop(tx *postgres.Tx, c claimed) error {
	_, err := tx.Conn().Exec(tx, "delete from onward.export_part where export_id = $1", c.id)
	return err
}

func (s Service) addPart(tx *postgres.Tx, c claimed, number int, part []byte) error {
	sealed, err := s.Box.Seal(partPlace(c.id, number), string(part))
	if err != nil {
		return err
	}
	if err := held(tx, "update onward.export set parts_done = $3, changed_at = onward.now() where id = $1 and claim = $2", c.id, c.claim, number+1); err != nil {
		return err
	}
	_, err = tx.Conn().Exec(tx, "insert into onward.export_part (export_id, staff_id, post_id, number, sealed) values ($1, $2, $3, $4, $5)",
		c.id, tx.Actor.User, tx.Actor.Post, number, sealed)
	return err
}

func (s Service) finish(tx *postgres.Tx, c claimed, size int, reach []Reach) error {
	sealed, err := s.Box.SealJSON(reachPlace(c.id), reach)
	if err != nil {
		return err
	}
	return held(tx, "update onward.export set state = 'done', claim = null, bytes = $3, reach = $4, changed_at = onward.now(), done_at = onward.now() where id = $1 and claim = $2",
		c.id, c.claim, size, sealed)
}

func (s Service) fail(tx *postgres.Tx, c claimed, message string) error {
	err := held(tx, "update onward.export set state = 'failed', claim = null, failure = $3, changed_at = onward.now() where id = $1 and claim = $2",
		c.id, c.claim, message)
	if err != nil {
		return err
	}
	return s.drop(tx, c)
}

// release lets another worker begin anew; a run that was told to stop was no try.
func (s Service) release(tx *postgres.Tx, c claimed, forgive bool) error {
	return held(tx, "update onward.export set state = 'queued', claim = null, tries = tries - $3::bool::int, changed_at = onward.now() where id = $1 and claim = $2",
		c.id, c.claim, forgive)
}

// held runs an update that is guarded by the claim.
func held(tx *postgres.Tx, update string, args ...any) error {
	tag, err := tx.Conn().Exec(tx, update, args...)
	if err == nil && tag.RowsAffected() == 0 {
		return fault.Wrap(errLost, fault.Conflict, "Another worker has this export in hand.")
	}
	return err
}
