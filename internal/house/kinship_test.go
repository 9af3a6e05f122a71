package house_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/fixture"
)

// freeIDs are columns that look like a parent's and name none.
var freeIDs = map[string]string{
	"audit.subject_id":  "a trace outlives what it speaks of",
	"audit.journey_id":  "a trace outlives what it speaks of",
	"audit.resident_id": "a trace outlives what it speaks of",
}

// TestARowNamesNoOtherJourneysParent: a row that says both to which parent it
// belongs and to which journey, or which resident, says one thing twice; a
// foreign key over the two together keeps it from saying two things.
func TestARowNamesNoOtherJourneysParent(t *testing.T) {
	t.Parallel()
	conn := owner(t)
	rows, err := conn.Query(t.Context(), `select c.relname::text,
			array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid = 'uuid'::regtype and a.attname like '%\_id'),
			exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'lead_org_id' and not a.attisdropped),
			array(select ' ' || (select string_agg(a.attname, ' ') from pg_attribute a where a.attrelid = c.oid and a.attnum = any (k.conkey)) || ' '
				from pg_constraint k where k.conrelid = c.oid and k.contype = 'f')
		from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'onward' and c.relkind in ('r', 'p') and not c.relispartition`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	pairs := 0
	for rows.Next() {
		var table string
		var ids, keys []string
		var led bool
		if err := rows.Scan(&table, &ids, &led, &keys); err != nil {
			t.Fatal(err)
		}
		for _, id := range ids {
			with := beside(id, ids, led)
			if with == "" || freeIDs[table+"."+id] != "" {
				continue
			}
			pairs++
			if !slices.ContainsFunc(keys, func(k string) bool { return strings.Contains(k, " "+id+" ") && strings.Contains(k, " "+with+" ") }) {
				t.Errorf("%s: no foreign key holds %s and %s together", table, id, with)
			}
		}
	}
	if err := rows.Err(); err != nil || pairs < 30 {
		t.Errorf("only %d pairs were seen: %v", pairs, err)
	}
}

// beside is the column that must stand in one foreign key with a parent's id:
// the journey's where there is one, else the resident's, else the organisation's.
func beside(id string, ids []string, led bool) string {
	switch {
	case id != "journey_id" && slices.Contains(ids, "journey_id"):
		return "journey_id"
	case id != "journey_id" && id != "resident_id" && slices.Contains(ids, "resident_id"):
		return "resident_id"
	case led:
		return "lead_org_id"
	}
	return ""
}

func TestTheDatabaseRefusesAnotherJourneysParent(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	rosa, other := w.Rosa(), w.Start("amina", "Tomasz", "Brandl")
	own := []any{rosa, w.Orgs["ealing"], w.Staff["amina"], other}
	spell, barrier, note := uuid.New(), uuid.New(), uuid.New()
	conn, err := pgx.Connect(t.Context(), w.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	for _, sql := range []string{
		"insert into onward.spell (id, journey_id, lead_org_id, author_org_id, author_id, employer, starts_on) values ($5, $1, $2, $2, $3, 'X', '2026-01-05') returning $4::uuid",
		"insert into onward.barrier (id, journey_id, lead_org_id, author_org_id, author_id, category, code, lookup, severity, status, status_on) values ($6, $1, $2, $2, $3, 'circumstances', 'x', '', 1, 'open', '2026-01-05') returning $4::uuid, $5::uuid",
		"insert into onward.note (id, note_id, revision, journey_id, lead_org_id, author_org_id, author_id, contact, happened_on, sealed) values ($7, $7, 1, $1, $2, $2, $3, 'none', '2026-01-05', '') returning $4::uuid, $5::uuid, $6::uuid",
	} {
		args := append(slices.Clone(own), spell, barrier, note)[:4+strings.Count(sql, "::uuid")]
		if _, err := conn.Exec(t.Context(), sql, args...); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	for what, sql := range map[string]string{
		"pay":            "insert into onward.pay (id, spell_id, journey_id, lead_org_id, author_org_id, author_id, from_on, per) select $5, s.id, %s, s.lead_org_id, s.author_org_id, s.author_id, '2026-01-05', '' from onward.spell s where s.journey_id = $1 and $2::int > 0 and $3::int > 0 and $4::uuid is not null",
		"barrier_change": "insert into onward.barrier_change (id, barrier_id, journey_id, lead_org_id, author_org_id, author_id, category, status, severity) select $5, b.id, %s, b.lead_org_id, b.author_org_id, b.author_id, 'circumstances', 'open', 1 from onward.barrier b where b.journey_id = $1 and $2::int > 0 and $3::int > 0 and $4::uuid is not null",
		"note":           "insert into onward.note (id, note_id, revision, journey_id, lead_org_id, author_org_id, author_id, contact, happened_on, sealed) select $5, n.note_id, 2, %s, n.lead_org_id, n.author_org_id, n.author_id, 'none', n.happened_on, '' from onward.note n where n.journey_id = $1 and $2::int > 0 and $3::int > 0 and $4::uuid is not null",
	} {
		args := append(slices.Clone(own), uuid.New())
		if _, err := conn.Exec(t.Context(), strings.ReplaceAll(sql, "%s", "$4::uuid"), args...); err == nil || !strings.Contains(err.Error(), "foreign key") {
			t.Errorf("%s of one journey under another's parent: %v", what, err)
		}
		if tag, err := conn.Exec(t.Context(), strings.ReplaceAll(sql, "%s", "$1"), args...); err != nil || tag.RowsAffected() != 1 {
			t.Errorf("%s of its own journey: %v %v", what, tag, err)
		}
	}
	if _, err := conn.Exec(t.Context(), "update onward.progress set resident_id = (select resident_id from onward.journey where id = $2) where journey_id = $1", rosa, other); err == nil {
		t.Error("progress names another journey's resident")
	}
	tag, err := conn.Exec(t.Context(), "update onward.resident set lead_org_id = $2 where id = (select resident_id from onward.journey where id = $1)", rosa, w.Orgs["brent"])
	if err != nil || tag.RowsAffected() != 1 {
		t.Fatalf("a transfer: %v %v", tag, err)
	}
	for _, table := range []string{"pay", "barrier_change", "note", "progress"} {
		if left := list(t, conn, "select id::text from (select lead_org_id, journey_id as id from onward."+table+") r where lead_org_id <> (select lead_org_id from onward.journey j where j.id = r.id)"); len(left) > 0 {
			t.Errorf("%s stayed behind when the journey was transferred: %v", table, left)
		}
	}
}
