package scenario

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// laid are the numbers of what stands in the database.
type laid struct {
	orgs, staff, posts, agreements map[string]int
	journeys, residents            map[string]uuid.UUID
}

// index numbers the names of a map from 1.
func index[V any](m map[string]V) map[string]int {
	n := map[string]int{}
	for i, name := range sorted(m) {
		n[name] = i + 1
	}
	return n
}

// lay writes the world as the owner, in an order in which the database's own
// triggers see it complete: organisations, agreements, residents, referrals.
func (w *World) lay(ctx context.Context, conn *pgx.Conn) (laid, error) {
	l := laid{orgs: index(w.Organisations), staff: index(w.Users), posts: index(w.Users), agreements: index(w.Agreements),
		journeys: map[string]uuid.UUID{}, residents: map[string]uuid.UUID{}}
	var b pgx.Batch
	b.Queue("insert into onward.clock_shift select $1::timestamptz - pg_catalog.now()", w.today.At(12, 0))
	w.layPeople(&b, l)
	w.layAgreements(&b, l)
	for _, name := range sorted(w.Residents) {
		w.layResident(&b, l, name)
	}
	for _, r := range w.Referrals {
		b.Queue(`insert into onward.referral (id, journey_id, resident_id, lead_org_id, author_org_id, author_id, to_org_id, categories, state)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, uuid.New(), l.journeys[r.Resident], l.residents[r.Resident], l.orgs[w.Residents[r.Resident].Lead],
			l.orgs[r.From], l.staff[w.Residents[r.Resident].Contact], l.orgs[r.To], list(r.Categories), r.State)
	}
	for _, e := range w.Emergencies {
		b.Queue(`insert into onward.emergency (journey_id, resident_id, lead_org_id, author_org_id, author_id, reason, declared_at)
			values ($1, $2, $3, $4, $5, 'as written', $6)`, l.journeys[e.Resident], l.residents[e.Resident], l.orgs[w.Residents[e.Resident].Lead],
			l.orgs[w.Users[e.User].Organisation], l.staff[e.User], e.At)
	}
	if err := conn.SendBatch(ctx, &b).Close(); err != nil {
		return l, fmt.Errorf("the world cannot be laid down: %w", err)
	}
	return l, nil
}

// list is never NULL.
func list(words []string) []string { return append([]string{}, words...) }

func (w *World) layPeople(b *pgx.Batch, l laid) {
	b.Queue("insert into onward.partnership (id, code, name) overriding system value values (1, 'W', 'World')")
	for _, slug := range sorted(w.Organisations) {
		b.Queue("insert into onward.organisation (id, partnership_id, kind, slug, name, short_name) overriding system value values ($1, 1, $2, $3, $4, $4)",
			l.orgs[slug], w.Organisations[slug], fmt.Sprintf("o%d", l.orgs[slug]), slug)
	}
	for _, name := range sorted(w.Users) {
		u := w.Users[name]
		b.Queue("insert into onward.staff (id, username, email, name) overriding system value values ($1, $2, $3, $2)", l.staff[name], name, fmt.Sprintf("u%d@example.org", l.staff[name]))
		b.Queue("insert into onward.post (id, staff_id, organisation_id, role, from_on) overriding system value values ($1, $2, $3, $4, '0001-01-01')",
			l.posts[name], l.staff[name], l.orgs[u.Organisation], u.Role)
	}
}

func (w *World) layAgreements(b *pgx.Batch, l laid) {
	for _, name := range sorted(w.Agreements) {
		a, id := w.Agreements[name], l.agreements[name]
		b.Queue(`insert into onward.agreement (id, partnership_id, drafter_org_id, title, state, bases, categories, condition, from_on, until_on) overriding system value
			values ($1, 1, (select min(id) from onward.organisation), $2, 'draft', $3, $4, $5, nullif($6, '')::date, nullif($7, '')::date)`,
			id, name, list(a.Bases), list(a.Categories), cmp.Or(a.Condition, "consent"), a.From, a.Until)
		parties := slices.Concat(a.Discloses, a.Receives, a.Unsigned)
		slices.Sort(parties)
		for _, slug := range slices.Compact(parties) {
			b.Queue("insert into onward.agreement_party (agreement_id, organisation_id, discloses, receives) values ($1, $2, $3, $4)",
				id, l.orgs[slug], slices.Contains(a.Discloses, slug), slices.Contains(a.Receives, slug))
			if !slices.Contains(a.Unsigned, slug) {
				b.Queue(`insert into onward.agreement_signature (agreement_id, organisation_id, staff_id, post_id, hash)
					select $1, $2, s.id, p.id, '' from onward.staff s, onward.post p order by 3, 4 limit 1`, id, l.orgs[slug])
			}
		}
		b.Queue("update onward.agreement set state = $2 where id = $1", id, cmp.Or(a.State, "draft"))
	}
}
