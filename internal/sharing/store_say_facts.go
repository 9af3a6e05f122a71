package sharing

import (
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/calendar"
	"onward/internal/postgres"
)

// person is somebody of the lead whom the journey names.
type person struct {
	staff int
	name  string
	role  actor.Role
	why   string
}

// facts are what the readers of a journey are told from, as the lead sees them.
type facts struct {
	call          string
	organisations map[int]Organisation
	informed      bool
	toldOn        calendar.Date
	consents      []int
	consentOn     map[int]calendar.Date // by agreement
	from          map[int]calendar.Date // by agreement
	objected      map[int]bool
	parts         map[int][]access.Part
	partOn        map[int]calendar.Date
	wrote         map[int]access.Set
	sealed        bool
	list          []int
	listed        []person
	carers        []person // the single point of contact first
	emergencies   []declared
}

type declared struct {
	name, short, until string
	org                int
	role               actor.Role
}

// readFacts reads them in one round trip. Who wrote what counts the categories
// in which another organisation may write.
func readFacts(tx *postgres.Tx, d access.Decision) (facts, error) {
	f := facts{organisations: map[int]Organisation{}, consentOn: map[int]calendar.Date{}, from: map[int]calendar.Date{}, objected: map[int]bool{},
		parts: map[int][]access.Part{}, partOn: map[int]calendar.Date{}, wrote: map[int]access.Set{}}
	if err := leads(d); err != nil {
		return f, err
	}
	journey, resident := d.Subject.Journey, d.Subject.Resident
	var b pgx.Batch
	f.queueSay(&b, resident)
	f.queueHome(&b, journey, resident, d)
	b.Queue(`select r.to_org_id, r.state, r.categories, (coalesce(case when r.state = 'offered' then r.offered_at else r.answered_at end, r.created_at) at time zone 'Europe/London')::date
		from onward.referral r where r.journey_id = $1 and r.state in ('offered', 'accepted', 'started') and r.to_org_id <> r.lead_org_id order by r.created_at`, journey).Query(f.scanParts)
	b.Queue(`select author_org_id, category from (
			select author_org_id, 'notes' as category from onward.note where journey_id = $1
			union select author_org_id, 'plan' from onward.action where journey_id = $1
			union select author_org_id, 'plan' from onward.appointment where journey_id = $1
			union select author_org_id, 'plan' from onward.intervention where journey_id = $1
			union select author_org_id, 'work' from onward.spell where journey_id = $1) w where author_org_id <> $2`, journey, d.Subject.Lead).Query(f.scanWrote)
	b.Queue(`select s.name, o.short_name, o.id, (select p.role from onward.post p where p.staff_id = e.author_id and p.organisation_id = e.author_org_id order by p.id limit 1), e.declared_at
		from onward.emergency e join onward.staff s on s.id = e.author_id join onward.organisation o on o.id = e.author_org_id
		where e.journey_id = $1 and e.declared_at <= onward.now() and e.declared_at > onward.now() - interval '24 hours' order by e.declared_at`, journey).Query(f.scanEmergencies)
	return f, tx.Conn().SendBatch(tx, &b).Close()
}

func (f *facts) queueSay(b *pgx.Batch, resident any) {
	b.Queue("select id, name, short_name from onward.organisation").Query(func(rows pgx.Rows) error {
		var o Organisation
		_, err := pgx.ForEachRow(rows, []any{&o.ID, &o.Name, &o.Short}, func() error { f.organisations[o.ID] = o; return nil })
		return err
	})
	b.Queue("select count(*) > 0, min(given_on) from onward.notice where resident_id = $1 and removed_at is null", resident).
		QueryRow(func(row pgx.Row) error { return row.Scan(&f.informed, &f.toldOn) })
	b.Queue("select agreement_id, given_on from onward.consent where resident_id = $1 and withdrawn_on is null", resident).Query(func(rows pgx.Rows) error {
		var id int
		var on calendar.Date
		_, err := pgx.ForEachRow(rows, []any{&id, &on}, func() error { f.consents, f.consentOn[id] = append(f.consents, id), on; return nil })
		return err
	})
	b.Queue("select organisation_id from onward.objection where resident_id = $1 and lifted_on is null", resident).Query(func(rows pgx.Rows) error {
		var id int
		_, err := pgx.ForEachRow(rows, []any{&id}, func() error { f.objected[id] = true; return nil })
		return err
	})
	b.Queue("select id, from_on from onward.agreement where state = 'in_force' and from_on is not null").Query(func(rows pgx.Rows) error {
		var id int
		var on calendar.Date
		_, err := pgx.ForEachRow(rows, []any{&id, &on}, func() error { f.from[id] = on; return nil })
		return err
	})
}

