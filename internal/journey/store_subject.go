package journey

import (
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/postgres"
)

// subjectQuery reads the subjects of decisions with everything that hangs on the
// actor. What the resident says, and what parts others have, is asked only of
// journeys that another organisation leads: at home nothing of it matters. It is
// read from the facts themselves, never from the second wall's own table.
const subjectQuery = `select j.id, j.resident_id, j.lead_org_id, j.spoc_id,
	exists (select from onward.supporter s where s.journey_id = j.id and s.staff_id = $2 and s.until_at is null)
	or exists (select from onward.absence a where a.staff_id = j.spoc_id and a.cover_id = $2 and $3::date between a.from_on and a.until_on
		and a.organisation_id = j.lead_org_id),
	(select s.list from onward.seal_order s where s.resident_id = j.resident_id and s.lifted_at is null limit 1),
	exists (select from onward.emergency e where e.journey_id = j.id and e.author_id = $2 and e.author_org_id = $4
		and e.declared_at <= $5 and e.declared_at > $5::timestamptz - interval '24 hours'),
	coalesce(f.informed, false), coalesce(f.objected, false), f.consents, f.parts, coalesce(f.wrote, false)
	from onward.journey j left join lateral (select
		exists (select from onward.notice n where n.resident_id = j.resident_id and n.removed_at is null) as informed,
		exists (select from onward.objection o where o.resident_id = j.resident_id and o.organisation_id = $4 and o.lifted_on is null) as objected,
		array(select c.agreement_id from onward.consent c where c.resident_id = j.resident_id and c.withdrawn_on is null) as consents,
		array(select r.state || ':' || array_to_string(r.categories, ' ') from onward.referral r where r.journey_id = j.id and r.to_org_id = $4
			and r.state in ('offered', 'accepted', 'started')) as parts,
		exists (select from onward.note n where n.journey_id = j.id and n.author_org_id = $4)
			or exists (select from onward.action n where n.journey_id = j.id and n.author_org_id = $4)
			or exists (select from onward.appointment n where n.journey_id = j.id and n.author_org_id = $4)
			or exists (select from onward.intervention n where n.journey_id = j.id and n.author_org_id = $4)
			or exists (select from onward.spell n where n.journey_id = j.id and n.author_org_id = $4) as wrote
	) f on j.lead_org_id <> $4
	where j.id = `

// subject reads one; pgx.ErrNoRows where the journey is not there or hidden.
func subject(tx *postgres.Tx, id uuid.UUID) (access.Subject, error) {
	return scanSubject(tx.QueryRow(subjectQuery+"$1", subjectArgs(tx, id)...), tx.Actor.User)
}

// Subjects reads those of many journeys; what is hidden is absent.
func Subjects(tx *postgres.Tx, ids []uuid.UUID) (map[uuid.UUID]access.Subject, error) {
	rows, err := tx.Query(subjectQuery+"any ($1::uuid[])", subjectArgs(tx, ids)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := make(map[uuid.UUID]access.Subject, len(ids))
	for rows.Next() {
		on, err := scanSubject(rows, tx.Actor.User)
		if err != nil {
			return nil, err
		}
		found[on.Journey] = on
	}
	return found, rows.Err()
}

func subjectArgs(tx *postgres.Tx, id any) []any { return argsOf(tx.Actor, id) }

func argsOf(who actor.Actor, id any) []any {
	return []any{id, who.User, who.Today, who.Organisation, who.Now.Round(time.Microsecond)}
}

// subjectFor reads the subject as it is for somebody else than the one who acts:
// the facts that the actor sees, seen with the other's name.
func subjectFor(tx *postgres.Tx, who actor.Actor, id uuid.UUID) (access.Subject, error) {
	return scanSubject(tx.QueryRow(subjectQuery+"$1", argsOf(who, id)...), who.User)
}

func scanSubject(row pgx.Row, user int) (on access.Subject, err error) {
	var list []int
	var parts []string
	err = row.Scan(&on.Journey, &on.Resident, &on.Lead, &on.SPOC, &on.Supporting, &list, &on.Emergency,
		&on.Informed, &on.Objected, &on.Consents, &parts, &on.Wrote)
	if err != nil {
		return access.Subject{}, err
	}
	on.Sealed = list != nil
	for _, staff := range list {
		on.Listed = on.Listed || staff == user
	}
	for _, part := range parts {
		state, words, _ := strings.Cut(part, ":")
		on.Parts = append(on.Parts, access.Part{Waits: state == "offered", Categories: access.ParseSet(strings.Fields(words))})
	}
	return on, nil
}
