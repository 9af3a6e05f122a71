package demo_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"onward/internal/actor"
	"onward/internal/demo"
	"onward/internal/fault"
)

func as(post int) context.Context { return actor.With(context.Background(), post) }

func TestASmallWorldIsWhole(t *testing.T) {
	t.Parallel()
	_, db, sum := seed(t, small)
	if sum.Residents != 200 || ask[int](t, db, "select count(*)::int from onward.resident")[0] != 200 {
		t.Errorf("residents: %+v", sum)
	}
	if got := ask[string](t, db, "select distinct stage from onward.progress"); len(got) != 8 {
		t.Errorf("stages: %v", got)
	}
	if got := ask[int](t, db, "select count(*)::int from onward.organisation where kind = 'borough'")[0]; got != 7 {
		t.Errorf("%d boroughs", got)
	}
	for what, sql := range map[string]string{
		"a borough that lacks a role": `select o.slug from onward.organisation o cross join unnest(array['advisor','manager','intake','governance','analyst','administrator']) r
			where o.kind <> 'partnership' and not exists (select from onward.post p where p.organisation_id = o.id and p.role = r)`,
		"journeys without exactly one open period": "select j.id::text from onward.journey j left join onward.spoc_period p on p.journey_id = j.id and p.until_at is null and p.staff_id = j.spoc_id group by j.id having count(p.id) <> 1",
		"periods that overlap or leave a gap":      `select a.journey_id::text from onward.spoc_period a join onward.spoc_period b using (journey_id) where a.until_at is not null and b.until_at is null and a.until_at <> b.from_at`,
		"progress that Refresh would change": `select p.journey_id::text from onward.progress p where p.next_due <> '9999-12-31' and not exists (
			select from onward.action a where a.journey_id = p.journey_id and a.due_on = p.next_due and a.done_on is null union all
			select from onward.appointment a where a.journey_id = p.journey_id and a.state = 'booked' and (a.starts_at at time zone 'Europe/London')::date = p.next_due union all
			select from onward.task k where k.journey_id = p.journey_id and k.due_on = p.next_due)`,
		"something dated in the future that has happened": `select 'note' from onward.note where happened_on > onward.today() or created_at > onward.now() union all
			select 'move' from onward.stage_move where moved_at > onward.now() + interval '1 day' union all
			select 'action' from onward.action where done_on > onward.today() union all
			select 'meeting' from onward.appointment where state <> 'booked' and starts_at > onward.now() union all
			select 'barrier' from onward.barrier where status_on > onward.today() or since_on > onward.today()`,
		"a last stage that is not the journey's": `select p.journey_id::text from onward.progress p join lateral (select to_stage from onward.stage_move m where m.journey_id = p.journey_id order by moved_at desc, id desc limit 1) m on true where m.to_stage <> p.stage`,
		"a barrier without history":              "select id::text from onward.barrier b where not exists (select from onward.barrier_change c where c.barrier_id = b.id)",
		"two appointments of one advisor at one time": `select a.id::text from onward.appointment a join onward.appointment b on a.advisor_id = b.advisor_id and a.id < b.id
			and a.state = 'booked' and b.state = 'booked' and a.starts_at < b.ends_at and b.starts_at < a.ends_at`,
		"a meeting outside working days": `select id::text from onward.appointment where extract(isodow from starts_at at time zone 'Europe/London') > 5 and (starts_at at time zone 'Europe/London')::date not in (onward.today(), onward.today() + 6)`,
		"a group that came on record after the journey": `select g.id::text from onward.priority_group g join onward.journey j on j.id = g.journey_id where g.created_at > greatest((j.opened_on + 1)::timestamptz, j.created_at)
			or (g.created_at at time zone 'Europe/London')::date <> j.opened_on and j.opened_on < onward.today()`,
		"somebody who came before they were 16": "select j.id::text from onward.journey j join onward.resident_identity i using (resident_id) where i.born > j.opened_on - interval '16 years'",
		"a person without a password":           "select username from onward.staff s where not exists (select from onward.credential c where c.staff_id = s.id)",
		"a journey without an audit row":        "select id::text from onward.journey j where not exists (select from onward.audit a where a.journey_id = j.id and a.subject = 'journey')",
	} {
		if got := ask[string](t, db, sql); len(got) > 0 {
			t.Errorf("%s: %d, like %s", what, len(got), got[0])
		}
	}
}

