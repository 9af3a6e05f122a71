package resident

import (
	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// Candidate is a record that may be of the person who is about to be registered.
type Candidate struct {
	Resident uuid.UUID
	Identity Identity
	Reasons  []string // what agrees: "name", "date of birth" …
}

// Candidates finds likely duplicates of a person within the organisation, ten
// at most, by the blocking keys and then by Likely.
func (s Store) Candidates(tx *postgres.Tx, scope access.Scope, p Probe) ([]Candidate, error) {
	if err := scope.Require(access.Identity); err != nil {
		return nil, err
	}
	found, err := s.CandidatesMany(tx, scope, []Probe{p})
	if err != nil {
		return nil, err
	}
	return found[0], nil
}

// CandidatesMany is Candidates for a batch; the answers stand in its order.
func (s Store) CandidatesMany(tx *postgres.Tx, scope access.Scope, probes []Probe) ([][]Candidate, error) {
	if err := scope.Require(access.Identity); err != nil {
		return nil, err
	}
	var blocks []any
	var which []any
	for i, p := range probes {
		for _, b := range p.blocks(s.ninoHash) {
			blocks, which = append(blocks, b), append(which, i)
		}
	}
	out := make([][]Candidate, len(probes))
	if len(blocks) == 0 || !scope.Own.Has(access.Identity) {
		return out, nil
	}
	rows, err := tx.Query(candidates, scope.Who.Organisation, blocks, which, crowd)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var i int
		var c Candidate
		var other Probe
		var nino []byte
		if err := rows.Scan(&i, &c.Resident, &c.Identity.Given, &c.Identity.Family, &c.Identity.Preferred, &c.Identity.Born,
			&other.Postcode, &other.Telephone, &other.Email, &nino); err != nil {
			return nil, err
		}
		other.Given, other.Family, other.Preferred, other.Born = c.Identity.Given, c.Identity.Family, c.Identity.Preferred, c.Identity.Born
		if nino != nil {
			if other.NINO, err = s.Box.Open(place(c.Resident, KindNINO), nino); err != nil {
				return nil, err
			}
		}
		if reasons, likely := Likely(probes[i], other); likely && len(out[i]) < 10 {
			c.Reasons = reasons
			out[i] = append(out[i], c)
		}
	}
	return out, rows.Err()
}

// crowd is how many records under one key are compared, the latest first: a key
// that more share, as the email of an office, tells nobody apart.
const crowd = 50

// Each key is a look-up of its own in the index, and so is each record that was
// met: joined freely, the planner, which knows nothing of the arrays, walks all
// keys of the organisation.
const candidates = `with met as materialized (
		select distinct p.which, b.resident_id from unnest($2::text[], $3::int[]) p(block, which)
		cross join lateral (select k.resident_id from onward.resident_block k where k.lead_org_id = $1 and k.block = p.block
			order by k.resident_id desc limit $4) b)
	select m.which, m.resident_id, i.given, i.family, i.preferred, i.born, c.postcode, c.telephone, c.email,
		(select d.sealed from onward.resident_identifier d where d.resident_id = m.resident_id and d.kind = 'nino')
	from met m
	cross join lateral (select * from onward.resident_identity i where i.resident_id = m.resident_id limit 1) i
	cross join lateral (select * from onward.resident_contact c where c.resident_id = m.resident_id limit 1) c
	order by m.which, m.resident_id`

// Remember keeps what was typed into a search under a key that may stand in an
// address, where the text may not.
func (s Store) Remember(tx *postgres.Tx, scope access.Scope, text string) (uuid.UUID, error) {
	if err := scope.Require(access.Identity); err != nil {
		return uuid.Nil, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return uuid.Nil, err
	}
	sealed, err := s.Box.Seal("search/"+id.String(), text)
	if err != nil {
		return uuid.Nil, err
	}
	return id, tx.Gorm().Exec("insert into onward.search_text (id, staff_id, sealed) values (?, ?, ?)", id, tx.Actor.User, sealed).Error
}

// Recall gives the text of a search of the actor's own; an unknown key is fault.Missing.
func (s Store) Recall(tx *postgres.Tx, scope access.Scope, key uuid.UUID) (string, error) {
	if err := scope.Require(access.Identity); err != nil {
		return "", err
	}
	var sealed []byte
	if err := tx.Conn().QueryRow(tx, "select sealed from onward.search_text where id = $1 and staff_id = $2", key, tx.Actor.User).Scan(&sealed); err != nil {
		return "", fault.NotHere()
	}
	return s.Box.Open("search/"+key.String(), sealed)
}
