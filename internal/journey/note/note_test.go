package note_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/journey"
	"onward/internal/journey/note"
	"onward/internal/postgres"
	"onward/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

func over(w *fixture.World) note.Service { return note.Service{DB: w.DB, Gate: w.Gate, Box: w.Box} }

func call(text string) note.New {
	return note.New{Contact: note.Telephone, On: calendar.MustISO("2026-03-02"), Text: text}
}

// read runs f with the person's decision on the journey.
func read(t *testing.T, w *fixture.World, who string, id uuid.UUID, f func(*postgres.Tx, access.Decision) error) error {
	t.Helper()
	return w.Read(who, func(tx *postgres.Tx) error {
		d, err := w.Gate.Decide(tx, id)
		if err != nil {
			return err
		}
		return f(tx, d)
	})
}

func list(t *testing.T, w *fixture.World, who string, id uuid.UUID) (notes []note.Note, err error) {
	t.Helper()
	err = read(t, w, who, id, func(tx *postgres.Tx, d access.Decision) (err error) {
		notes, err = over(w).List(tx, d)
		return err
	})
	return notes, err
}

func TestCheckSaysWhatToDo(t *testing.T) {
	t.Parallel()
	today := calendar.MustISO("2026-03-02")
	for name, c := range map[string]struct {
		n     note.New
		field string
	}{
		"no contact":      {note.New{On: today, Text: "x"}, "contact"},
		"unknown contact": {note.New{Contact: "pigeon", On: today, Text: "x"}, "contact"},
		"no day":          {note.New{Contact: note.Video, Text: "x"}, "happened_on"},
		"tomorrow":        {note.New{Contact: note.Video, On: today.Add(1), Text: "x"}, "happened_on"},
		"only blanks":     {note.New{Contact: note.Video, On: today, Text: " \n\t"}, "text"},
		"too long":        {note.New{Contact: note.Video, On: today, Text: strings.Repeat("é", note.MostText+1)}, "text"},
	} {
		err := c.n.Check(today)
		if f := fault.Of(err).Fields; len(f) != 1 || f[0].Name != c.field {
			t.Errorf("%s: %v", name, f)
		}
	}
	fits := note.New{Contact: note.Video, On: today, Text: strings.Repeat("é", note.MostText)}
	if err := fits.Check(today); err != nil {
		t.Errorf("a note of just the length: %v", err)
	}
	for _, c := range note.Contacts {
		if c.Label() == "" {
			t.Errorf("%q has no words", c)
		}
	}
}

