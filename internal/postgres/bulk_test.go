package postgres_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/fault"
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

// Decimals arrive as they were written, words as a row's own array, and what is
// absent as null.
func TestBulkKeepsDecimalsAndWords(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	rosa := w.Rosa()
	err := w.DB.Write(w.As("amina"), func(tx *postgres.Tx) error {
		plans := postgres.NewBulk("onward.intervention", "id uuid", "journey_id uuid", "lead_org_id int", "author_org_id int", "author_id int", "type text", "starts_on date", "ends_on date", "hours numeric")
		for _, hours := range []any{"37.50", "0.1", nil} {
			plans.Add(uuid.Must(uuid.NewV7()), rosa, tx.Actor.Organisation, tx.Actor.Organisation, tx.Actor.User, "esol", calendar.MustISO("2026-10-25"), calendar.Date{}, hours)
		}
		if err := plans.Insert(tx); err != nil {
			return err
		}
		traces := postgres.NewBulk("onward.audit", "post_id int", "staff_id int", "organisation_id int", "action text", "subject_id uuid", "fields words")
		for _, fields := range []string{"{}", "{given,family}"} {
			traces.Add(tx.Actor.Post, tx.Actor.User, tx.Actor.Organisation, "test", nil, fields)
		}
		if err := traces.Insert(tx); err != nil {
			return err
		}
		return traces.Insert(tx) // nothing is left to insert
	})
	if err != nil {
		t.Fatal(err)
	}
	var hours, fields string
	err = w.Read("amina", func(tx *postgres.Tx) error {
		return tx.Conn().QueryRow(tx, `select (select string_agg(coalesce(hours::text, 'none') || coalesce(ends_on::text, ''), ' ' order by id) from onward.intervention),
			(select string_agg(fields::text || coalesce(subject_id::text, ''), ' ' order by id) from onward.audit where action = 'test')`).Scan(&hours, &fields)
	})
	if err != nil || hours != "37.50 0.10 none" || fields != "{} {given,family}" {
		t.Errorf("hours %q, fields %q, %v", hours, fields, err)
	}
}

func TestBulkRefusesARowOfAnotherShape(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("a row with a value too few was taken")
		}
	}()
	postgres.NewBulk("onward.audit", "post_id int", "staff_id int").Add(1)
}

func TestABulkThatCannotBeInsertedFailsWhole(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	err := w.DB.Write(w.As("amina"), func(tx *postgres.Tx) error {
		b := postgres.NewBulk("onward.search_text", "id uuid", "staff_id int", "sealed bytea")
		b.Add(uuid.Must(uuid.NewV7()), tx.Actor.User, []byte{1})
		b.Add(uuid.Must(uuid.NewV7()), w.Staff["joel"], []byte{1})
		return b.Insert(tx)
	})
	if n := rows(t, w); n != 0 || !fault.Is(err, fault.Forbidden) {
		t.Errorf("%d rows, %v", n, err)
	}
}
