package resident

import (
	"encoding/hex"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/postgres"
	"onward/internal/secret"
)

// Store is the only one that knows the resident's tables.
type Store struct{ Box *secret.Box }

// Person is what a decision lets through of a resident; Seen says of which
// categories, and what is not in it is absent.
type Person struct {
	ID          uuid.UUID
	Seen        access.Set
	Identity    Identity
	Contact     Contact
	Identifiers Identifiers
}

// Person reads the resident as far as the decision goes, in one round trip.
func (s Store) Person(tx *postgres.Tx, d access.Decision) (Person, error) {
	if err := d.Require(access.View, access.Existence); err != nil {
		return Person{}, err
	}
	p := Person{ID: d.Subject.Resident, Seen: d.On(access.View) & access.SetOf(access.Existence, access.Identity, access.Contact)}
	var b pgx.Batch
	if p.Seen.Has(access.Identity) {
		b.Queue("select given, family, preferred, pronouns, born, version from onward.resident_identity where resident_id = $1", p.ID).QueryRow(func(row pgx.Row) error {
			i := &p.Identity
			return row.Scan(&i.Given, &i.Family, &i.Preferred, &i.Pronouns, &i.Born, &i.Version)
		})
	}
	if d.Identifiers() {
		b.Queue("select kind, sealed from onward.resident_identifier where resident_id = $1", p.ID).Query(func(rows pgx.Rows) error {
			return s.openIdentifiers(rows, p.ID, &p.Identifiers)
		})
	}
	if p.Seen.Has(access.Contact) {
		b.Queue("select address, postcode, telephone, email, safe_way, safe_time, language, interpreter, version from onward.resident_contact where resident_id = $1", p.ID).QueryRow(func(row pgx.Row) error {
			c := &p.Contact
			return row.Scan(&c.Address, &c.Postcode, &c.Telephone, &c.Email, &c.SafeWay, &c.SafeTime, &c.Language, &c.Interpreter, &c.Version)
		})
	}
	if b.Len() == 0 {
		return p, nil
	}
	return p, tx.Send(&b)
}

func (s Store) openIdentifiers(rows pgx.Rows, id uuid.UUID, into *Identifiers) error {
	for rows.Next() {
		var kind Kind
		var sealed []byte
		if err := rows.Scan(&kind, &sealed); err != nil {
			return err
		}
		value, err := s.Box.Open(place(id, kind), sealed)
		if err != nil {
			return err
		}
		switch kind {
		case KindNINO:
			into.NINO = value
		case KindUniversalCredit:
			into.UniversalCredit = value
		case KindULN:
			into.ULN = value
		}
	}
	return rows.Err()
}

// Equality reads the monitoring answers; nobody answered is the zero Equality.
func (s Store) Equality(tx *postgres.Tx, d access.Decision) (Equality, error) {
	var e Equality
	if err := d.Require(access.View, access.Equality); err != nil {
		return e, err
	}
	var sealed []byte
	err := tx.QueryRow("select sealed, version from onward.resident_equality where resident_id = $1", d.Subject.Resident).Scan(&sealed, &e.Version)
	if err == pgx.ErrNoRows {
		return e, nil
	}
	if err != nil {
		return e, err
	}
	version := e.Version
	err = s.Box.OpenJSON("equality/"+d.Subject.Resident.String(), sealed, &e)
	e.Version = version
	return e, err
}

// SetEquality keeps the answers over the version that was read, 0 for the first.
func (s Store) SetEquality(tx *postgres.Tx, d access.Decision, e Equality) error {
	if err := d.Require(access.Change, access.Equality); err != nil {
		return err
	}
	id := d.Subject.Resident
	sealed, err := s.Box.SealJSON("equality/"+id.String(), e)
	if err != nil {
		return err
	}
	if e.Version == 0 {
		return tx.Gorm().Exec(`insert into onward.resident_equality (resident_id, lead_org_id, author_org_id, author_id, sealed, changed_by)
			values (?, ?, ?, ?, ?, ?)`, id, d.Subject.Lead, tx.Actor.Organisation, tx.Actor.User, sealed, tx.Actor.User).Error
	}
	return postgres.Stale(tx.Gorm().Exec(`update onward.resident_equality set sealed = ?, version = version + 1, changed_at = onward.now(), changed_by = ?
		where resident_id = ? and version = ?`, sealed, tx.Actor.User, id, e.Version))
}

