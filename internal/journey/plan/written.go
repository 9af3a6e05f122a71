package plan

import (
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/postgres"
)

const (
	mine           = " where x.journey_id = $1 and x.author_org_id = $2 and x.removed_at is null "
	writtenActions = kept + `x.what, x.owner_kind, coalesce(x.owner_id, 0), coalesce(w.name, x.owner_name), case when w.id is not null then l.short_name else '' end, x.due_on, x.done_on
	from onward.action x` + by + `join onward.organisation l on l.id = x.lead_org_id left join onward.staff w on w.id = x.owner_id` + mine + "order by x.created_at desc, x.id"
	writtenSupport = kept + `x.type, x.programme, x.provider, x.starts_on, x.ends_on, coalesce(trim_scale(x.hours)::text, ''), x.result
	from onward.intervention x` + by + mine + "order by x.starts_on desc, x.id"
)

// WrittenActions reads the actions that the actor's own organisation wrote on a
// journey whose plan is not open to it, the latest first.
func (s Store) WrittenActions(tx *postgres.Tx, d access.Decision) ([]Action, error) {
	if err := d.RequireWritten(access.Plan); err != nil {
		return nil, err
	}
	rows, err := tx.Query(writtenActions, d.Subject.Journey, d.Who.Organisation)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scanAction)
}

// WrittenInterventions is WrittenActions for the support that was given.
func (s Store) WrittenInterventions(tx *postgres.Tx, d access.Decision) ([]Intervention, error) {
	if err := d.RequireWritten(access.Plan); err != nil {
		return nil, err
	}
	rows, err := tx.Query(writtenSupport, d.Subject.Journey, d.Who.Organisation)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scanIntervention)
}
