package resident

import (
	"strings"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/postgres"
)

// CreateMany registers residents in one go, in the order given. The decision is
// access.Policy.Registering; the values have been checked.
func (s Store) CreateMany(tx *postgres.Tx, d access.Decision, people []New) error {
	if err := d.Require(access.Add, access.Identity); err != nil {
		return err
	}
	if err := d.Require(access.Add, access.Contact); err != nil {
		return err
	}
	records := newRecords(tx.Actor.Organisation, tx.Actor.User)
	for _, p := range people {
		if !p.Equality.Empty() {
			if err := d.Require(access.Add, access.Equality); err != nil {
				return err
			}
		}
		if err := records.add(s, p); err != nil {
			return err
		}
	}
	return records.insert(tx)
}

// records are the bulks of one registration, a table each.
type records struct {
	org, user                                                  int
	residents, identity, names, blocks, ids, contact, equality *postgres.Bulk
}

func newRecords(org, user int) *records {
	const owned = "resident_id uuid,lead_org_id int,author_org_id int"
	return &records{org: org, user: user,
		residents: bulk("resident", "id uuid,lead_org_id int,author_org_id int,author_id int"),
		identity:  bulk("resident_identity", owned+",author_id int,given text,family text,preferred text,pronouns text,born date,sort_key text,changed_by int"),
		names:     bulk("resident_name", owned+",word text"),
		blocks:    bulk("resident_block", owned+",block text"),
		ids:       bulk("resident_identifier", owned+",author_id int,kind text,sealed bytea,lookup bytea"),
		contact:   bulk("resident_contact", owned+",author_id int,address text,postcode text,telephone text,email text,safe_way text,safe_time text,language text,interpreter bool,changed_by int"),
		equality:  bulk("resident_equality", owned+",author_id int,sealed bytea,changed_by int"),
	}
}

func (r *records) add(s Store, p New) error {
	r.residents.Add(p.ID, r.org, r.org, r.user)
	i := p.Identity
	r.identity.Add(p.ID, r.org, r.org, r.user, i.Given, i.Family, i.Preferred, i.Pronouns, i.Born, i.sortKey(), r.user)
	r.addKeys(s, p.ID, i.Words(), p.Probe())
	for _, id := range p.Identifiers.each() {
		if id.Value == "" {
			continue
		}
		sealed, err := s.Box.Seal(place(p.ID, id.Kind), id.Value)
		if err != nil {
			return err
		}
		r.ids.Add(p.ID, r.org, r.org, r.user, string(id.Kind), sealed, s.lookup(id.Kind, id.Value))
	}
	c := p.Contact
	r.contact.Add(p.ID, r.org, r.org, r.user, c.Address, c.Postcode, string(c.Telephone), c.Email, c.SafeWay, c.SafeTime, c.Language, c.Interpreter, r.user)
	if !p.Equality.Empty() {
		sealed, err := s.Box.SealJSON("equality/"+p.ID.String(), p.Equality)
		if err != nil {
			return err
		}
		r.equality.Add(p.ID, r.org, r.org, r.user, sealed, r.user)
	}
	return nil
}

func (r *records) addKeys(s Store, id uuid.UUID, words []string, probe Probe) {
	for _, w := range words {
		r.names.Add(id, r.org, r.org, w)
	}
	seen := map[string]bool{}
	for _, b := range probe.blocks(s.ninoHash) {
		if !seen[b] {
			seen[b] = true
			r.blocks.Add(id, r.org, r.org, b)
		}
	}
}

func (r *records) insert(tx *postgres.Tx) error {
	for _, b := range []*postgres.Bulk{r.residents, r.identity, r.names, r.blocks, r.ids, r.contact, r.equality} {
		if err := b.Insert(tx); err != nil {
			return err
		}
	}
	return nil
}

func bulk(table, columns string) *postgres.Bulk {
	return postgres.NewBulk("onward."+table, strings.Split(columns, ",")...)
}
