package resident_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"onward/internal/access"
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
