package resident_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/postgres"
	"onward/internal/resident"
)

// with runs f in a person's name with their decision on a journey.
func with(w *fixture.World, who string, id uuid.UUID, f func(*postgres.Tx, access.Decision) error) error {
	return w.DB.Write(w.As(who), func(tx *postgres.Tx) error {
		d, err := w.Gate.Decide(tx, id)
		if err != nil {
			return err
		}
		return f(tx, d)
	})
}

func person(t *testing.T, w *fixture.World, who string, id uuid.UUID) (p resident.Person) {
	t.Helper()
	if err := with(w, who, id, func(tx *postgres.Tx, d access.Decision) (err error) {
		p, err = w.Journeys.Residents.Person(tx, d)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return p
}

// dump is everything that a table holds, as its owner reads it.
func dump(t *testing.T, w *fixture.World, tables ...string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), w.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	var all strings.Builder
	for _, table := range tables {
		var text string
		if err := conn.QueryRow(t.Context(), fmt.Sprintf("select coalesce(string_agg(r::text, E'\\n'), '') from onward.%s r", table)).Scan(&text); err != nil {
			t.Fatal(err)
		}
		all.WriteString(text)
	}
	return all.String()
}

// bare is a text as it could be found in a bytea's hexadecimal too.
func bare(text, part string) bool {
	return strings.Contains(text, part) || strings.Contains(text, fmt.Sprintf("%x", part))
}

func TestAPersonIsShownAsFarAsTheDecisionGoes(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	p := person(t, w, "amina", id)
	if p.Identity.Name() != "Rosa Adomako" || p.Identity.Call() != "Rosie" || p.Identifiers.NINO != "MW123456A" || p.Contact.Telephone != "+447700900123" ||
		p.Contact.Postcode != "W3 6BX" || p.Contact.SafeTime != "After 4pm" || p.Identity.Version != 1 || p.Contact.Version != 1 {
		t.Errorf("%+v", p)
	}
	// Governance knows that there is a journey, and nothing of whose it is.
	if p := person(t, w, "grace", id); p.Identity != (resident.Identity{}) || p.Contact != (resident.Contact{}) || p.Identifiers != (resident.Identifiers{}) ||
		p.Seen != access.SetOf(access.Existence) {
		t.Errorf("grace sees %+v", p)
	}
	for _, who := range []string{"bola", "jan", "anil", "petra"} {
		if err := with(w, who, id, func(*postgres.Tx, access.Decision) error { return nil }); !fault.Is(err, fault.Missing) {
			t.Errorf("%s: %v", who, err)
		}
	}
	err := w.Read("amina", func(tx *postgres.Tx) error {
		_, err := w.Journeys.Residents.Person(tx, access.Decision{Subject: access.Subject{Resident: p.ID}})
		return err
	})
	if !fault.Is(err, fault.Missing) {
		t.Errorf("without a decision: %v", err)
	}
}

func TestIdentifiersAndEqualityLieSealed(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	err := with(w, "amina", id, func(tx *postgres.Tx, d access.Decision) error {
		s := w.Journeys.Residents
		if err := s.SetIdentifiers(tx, d, resident.Identifiers{NINO: "MW123456A", UniversalCredit: "UC7654321", ULN: "1234567890"}); err != nil {
			return err
		}
		return s.SetEquality(tx, d, resident.Equality{Sex: "female", Religion: "buddhist", Ethnicity: "black_african"})
	})
	if err != nil {
		t.Fatal(err)
	}
	text := dump(t, w, "resident_identifier", "resident_equality", "resident_block", "resident_name", "audit", "search_text")
	if !strings.Contains(text, "universal_credit") {
		t.Fatalf("nothing was kept: %s", text)
	}
	for _, secret := range []string{"MW123456", "123456A", "UC7654321", "1234567890", "buddhist", "black_african", "female"} {
		if bare(text, secret) {
			t.Errorf("%s can be read in the tables", secret)
		}
	}
	if p := person(t, w, "amina", id); p.Identifiers != (resident.Identifiers{NINO: "MW123456A", UniversalCredit: "UC7654321", ULN: "1234567890"}) {
		t.Errorf("%+v", p.Identifiers)
	}
}

func TestEqualityIsTheCaseloadsAlone(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	s := w.Journeys.Residents
	get := func(who string) (e resident.Equality, err error) {
		err = with(w, who, id, func(tx *postgres.Tx, d access.Decision) (err error) { e, err = s.Equality(tx, d); return err })
		return e, err
	}
	set := func(who string, e resident.Equality) error {
		return with(w, who, id, func(tx *postgres.Tx, d access.Decision) error { return s.SetEquality(tx, d, e) })
	}
	if e, err := get("amina"); err != nil || !e.Empty() || e.Version != 0 {
		t.Errorf("nobody answered: %+v, %v", e, err)
	}
	if err := set("amina", resident.Equality{Sex: "female", Disability: resident.NotSaid}); err != nil {
		t.Fatal(err)
	}
	e, err := get("amina")
	if err != nil || e.Sex != "female" || e.Disability != resident.NotSaid || e.Version != 1 {
		t.Errorf("%+v, %v", e, err)
	}
	e.Sex = ""
	if err := set("amina", e); err != nil {
		t.Fatal(err)
	}
	if err := set("amina", e); !fault.Is(err, fault.Conflict) {
		t.Errorf("over an earlier version: %v", err)
	}
	if err := set("amina", resident.Equality{Sex: "male"}); !fault.Is(err, fault.Conflict) {
		t.Errorf("a first answer over another: %v", err)
	}
	for _, who := range []string{"joel", "tom", "ines", "grace"} {
		if _, err := get(who); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s reads: %v", who, err)
		}
	}
	for _, who := range []string{"joel", "ines", "grace"} { // a manager may enter what was told, and not read it
		if err := set(who, e); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s writes: %v", who, err)
		}
	}
}

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
	if hash(after) == hash(blocks) || bytes.Contains([]byte(hash(after)), []byte("AA070595")) {
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
