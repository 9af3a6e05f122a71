package outcome

import (
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// Store is the only one that knows the tables of spells and pay.
type Store struct{}

const spellQuery = `select s.journey_id, s.id, s.employer, s.title, s.starts_on, s.ends_on, s.self_employed, s.evidence, s.version, s.author_org_id,
		p.id, p.from_on, p.amount, p.per, coalesce(trim_scale(p.hours)::text, '')
	from onward.spell s left join onward.pay p on p.spell_id = s.id and p.removed_at is null
	where s.journey_id = any ($1) and s.removed_at is null order by s.journey_id, s.starts_on, s.id, p.from_on`

// List reads a journey's spells with their pay, the oldest first.
func (s Store) List(tx *postgres.Tx, d access.Decision) ([]Record, error) {
	if err := d.Require(access.View, access.Work); err != nil {
		return nil, err
	}
	found, err := spells(tx, []uuid.UUID{d.Subject.Journey})
	return found[d.Subject.Journey], err
}

// ForOutcome reads the spells of many journeys for what follows from them: how
// the outcome stands. Decisions that do not open outcomes are passed over, and
// what is read must not be shown as work where work is not open.
func (s Store) ForOutcome(tx *postgres.Tx, decisions []access.Decision) (map[uuid.UUID][]Record, error) {
	var ids []uuid.UUID
	for _, d := range decisions {
		if d.Elsewhere() && !d.May(access.View, access.Work) {
			continue // what the database lets through may be a part of the jobs, and would be reckoned wrong
		}
		if d.Require(access.View, access.Outcomes) == nil {
			ids = append(ids, d.Subject.Journey)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	return spells(tx, ids)
}

func spells(tx *postgres.Tx, ids []uuid.UUID) (map[uuid.UUID][]Record, error) {
	rows, err := tx.Query(spellQuery, ids)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := map[uuid.UUID][]Record{}
	for rows.Next() {
		var journey uuid.UUID
		var payID *uuid.UUID
		var r Record
		var p PayRecord
		var amount *int64
		var per *string
		if err := rows.Scan(&journey, &r.ID, &r.Employer, &r.Title, &r.Start, &r.End, &r.SelfEmployed, &r.Evidence, &r.Version, &r.Org,
			&payID, &p.From, &amount, &per, &p.Hours); err != nil {
			return nil, err
		}
		list := found[journey]
		if n := len(list); n == 0 || list[n-1].ID != r.ID {
			list = append(list, r)
		}
		if payID != nil {
			p.ID, p.Per = *payID, Period(*per)
			if amount != nil {
				p.Known, p.Pence = true, *amount
			}
			last := &list[len(list)-1]
			last.PayRecords = append(last.PayRecords, p)
		}
		found[journey] = list
	}
	return found, rows.Err()
}

// Change keeps other facts of a spell over the version that was read; its pay
// has records of its own.
func (s Store) Change(tx *postgres.Tx, d access.Decision, r Record) error {
	author, err := d.Amending(access.Work)
	if err != nil {
		return err
	}
	return postgres.Stale(tx.Gorm().Exec(`update onward.spell set employer = ?, title = ?, starts_on = ?, ends_on = ?, self_employed = ?, evidence = ?, version = version + 1
		where id = ? and journey_id = ? and version = ? and removed_at is null and (? = 0 or author_org_id = ?)`,
		r.Employer, r.Title, r.Start, r.End, r.SelfEmployed, r.Evidence, r.ID, d.Subject.Journey, r.Version, author, author))
}

// AddPay keeps pay from a day on; the record that held on that day from the
// same first day is replaced and stays in the history.
func (s Store) AddPay(tx *postgres.Tx, d access.Decision, spell uuid.UUID, p PayRecord) error {
	author, err := d.Amending(access.Work)
	if err != nil {
		return err
	}
	if err := there(tx, "select exists (select from onward.spell where id = $1 and journey_id = $2 and removed_at is null and ($3 = 0 or author_org_id = $3))", spell, d.Subject.Journey, author); err != nil {
		return err
	}
	if err := tx.Gorm().Exec("update onward.pay set removed_at = onward.now() where spell_id = ? and from_on = ? and removed_at is null", spell, p.From).Error; err != nil {
		return err
	}
	b := NewBatch(tx)
	if err := b.pay(d, spell, p); err != nil {
		return err
	}
	return b.pays.Insert(tx)
}

// room refuses a job where a journey has more than anybody ever had: the
// reckoning is bounded, and a hostile record must not stop it.
func (s Store) room(tx *postgres.Tx, d access.Decision) error {
	if err := d.Require(access.Add, access.Work); err != nil {
		return err
	}
	var n int
	err := tx.QueryRow("select count(*) from onward.spell where journey_id = $1 and removed_at is null", d.Subject.Journey).Scan(&n)
	if err == nil && n >= mostSpells/5 {
		return fault.New(fault.Invalid, "This journey has 100 jobs on record. Remove those that were entered twice first.")
	}
	return err
}

// Batch gathers spells of many journeys and inserts them in one statement a table.
type Batch struct {
	org, user    int
	spells, pays *postgres.Bulk
}

// NewBatch begins a batch in the transaction's name.
func NewBatch(tx *postgres.Tx) *Batch {
	return &Batch{org: tx.Actor.Organisation, user: tx.Actor.User,
		spells: postgres.NewBulk("onward.spell", "id uuid", "journey_id uuid", "lead_org_id int", "author_org_id int", "author_id int",
			"employer text", "title text", "starts_on date", "ends_on date", "self_employed bool", "evidence text"),
		pays: postgres.NewBulk("onward.pay", "id uuid", "spell_id uuid", "journey_id uuid", "lead_org_id int", "author_org_id int", "author_id int",
			"from_on date", "amount int", "per text", "hours numeric"),
	}
}

// Add puts a spell that has been checked into the batch and gives its id.
func (b *Batch) Add(d access.Decision, r Record) (uuid.UUID, error) {
	if err := d.Require(access.Add, access.Work); err != nil {
		return uuid.Nil, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return id, err
	}
	b.spells.Add(id, d.Subject.Journey, d.Subject.Lead, b.org, b.user, r.Employer, r.Title, r.Start, r.End, r.SelfEmployed, r.Evidence)
	for _, p := range r.PayRecords {
		if err := b.pay(d, id, p); err != nil {
			return id, err
		}
	}
	return id, nil
}

func (b *Batch) pay(d access.Decision, spell uuid.UUID, p PayRecord) error {
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	var amount, hours any
	per := ""
	if p.Known {
		amount, per = p.Pence, string(p.Per)
	}
	if p.Hours != "" {
		hours = p.Hours
	}
	b.pays.Add(id, spell, d.Subject.Journey, d.Subject.Lead, b.org, b.user, p.From, amount, per, hours)
	return nil
}

// Insert writes what was added. Journeys that begin with it have no place in
// lists by outcome yet; whoever adds to others unsettles them.
func (b *Batch) Insert(tx *postgres.Tx) error {
	if err := b.spells.Insert(tx); err != nil {
		return err
	}
	return b.pays.Insert(tx)
}
