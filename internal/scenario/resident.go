package scenario

import (
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// rows are the one row of each category that every resident has, written by the
// lead; existence, identity and contact stand with the resident.
var rows = []string{
	`insert into onward.baseline_circumstances (journey_id, lead_org_id, author_org_id, author_id) select $1, $2, $2, $3`,
	`insert into onward.baseline_money (journey_id, lead_org_id, author_org_id, author_id) select $1, $2, $2, $3`,
	`insert into onward.barrier (id, journey_id, lead_org_id, author_org_id, author_id, category, sealed, lookup, severity, status, status_on)
		select gen_random_uuid(), $1, $2, $2, $3, c, '', '', 1, 'open', '2020-01-01' from unnest('{health,offences}'::text[]) c`,
	`insert into onward.goal (id, journey_id, lead_org_id, author_org_id, author_id, words, said_on) select gen_random_uuid(), $1, $2, $2, $3, 'work', '2020-01-01'`,
	`insert into onward.note (id, note_id, revision, journey_id, lead_org_id, author_org_id, author_id, contact, happened_on, sealed)
		select gen_random_uuid(), gen_random_uuid(), 1, $1, $2, $2, $3, 'none', '2020-01-01', ''`,
	`insert into onward.spell (id, journey_id, lead_org_id, author_org_id, author_id, employer, starts_on) select gen_random_uuid(), $1, $2, $2, $3, 'one', '2020-01-01'`,
	`insert into onward.outcome (id, journey_id, lead_org_id, author_org_id, author_id, kind, achieved_on) select gen_random_uuid(), $1, $2, $2, $3, 'job_start', '2020-01-01'`,
	`insert into onward.document (id, journey_id, lead_org_id, author_org_id, author_id, kind, sealed) select gen_random_uuid(), $1, $2, $2, $3, 'letter', ''`,
	`insert into onward.progress (journey_id, resident_id, lead_org_id, author_org_id, spoc_id, stage, stage_on, entry_point, opened_on)
		select j.id, j.resident_id, $2, $2, $3, 'new', '2020-01-01', 'self', '2020-01-01' from onward.journey j where j.id = $1`,
}

// shown is what the database shows to whoever asks, a category a line.
const shown = `select j.resident_id, 'existence' from onward.journey j
	union select resident_id, 'identity' from onward.resident_identity
	union select resident_id, 'contact' from onward.resident_contact
	union select journey_id, 'circumstances' from onward.baseline_circumstances
	union select journey_id, 'housing_money' from onward.baseline_money
	union select journey_id, category from onward.barrier
	union select resident_id, 'equality' from onward.resident_equality
	union select journey_id, 'plan' from onward.goal
	union select journey_id, 'notes' from onward.note
	union select journey_id, 'work' from onward.spell
	union select journey_id, 'outcomes' from onward.outcome
	union select journey_id, 'documents' from onward.document`

func (w *World) layResident(b *pgx.Batch, l laid, name string) {
	r := w.Residents[name]
	// One number for the person and for the journey: the answers of every table
	// then speak of the same.
	id := uuid.New()
	l.journeys[name], l.residents[name] = id, id
	lead, contact := l.orgs[r.Lead], l.staff[r.Contact]
	b.Queue("insert into onward.resident (id, lead_org_id, author_org_id, author_id) values ($1, $2, $2, $3)", id, lead, contact)
	b.Queue("insert into onward.resident_identity (resident_id, lead_org_id, author_org_id, author_id, given, family, sort_key, changed_by) values ($1, $2, $2, $3, $4, 'World', $4, $3)", id, lead, contact, name)
	b.Queue("insert into onward.resident_contact (resident_id, lead_org_id, author_org_id, author_id, changed_by) values ($1, $2, $2, $3, $3)", id, lead, contact)
	b.Queue("insert into onward.resident_equality (resident_id, lead_org_id, author_org_id, author_id, sealed, changed_by) values ($1, $2, $2, $3, '', $3)", id, lead, contact)
	b.Queue("insert into onward.journey (id, resident_id, lead_org_id, author_org_id, author_id, reference, spoc_id, opened_on) values ($1, $1, $2, $2, $3, $4, $3, '2020-01-01')",
		id, lead, contact, strings.ToUpper(name))
	for _, sql := range rows {
		b.Queue(sql, id, lead, contact)
	}
	for _, s := range r.Supporters {
		b.Queue("insert into onward.supporter (id, journey_id, lead_org_id, author_org_id, author_id, staff_id, from_at) values ($1, $2, $3, $3, $4, $5, '2020-01-01')",
			uuid.New(), id, lead, contact, l.staff[s])
	}
	w.laySay(b, l, r, id)
}

// laySay lays down what the resident was told and said.
func (w *World) laySay(b *pgx.Batch, l laid, r Resident, id uuid.UUID) {
	lead, contact := l.orgs[r.Lead], l.staff[r.Contact]
	if r.Informed {
		b.Queue("insert into onward.notice (id, resident_id, lead_org_id, author_org_id, author_id, wording, how, given_on) values ($1, $2, $3, $3, $4, '1', 'in_person', '2020-01-01')",
			uuid.New(), id, lead, contact)
	}
	for _, a := range sorted(r.Consents) {
		b.Queue(`insert into onward.consent (id, resident_id, lead_org_id, author_org_id, author_id, agreement_id, how, given_on, withdrawn_on)
			values ($1, $2, $3, $3, $4, $5, 'in_person', '2020-01-01', case when $6 then '2020-01-02'::date end)`, uuid.New(), id, lead, contact, l.agreements[a], r.Consents[a] != "given")
	}
	for _, o := range r.Objections {
		b.Queue(`insert into onward.objection (id, resident_id, lead_org_id, author_org_id, author_id, organisation_id, how, objected_on)
			values ($1, $2, $3, $3, $4, $5, 'in_person', '2020-01-01')`, uuid.New(), id, lead, contact, l.orgs[o])
	}
	if r.Sealed {
		named := []int{}
		for _, u := range r.List {
			named = append(named, l.staff[u])
		}
		b.Queue("insert into onward.seal_order (id, journey_id, resident_id, lead_org_id, author_org_id, author_id, reason, list) values ($1, $2, $2, $3, $3, $4, 'as written', $5)",
			uuid.New(), id, lead, contact, named)
	}
}
