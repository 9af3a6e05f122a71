package main

import (
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"onward/internal/resident"
)

// pairing gives every two records of an organisation that share a blocking key,
// once each, with what they are compared by. A key that more than 50 share tells
// nobody apart and is passed over, as the look-up of one person does.
const pairing = `with key as materialized (
		select b.lead_org_id, b.block, array_agg(b.resident_id order by b.resident_id) as people
		from onward.resident_block b join bench_people n on n.resident_id = b.resident_id group by 1, 2 having count(*) between 2 and 50),
	pair as materialized (
		select distinct a.id as a, b.id as b from key k cross join lateral unnest(k.people) a(id) cross join lateral unnest(k.people) b(id) where a.id < b.id)
	select i.given, i.family, i.preferred, i.born, c.postcode, c.telephone, c.email, j.given, j.family, j.preferred, j.born, d.postcode, d.telephone, d.email
	from pair p join onward.resident_identity i on i.resident_id = p.a join onward.resident_contact c on c.resident_id = p.a
	join onward.resident_identity j on j.resident_id = p.b join onward.resident_contact d on d.resident_id = p.b`

// pairs scores everybody against everybody who shares a key, among half of the
// people and then among all: how many pairs a person, and how the time grows.
func pairs(w *world) error {
	half, err := w.score("where get_byte(decode(md5(resident_id::text), 'hex'), 0) < 128")
	if err != nil {
		return err
	}
	all, err := w.score("")
	if err != nil {
		return err
	}
	each := float64(all.pairs) / float64(all.people)
	growth := float64(all.took) / float64(all.people) / (float64(half.took) / float64(half.people))
	Figure{Name: "duplicates_across_all", Work: fmt.Sprintf("%.3f pairs a person", each), Floor: "none", Ratio: round(growth), Budget: "<= 3 pairs, time a person <= 1.5 at twice the people",
		Met: each <= 3 && growth <= 1.5, More: map[string]any{"people": all.people, "seconds": round(all.took.Seconds()), "likely": all.likely,
			"half_people": half.people, "half_pairs_a_person": round(float64(half.pairs) / float64(half.people)), "half_seconds": round(half.took.Seconds())}}.print()
	return nil
}

// scored is one pass over some people.
type scored struct {
	people, pairs, likely int
	took                  time.Duration
}

func (w *world) score(which string) (s scored, err error) {
	for _, sql := range []string{"drop table if exists bench_people", "create temp table bench_people as select resident_id from onward.resident_identity " + which, "analyze bench_people"} {
		if _, err := w.raw.Exec(w.ctx, sql); err != nil {
			return s, err
		}
	}
	if err := w.raw.QueryRow(w.ctx, "select count(*) from bench_people").Scan(&s.people); err != nil {
		return s, err
	}
	began := time.Now()
	rows, err := w.raw.Query(w.ctx, pairing)
	if err != nil {
		return s, err
	}
	var a, b resident.Probe
	_, err = pgx.ForEachRow(rows, []any{&a.Given, &a.Family, &a.Preferred, &a.Born, &a.Postcode, &a.Telephone, &a.Email,
		&b.Given, &b.Family, &b.Preferred, &b.Born, &b.Postcode, &b.Telephone, &b.Email}, func() error {
		s.pairs++
		if _, likely := resident.Likely(a, b); likely {
			s.likely++
		}
		return nil
	})
	s.took = time.Since(began)
	return s, err
}