// ChangeIdentity keeps another identity over the version that was read, with
// what it is searched and matched by.
func (s Store) ChangeIdentity(tx *postgres.Tx, d access.Decision, i Identity) error {
	if err := d.Require(access.Change, access.Identity); err != nil {
		return err
	}
	err := postgres.Stale(tx.Gorm().Exec(`update onward.resident_identity set given = ?, family = ?, preferred = ?, pronouns = ?, born = ?, sort_key = ?,
		version = version + 1, changed_at = onward.now(), changed_by = ? where resident_id = ? and version = ?`,
		i.Given, i.Family, i.Preferred, i.Pronouns, i.Born, i.sortKey(), tx.Actor.User, d.Subject.Resident, i.Version))
	if err != nil {
		return err
	}
	return s.rekey(tx, d)
}

// ChangeContact keeps other contact details over the version that was read.
func (s Store) ChangeContact(tx *postgres.Tx, d access.Decision, c Contact) error {
	if err := d.Require(access.Change, access.Contact); err != nil {
		return err
	}
	err := postgres.Stale(tx.Gorm().Exec(`update onward.resident_contact set address = ?, postcode = ?, telephone = ?, email = ?, safe_way = ?, safe_time = ?,
		language = ?, interpreter = ?, version = version + 1, changed_at = onward.now(), changed_by = ? where resident_id = ? and version = ?`,
		c.Address, c.Postcode, string(c.Telephone), c.Email, c.SafeWay, c.SafeTime, c.Language, c.Interpreter, tx.Actor.User, d.Subject.Resident, c.Version))
	if err != nil || !d.May(access.Change, access.Identity) {
		return err // who may not change the identity leaves the matching keys for the next who may
	}
	return s.rekey(tx, d)
}

// SetIdentifiers makes the numbers exactly these; an empty one is taken away.
func (s Store) SetIdentifiers(tx *postgres.Tx, d access.Decision, n Identifiers) error {
	if err := d.Require(access.Change, access.Identity); err != nil {
		return err
	}
	for _, id := range n.each() {
		if id.Value == "" {
			if err := tx.Gorm().Exec("delete from onward.resident_identifier where resident_id = ? and kind = ?", d.Subject.Resident, string(id.Kind)).Error; err != nil {
				return err
			}
			continue
		}
		if err := s.setIdentifier(tx, d, id.Kind, id.Value); err != nil {
			return err
		}
	}
	return s.rekey(tx, d)
}

func (s Store) setIdentifier(tx *postgres.Tx, d access.Decision, kind Kind, value string) error {
	id := d.Subject.Resident
	sealed, err := s.Box.Seal(place(id, kind), value)
	if err != nil {
		return err
	}
	r := tx.Gorm().Exec("update onward.resident_identifier set sealed = ?, lookup = ?, changed_at = onward.now() where resident_id = ? and kind = ?",
		sealed, s.lookup(kind, value), id, string(kind))
	if r.Error != nil || r.RowsAffected == 1 {
		return r.Error
	}
	return tx.Gorm().Exec(`insert into onward.resident_identifier (resident_id, lead_org_id, author_org_id, author_id, kind, sealed, lookup)
		values (?, ?, ?, ?, ?, ?, ?)`, id, d.Subject.Lead, tx.Actor.Organisation, tx.Actor.User, string(kind), sealed, s.lookup(kind, value)).Error
}

// rekey writes anew what the resident is searched and matched by.
func (s Store) rekey(tx *postgres.Tx, d access.Decision) error {
	p, err := s.Person(tx, d)
	if err != nil {
		return err
	}
	for _, table := range []string{"resident_name", "resident_block"} {
		if err := tx.Gorm().Exec("delete from onward."+table+" where resident_id = ?", p.ID).Error; err != nil {
			return err
		}
	}
	r := newRecords(d.Subject.Lead, tx.Actor.User)
	n := New{Identity: p.Identity, Contact: p.Contact, Identifiers: p.Identifiers}
	r.addKeys(s, p.ID, p.Identity.Words(), n.Probe())
	if err := r.names.Insert(tx); err != nil {
		return err
	}
	return r.blocks.Insert(tx)
}

func (s Store) ninoHash(stem string) string { return hex.EncodeToString(s.Box.Lookup("nino", stem)) }

// lookup is what an identifier is found by; a National Insurance number by its
// stem, since its last letter tells nobody apart.
func (s Store) lookup(kind Kind, value string) []byte {
	if kind == KindNINO {
		value = NINO(value).Stem()
	}
	return s.Box.Lookup(string(kind), value)
}

func place(id uuid.UUID, kind Kind) string { return string(kind) + "/" + id.String() }
