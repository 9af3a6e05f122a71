package audit_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/audit"
	"onward/internal/fixture"
	"onward/internal/postgres"
)

// kept reads the audit's rows as the owner, in words, in an order of its own.
func kept(t *testing.T, w *fixture.World) []string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), w.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	rows, err := conn.Query(t.Context(), `select concat_ws(' ', staff_id, action, subject, coalesce(subject_id::text, '-'), coalesce(journey_id::text, '-'),
		coalesce(resident_id::text, '-'), categories::text, basis, fields::text, nullif(journeys, '{}')::text) from onward.audit`)
	if err != nil {
		t.Fatal(err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(list)
	return list
}

func TestAListLeavesATraceForEachOfItsRows(t *testing.T) {
	t.Parallel()
	w, c := fixture.New(t), checkpoint(t)
	journey, resident := uuid.New(), uuid.New()
	if err := w.DB.Read(w.As("amina"), func(tx *postgres.Tx) error {
		audit.LastMany(tx, nil)
		audit.LastMany(tx, []audit.Entry{
			{Action: "view", Subject: "journey", SubjectID: journey, Journey: journey, Resident: resident, Categories: []string{"identity", "plan"}, Basis: "own"},
			{Action: "view", Subject: "caseload", Fields: []string{"journeys:1"}},
		})
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	want := []string{fmt.Sprintf("%d view caseload - - - {}  {journeys:1}", w.Staff["amina"]),
		fmt.Sprintf("%d view journey %s %s %s {identity,plan} own {}", w.Staff["amina"], journey, journey, resident)}
	if got := kept(t, w); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	chained(t, w, c)
	if r := verified(t, w, c); r.Links != 2 || r.Findings != nil {
		t.Errorf("%+v", r)
	}
}

// TestAListIsOneRowForAllThatItShowedAlike: with the journeys in their order,
// apart for those on another basis or with other categories, and each of them is
// found by its journey once it is sealed.
func TestAListIsOneRowForAllThatItShowedAlike(t *testing.T) {
	t.Parallel()
	w, c := fixture.New(t), checkpoint(t)
	at := func(n int) uuid.UUID { return uuid.MustParse(fmt.Sprintf("00000000-0000-0000-0000-%012d", n)) }
	whole := []string{"identity", "plan"}
	if err := w.DB.Read(w.As("amina"), func(tx *postgres.Tx) error {
		audit.LastMany(tx, []audit.Entry{
			{Action: "view", Subject: "list", Journey: at(3), Resident: uuid.New(), Categories: whole, Basis: "caseload"},
			{Action: "view", Subject: "list", Journey: at(2), Resident: uuid.New(), Categories: whole, Basis: "own"},
			{Action: "view", Subject: "list", Journey: at(1), SubjectID: at(1), Categories: whole, Basis: "caseload"},
			{Action: "view", Subject: "list", Journey: at(4), Categories: whole[:1], Basis: "caseload"},
			{Action: "view", Subject: "list", Journey: at(1), Categories: whole, Basis: "caseload"},
			{Action: "view", Subject: "note", Journey: at(5), SubjectID: at(6), Categories: whole, Basis: "caseload"},
			{Action: "view", Subject: "note", Journey: at(5), SubjectID: at(7), Categories: whole, Basis: "caseload"},
		})
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	who := w.Staff["amina"]
	want := []string{
		fmt.Sprintf("%d view list - - - {identity,plan} caseload {} {%s,%s,%s}", who, at(3), at(1), at(1)),
		fmt.Sprintf("%d view list - %s - {identity} caseload {}", who, at(4)),
		fmt.Sprintf("%d view list - %s ", who, at(2)),
		fmt.Sprintf("%d view note %s %s - {identity,plan} caseload {}", who, at(6), at(5)),
		fmt.Sprintf("%d view note %s %s - {identity,plan} caseload {}", who, at(7), at(5)),
	}
	slices.Sort(want)
	got := kept(t, w)
	if len(got) != len(want) {
		t.Fatalf("%d rows: %q", len(got), got)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("%q, want %q", got[i], want[i])
		}
	}
	chained(t, w, c)
	if r := verified(t, w, c); r.Links != 5 || r.Findings != nil {
		t.Errorf("%+v", r)
	}
	for name, n := range map[string]int{"amina": 2, "bola": 0} { // ealing's trace is not brent's
		var found int
		if err := w.Read(name, func(tx *postgres.Tx) error {
			return tx.Conn().QueryRow(tx, "select count(*) from onward.audit_look l join onward.audit a on a.id = l.audit_id where l.journey_id = any ($1)", []uuid.UUID{at(1), at(3), at(4)}).Scan(&found)
		}); err != nil || found != n {
			t.Errorf("%s finds %d looks, want %d, %v", name, found, n, err)
		}
	}
}

// TestAnOlderRowKeepsItsText: the hash of a row that was chained before lists
// had their journeys on one row.
func TestAnOlderRowKeepsItsText(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	conn, err := pgx.Connect(t.Context(), w.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	const row = `select onward.audit_text(row(7, '2026-03-04 05:06:07.000008+00', 99, 1, 2, 3, 'view', 'journey', null, '00000000-0000-0000-0000-000000000001',
		null, '{plan,identity}', 'own', '{}', %s)::onward.audit)`
	const was = `[7, "1772600767.000008", 99, 1, 2, 3, "view", "journey", null, "00000000-0000-0000-0000-000000000001", null, ["plan", "identity"], "own", []`
	for journeys, want := range map[string]string{
		"'{}', null": was + "]",
		"'{}', 8":    was + `, {"agreement": 8}]`,
		"'{00000000-0000-0000-0000-000000000002}', null": was + `, {"journeys": ["00000000-0000-0000-0000-000000000002"]}]`,
	} {
		var text string
		if err := conn.QueryRow(t.Context(), fmt.Sprintf(row, journeys)).Scan(&text); err != nil || text != want {
			t.Errorf("%s: %s, %v", journeys, text, err)
		}
	}
}

// TestAListWithoutItsTracesIsNotRead: the rows fail the commit, not later.
func TestAListWithoutItsTracesIsNotRead(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	w.AsOwner(t, "revoke insert on onward.audit from onward_app")
	if err := w.DB.Read(w.As("amina"), func(tx *postgres.Tx) error {
		audit.LastMany(tx, []audit.Entry{{Action: "view", Subject: "journey"}})
		return nil
	}); err == nil {
		t.Error("the list was handed on")
	}
}
