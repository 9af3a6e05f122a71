package caseloadpage_test

import (
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

// What is due and what is overdue goes by the database's day, as the counts and
// the order of the list do, not by the clock of the machine that draws the page.
func TestDueGoesByTheDatabasesDay(t *testing.T) {
	t.Parallel()
	s, _ := world(t, pictured[11]) // a review that is due today
	c := s.As("amina")
	contains(t, c.Get("/caseload"), "Overdue 0", "Today")
	s.AsOwner(t, "insert into onward.clock_shift values ('24 hours')")
	c = s.As("amina") // yesterday's session is over
	for _, path := range []string{"/caseload", "/caseload/board"} {
		r := c.Get(path)
		contains(t, r, "Overdue 1", "Overdue, ")
		lacks(t, r, ">Today<")
	}
	var today string
	if err := s.DB.Plain(t.Context(), func(tx pgx.Tx) error { return tx.QueryRow(t.Context(), "select onward.today()::text").Scan(&today) }); err != nil {
		t.Fatal(err)
	}
	r := exports(t, s, c, "/caseload/export", map[string][]string{"format": {"csv"}})
	if name := r.Header.Get("Content-Disposition"); !strings.Contains(name, "caseload-"+today+".csv") {
		t.Errorf("the file is called %s", name)
	}
}
