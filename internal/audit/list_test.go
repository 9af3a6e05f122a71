package audit_test

import (
	"fmt"
	"slices"
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
		coalesce(resident_id::text, '-'), categories::text, basis, fields::text) from onward.audit`)
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
