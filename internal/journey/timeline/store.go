package timeline

import (
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/postgres"
	"onward/internal/secret"
)

// Store reads the tables that a timeline is made of.
type Store struct{ Box *secret.Box }

// found is a row of any source: an entry before it has words.
type found struct {
	Entry
	row     uuid.UUID // of the row itself: what seals are bound to
	a, b, c string    // the source's own words
	due     *time.Time
	sealed  []byte
}

const (
	first = `select x.id, x.ref, x.at, x.timed, x.category, x.a, x.b, x.c, x.due, x.sealed, x.who, s.name, x.org, o.short_name from (`
	last  = `) x join onward.staff s on s.id = x.who join onward.organisation o on o.id = x.org
	where x.category = any ($2) order by x.at desc, x.id desc limit $3`
)

// entries reads what the decision lets through, at most most rows of each
// source where most is not nil. Words that are sealed stay so.
func (s Store) entries(tx *postgres.Tx, d access.Decision, most *int) ([]found, error) {
	if err := d.Require(access.View, access.Existence); err != nil {
		return nil, err
	}
	var all []found
	var b pgx.Batch
	for _, source := range sources {
		if source.needs&d.On(access.View) == 0 {
			continue
		}
		b.Queue(first+source.sql+last, d.Subject.Journey, d.On(access.View).Words(), most).Query(func(rows pgx.Rows) error {
			for rows.Next() {
				f, err := scan(rows, source.kind)
				if err != nil {
					return err
				}
				all = append(all, f)
			}
			return rows.Err()
		})
	}
	return all, tx.Send(&b)
}

func scan(rows pgx.Rows, kind Kind) (found, error) {
	f := found{Entry: Entry{Kind: kind}}
	var category string
	err := rows.Scan(&f.row, &f.ID, &f.At, &f.Timed, &category, &f.a, &f.b, &f.c, &f.due, &f.sealed, &f.Author, &f.By, &f.OrgID, &f.ByOrg)
	f.Category, _ = access.ParseCategory(category)
	return f, err
}

// noteTexts reads the sealed words of some notes, by their rows.
func (s Store) noteTexts(tx *postgres.Tx, d access.Decision, rows []uuid.UUID) (map[uuid.UUID][]byte, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	if err := d.Require(access.View, access.Notes); err != nil {
		return nil, err
	}
	got, err := tx.Query("select id, sealed from onward.note where journey_id = $1 and id = any ($2)", d.Subject.Journey, rows)
	if err != nil {
		return nil, err
	}
	texts := make(map[uuid.UUID][]byte, len(rows))
	var id uuid.UUID
	var sealed []byte
	_, err = pgx.ForEachRow(got, []any{&id, &sealed}, func() error {
		texts[id] = append([]byte(nil), sealed...)
		return nil
	})
	return texts, err
}
