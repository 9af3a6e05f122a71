package organisation

import (
	"errors"
	"time"

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

// Ended is a cover that was ended before its time, within the last 24 hours.
type Ended struct {
	Absence // as it was before
	By      string
	At      time.Time
}

const endedQuery = `select e.absence_id, e.staff_id, s.name, e.cover_id, c.name, e.from_on, e.until_on, b.name, e.ended_at from onward.absence_ended e
	join onward.staff s on s.id = e.staff_id join onward.staff c on c.id = e.cover_id join onward.staff b on b.id = e.ended_by
	where e.organisation_id = $1 and e.until_on >= $2 and e.ended_at > onward.now() - interval '24 hours' and ($3 = 0 or e.absence_id = $3)
	order by e.ended_at desc, e.absence_id`

// EndedAbsences reads those of the actor's organisation that can be put back, or
// the one with an id.
func (s Store) EndedAbsences(tx *postgres.Tx, id int) ([]Ended, error) {
	rows, err := tx.Conn().Query(tx, endedQuery, tx.Actor.Organisation, tx.Actor.Today, id)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (e Ended, err error) {
		return e, row.Scan(&e.ID, &e.Staff, &e.Name, &e.Cover, &e.CoverName, &e.From, &e.Until, &e.By, &e.At)
	})
}

// restoreAbsence puts an ended absence back as it was, under a new number: what
// is left of it goes first, and it has to be one that could be added today.
func (s Store) restoreAbsence(tx *postgres.Tx, id int) (restored int, e Ended, err error) {
	list, err := s.EndedAbsences(tx, id)
	if err != nil {
		return 0, e, err
	}
	if len(list) != 1 || id == 0 {
		return 0, e, fault.NotHere()
	}
	e = list[0]
	for _, sql := range []string{"delete from onward.absence where id = $1 and organisation_id = $2", "delete from onward.absence_ended where absence_id = $1 and organisation_id = $2"} {
		if _, err := tx.Conn().Exec(tx, sql, id, tx.Actor.Organisation); err != nil {
			return 0, e, err
		}
	}
	restored, err = s.addAbsence(tx, NewAbsence{Organisation: tx.Actor.Organisation, Staff: e.Staff, Cover: e.Cover, From: e.From, Until: e.Until})
	return restored, e, err
}

// endAbsence makes yesterday the last day of an absence that began before, and
// takes any other away; one that is over, or another organisation's, is not there.
func (s Store) endAbsence(tx *postgres.Tx, id int) (a Absence, err error) {
	if _, err := tx.Conn().Exec(tx, `with old as (delete from onward.absence_ended where organisation_id = $2 and (ended_at < onward.now() - interval '24 hours' or absence_id = $1))
		insert into onward.absence_ended (absence_id, organisation_id, staff_id, cover_id, from_on, until_on, ended_by)
		select id, organisation_id, staff_id, cover_id, from_on, until_on, $4 from onward.absence where id = $1 and organisation_id = $2 and until_on >= $3`,
		id, tx.Actor.Organisation, tx.Actor.Today, tx.Actor.User); err != nil {
		return a, err
	}
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
