package outcome

import (
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// Remove takes a spell off the record over the version that was read.
func (s Store) Remove(tx *postgres.Tx, d access.Decision, spell uuid.UUID, version int) error {
	if err := s.spell(tx, d, spell); err != nil {
		return err
	}
	return postgres.Stale(tx.Gorm().Exec(`update onward.spell set removed_at = onward.now(), version = version + 1
		where id = ? and journey_id = ? and version = ? and removed_at is null`, spell, d.Subject.Journey, version))
}

// Restore undoes a removal of the last 24 hours.
func (s Store) Restore(tx *postgres.Tx, d access.Decision, spell uuid.UUID) error {
	if err := s.spell(tx, d, spell); err != nil {
		return err
	}
	return postgres.Stale(tx.Gorm().Exec(`update onward.spell set removed_at = null, version = version + 1
		where id = ? and journey_id = ? and removed_at > onward.now() - interval '24 hours'`, spell, d.Subject.Journey))
}

// RemovePay takes a pay record off a spell that is on record.
func (s Store) RemovePay(tx *postgres.Tx, d access.Decision, spell, pay uuid.UUID) error {
	if err := s.pay(tx, d, spell, pay); err != nil {
		return err
	}
	return postgres.Stale(tx.Gorm().Exec("update onward.pay set removed_at = onward.now() where id = ? and spell_id = ? and removed_at is null", pay, spell))
}

// RestorePay undoes a removal of the last 24 hours, where the spell still has
// room for it: no other pay from that day, and the day among its days.
func (s Store) RestorePay(tx *postgres.Tx, d access.Decision, spell, pay uuid.UUID) error {
	if err := s.pay(tx, d, spell, pay); err != nil {
		return err
	}
	return postgres.Stale(tx.Gorm().Exec(`update onward.pay p set removed_at = null from onward.spell s
		where p.id = ? and p.spell_id = ? and p.removed_at > onward.now() - interval '24 hours'
			and s.id = p.spell_id and s.removed_at is null and p.from_on >= s.starts_on and (s.ends_on is null or p.from_on <= s.ends_on)
			and not exists (select from onward.pay o where o.spell_id = p.spell_id and o.from_on = p.from_on and o.removed_at is null)`, pay, spell))
}

// spell refuses one that is not the journey's, removed or not.
func (s Store) spell(tx *postgres.Tx, d access.Decision, spell uuid.UUID) error {
	author, err := d.Amending(access.Work)
	if err != nil {
		return err
	}
	return there(tx, "select exists (select from onward.spell where id = $1 and journey_id = $2 and ($3 = 0 or author_org_id = $3))", spell, d.Subject.Journey, author)
}

func (s Store) pay(tx *postgres.Tx, d access.Decision, spell, pay uuid.UUID) error {
	author, err := d.Amending(access.Work)
	if err != nil {
		return err
	}
	return there(tx, `select exists (select from onward.pay p join onward.spell s on s.id = p.spell_id
		where p.id = $3 and s.id = $1 and s.journey_id = $2 and s.removed_at is null and ($4 = 0 or p.author_org_id = $4))`, spell, d.Subject.Journey, pay, author)
}

func there(tx *postgres.Tx, sql string, args ...any) error {
	var yes bool
	err := tx.Conn().QueryRow(tx, sql, args...).Scan(&yes)
	if err == nil && !yes {
		return fault.NotHere()
	}
	return err
}
