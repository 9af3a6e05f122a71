package caseload_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/journey/caseload"
	"onward/internal/postgres"
)

// TestPagesNeitherRepeatNorLeaveOut turns through every order both ways: the
// pages together are every journey once, and backwards is forwards reversed.
func TestPagesNeitherRepeatNorLeaveOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.crowd(t, "amina", 130)
	w.AsOwner(t, `update onward.progress set next_due = onward.today() + (random() * 3)::int, last_contact_on = case when random() < 0.5 then onward.today() - (random() * 3)::int end,
		stage = (array['new','looking','in_work'])[1 + floor(random() * 2.99)::int], opened_on = onward.today() - (random() * 3)::int`)
	turn := func(o caseload.Order, size int) (ids []uuid.UUID) {
		for page := 1; ; page++ {
			var rows []caseload.Row
			err := w.scope(t, "amina", func(tx *postgres.Tx, s caseload.Store, scope access.Scope) (err error) {
				rows, err = s.Rows(tx, scope, caseload.Query{Order: o, Page: page, Size: size})
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if len(rows) == 0 {
				return ids
			}
			for _, r := range rows {
				ids = append(ids, r.ID())
			}
		}
	}
	for _, by := range caseload.Sorts {
		forward, backward := turn(caseload.Order{By: by}, 25), turn(caseload.Order{By: by, Backward: true}, 50)
		slices.Reverse(backward)
		if len(forward) != 130 || !slices.Equal(forward, backward) {
			t.Errorf("by %s: %d rows forward, %d backward, equal: %v", by, len(forward), len(backward), slices.Equal(forward, backward))
		}
		unique := map[uuid.UUID]bool{}
		for _, id := range forward {
			unique[id] = true
		}
		if len(unique) != 130 {
			t.Errorf("by %s: %d different journeys", by, len(unique))
		}
	}
}

func TestOrderIsWhatItSays(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.populate(t)
	order := func(o caseload.Order) string {
		rows := []caseload.Row{}
		err := w.scope(t, "tom", func(tx *postgres.Tx, s caseload.Store, scope access.Scope) (err error) {
			rows, err = s.Rows(tx, scope, caseload.Query{Order: o, Filter: caseload.Filter{State: caseload.Any}})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, r := range rows {
			names = append(names, r.Given)
		}
		return strings.Join(names, " ")
	}
	for o, want := range map[caseload.Order]string{
		{By: caseload.ByName}:                 "Ada Ben Cem Dia Eva Fay",
		{By: caseload.ByName, Backward: true}: "Fay Eva Dia Cem Ben Ada",
		{By: caseload.ByDue}:                  "Ada Eva Ben Cem Dia Fay",
		{By: caseload.ByStage}:                "Ada Eva Ben Dia Fay Cem",
		{By: "'; drop table"}:                 "Ada Eva Ben Cem Dia Fay",
	} {
		if got := order(o); got != want {
			t.Errorf("by %v: %s, want %s", o, got, want)
		}
	}
	if got := order(caseload.Order{By: caseload.ByContact}); !strings.HasSuffix(got, "Ben Fay") {
		t.Errorf("no contact at all comes first, then the longest ago: %s", got)
	}
}

func TestSizesAndPagesAreBounded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.crowd(t, "amina", 30)
	for _, q := range []caseload.Query{{Size: 7}, {Size: -1, Page: -5}, {Size: 1 << 40}, {}} {
		err := w.scope(t, "amina", func(tx *postgres.Tx, s caseload.Store, scope access.Scope) error {
			rows, err := s.Rows(tx, scope, q)
			if len(rows) != 25 {
				t.Errorf("%+v: %d rows", q, len(rows))
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	err := w.scope(t, "amina", func(tx *postgres.Tx, s caseload.Store, scope access.Scope) error {
		rows, err := s.Rows(tx, scope, caseload.Query{Page: 1 << 60})
		if len(rows) != 0 {
			t.Error("a page after the last has rows")
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestListsOfAFewAreFoundByIndex puts an organisation of 40 beside one of
// thousands: its lists, and an advisor's own, must not read the other's rows.
func TestListsOfAFewAreFoundByIndex(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.crowd(t, "bola", 1500)
	w.crowd(t, "bimpe", 1500)
	w.crowd(t, "amina", 40)
	w.AsOwner(t, "analyze")
	me := caseload.Filter{Who: caseload.Who{Me: true}}
	for name, q := range map[string]caseload.Query{"my own": {Filter: me}, "my own by name": {Filter: me, Order: caseload.Order{By: caseload.ByName}},
		"all": {}, "all, page 2": {Page: 2}, "all by stage": {Order: caseload.Order{By: caseload.ByStage}}, "overdue": {Filter: caseload.Filter{Overdue: true}},
		"guarded": {Filter: caseload.Filter{Groups: []string{"disabled"}}}, "found": {Filter: caseload.Filter{Words: "given5 family7"}}} {
		for _, who := range []string{"amina", "tom"} {
			err := w.scope(t, who, func(tx *postgres.Tx, s caseload.Store, scope access.Scope) error {
				sql, args, err := s.PageSQL(tx, scope, q)
				if err != nil {
					return err
				}
				plan, err := generic(tx, sql, args)
				for _, table := range []string{"progress", "journey", "resident_identity"} {
					if strings.Contains(plan, "Seq Scan on "+table+" ") {
						t.Errorf("%s of %s reads all of %s:\n%s", name, who, table, plan)
					}
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}
	}
}

// generic is the plan that the application's connections use: one for all
// parameters.
func generic(tx *postgres.Tx, sql string, args []any) (string, error) {
	if _, err := tx.Conn().Exec(tx, "prepare page as "+sql, pgx.QueryExecModeSimpleProtocol); err != nil {
		return "", err
	}
	defer func() { _, _ = tx.Conn().Exec(tx, "deallocate page", pgx.QueryExecModeSimpleProtocol) }()
	literals := make([]string, len(args))
	for i, arg := range args {
		literals[i] = literal(arg)
	}
	rows, err := tx.Conn().Query(tx, "explain (costs off) execute page ("+strings.Join(literals, ", ")+")", pgx.QueryExecModeSimpleProtocol)
	if err != nil {
		return "", err
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	return strings.Join(lines, "\n"), err
}

func literal(arg any) string {
	switch v := arg.(type) {
	case []byte:
		return fmt.Sprintf(`'\x%x'`, v)
	case []string:
		return "'{" + strings.Join(v, ",") + "}'"
	case []uuid.UUID:
		texts := make([]string, len(v))
		for i, id := range v {
			texts[i] = id.String()
		}
		return literal(texts)
	}
	return fmt.Sprintf("'%v'", arg)
}
