package timeline

import (
	"strings"

	"onward/internal/access"
)

// source is one table's part of the timeline. Each query gives the same columns:
// id, ref (the record that a link leads to), at, timed, category, the words a, b
// and c, due, sealed, who and org. It takes the journey as $1 alone.
type source struct {
	kind  Kind
	needs access.Set // any of these must be in sight for the query to be sent
	sql   string
}

// onDay writes the instant of something of which the day is known and, from
// when it was written down, perhaps the time.
func onDay(day, written string) string {
	return strings.NewReplacer("DAY", day, "WRITTEN", written).Replace(
		`case when (WRITTEN at time zone 'Europe/London')::date = DAY then WRITTEN else (DAY + time '12:00') at time zone 'Europe/London' end as at,
		(WRITTEN at time zone 'Europe/London')::date = DAY as timed`)
}

// begun is the day on which something that may lie ahead enters the timeline:
// when it began or, before that, when it was put down.
func begun(starts, written string) string {
	return onDay("least("+starts+", ("+written+" at time zone 'Europe/London')::date)", written)
}

func noon(day string) string {
	return "(" + day + " + time '12:00') at time zone 'Europe/London' as at, false as timed"
}

var byCase = access.SetOf(access.Circumstances, access.HousingMoney, access.Health, access.Equality, access.Offences)

