package exchange

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/exchange/caseload"
	"onward/internal/postgres"
)

// mapping is what a person said of the columns, in order; nil before they did.
type mapping struct {
	Columns []caseload.Field `json:"columns,omitempty"`
}

func filePlace(id uuid.UUID) string { return "import/" + id.String() }
func headPlace(id uuid.UUID) string { return "import_head/" + id.String() }
func rowPlace(id uuid.UUID, number int) string {
	return fmt.Sprintf("import_row/%s/%d", id, number)
}

// insert keeps a file. Uploads that have had their time go with it.
func (u Uploads) insert(tx *postgres.Tx, id uuid.UUID, name string, content []byte, h head, rows int) error {
	file, err := u.Box.Seal(filePlace(id), string(content))
	if err != nil {
		return err
	}
	columns, err := u.Box.SealJSON(headPlace(id), h)
	if err != nil {
		return err
	}
	tx.Last("delete from onward.import where staff_id = $1 and created_at < onward.now() - interval '90 days' and state not in ('queued', 'running')", tx.Actor.User)
	_, err = tx.Conn().Exec(tx, `insert into onward.import (id, staff_id, post_id, organisation_id, file_name, sealed, head, state, rows_total)
		values ($1, $2, $3, $4, $5, $6, $7, 'uploaded', $8)`, id, tx.Actor.User, tx.Actor.Post, tx.Actor.Organisation, name, file, columns, rows)
	return err
}

const uploadColumns = "id, file_name, state, mapping, choices, rows_total, rows_done, counts, failure, created_at, changed_at"

func scanUpload(row pgx.CollectableRow, more ...any) (up Upload, m mapping, err error) {
	var said, choices, counts []byte
	err = row.Scan(append([]any{&up.ID, &up.FileName, &up.State, &said, &choices, &up.Rows, &up.RowsDone, &counts, &up.Failure, &up.Created, &up.Changed}, more...)...)
	if err == nil {
		err = errors.Join(json.Unmarshal(said, &m), json.Unmarshal(choices, &up.Choices), json.Unmarshal(counts, &up.Counts))
	}
	up.Matched = m.Columns != nil
	return up, m, err
}

func (u Uploads) list(tx *postgres.Tx) ([]Upload, error) {
	rows, err := tx.Conn().Query(tx, "select "+uploadColumns+" from onward.import where staff_id = $1 and post_id = $2 order by created_at desc, id desc limit 50",
		tx.Actor.User, tx.Actor.Post)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Upload, error) {
		up, _, err := scanUpload(row)
		return up, err
	})
}

const findUpload = "select " + uploadColumns + ", head from onward.import where id = $1 and staff_id = $2 and post_id = $3"

func (u Uploads) find(tx *postgres.Tx, id uuid.UUID) (Upload, error) {
	return u.findBy(tx, findUpload, id)
}

// lock is find for a change: whoever comes second waits.
func (u Uploads) lock(tx *postgres.Tx, id uuid.UUID) (Upload, error) {
	return u.findBy(tx, findUpload+" for update", id)
}

func (u Uploads) findBy(tx *postgres.Tx, query string, id uuid.UUID) (up Upload, err error) {
	if err := u.may(tx); err != nil {
		return Upload{}, err
	}
	rows, err := tx.Conn().Query(tx, query, id, tx.Actor.User, tx.Actor.Post)
	if err != nil {
		return Upload{}, err
	}
	var sealed []byte
	var m mapping
	up, err = pgx.CollectExactlyOneRow(rows, func(row pgx.CollectableRow) (up Upload, err error) {
		up, m, err = scanUpload(row, &sealed)
		return up, err
	})
	if err != nil {
		return Upload{}, err
	}
	var h head
	if err := u.Box.OpenJSON(headPlace(id), sealed, &h); err != nil {
		return Upload{}, err
	}
	up.Sheet, up.Columns = h.Sheet, h.Columns
	for i := range up.Columns {
		if up.Matched && i < len(m.Columns) {
			up.Columns[i].Field = m.Columns[i]
		}
	}
	return up, nil
}

// sheet reads the kept file again.
func (u Uploads) sheet(tx *postgres.Tx, up Upload) (*caseload.Sheet, error) {
	var sealed []byte
	if err := tx.Conn().QueryRow(tx, "select sealed from onward.import where id = $1 and staff_id = $2", up.ID, tx.Actor.User).Scan(&sealed); err != nil {
		return nil, err
	}
	content, err := u.Box.Open(filePlace(up.ID), sealed)
	if err != nil {
		return nil, err
	}
	return recognise(up.FileName, []byte(content))
}

// match keeps what the columns hold and clears the rows of an earlier check.
func (u Uploads) match(tx *postgres.Tx, id uuid.UUID, fields []caseload.Field) error {
	up, err := u.lock(tx, id)
	if err != nil {
		return err
	}
	if !up.Open() {
		return underWay()
	}
	said, err := json.Marshal(mapping{Columns: fields})
	if err != nil {
		return err
	}
	var b pgx.Batch
	b.Queue("update onward.import set mapping = $2, choices = '{}', changed_at = onward.now() where id = $1", id, said)
	b.Queue("delete from onward.import_row where import_id = $1", id)
	return tx.Conn().SendBatch(tx, &b).Close()
}
