package journey

import (
	"slices"

	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/postgres"
)

// claim lets a change of the background go on from the version of the journey
// that was read, and makes it the next one.
func (s Store) claim(tx *postgres.Tx, d access.Decision, version int) error {
	if err := d.Require(access.Change, access.Circumstances); err != nil {
		return err
	}
	return postgres.Stale(tx.Gorm().Exec("update onward.journey set version = version + 1 where id = ? and version = ?", d.Subject.Journey, version))
}

// SetBaseline writes how things stood on entry anew, each part where the
// decision lets the actor change it, and gives the categories in which something
// changed. The earlier answers are not kept: a baseline is corrected, it has no
// course.
func (s Store) SetBaseline(tx *postgres.Tx, d access.Decision, base Baseline) (changed access.Set, err error) {
	if err := d.Require(access.Change, access.Circumstances); err != nil {
		return 0, err
	}
	now, err := s.Baseline(tx, d)
	if err != nil {
		return 0, err
	}
	changed = base.differs(now) & d.On(access.Change)
	for category, table := range map[access.Category]string{access.Work: "baseline_work", access.Circumstances: "baseline_circumstances", access.HousingMoney: "baseline_money"} {
		if !changed.Has(category) {
			continue
		}
		if err := tx.Gorm().Exec("delete from onward."+table+" where journey_id = ?", d.Subject.Journey).Error; err != nil {
			return 0, err
		}
	}
	b := newBeginnings(tx)
	if err := b.addFacts(s, d, New{ID: d.Subject.Journey, Baseline: base.only(changed)}); err != nil {
		return 0, err
	}
	return changed, b.insert(tx)
}

// differs gives the categories in which two baselines say something else.
func (b Baseline) differs(now Baseline) access.Set {
	var set access.Set
	if b.Work != now.Work || b.Amount != now.Amount || b.Per != now.Per || b.Hours != now.Hours {
		set |= access.SetOf(access.Work)
	}
	if b.Qualification != now.Qualification || b.MonthsWithout != now.MonthsWithout {
		set |= access.SetOf(access.Circumstances)
	}
	if b.Benefits != now.Benefits {
		set |= access.SetOf(access.HousingMoney)
	}
	return set
}

// only is the baseline's part in some categories.
func (b Baseline) only(in access.Set) Baseline {
	if !in.Has(access.Work) {
		b.Work, b.Amount, b.Per, b.Hours = "", 0, "", ""
	}
	if !in.Has(access.Circumstances) {
		b.Qualification, b.MonthsWithout = "", Months{}
	}
	if !in.Has(access.HousingMoney) {
		b.Benefits = ""
	}
	return b
}

// backgroundChanged notes who changed which parts of the background, and when.
func (s Store) backgroundChanged(tx *postgres.Tx, d access.Decision, parts access.Set) error {
	if err := d.Require(access.Change, access.Circumstances); err != nil {
		return err
	}
	for _, word := range parts.Words() {
		changed := tx.Gorm().Exec("update onward.background_change set author_org_id = ?, author_id = ?, changed_at = onward.now() where journey_id = ? and category = ?",
			tx.Actor.Organisation, tx.Actor.User, d.Subject.Journey, word)
		if changed.Error != nil {
			return changed.Error
		}
		if changed.RowsAffected > 0 {
			continue
		}
		if err := tx.Gorm().Exec("insert into onward.background_change (journey_id, category, lead_org_id, author_org_id, author_id) values (?, ?, ?, ?, ?) on conflict do nothing",
			d.Subject.Journey, word, d.Subject.Lead, tx.Actor.Organisation, tx.Actor.User).Error; err != nil {
			return err
		}
	}
	return nil
}

// SetGroups makes the priority groups of the categories that the actor may see
// and change exactly these, and gives the categories in which something changed.
// Where they may change and not see, what they name is added and nothing is
// taken away: an empty box says nothing about what they could not see.
func (s Store) SetGroups(tx *postgres.Tx, d access.Decision, codes []string) (changed access.Set, err error) {
	if err := d.Require(access.Change, access.Circumstances); err != nil {
		return 0, err
	}
	seen, err := s.Groups(tx, d)
	if err != nil {
		return 0, err
	}
	for _, g := range seen {
		if slices.Contains(codes, g.Code) || !d.May(access.Change, g.Category) {
			continue
		}
		if err := tx.Gorm().Exec("update onward.priority_group set removed_at = onward.now() where journey_id = ? and lookup = ? and removed_at is null",
			d.Subject.Journey, s.Box.Lookup("group", g.Code)).Error; err != nil {
			return 0, err
		}
		changed |= access.SetOf(g.Category)
	}
	fresh := New{ID: d.Subject.Journey}
	if fresh.Groups, err = s.missing(tx, d, codes); err != nil {
		return 0, err
	}
	for _, code := range fresh.Groups {
		g, _ := FindGroup(code)
		changed |= access.SetOf(g.Category)
	}
	b := newBeginnings(tx)
	if err := b.addFacts(s, d, fresh); err != nil {
		return 0, err
	}
	return changed, b.insert(tx)
}

// missing are those of the groups that the journey does not stand in, also by
// those that the actor does not see.
func (s Store) missing(tx *postgres.Tx, d access.Decision, codes []string) (list []string, err error) {
	lookups := make([][]byte, len(codes))
	for i, code := range codes {
		lookups[i] = s.Box.Lookup("group", code)
	}
	rows, err := tx.Conn().Query(tx, "select lookup from onward.priority_group where journey_id = $1 and removed_at is null and lookup = any ($2)", d.Subject.Journey, lookups)
	if err != nil {
		return nil, err
	}
	there, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	for i, code := range codes {
		if !slices.ContainsFunc(there, func(known []byte) bool { return slices.Equal(known, lookups[i]) }) {
			list = append(list, code)
		}
	}
	return list, err
}
