package journey

import (
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/postgres"
)

const subjectsQuery = `select j.id, j.resident_id, j.lead_org_id, j.spoc_id,
	exists (select from onward.supporter s where s.journey_id = j.id and s.staff_id = $2 and s.until_at is null)
	or exists (select from onward.absence a where a.staff_id = j.spoc_id and a.cover_id = $2 and $3::date between a.from_on and a.until_on
		and a.organisation_id = j.lead_org_id)
	from onward.journey j where j.id = any ($1::uuid[])`

// DecideEach is Decide for many journeys at once. A journey that the actor does
// not come to has no decision in the answer.
func (g Gate) DecideEach(tx *postgres.Tx, ids []uuid.UUID) (map[uuid.UUID]access.Decision, error) {
	rows, err := tx.Conn().Query(tx, subjectsQuery, ids, tx.Actor.User, tx.Actor.Today)
	if err != nil {
		return nil, err
	}
	each := make(map[uuid.UUID]access.Decision, len(ids))
	var on access.Subject
	_, err = pgx.ForEachRow(rows, []any{&on.Journey, &on.Resident, &on.Lead, &on.SPOC, &on.Supporting}, func() error {
		if d := g.Policy.Decide(tx.Actor, on); d.May(access.View, access.Existence) {
			each[on.Journey] = d
		}
		return nil
	})
	return each, err
}
