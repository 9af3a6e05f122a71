package exchange

import (
	"encoding/json"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/exchange/caseload"
	"onward/internal/postgres"
)

// addRows keeps what became of rows. A row that was kept before stays as it is:
// the first time tells what happened to it, later ones find it known.
func (u Uploads) addRows(tx *postgres.Tx, id uuid.UUID, rows []caseload.Row) error {
	numbers, outcomes := make([]int32, len(rows)), make([]string, len(rows))
	look, blank, sealed := make([]bool, len(rows)), make([]bool, len(rows)), make([][]byte, len(rows))
	for i, row := range rows {
		var err error
		if sealed[i], err = u.Box.SealJSON(rowPlace(id, row.Number), row); err != nil {
			return err
		}
		numbers[i], outcomes[i], look[i] = int32(row.Number), string(row.Outcome), looks(row)
		blank[i] = row.Outcome == caseload.Skipped && row.SourceKey == ""
	}
	_, err := tx.Conn().Exec(tx, `insert into onward.import_row (import_id, staff_id, number, outcome, look, blank, sealed)
		select $1, $2, r.* from unnest($3::int[], $4::text[], $5::bool[], $6::bool[], $7::bytea[]) r on conflict do nothing`,
		id, tx.Actor.User, numbers, outcomes, look, blank, sealed)
	return err
}

const countRows = `select jsonb_build_object('created', count(*) filter (where outcome = 'created'), 'duplicate', count(*) filter (where outcome = 'duplicate'),
	'rejected', count(*) filter (where outcome = 'rejected'), 'known', count(*) filter (where outcome = 'skipped' and not blank),
	'blank', count(*) filter (where blank), 'look', count(*) filter (where look)) from onward.import_row where import_id = $1`

func (u Uploads) count(tx *postgres.Tx, id uuid.UUID) error {
	_, err := tx.Conn().Exec(tx, "update onward.import set counts = ("+countRows+") where id = $1", id)
	return err
}

func (u Uploads) rows(tx *postgres.Tx, id uuid.UUID, f RowFilter) ([]caseload.Row, error) {
	found, err := tx.Conn().Query(tx, `select number, sealed from onward.import_row where import_id = $1 and staff_id = $2 and (not $3 or look)
		and (cardinality($4::text[]) = 0 or outcome = any ($4)) order by number limit nullif($5::int, 0) offset $6`,
		id, tx.Actor.User, f.Look, append([]caseload.Outcome{}, f.Outcomes...), f.Limit, f.Offset)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(found, func(row pgx.CollectableRow) (out caseload.Row, err error) {
		var number int
		var sealed []byte
		if err := row.Scan(&number, &sealed); err != nil {
			return out, err
		}
		return out, u.Box.OpenJSON(rowPlace(id, number), sealed, &out)
	})
}

// putChoices keeps the numbers that are likely duplicates.
func (u Uploads) putChoices(tx *postgres.Tx, id uuid.UUID, chosen []int) error {
	found, err := tx.Conn().Query(tx, "select number from onward.import_row where import_id = $1 and outcome = 'duplicate' and number = any ($2) order by 1", id, chosen)
	if err != nil {
		return err
	}
	numbers, err := pgx.CollectRows(found, pgx.RowTo[int])
	if err != nil {
		return err
	}
	choices, err := json.Marshal(Choices{SomebodyElse: slices.Compact(numbers)})
	if err != nil {
		return err
	}
	_, err = tx.Conn().Exec(tx, "update onward.import set choices = $2 where id = $1", id, choices)
	return err
}