func TestASecondSeedingIsRefused(t *testing.T) {
	t.Parallel()
	s, db, _ := seed(t, small)
	if _, err := s.Run(context.Background(), small, func(int) {}); !errors.Is(err, demo.ErrNotEmpty) || !fault.Is(err, fault.Conflict) {
		t.Errorf("second: %v", err)
	}
	if got := ask[int](t, db, "select count(*)::int from onward.resident")[0]; got != 200 {
		t.Errorf("the refused one left %d residents", got)
	}
}

func TestOptionsAreChecked(t *testing.T) {
	t.Parallel()
	s, db := empty(t)
	for _, o := range []demo.Options{{Residents: 99, Area: demo.AreaWest}, {Residents: 3_000_001, Area: demo.AreaWest}, {Residents: 200, Area: "paris"}} {
		if _, err := s.Run(context.Background(), o, func(int) {}); !fault.Is(err, fault.Invalid) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	if got := ask[int](t, db, "select count(*)::int from onward.organisation")[0]; got != 0 {
		t.Errorf("a refused one left %d organisations", got)
	}
}

// What a world holds, in an order that depends on nothing but its content.
const contents = `select concat_ws('|', j.reference, j.id, j.resident_id, o.slug, s.username, i.given, i.family, i.born, c.telephone, c.postcode, p.stage, p.stage_on, p.next_due, p.next_what, p.last_contact_on, j.opened_on,
	(select string_agg(concat_ws('/', severity, status, since_on, detail), ',' order by created_at, severity, status, since_on, detail) from onward.barrier b where b.journey_id = j.id),
	(select string_agg(concat_ws('/', what, due_on, done_on), ',' order by what, due_on) from onward.action a where a.journey_id = j.id),
	(select string_agg(concat_ws('/', starts_at, purpose, state), ',' order by starts_at, purpose) from onward.appointment a where a.journey_id = j.id),
	(select string_agg(concat_ws('/', happened_on, contact, length(sealed)), ',' order by happened_on, contact, length(sealed)) from onward.note n where n.journey_id = j.id),
	(select string_agg(concat_ws('/', employer, title, starts_on, ends_on, from_on, amount, hours), ',' order by starts_on, from_on) from onward.spell x join onward.pay y on y.spell_id = x.id where x.journey_id = j.id))
	from onward.journey j join onward.organisation o on o.id = j.lead_org_id join onward.staff s on s.id = j.spoc_id join onward.resident_identity i on i.resident_id = j.resident_id
	join onward.resident_contact c on c.resident_id = j.resident_id join onward.progress p on p.journey_id = j.id order by j.reference`

func TestOneSeedIsOneWorld(t *testing.T) {
	t.Parallel()
	_, a, _ := seed(t, small)
	_, b, _ := seed(t, small)
	other := small
	other.Seed = 8
	_, c, _ := seed(t, other)
	first, second, third := ask[string](t, a, contents), ask[string](t, b, contents), ask[string](t, c, contents)
	for i := range first {
		if first[i] != second[i] {
			t.Fatalf("the same seed, another world:\n%s\n%s", first[i], second[i])
		}
	}
	if slices.Equal(first, third) {
		t.Error("another seed, the same world")
	}
}

func TestAllOfLondon(t *testing.T) {
	t.Parallel()
	o := small
	o.Area = demo.AreaLondon
	_, db, sum := seed(t, o)
	if got := ask[int](t, db, "select count(*)::int from onward.organisation where kind = 'borough' and gss_code like 'E090000%'")[0]; got != 33 {
		t.Errorf("%d authorities", got)
	}
	if got := ask[string](t, db, "select code from onward.partnership order by code"); !slices.Equal(got, []string{"CLF", "LL", "SLP", "WLA"}) {
		t.Errorf("sub-regions: %v", got)
	}
	if !slices.Equal(sum.Uncertain, []string{"Bromley"}) {
		t.Errorf("uncertain: %v", sum.Uncertain)
	}
}
