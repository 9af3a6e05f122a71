package exchange_test

import (
	"testing"

	"onward/internal/calendar"
	"onward/internal/exchange"
	"onward/internal/exchange/caseload"
	"onward/internal/fixture"
	"onward/internal/journey"
)

// TestLikelyDuplicatesAreLooksAtPeople: a sheet of guesses is a way to ask who
// is on record, so that each answer leaves a trace.
func TestLikelyDuplicatesAreLooksAtPeople(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	w.Start("amina", "Mei", "Jones", func(n *journey.New) { n.Resident.Identity.Born = calendar.MustISO("1995-06-03") })
	w.Start("amina", "Kai", "Fields", func(n *journey.New) { n.Resident.Identity.Born = calendar.MustISO("1995-06-03") })
	met := func() int {
		return number(t, w, `select count(*) from onward.audit a join onward.resident_identity i on i.resident_id = a.resident_id and i.given = 'Mei'
			where a.staff_id = $1 and a.action = 'search' and a.subject = 'likely duplicate' and a.subject_id = a.resident_id and a.categories = '{existence,identity,contact}'`, w.Staff["tom"])
	}
	looked := func() int {
		return number(t, w, `select count(*) from onward.audit where staff_id = $1 and action = 'view' and subject = 'likely duplicates' and subject_id is not null
			and categories = '{existence,identity,contact}'`, w.Staff["tom"])
	}
	u := uploads(w)
	id := keep(t, w, "tom", "a.csv", small("Mei,Jones,3/6/1995,,,Active,,", "Ana,Silva,1/2/1990,,,Active,,", "Ana,Silva,1/2/1990,,,Active,,"))
	if all := number(t, w, "select count(*) from onward.audit where subject = 'likely duplicate'"); met() != 1 || all != 1 {
		t.Errorf("the check met Mei %d times of %d", met(), all)
	}
	for _, f := range []exchange.RowFilter{{Outcomes: []caseload.Outcome{caseload.Created, caseload.Rejected}}, {Limit: 1, Offset: 2}} {
		rows, err := u.RowsOf(w.As("tom"), id, f)
		must(t, err)
		if n := looked(); n != 0 || len(rows) == 0 {
			t.Errorf("%d rows that are like nobody on record left %d looks", len(rows), n)
		}
	}
	rows, err := u.RowsOf(w.As("tom"), id, exchange.RowFilter{Look: true})
	must(t, err)
	if n := looked(); n != 1 || rows[0].DuplicateBy == nil {
		t.Errorf("rows that are like Mei left %d looks", n)
	}
	w.AsOwner(t, "revoke insert on onward.audit from onward_app")
	if rows, err := u.RowsOf(w.As("tom"), id, exchange.RowFilter{}); err == nil {
		t.Errorf("%d rows were read without a trace", len(rows))
	}
}
