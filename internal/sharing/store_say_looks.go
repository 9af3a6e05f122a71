package sharing

import (
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/postgres"
)

// readLooks asks the definer function, which asks itself whether the actor's
// organisation leads the journey and no seal shuts the actor out.
func readLooks(tx *postgres.Tx, journey uuid.UUID, days int, before int64, most int) ([]Look, error) {
	rows, err := tx.Conn().Query(tx, "select id, at, organisation_id, organisation, staff_id, staff, role, action, subject, categories, basis from onward.looks($1, $2, $3, $4)",
		journey, days, before, most)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (l Look, err error) {
		var words []string
		err = row.Scan(&l.ID, &l.At, &l.Org, &l.OrgName, &l.Staff, &l.Name, &l.Role, &l.Action, &l.Subject, &words, &l.Basis)
		l.Categories = access.ParseSet(words)
		return l, err
	})
}
