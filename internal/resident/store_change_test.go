package resident_test

import (
	"slices"
	"strings"
	"testing"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/postgres"
	"onward/internal/resident"
)

// keys are what a resident is searched and matched by.
func keys(t *testing.T, w *fixture.World) (words, blocks []string) {
	t.Helper()
	if err := w.Read("amina", func(tx *postgres.Tx) error {
		return tx.Conn().QueryRow(tx, `select array(select word from onward.resident_name order by 1), array(select block from onward.resident_block order by 1)`).Scan(&words, &blocks)
	}); err != nil {
		t.Fatal(err)
	}
	return words, blocks
}

func TestChangesAreSearchedAndMatchedByAnew(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	s := w.Journeys.Residents
	_, before := keys(t, w)
	identity := resident.Identity{Given: "Rosalind", Family: "Owusu", Born: calendar.MustISO("1990-12-24"), Version: 1}
	change := func(who string, f func(*postgres.Tx, access.Decision) error) error { return with(w, who, id, f) }
	if err := change("amina", func(tx *postgres.Tx, d access.Decision) error { return s.ChangeIdentity(tx, d, identity) }); err != nil {
		t.Fatal(err)
	}
	words, blocks := keys(t, w)
	if !slices.Equal(words, []string{"owusu", "rosalind"}) {
		t.Errorf("searched by %v", words)
	}
	if slices.Equal(blocks, before) || !slices.Contains(blocks, "bf:1990-12-24:o") || !slices.Contains(blocks, "e:rosa@example.org") {
		t.Errorf("matched by %v", blocks)
	}
	for typed, want := range map[string]int{"rosa": 1 /* a beginning of Rosalind */, "adomako": 0, "owusu": 1} {
		if got, err := find(t, w, "amina", typed, 5); err != nil || len(got) != want {
			t.Errorf("%q finds %v, %v", typed, got, err)
		}
	}
	if err := change("amina", func(tx *postgres.Tx, d access.Decision) error { return s.ChangeIdentity(tx, d, identity) }); !fault.Is(err, fault.Conflict) {
		t.Errorf("identity over an earlier version: %v", err)
	}
	contact := resident.Contact{Email: "new@example.org", Postcode: "W5 2BY", Version: 1}
	if err := change("amina", func(tx *postgres.Tx, d access.Decision) error { return s.ChangeContact(tx, d, contact) }); err != nil {
		t.Fatal(err)
	}
	if err := change("amina", func(tx *postgres.Tx, d access.Decision) error { return s.ChangeContact(tx, d, contact) }); !fault.Is(err, fault.Conflict) {
		t.Errorf("contact over an earlier version: %v", err)
	}
	if err := change("amina", func(tx *postgres.Tx, d access.Decision) error {
		return s.SetIdentifiers(tx, d, resident.Identifiers{NINO: "AA070595A"})
	}); err != nil {
		t.Fatal(err)
	}
	_, after := keys(t, w)
	if slices.Contains(after, "e:rosa@example.org") || !slices.Contains(after, "e:new@example.org") || !slices.Contains(after, "np:rosalind:owusu:W5 2BY") {
		t.Errorf("matched by %v", after)
	}
	hash := func(from []string) string {
		i := slices.IndexFunc(from, func(b string) bool { return strings.HasPrefix(b, "n:") })
		return from[max(i, 0)]
	}
	if hash(after) == hash(blocks) || strings.Contains(hash(after), "AA070595") {
		t.Errorf("the number's key was %s and is %s", hash(blocks), hash(after))
	}
}

func TestWhoMayNotChangeChangesNothing(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	s := w.Journeys.Residents
	for name, f := range map[string]func(*postgres.Tx, access.Decision) error{
		"identity": func(tx *postgres.Tx, d access.Decision) error {
			return s.ChangeIdentity(tx, d, resident.Identity{Given: "X", Family: "X", Version: 1})
		},
		"identifiers": func(tx *postgres.Tx, d access.Decision) error {
			return s.SetIdentifiers(tx, d, resident.Identifiers{NINO: "AA070595A"})
		},
	} {
		for _, who := range []string{"joel", "ines", "grace"} {
			if err := with(w, who, id, f); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s changes %s: %v", who, name, err)
			}
		}
	}
	contact := func(tx *postgres.Tx, d access.Decision) error {
		return s.ChangeContact(tx, d, resident.Contact{Email: "new@example.org", Version: 1})
	}
	if err := with(w, "joel", id, contact); !fault.Is(err, fault.Forbidden) {
		t.Errorf("joel changes the contact details: %v", err)
	}
	if err := with(w, "ines", id, contact); err != nil { // intake may, and leaves the keys of the identity
		t.Errorf("ines: %v", err)
	}
	if p := person(t, w, "amina", id); p.Identity.Given != "Rosa" || p.Identifiers.NINO != "MW123456A" || p.Contact.Email != "new@example.org" {
		t.Errorf("%+v", p)
	}
}

func TestANumberIsTakenAway(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	s := w.Journeys.Residents
	err := with(w, "amina", id, func(tx *postgres.Tx, d access.Decision) error {
		return s.SetIdentifiers(tx, d, resident.Identifiers{ULN: "1234567890"})
	})
	if err != nil {
		t.Fatal(err)
	}
	if p := person(t, w, "amina", id); p.Identifiers != (resident.Identifiers{ULN: "1234567890"}) {
		t.Errorf("%+v", p.Identifiers)
	}
	if _, blocks := keys(t, w); slices.ContainsFunc(blocks, func(b string) bool { return strings.HasPrefix(b, "n:") }) {
		t.Errorf("still matched by the number: %v", blocks)
	}
}

func TestWhoWroteEachPartLast(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	s := w.Journeys.Residents
	if err := with(w, "tom", id, func(tx *postgres.Tx, d access.Decision) error {
		return s.ChangeContact(tx, d, resident.Contact{Email: "new@example.org", Version: 1})
	}); err != nil {
		t.Fatal(err)
	}
	for c, want := range map[access.Category]resident.Changed{access.Identity: {By: "Amina Yusufi", First: true}, access.Contact: {By: "Tom Redgate"}, access.Equality: {}} {
		if err := with(w, "amina", id, func(tx *postgres.Tx, d access.Decision) error {
			got, err := s.Changed(tx, d, c)
			if got.At.IsZero() != (want.By == "") || got.By != want.By || got.First != want.First {
				t.Errorf("%s: %+v", c, got)
			}
			return err
		}); err != nil {
			t.Error(err)
		}
	}
	err := with(w, "joel", id, func(tx *postgres.Tx, d access.Decision) error {
		_, err := s.Changed(tx, d, access.Equality)
		return err
	})
	if !fault.Is(err, fault.Forbidden) {
		t.Errorf("joel asks who keeps equality answers: %v", err)
	}
}
