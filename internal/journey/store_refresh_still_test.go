package journey_test

import (
	"testing"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fixture"
	"onward/internal/journey"
	"onward/internal/postgres"
)

// TestARefreshLeavesAloneWhatStands: a second refresh writes no row again.
func TestARefreshLeavesAloneWhatStands(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	place := func() (at string) {
		if err := w.Read("amina", func(tx *postgres.Tx) error {
			return tx.Conn().QueryRow(tx, "select ctid::text from onward.progress where journey_id = $1", id).Scan(&at)
		}); err != nil {
			t.Fatal(err)
		}
		return at
	}
	refresh := func() {
		if err := w.DB.Write(w.As("amina"), func(tx *postgres.Tx) error {
			d := w.Policy.Decide(tx.Actor, access.Subject{Journey: id, Lead: tx.Actor.Organisation, SPOC: tx.Actor.User})
			return journey.RefreshMany(tx, []access.Decision{d})
		}); err != nil {
			t.Fatal(err)
		}
	}
	w.AsOwner(t, "update onward.progress set next_due = $2 where journey_id = $1", id, calendar.MustISO("2020-01-01"))
	before := place()
	refresh()
	written := place()
	refresh()
	if before == written || place() != written {
		t.Errorf("stale at %s, written to %s, then again to %s", before, written, place())
	}
}