// queueHome reads the people of the lead: who cares, and whom a seal names.
func (f *facts) queueHome(b *pgx.Batch, journey, resident any, d access.Decision) {
	const role = "coalesce((select p.role from onward.post p where p.staff_id = s.id and p.organisation_id = $2 order by p.role <> 'manager', p.id limit 1), 'advisor')"
	if d.May(access.View, access.Identity) {
		b.Queue("select coalesce(nullif(preferred, ''), given) from onward.resident_identity where resident_id = $1", resident).Query(func(rows pgx.Rows) error {
			_, err := pgx.ForEachRow(rows, []any{&f.call}, func() error { return nil })
			return err
		})
	}
	b.Queue(`select s.id, s.name, `+role+`, w.why from (
			select j.spoc_id as id, 0 as rank, 'Single point of contact.' as why from onward.journey j where j.id = $1
			union all select p.staff_id, 1, 'Named supporter.' from onward.supporter p where p.journey_id = $1 and p.until_at is null
			union all select a.cover_id, 2, 'Covers for the single point of contact.' from onward.absence a join onward.journey j on j.spoc_id = a.staff_id and a.organisation_id = j.lead_org_id
				where j.id = $1 and onward.today() between a.from_on and a.until_on) w
		join onward.staff s on s.id = w.id order by w.rank, s.name`, journey, d.Subject.Lead).Query(scanPeople(&f.carers))
	b.Queue("select list from onward.seal_order where resident_id = $1 and lifted_at is null", resident).Query(func(rows pgx.Rows) error {
		_, err := pgx.ForEachRow(rows, []any{&f.list}, func() error { f.sealed = true; return nil })
		return err
	})
	b.Queue(`select s.id, s.name, `+role+`, '' from onward.seal_order o join onward.staff s on s.id = any (o.list)
		where o.resident_id = $1 and o.lifted_at is null order by s.name`, resident, d.Subject.Lead).Query(scanPeople(&f.listed))
}

func scanPeople(into *[]person) func(pgx.Rows) error {
	return collect(into, func(row pgx.CollectableRow) (p person, err error) {
		return p, row.Scan(&p.staff, &p.name, &p.role, &p.why)
	})
}

func (f *facts) scanParts(rows pgx.Rows) error {
	var org int
	var state string
	var words []string
	var on calendar.Date
	_, err := pgx.ForEachRow(rows, []any{&org, &state, &words, &on}, func() error {
		f.parts[org] = append(f.parts[org], access.Part{Waits: state == "offered", Categories: access.ParseSet(words)})
		f.partOn[org] = on
		return nil
	})
	return err
}

func (f *facts) scanWrote(rows pgx.Rows) error {
	var org int
	var word string
	_, err := pgx.ForEachRow(rows, []any{&org, &word}, func() error {
		f.wrote[org] |= access.ParseSet(strings.Fields(word))
		return nil
	})
	return err
}

func (f *facts) scanEmergencies(rows pgx.Rows) error {
	var e declared
	var role *string
	var at time.Time
	_, err := pgx.ForEachRow(rows, []any{&e.name, &e.short, &e.org, &role, &at}, func() error {
		e.role = actor.Advisor
		if role != nil {
			e.role = actor.Role(*role)
		}
		e.until = moment(at.Add(EmergencyLasts))
		f.emergencies = append(f.emergencies, e)
		return nil
	})
	return err
}

// moment is an instant as people say it.
func moment(t time.Time) string {
	return calendar.DayOf(t).Long() + " at " + t.In(calendar.London).Format("15:04")
}