var sources = []source{
	{Stage, access.SetOf(access.Plan), `select id, id as ref, moved_at as at, true as timed, 'plan' as category, to_stage as a, from_stage as b, reason as c,
		null::timestamptz as due, null::bytea as sealed, author_id as who, author_org_id as org from onward.stage_move where journey_id = $1`},

	{People, access.SetOf(access.Existence), `select p.id, p.id as ref, p.from_at as at, true as timed, 'existence' as category, h.name as a,
		case when lag(p.id) over (order by p.from_at, p.id) is null then 'first' else 'next' end as b, p.reason as c, null::timestamptz as due, null::bytea as sealed,
		p.author_id as who, p.author_org_id as org from onward.spoc_period p join onward.staff h on h.id = p.staff_id where p.journey_id = $1
		union all select p.id, p.id, p.from_at, true, 'existence', h.name, 'supporter', '', null, null, p.author_id, p.author_org_id
		from onward.supporter p join onward.staff h on h.id = p.staff_id where p.journey_id = $1`},

	{Group, byCase, `select id, id as ref, created_at as at, true as timed, category, code as a, '' as b, '' as c, null::timestamptz as due, sealed,
		author_id as who, author_org_id as org from onward.priority_group where journey_id = $1 and removed_at is null`},

	{Barrier, byCase, `select c.id, c.barrier_id as ref, c.changed_at as at, true as timed, c.category, c.status as a,
		coalesce(lag(c.status) over (partition by c.barrier_id order by c.changed_at, c.id), '') as b,
		case when c.severity <> lag(c.severity) over (partition by c.barrier_id order by c.changed_at, c.id) then c.severity::text else '' end as c,
		null::timestamptz as due, null::bytea as sealed, c.author_id as who, c.author_org_id as org
		from onward.barrier_change c join onward.barrier b on b.id = c.barrier_id and b.removed_at is null where c.journey_id = $1`},

	{Goal, access.SetOf(access.Plan), `select id, id as ref, ` + onDay("said_on", "created_at") + `, 'plan' as category, words as a, '' as b, '' as c,
		null::timestamptz as due, null::bytea as sealed, author_id as who, author_org_id as org from onward.goal where journey_id = $1 and removed_at is null`},

	{Action, access.SetOf(access.Plan), `select t.id, t.id as ref, t.created_at as at, true as timed, 'plan' as category, t.what as a, '' as b,
		coalesce(t.due_on::text, '') as c, null::timestamptz as due, null::bytea as sealed, t.author_id as who, t.author_org_id as org
		from onward.action t where t.journey_id = $1 and t.removed_at is null
		union all select t.id, t.id, ` + noon("t.done_on") + `, 'plan', t.what, t.owner_kind, t.owner_name, null, null, coalesce(t.owner_id, t.author_id), t.author_org_id
		from onward.action t where t.journey_id = $1 and t.removed_at is null and t.done_on is not null`},

	{Task, access.SetOf(access.Plan), `select t.id, t.id as ref, t.created_at as at, true as timed, 'plan' as category, t.what as a, '' as b,
		coalesce(t.due_on::text, '') as c, null::timestamptz as due, null::bytea as sealed, t.author_id as who, t.author_org_id as org
		from onward.task t where t.journey_id = $1
		union all select t.id, t.id, ` + noon("t.done_on") + `, 'plan', t.what, 'done', '', null, null, t.assignee_id, t.author_org_id
		from onward.task t where t.journey_id = $1 and t.done_on is not null`},

	{Intervention, access.SetOf(access.Plan), `select id, id as ref, ` + begun("starts_on", "created_at") + `, 'plan' as category, type as a,
		concat_ws(', ', nullif(provider, ''), nullif(programme, '')) as b, '' as c, starts_on::timestamp at time zone 'Europe/London' as due, null::bytea as sealed,
		author_id as who, author_org_id as org from onward.intervention where journey_id = $1 and removed_at is null
		union all select id, id, ` + noon("ends_on") + `, 'plan', type, provider, result, null, null, author_id, author_org_id
		from onward.intervention where journey_id = $1 and removed_at is null and result <> '' and ends_on <= onward.today()`},

	{Appointment, access.SetOf(access.Plan), `select id, id as ref, created_at as at, true as timed, 'plan' as category, purpose as a,
		case state when 'cancelled' then 'cancelled' else 'booked' end as b, case manner when 'place' then place else manner end as c,
		starts_at as due, null::bytea as sealed, author_id as who, author_org_id as org from onward.appointment where journey_id = $1
		union all select id, id, starts_at, true, 'plan', purpose, state, missed_reason, null, null, advisor_id, author_org_id
		from onward.appointment where journey_id = $1 and state in ('attended', 'missed')`},

	{Note, access.SetOf(access.Notes), `select n.id, n.note_id as ref, ` + onDay("n.happened_on", "f.created_at") + `, 'notes' as category, n.contact as a,
		case when n.revision > 1 then c.name else '' end as b, '' as c, null::timestamptz as due, null::bytea as sealed, f.author_id as who, f.author_org_id as org
		from onward.note n join onward.note f on f.note_id = n.note_id and f.revision = 1 join onward.staff c on c.id = n.author_id
		where n.journey_id = $1 and n.superseded_at is null`},

	{Work, access.SetOf(access.Work), `select id, id as ref, ` + begun("starts_on", "created_at") + `, 'work' as category,
		case when self_employed then 'self' else 'start' end as a, title as b, employer as c, starts_on::timestamp at time zone 'Europe/London' as due,
		null::bytea as sealed, author_id as who, author_org_id as org from onward.spell where journey_id = $1 and removed_at is null
		union all select id, id, ` + noon("ends_on") + `, 'work', 'end', title, employer, null, null, author_id, author_org_id
		from onward.spell where journey_id = $1 and removed_at is null and ends_on <= onward.today()
		union all select p.id, p.spell_id, ` + begun("p.from_on", "p.created_at") + `, 'work', 'pay',
		case when p.amount is null then '' else '£' || trim(to_char(p.amount / 100, '999,999,990')) || '.' || lpad((p.amount % 100)::text, 2, '0') || ' ' ||
			case p.per when 'hour' then 'an hour' else 'a ' || p.per end end ||
		case when p.hours is null then '' else ', ' || trim_scale(p.hours) || ' hours a week' end, s.employer,
		p.from_on::timestamp at time zone 'Europe/London', null, p.author_id, p.author_org_id
		from onward.pay p join onward.spell s on s.id = p.spell_id and s.removed_at is null
		where p.journey_id = $1 and p.removed_at is null and p.from_on > s.starts_on`},
}