func TestAddKeepsTheNoteSealedAndRefreshesTheList(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	const words = "Rosa starts the food hygiene course on Monday"
	first, err := over(w).Add(w.As("amina"), id, call(words))
	if err != nil {
		t.Fatal(err)
	}
	notes, err := list(t, w, "amina", id)
	if err != nil || len(notes) != 1 || notes[0].Text != words || notes[0].ID != first || notes[0].By != "Amina Yusufi" || notes[0].ByOrg != "Ealing" || notes[0].Revision != 1 {
		t.Fatalf("%+v, %v", notes, err)
	}
	err = read(t, w, "amina", id, func(tx *postgres.Tx, d access.Decision) error {
		var sealed []byte
		if err := tx.Conn().QueryRow(tx, "select sealed from onward.note").Scan(&sealed); err != nil {
			return err
		}
		if bytes.Contains(sealed, []byte("hygiene")) {
			t.Error("the words lie open in the database")
		}
		h, err := w.Journeys.Store.Head(tx, d)
		if h.LastContact.String() != "2026-03-02" {
			t.Errorf("last contact %s", h.LastContact)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTryingIsNoContact(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	n := call("Rang twice, no answer")
	n.Contact = note.Tried
	if _, err := over(w).Add(w.As("amina"), id, n); err != nil {
		t.Fatal(err)
	}
	_ = read(t, w, "amina", id, func(tx *postgres.Tx, d access.Decision) error {
		if h, err := w.Journeys.Store.Head(tx, d); err != nil || !h.LastContact.IsZero() {
			t.Errorf("last contact %s, %v", h.LastContact, err)
		}
		return nil
	})
}

func TestWhoMayAddAndWhoMayRead(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	if _, err := over(w).Add(w.As("joel"), id, call("She came by while Amina was away")); err != nil {
		t.Fatalf("a colleague may add: %v", err)
	}
	if _, err := list(t, w, "joel", id); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a colleague read the notes: %v", err)
	}
	if notes, err := list(t, w, "tom", id); err != nil || len(notes) != 1 {
		t.Errorf("the manager reads %v, %v", notes, err)
	}
	for who, kind := range map[string]fault.Kind{"ines": fault.Forbidden, "grace": fault.Forbidden, "bola": fault.Missing, "anil": fault.Missing, "petra": fault.Missing} {
		if _, err := over(w).Add(w.As(who), id, call("x")); !fault.Is(err, kind) {
			t.Errorf("%s added: %v", who, err)
		}
	}
	if err := over(w).Correct(w.As("joel"), id, note.New{ID: uuid.New(), Contact: note.Letter, On: calendar.MustISO("2026-03-02"), Text: "x"}, 1); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a colleague corrected: %v", err)
	}
}

func TestCorrectionIsTheNextVersion(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	s, id, other := over(w), w.Rosa(), w.Start("amina", "Tomasz", "Brandl")
	noteID, err := s.Add(w.As("amina"), id, call("Starts on Monday"))
	if err != nil {
		t.Fatal(err)
	}
	next := call("Starts on Tuesday")
	next.ID = noteID
	if err := s.Correct(w.As("tom"), id, next, 1); err != nil {
		t.Fatal(err)
	}
	stale := call("Starts on Friday")
	stale.ID = noteID
	if err := s.Correct(w.As("amina"), id, stale, 1); !fault.Is(err, fault.Conflict) {
		t.Errorf("over an older version: %v", err)
	}
	if err := s.Correct(w.As("amina"), other, stale, 2); !fault.Is(err, fault.Missing) {
		t.Errorf("by way of another journey: %v", err)
	}
	if err := s.Correct(w.As("amina"), id, next, 2); err != nil {
		t.Errorf("the same words again: %v", err)
	}
	_ = read(t, w, "amina", id, func(tx *postgres.Tx, d access.Decision) error {
		v, err := s.Versions(tx, d, noteID)
		if err != nil || len(v) != 2 || v[0].Text != "Starts on Tuesday" || v[0].By != "Tom Redgate" || v[0].Superseded || v[1].Text != "Starts on Monday" || !v[1].Superseded {
			t.Errorf("versions %+v, %v", v, err)
		}
		return nil
	})
	if notes, _ := list(t, w, "amina", id); len(notes) != 1 || notes[0].Revision != 2 {
		t.Errorf("the list shows %+v", notes)
	}
}

func TestASendRepeatedAddsOneNote(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	ctx := postgres.Once(w.As("amina"), uuid.New(), "POST /notes")
	first, err := over(w).Add(ctx, id, call("Once"))
	if err != nil {
		t.Fatal(err)
	}
	again, err := over(w).Add(ctx, id, call("Once"))
	if err != nil || again != first {
		t.Errorf("the second send: %s, %v; the first %s", again, err, first)
	}
	if notes, _ := list(t, w, "amina", id); len(notes) != 1 {
		t.Errorf("%d notes", len(notes))
	}
}

func TestWhatIsDoneAlongStandsOrFallsWithTheNote(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	fails := func(*postgres.Tx, access.Decision) error { return fault.New(fault.Invalid, "no") }
	if _, err := over(w).Add(w.As("amina"), id, call("Half"), fails); !fault.Is(err, fault.Invalid) {
		t.Fatal(err)
	}
	if notes, _ := list(t, w, "amina", id); len(notes) != 0 {
		t.Errorf("half of it stands: %+v", notes)
	}
}

func TestBatchKeepsDatesAndAuthorsOfThePast(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	at := time.Date(2025, 3, 30, 1, 30, 0, 0, time.UTC)
	err := w.DB.Write(w.As("tom"), func(tx *postgres.Tx) error {
		d, err := w.Gate.Decide(tx, id)
		if err != nil {
			return err
		}
		b := note.NewBatch(tx, w.Box)
		for range 3 {
			n := call("From the old records")
			n.Author, n.CreatedAt = w.Staff["joel"], at
			if _, err := b.Add(d, n); err != nil {
				return err
			}
		}
		if err := b.Insert(tx); err != nil {
			return err
		}
		return journey.Refresh(tx, d)
	})
	if err != nil {
		t.Fatal(err)
	}
	notes, err := list(t, w, "amina", id)
	if err != nil || len(notes) != 3 || notes[0].By != "Joel Hartigan" || !notes[0].WrittenAt.Equal(at) {
		t.Errorf("%+v, %v", notes, err)
	}
	var n int
	_ = w.DB.Read(w.As("grace"), func(tx *postgres.Tx) error {
		return tx.Conn().QueryRow(context.Background(), "select count(*) from onward.audit where subject = 'note' and action = 'add'").Scan(&n)
	})
	if n != 3 {
		t.Errorf("%d audit rows for 3 notes", n)
	}
}

func TestBatchAsksTheDecision(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	_ = read(t, w, "ines", id, func(tx *postgres.Tx, d access.Decision) error {
		if _, err := note.NewBatch(tx, w.Box).Add(d, call("x")); !fault.Is(err, fault.Forbidden) {
			t.Errorf("intake: %v", err)
		}
		if _, err := note.NewBatch(tx, w.Box).Add(access.Decision{}, call("x")); !fault.Is(err, fault.Missing) {
			t.Errorf("without a decision: %v", err)
		}
		return nil
	})
}
