package postgres_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/fixture"
	"onward/internal/postgres"
)

// Every kind of value that rows are made of, whole and absent, arrives as it was.
func TestBulkKeepsValuesAsTheyAre(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	rosa := w.Rosa()
	ids := []uuid.UUID{uuid.Must(uuid.NewV7()), uuid.Must(uuid.NewV7())}
	leap, at := calendar.MustISO("2024-02-29"), time.Date(2026, 3, 29, 0, 59, 59, 123456000, time.UTC)
	err := w.DB.Write(w.As("amina"), func(tx *postgres.Tx) error {
		b := postgres.NewBulk("onward.spell", "id uuid", "journey_id uuid", "lead_org_id int", "author_org_id int", "author_id int", "employer text", "starts_on date", "ends_on date", "self_employed bool", "created_at timestamptz")
		for i, id := range ids {
			ends := leap
			if i == 1 {
				ends = calendar.Date{}
			}
			b.Add(id, rosa, tx.Actor.Organisation, tx.Actor.Organisation, tx.Actor.User, "Ní Dhomhnaill & Łukasz", leap, ends, i == 1, at)
		}
		return b.Insert(tx)
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, id := range ids {
		var employer string
		var journey uuid.UUID
		var starts, ends calendar.Date
		var self bool
		var created time.Time
		err := w.DB.Read(w.As("amina"), func(tx *postgres.Tx) error {
			return tx.Conn().QueryRow(tx, "select journey_id, employer, starts_on, ends_on, self_employed, created_at from onward.spell where id = $1", id).
				Scan(&journey, &employer, &starts, &ends, &self, &created)
		})
		if err != nil || journey != rosa || employer != "Ní Dhomhnaill & Łukasz" || starts != leap || ends.IsZero() != (i == 1) || self != (i == 1) || !created.Equal(at) {
			t.Errorf("row %d: %v %q %v %v %v %v, %v", i, journey, employer, starts, ends, self, created, err)
		}
	}
}
