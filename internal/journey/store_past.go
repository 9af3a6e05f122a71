package journey

import (
	"strings"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/postgres"
)

// PastHolders gathers who else had a part in journeys that come with a history:
// supporters since a day, and single points of contact before the present one.
type PastHolders struct {
	org, user           int
	supporters, periods *postgres.Bulk
	journeys            []uuid.UUID
	handedOver          []calendar.Date
}

// NewPastHolders begins a batch in the transaction's name.
func NewPastHolders(tx *postgres.Tx) *PastHolders {
	const owned = "id uuid,journey_id uuid,lead_org_id int,author_org_id int,author_id int,staff_id int,from_at timestamptz"
	return &PastHolders{org: tx.Actor.Organisation, user: tx.Actor.User,
		supporters: postgres.NewBulk("onward.supporter", strings.Split(owned, ",")...),
		periods:    postgres.NewBulk("onward.spoc_period", strings.Split(owned+",until_at timestamptz", ",")...)}
}

// AddSupporter names a supporter from a day on.
func (p *PastHolders) AddSupporter(d access.Decision, staff int, from calendar.Date) error {
	if err := d.Require(access.Change, access.Existence); err != nil {
		return err
	}
	p.supporters.Add(uuid.Must(uuid.NewV7()), d.Subject.Journey, d.Subject.Lead, p.org, p.user, staff, from.At(9, 0))
	return nil
}

// AddBefore says who was the single point of contact from the journey's first
// day until they handed over to the present one. One journey takes one such.
func (p *PastHolders) AddBefore(d access.Decision, staff int, from, handedOver calendar.Date) error {
	if err := d.Require(access.Change, access.Existence); err != nil {
		return err
	}
	if !from.Before(handedOver) {
		return fault.Fields(fault.Field{Name: "handed_over", Message: "Enter a day after the journey's first"})
	}
	p.periods.Add(uuid.Must(uuid.NewV7()), d.Subject.Journey, d.Subject.Lead, p.org, p.user, staff, from.At(9, 0), handedOver.At(9, 0))
	p.journeys, p.handedOver = append(p.journeys, d.Subject.Journey), append(p.handedOver, handedOver)
	return nil
}

// Insert writes what was gathered. The period of the present single point of
// contact begins where the one before ended: there is always exactly one.
func (p *PastHolders) Insert(tx *postgres.Tx) error {
	for _, bulk := range []*postgres.Bulk{p.supporters, p.periods} {
		if err := bulk.Insert(tx); err != nil {
			return err
		}
	}
	if len(p.journeys) == 0 {
		return nil
	}
	tag, err := tx.Conn().Exec(tx, `update onward.spoc_period s set from_at = (h.day + time '09:00') at time zone 'Europe/London'
		from unnest($1::uuid[], $2::date[]) h(journey, day) where s.journey_id = h.journey and s.until_at is null`, p.journeys, p.handedOver)
	if err == nil && int(tag.RowsAffected()) != len(p.journeys) {
		err = fault.New(fault.Conflict, "Somebody changed these journeys at the same moment. Try again.")
	}
	p.journeys, p.handedOver = nil, nil
	return err
}
