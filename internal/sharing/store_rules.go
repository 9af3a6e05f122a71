package sharing

import (
	"onward/internal/access"
	"onward/internal/postgres"
)

// inForce reads the agreements in force on the transaction's day, and the
// version of what was signed as they were read.
func inForce(tx *postgres.Tx) (version int64, list []access.Agreement, err error) {
	rows, err := tx.Query("select version, id, number, title, discloses, receives, bases, categories, condition from onward.agreements_in_force($1)", tx.Actor.Today)
	if err != nil {
		return 0, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var a access.Agreement
		var id, number *int
		var title, condition *string
		var words []string
		if err := rows.Scan(&version, &id, &number, &title, &a.Discloses, &a.Receives, &a.Bases, &words, &condition); err != nil {
			return 0, nil, err
		}
		if id == nil { // none at all: the row says the version alone
			continue
		}
		a.ID, a.Number, a.Title, a.Consent = *id, *number, *title, *condition != "informed"
		a.Categories = access.ParseSet(words)
		list = append(list, a)
	}
	return version, list, rows.Err()
}
