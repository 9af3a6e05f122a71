package demo

import (
	"context"
	"errors"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// ErrNotEmpty is what a second seeding is refused with; errors.Is finds it.
var ErrNotEmpty = fault.New(fault.Conflict, "This database holds organisations already: a demo world is only made in an empty one. Use another data folder with --data, or --if-empty to leave this one as it is.")

// emptyToday is the database's London day; a database with organisations is ErrNotEmpty.
// The advisory lock lets one seeding begin at a time.
func emptyToday(ctx context.Context, tx pgx.Tx) (today calendar.Date, err error) {
	if _, err := tx.Exec(ctx, "select pg_advisory_xact_lock(7236472)"); err != nil {
		return today, err
	}
	var there bool
	err = tx.QueryRow(ctx, "select exists (select from onward.organisation), onward.today()").Scan(&there, &today)
	if err == nil && there {
		err = ErrNotEmpty
	}
	return today, err
}

// hashPassword hashes the one password once: argon2id is slow on purpose, and a
// secret that is printed in the manual gains nothing from a salt for each user.
func hashPassword() (string, error) {
	return argon2id.CreateHash(Password, argon2id.DefaultParams)
}

// setHashes lets everybody of the directory sign in with it.
func setHashes(ctx context.Context, tx pgx.Tx, hash string) error {
	_, err := tx.Exec(ctx, "insert into onward.credential (staff_id, hash) select id, $1 from onward.staff", hash)
	return err
}

// takeInHand counts up the version of a journey's open barriers, which is how
// one that somebody has come back to is told, and dates what is known of pay to come.
func takeInHand(tx *postgres.Tx, d access.Decision, heard time.Time) error {
	for _, c := range []access.Category{access.Circumstances, access.HousingMoney, access.Work} {
		if err := d.Require(access.Change, c); err != nil {
			return err
		}
	}
	if err := tx.Gorm().Exec("update onward.barrier set version = version + 1 where journey_id = ? and status = 'open'", d.Subject.Journey).Error; err != nil {
		return err
	}
	return tx.Gorm().Exec("update onward.pay set created_at = ? where journey_id = ? and from_on > onward.today()", heard, d.Subject.Journey).Error
}

// referenceOf reads the reference that people write on letters.
func referenceOf(tx *postgres.Tx, d access.Decision) (reference string, err error) {
	if err := d.Require(access.View, access.Existence); err != nil {
		return "", err
	}
	err = tx.Conn().QueryRow(tx, "select reference from onward.journey where id = $1", d.Subject.Journey).Scan(&reference)
	return reference, err
}

// addPastEmergency writes one of another time; the second wall lets whoever acts
// declare for themselves alone.
func addPastEmergency(tx *postgres.Tx, p place, sealed []byte, at time.Time) error {
	_, err := tx.Conn().Exec(tx, `insert into onward.emergency (journey_id, resident_id, lead_org_id, author_org_id, author_id, reason, sealed, declared_at)
		values ($1, $2, $3, $4, $5, '', $6, $7)`, p.journey, p.resident, p.desk.office.id, tx.Actor.Organisation, tx.Actor.User, sealed, at)
	return err
}

// SignIns are the staff whose password is still the demo world's. Hashes that
// only one person has are not tried: in any other world all are such, so that
// the question costs nothing there.
func SignIns(ctx context.Context, db *postgres.DB) (map[int]bool, error) {
	shared := map[string][]int{}
	err := db.Plain(ctx, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, "select hash, array_agg(staff_id) from onward.credential group by hash having count(*) > 1")
		if err != nil {
			return err
		}
		var hash string
		var staff []int
		_, err = pgx.ForEachRow(rows, []any{&hash, &staff}, func() error { shared[hash] = append([]int{}, staff...); return nil })
		return err
	})
	if err != nil {
		return nil, err
	}
	found := map[int]bool{}
	for hash, staff := range shared {
		match, err := argon2id.ComparePasswordAndHash(Password, hash)
		if err != nil && !errors.Is(err, argon2id.ErrInvalidHash) {
			return nil, err
		}
		for _, id := range staff {
			found[id] = match
		}
	}
	return found, nil
}
