package organisation

import (
	"errors"

	"github.com/jackc/pgx/v5"

	"onward/internal/fault"
	"onward/internal/postgres"
)

// Absences reads those of the actor's organisation that last or will begin.
func (s Store) Absences(tx *postgres.Tx) ([]Absence, error) {
	rows, err := tx.Conn().Query(tx, `select a.id, a.staff_id, s.name, a.cover_id, c.name, a.from_on, a.until_on from onward.absence a
		join onward.staff s on s.id = a.staff_id join onward.staff c on c.id = a.cover_id
		where a.organisation_id = $1 and a.until_on >= $2 order by a.from_on, s.name, a.id`, tx.Actor.Organisation, tx.Actor.Today)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (a Absence, err error) {
		return a, row.Scan(&a.ID, &a.Staff, &a.Name, &a.Cover, &a.CoverName, &a.From, &a.Until)
	})
}

// addAbsence keeps the absence where both people work with residents at its
// organisation. The person's row is held meanwhile, so that two absences added
// at once see one another.
func (s Store) addAbsence(tx *postgres.Tx, n NewAbsence) (id int, err error) {
	if _, err := tx.Conn().Exec(tx, "select from onward.staff where id = $1 for no key update", n.Staff); err != nil {
		return 0, err
	}
	var staff, cover, twice bool
	err = tx.Conn().QueryRow(tx, `select $1 = any (w.ids), $2 = any (w.ids),
		exists (select from onward.absence where organisation_id = $3 and staff_id = $1 and from_on <= $5 and until_on >= $4)
		from (select array(select p.staff_id from onward.post p join onward.staff s on s.id = p.staff_id where p.organisation_id = $3
			and p.role in ('advisor', 'manager', 'intake') and p.from_on <= $6 and coalesce(p.until_on, 'infinity') >= $6
			and coalesce(s.ended_on, 'infinity') >= $6) as ids) w`,
		n.Staff, n.Cover, n.Organisation, n.From, n.Until, tx.Actor.Today).Scan(&staff, &cover, &twice)
	if err != nil {
		return 0, err
	}
	const colleague = "Choose somebody who works with residents at your organisation"
	if err := wrongs(wrong(!staff, "staff", colleague), wrong(!cover, "cover", colleague),
		wrong(staff && twice, "from", "Enter other days: this person is away on some of these already")); err != nil {
		return 0, err
	}
	return Setup{Tx: tx.Conn()}.AddAbsence(tx, n)
}

// endAbsence makes yesterday the last day of an absence that began before, and
// takes any other away; one that is over, or another organisation's, is not there.
func (s Store) endAbsence(tx *postgres.Tx, id int) (a Absence, err error) {
	for _, sql := range []string{
		"update onward.absence set until_on = $3::date - 1 where id = $1 and organisation_id = $2 and from_on < $3 and until_on >= $3 returning staff_id, cover_id",
		"delete from onward.absence where id = $1 and organisation_id = $2 and from_on >= $3 returning staff_id, cover_id",
	} {
		err = tx.Conn().QueryRow(tx, sql, id, tx.Actor.Organisation, tx.Actor.Today).Scan(&a.Staff, &a.Cover)
		if !errors.Is(err, pgx.ErrNoRows) {
			return a, err
		}
	}
	return a, fault.NotHere()
}
