package exchange

import (
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/exchange/caseload"
	"onward/internal/postgres"
)

// source is a row's key as it is kept: a keyed hash, since the row holds a
// National Insurance number, and those are few enough to try them all.
func (s Service) source(key string) []byte { return s.Box.Lookup("import", key) }

// imported says which rows the actor's organisation has imported before.
func (r *round) imported(tx *postgres.Tx, rows []caseload.Row) (map[string]bool, error) {
	if err := r.scope.Require(access.Existence); err != nil {
		return nil, err
	}
	byDigest := map[string]string{}
	var digests [][]byte
	for _, row := range rows {
		if row.SourceKey != "" {
			d := r.source(row.SourceKey)
			byDigest[string(d)] = row.SourceKey
			digests = append(digests, d)
		}
	}
	found, err := tx.Conn().Query(tx, "select source from onward.imported_row where author_org_id = $1 and source = any ($2)", tx.Actor.Organisation, digests)
	if err != nil {
		return nil, err
	}
	list, err := pgx.CollectRows(found, pgx.RowTo[[]byte])
	if err != nil {
		return nil, err
	}
	before := map[string]bool{}
	for _, d := range list {
		before[byDigest[string(d)]] = true
	}
	return before, nil
}

// mark says that a row has become a journey.
type mark struct {
	source   string
	decision access.Decision
}

// remember keeps which rows have become journeys, in the transaction that made
// them. Two rows of one content are one mark.
func (r *round) remember(tx *postgres.Tx, marks []mark) error {
	b := postgres.NewBulk("onward.imported_row", "lead_org_id int", "author_org_id int", "source bytea", "journey_id uuid")
	seen := map[string]bool{}
	for _, m := range marks {
		if seen[m.source] {
			continue
		}
		seen[m.source] = true
		b.Add(m.decision.Subject.Lead, tx.Actor.Organisation, r.source(m.source), m.decision.Subject.Journey)
	}
	return b.Insert(tx)
}
