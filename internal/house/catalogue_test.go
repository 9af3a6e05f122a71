package house_test

import (
	"context"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// unprotected are the tables that hold no resident's data.
var unprotected = map[string]bool{"partnership": true, "organisation": true, "staff": true, "credential": true, "post": true, "team": true,
	"team_member": true, "absence": true, "absence_ended": true, "policy_epoch": true, "seal_key": true, "clock_shift": true, "sessions": true, "attempt": true, "keyset": true,
	"name_variant": true}

// agreed are agreements, which speak of no resident but have walls of their own,
// and opening, which the walls stand on.
var agreed = map[string]bool{"agreement": true, "agreement_party": true, "agreement_signature": true, "agreement_event": true, "agreement_complaint": true, "opening": true}

// private are rows that belong to one member of staff.
var private = map[string]bool{"saved_filter": true, "search_text": true, "draft": true, "idempotency": true, "import": true, "import_row": true,
	"export": true, "export_part": true}

func owner(t *testing.T) *pgx.Conn {
	t.Helper()
	d := testdb.Bare(t)
	conn, err := pgx.Connect(t.Context(), d.Owner)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func list(t *testing.T, conn *pgx.Conn, sql string) []string {
	t.Helper()
	rows, err := conn.Query(t.Context(), sql)
	if err != nil {
		t.Fatal(err)
	}
	out, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEveryTableIsBehindTheSecondWall(t *testing.T) {
	t.Parallel()
	conn := owner(t)
	rows, err := conn.Query(t.Context(), `select c.relname, c.relkind::text, c.relrowsecurity and c.relforcerowsecurity, coalesce(obj_description(c.oid), ''),
			exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'owner'),
			array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
			coalesce(c.reloptions::text, '')
		from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'onward' and c.relkind in ('r', 'p', 'v', 'm', 'f')`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	seen := 0
	for rows.Next() {
		var name, kind, comment, options string
		var forced, ownerPolicy bool
		var columns []string
		if err := rows.Scan(&name, &kind, &forced, &comment, &ownerPolicy, &columns, &options); err != nil {
			t.Fatal(err)
		}
		seen++
		has := " " + strings.Join(columns, " ") + " "
		switch {
		case kind == "m" || kind == "f":
			t.Errorf("%s: a materialised view or foreign table knows no policies", name)
		case kind == "v" && !strings.Contains(options, "security_invoker=true"):
			t.Errorf("%s: a view must be security_invoker", name)
		case kind == "v" || unprotected[name]:
			if strings.Contains(has, " resident_id ") || strings.Contains(has, " journey_id ") {
				t.Errorf("%s speaks of residents and is not protected", name)
			}
		case !forced || !ownerPolicy:
			t.Errorf("%s: row-level security is not enabled and forced, or the owner has no policy", name)
		case private[name] || agreed[name] || strings.HasPrefix(name, "audit"):
		case !strings.Contains(has, " lead_org_id ") || !strings.Contains(has, " author_org_id "):
			t.Errorf("%s has no lead_org_id and author_org_id to stand on", name)
		default:
			checkCategory(t, name, comment, has)
		}
	}
	if seen < 40 {
		t.Errorf("only %d tables were seen", seen)
	}
}

// checkCategory holds the table's comment to the words that code and casbin
// speak; "*" marks the category on each row.
func checkCategory(t *testing.T, table, comment, columns string) {
	t.Helper()
	word, ok := strings.CutPrefix(comment, "category: ")
	if _, known := access.ParseCategory(word); !ok || !known && word != "*" {
		t.Errorf("%s belongs to no category: comment %q", table, comment)
	}
	if word == "*" && !strings.Contains(columns, " category ") {
		t.Errorf("%s says that each row is marked, and has no column category", table)
	}
}

func TestApplicationRoleOwnsAndBypassesNothing(t *testing.T) {
	t.Parallel()
	conn := owner(t)
	for what, sql := range map[string]string{
		"roles that bypass":          "select rolname::text from pg_roles where rolname in ('onward_app', 'onward_auditor') and (rolbypassrls or rolsuper or rolcreaterole or rolcreatedb)",
		"things it owns":             "select relname::text from pg_class where relowner in (select oid from pg_roles where rolname in ('onward_app', 'onward_auditor'))",
		"tables it may truncate":     "select relname::text from pg_class c join pg_namespace n on n.oid = relnamespace where nspname = 'onward' and relkind = 'r' and has_table_privilege('onward_app', c.oid, 'TRUNCATE, REFERENCES, TRIGGER')",
		"schemas it may add to":      "select nspname::text from pg_namespace where nspname in ('onward', 'public') and has_schema_privilege('onward_app', oid, 'CREATE')",
		"audit it may change":        "select relname::text from pg_class c join pg_namespace n on n.oid = relnamespace where nspname = 'onward' and relname like 'audit%' and relkind = 'r' and has_table_privilege('onward_app', c.oid, 'UPDATE, DELETE')",
		"chain it may write":         "select relname::text from pg_class c join pg_namespace n on n.oid = relnamespace where nspname = 'onward' and relname in ('audit_chain', 'audit_mark', 'audit_gap', 'audit_look', 'audit_shown', 'audit_verification') and has_table_privilege('onward_app', c.oid, 'INSERT, UPDATE, DELETE')",
		"keys it may read":           "select relname::text from pg_class c join pg_namespace n on n.oid = relnamespace where nspname = 'onward' and relname in ('seal_key', 'clock_shift', 'name_variant') and has_table_privilege('onward_app', c.oid, 'SELECT, INSERT, UPDATE, DELETE')",
		"what the auditor may write": "select relname::text from pg_class c join pg_namespace n on n.oid = relnamespace where nspname = 'onward' and relkind = 'r' and has_table_privilege('onward_auditor', c.oid, 'INSERT, UPDATE, DELETE')",
	} {
		if found := list(t, conn, sql); len(found) > 0 {
			t.Errorf("%s: %v", what, found)
		}
	}
}

func TestDefinerFunctionsFixTheirPathAndAreNotPublic(t *testing.T) {
	t.Parallel()
	conn := owner(t)
	bad := list(t, conn, `select p.proname::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'onward' and p.prosecdef
		and coalesce(array_to_string(p.proconfig, ' '), '') !~ 'search_path=pg_catalog, onward(, public)?, pg_temp'`)
	if len(bad) > 0 {
		t.Errorf("definer functions without a fixed search_path: %v", bad)
	}
	bad = list(t, conn, `select p.proname::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'onward' and p.prosecdef
		and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0 and a.privilege_type = 'EXECUTE')`)
	if len(bad) > 0 {
		t.Errorf("definer functions that everybody may call: %v", bad)
	}
	may := strings.Join(list(t, conn, `select p.proname::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'onward' and p.prosecdef
		and has_function_privilege('onward_app', p.oid, 'EXECUTE') order by 1`), " ")
	const want = "act acting acting_org acting_staff adds agreement_effect agreements_in_force audit_seal cares claim_export claim_import found_in_emergency governs hidden_journeys hidden_residents imports_waiting keys known_elsewhere leads looks masks now party_to refresh sealed_journeys similar_words sweep trail unsealed"
	if may != want {
		t.Errorf("the application may call %s, want %s: is the new one safe in its hands?", may, want)
	}
}
