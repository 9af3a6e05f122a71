package resident

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/postgres"
)

// Find gives the residents of the organisation that clues find, the
// likeliest first and at most n; 0 is all.
func (s Store) Find(tx *postgres.Tx, scope access.Scope, q Clues, n int) ([]Hit, error) {
	if err := scope.Require(access.Identity); err != nil {
		return nil, err
	}
	if q.Empty() || !scope.Own.Has(access.Identity) {
		return nil, nil
	}
	var limit any
	if n > 0 {
		limit = n
	}
	for _, find := range []func(*postgres.Tx, access.Scope, Clues, any) ([]Hit, error){s.byNumber, s.byContact, s.byBirth, s.byNames} {
		hits, err := find(tx, scope, q, limit)
		if err != nil || len(hits) > 0 {
			return hits, err
		}
	}
	return nil, nil
}

func (s Store) byNumber(tx *postgres.Tx, scope access.Scope, q Clues, limit any) ([]Hit, error) {
	if len(q.Numbers) == 0 {
		return nil, nil
	}
	return hits(tx, ByNumber, byNumber, scope.Who.Organisation, s.lookups(q), limit)
}

func (s Store) lookups(q Clues) (lookups [][]byte) {
	for kind, value := range q.Numbers {
		lookups = append(lookups, s.lookup(kind, value))
	}
	return lookups
}

const (
	byNumber    = "select distinct resident_id, 0 from onward.resident_identifier where lead_org_id = $1 and lookup = any ($2) limit $3"
	byEmail     = "select resident_id, 0 from onward.resident_contact where lead_org_id = $1 and email = $2 and email <> '' limit $3"
	byTelephone = "select resident_id, 0 from onward.resident_contact where lead_org_id = $1 and telephone = $2 and telephone <> '' limit $3"
	byBirth     = `select i.resident_id, i.born = $2, array_agg(n.word) from onward.resident_identity i
		join onward.resident_name n on n.resident_id = i.resident_id
		where i.lead_org_id = $1 and i.born in ($2, $3) group by i.resident_id, i.born, i.sort_key order by i.sort_key, i.resident_id`
)

// byContact needs contact on every row of the organisation: who sees it on some
// alone would learn of the others from what is found.
func (s Store) byContact(tx *postgres.Tx, scope access.Scope, q Clues, limit any) ([]Hit, error) {
	if !scope.Own.Has(access.Contact) {
		return nil, nil
	}
	switch {
	case q.Email != "":
		return hits(tx, ByEmail, byEmail, scope.Who.Organisation, q.Email, limit)
	case q.Telephone != "":
		return hits(tx, ByTelephone, byTelephone, scope.Who.Organisation, string(q.Telephone), limit)
	}
	return nil, nil
}

// byBirth starts from the day, which few share, also with day and month
// swapped, and holds the names against those few.
func (s Store) byBirth(tx *postgres.Tx, scope access.Scope, q Clues, limit any) ([]Hit, error) {
	return births(tx, byBirth, scope.Who.Organisation, q, limit)
}

func births(tx *postgres.Tx, sql string, leads any, q Clues, limit any) ([]Hit, error) {
	if q.Born.IsZero() {
		return nil, nil
	}
	swapped, real := calendar.RealDay(q.Born.Year(), time.Month(q.Born.DayOfMonth()), int(q.Born.Month()))
	if !real {
		swapped = q.Born
	}
	rows, err := tx.Query(sql, leads, q.Born, swapped)
	if err != nil {
		return nil, err
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Hit, error) {
		h := Hit{By: "date of birth"}
		var exact bool
		var words []string
		if err := row.Scan(&h.Resident, &exact, &words); err != nil {
			return h, err
		}
		if len(q.Names) == 0 {
			if exact {
				h.grade = 1
			}
			return h, nil
		}
		if h.grade = judge(q.Names, words); h.grade > 0 && exact {
			h.grade += gradeSame
		}
		return h, nil
	})
	all = slices.DeleteFunc(all, func(h Hit) bool { return h.grade == 0 })
	slices.SortStableFunc(all, func(a, b Hit) int { return cmp.Compare(b.grade, a.grade) })
	if n, ok := limit.(int); ok && len(all) > n {
		all = all[:n]
	}
	return all, err
}

// byNames looks every typed word up as it is, as a beginning, and as a slip of
// the finger, each as a range of the index that row-level security lets through.
// Words of three letters are alike after one slip alone, else Ada would be Dia.
// "offset 0" keeps each range a look-up of its own: joined freely, the planner
// may hold every name of the organisation against every range.
func (s Store) byNames(tx *postgres.Tx, scope access.Scope, q Clues, limit any) ([]Hit, error) {
	return names(tx, byNames, scope.Who.Organisation, q, limit)
}

func names(tx *postgres.Tx, sql string, leads any, q Clues, limit any) ([]Hit, error) {
	if len(q.Names) == 0 || !q.Born.IsZero() {
		return nil, nil
	}
	found, err := hits(tx, "name", sql, leads, q.Names, len(q.Names)-spare(len(q.Names)), limit)
	if err != nil || len(found) > 0 || len(q.Names) < 2 {
		return found, err
	}
	return hits(tx, "name", sql, leads, joined(q.Names), 1, limit) // "de souza" for DeSouza
}

const byNames = `with typed as materialized (select t.word, t.n from unnest($2::text[]) with ordinality t(word, n)),
	looked as materialized (
		select n, word as low, word || chr(1114111) as high, 3 as grade, word as exact from typed
		union all select t.n, s.word, s.word || chr(1), 2, '' from typed t cross join lateral unnest(onward.similar_words(t.word)) s(word)
			where s.word <> t.word and (length(t.word) > 3 or public.levenshtein(s.word, t.word) = 1)),
	met as (
		select r.resident_id, l.n, max(case when r.word = l.exact then 4 else l.grade end) as grade
		from looked l cross join lateral (select n.resident_id, n.word from onward.resident_name n
			where n.lead_org_id = $1 and n.word >= l.low and n.word < l.high offset 0) r group by 1, 2),
	person as (select resident_id, sum(grade)::int as grade from met group by 1 having count(*) >= $3)
	select p.resident_id, p.grade from person p join onward.resident_identity i on i.resident_id = p.resident_id
	order by p.grade desc, i.sort_key, p.resident_id limit $4`

// joined is every two neighbouring words as one.
func joined(names []string) []string {
	var out []string
	for i := 1; i < len(names); i++ {
		out = append(out, names[i-1]+names[i])
	}
	return out
}

func hits(tx *postgres.Tx, by, sql string, args ...any) ([]Hit, error) {
	rows, err := tx.Query(sql, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Hit, error) {
		h := Hit{By: by}
		var id uuid.UUID
		err := row.Scan(&id, &h.grade)
		h.Resident = id
		return h, err
	})
}
