package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/actor"
	"onward/internal/calendar"
	"onward/internal/journey/caseload"
	"onward/internal/postgres"
	"onward/internal/resident"
)

// person is a resident by which searches and look-ups are measured.
type person struct {
	id            uuid.UUID
	given, family string
	born          calendar.Date
}

// amina acts in most figures: an advisor of a large organisation.
func (w *world) amina() (context.Context, int, error) {
	c, err := w.app.Directory.Username(w.ctx, "amina")
	return actor.With(w.ctx, c.Post), c.Org.ID, err
}

func (w *world) people(org, n int) ([]person, error) {
	rows, err := w.raw.Query(w.ctx, `select resident_id, given, family, born from onward.resident_identity
		where lead_org_id = $1 and born is not null order by md5(resident_id::text) limit $2`, org, n)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (person, error) {
		var p person
		return p, row.Scan(&p.id, &p.given, &p.family, &p.born)
	})
}

// byKey reads one row by its key with the actor before it, in one round trip.
func byKey(ctx context.Context, db *postgres.DB, id uuid.UUID) error {
	_, err := db.Ask(ctx, func(b *pgx.Batch) {
		b.Queue("select given, family, born from onward.resident_identity where resident_id = $1", id).QueryRow(func(row pgx.Row) error {
			var p person
			return row.Scan(&p.given, &p.family, &p.born)
		})
	})
	return err
}

func keys(w *world) error {
	ctx, org, err := w.amina()
	if err != nil {
		return err
	}
	people, err := w.people(org, 500)
	if err != nil {
		return err
	}
	i := 0
	next := func() uuid.UUID { i++; return people[i%len(people)].id }
	floor, work, err := compare(1500, func() error { return byKey(ctx, w.free, next()) }, func() error { return byKey(ctx, w.app.DB, next()) })
	if err == nil {
		atMost("row_by_key", floor, work, 1.15, nil)
	}
	return err
}

// rows reads a page of a list in a transaction of the post in ctx.
func (w *world) list(ctx context.Context, db *postgres.DB, f caseload.Filter) error {
	return db.Read(ctx, func(tx *postgres.Tx) error {
		_, err := caseload.Store{Box: w.app.Box}.Rows(tx, w.app.Policy.Scope(tx.Actor), caseload.Query{Filter: f, Order: caseload.Order{By: caseload.ByDue}, Page: 1, Size: 25})
		return err
	})
}

func lists(w *world) error {
	ctx, _, err := w.amina()
	if err != nil {
		return err
	}
	mine := caseload.Filter{Who: caseload.Who{Me: true}, State: caseload.Open}
	floor, work, err := compare(300, func() error { return w.list(ctx, w.free, mine) }, func() error { return w.list(ctx, w.app.DB, mine) })
	if err != nil {
		return err
	}
	atMost("caseload_25", floor, work, 1.2, nil)
	for name, post := range map[string]string{
		"organisation_list_large": "select p.id from onward.post p where p.role = 'advisor' order by (select count(*) from onward.progress g where g.lead_org_id = p.organisation_id) desc, p.id limit 1",
		"organisation_list_small": "select p.id from onward.post p where p.role = 'advisor' and exists (select from onward.progress g where g.lead_org_id = p.organisation_id) order by (select count(*) from onward.progress g where g.lead_org_id = p.organisation_id), p.id limit 1",
	} {
		var id int
		if err := w.raw.QueryRow(w.ctx, post).Scan(&id); err != nil {
			return err
		}
		who := actor.With(w.ctx, id)
		floor, work, err := compare(200, func() error { return w.list(who, w.app.DB, mine) }, func() error { return w.list(who, w.app.DB, caseload.Filter{State: caseload.Open}) })
		if err != nil {
			return err
		}
		atMost(name, floor, work, 2, nil)
	}
	return nil
}

func (w *world) find(ctx context.Context, typed string) (found map[uuid.UUID]bool, err error) {
	found = map[uuid.UUID]bool{}
	err = w.app.DB.Read(ctx, func(tx *postgres.Tx) error {
		rows, _, err := caseload.Store{Box: w.app.Box}.Find(tx, w.app.Policy.Scope(tx.Actor), typed, 25)
		for _, r := range rows {
			found[r.Decision.Subject.Resident] = true
		}
		return err
	})
	return found, err
}

// slip makes one typing error: two letters swapped, or one left out.
func slip(name string, r *rand.Rand) string {
	runes := []rune(strings.ToLower(name))
	if len(runes) < 4 {
		return name
	}
	at := 1 + r.IntN(len(runes)-2)
	if r.IntN(2) == 0 {
		runes[at], runes[at+1] = runes[at+1], runes[at]
		return string(runes)
	}
	return string(append(runes[:at], runes[at+1:]...))
}

func searches(w *world) error {
	ctx, org, err := w.amina()
	if err != nil {
		return err
	}
	people, err := w.people(org, 200)
	if err != nil {
		return err
	}
	for _, sql := range []string{"create extension if not exists pg_trgm with schema public", "create table bench_name as select resident_id, lower(given || ' ' || family) as name from onward.resident_identity",
		"create index on bench_name using gin (name gin_trgm_ops)", "analyze bench_name"} {
		if _, err := w.raw.Exec(w.ctx, sql); err != nil {
			return err
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	i, hits, tried := 0, 0, 0
	typed := ""
	floor, work, err := compare(150, func() error {
		i++
		p := people[i%len(people)]
		typed = slip(p.given, r) + " " + slip(p.family, r)
		_, err := w.raw.Exec(w.ctx, "select resident_id from bench_name where name % $1 order by similarity(name, $1) desc limit 25", typed)
		return err
	}, func() error {
		found, err := w.find(ctx, typed)
		tried++
		if found[people[i%len(people)].id] {
			hits++
		}
		return err
	})
	if err != nil {
		return err
	}
	recall := float64(hits) / float64(tried)
	atMost("search_with_a_slip", floor, work, 0.35, map[string]any{"recall": round(recall), "recall_budget": ">= 0.95"})
	floor, work, err = compare(300, func() error { return byKey(ctx, w.app.DB, people[i%len(people)].id) }, func() error {
		i++
		p := people[i%len(people)]
		_, err := w.find(ctx, fmt.Sprintf("%s %s %d %d %d", p.given, p.family, p.born.DayOfMonth(), int(p.born.Month()), p.born.Year()))
		return err
	})
	if err == nil {
		atMost("search_name_and_birth", floor, work, 10, nil)
	}
	return err
}

func duplicates(w *world) error {
	ctx, org, err := w.amina()
	if err != nil {
		return err
	}
	people, err := w.people(org, 300)
	if err != nil {
		return err
	}
	i, hits, tried, most := 0, 0, 0, 0
	floor, work, err := compare(300, func() error { return byKey(ctx, w.app.DB, people[i%len(people)].id) }, func() error {
		i++
		p := people[i%len(people)]
		return w.app.DB.Read(ctx, func(tx *postgres.Tx) error {
			found, err := w.app.Residents.Candidates(tx, w.app.Policy.Scope(tx.Actor), resident.Probe{Given: p.given, Family: p.family, Born: p.born})
			tried++
			most = max(most, len(found))
			for _, c := range found {
				if c.Resident == p.id {
					hits++
				}
			}
			return err
		})
	})
	if err == nil {
		atMost("duplicate_candidates", floor, work, 6, map[string]any{"recall": round(float64(hits) / float64(tried)), "most_candidates": most})
	}
	return err
}
