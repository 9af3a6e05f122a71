package resident_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/postgres"
	"onward/internal/resident"
)

func TestTheServiceChecksKeepsAndRecords(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	s := resident.Service{DB: w.DB, Gate: w.Gate, Store: w.Journeys.Residents}
	ctx := w.As("amina")
	for name, f := range map[string]func(context.Context, uuid.UUID) error{
		"identity": func(ctx context.Context, id uuid.UUID) error {
			return s.ChangeIdentity(ctx, id, resident.Identity{Given: " rosa ", Family: "Quaye", Version: 1}, resident.Identifiers{NINO: "aa 07 05 95 a"})
		},
		"contact": func(ctx context.Context, id uuid.UUID) error {
			return s.ChangeContact(ctx, id, resident.Contact{Telephone: "07700 900456", Version: 1})
		},
		"equality": func(ctx context.Context, id uuid.UUID) error {
			return s.SetEquality(ctx, id, resident.Equality{Religion: "sikh"})
		},
	} {
		if err := f(w.As("joel"), id); !fault.Is(err, fault.Forbidden) {
			t.Errorf("joel changes the %s: %v", name, err)
		}
		for _, who := range []string{"bola", "anil"} {
			if err := f(w.As(who), id); !fault.Is(err, fault.Missing) {
				t.Errorf("%s changes the %s: %v", who, name, err)
			}
		}
		if err := f(ctx, uuid.New()); !fault.Is(err, fault.Missing) {
			t.Errorf("the %s of nobody: %v", name, err)
		}
		if err := f(ctx, id); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	if p := person(t, w, "amina", id); p.Identity.Family != "Quaye" || p.Identifiers.NINO != "AA070595A" || p.Contact.Telephone != "+447700900456" {
		t.Errorf("%+v", p)
	}
	var traces string
	if err := w.Read("tom", func(tx *postgres.Tx) error {
		return tx.Conn().QueryRow(tx, `select string_agg(subject || ' ' || categories::text || ' ' || basis || ' ' || (staff_id = $1 and subject_id = resident_id and journey_id = $2)::text || ' ' || fields::text, ', ' order by subject)
			from onward.audit where action = 'change'`, w.Staff["amina"], id).Scan(&traces)
	}); err != nil {
		t.Fatal(err)
	}
	if want := "contact {contact} caseload true {postcode,telephone,email,safe_time}, equality {equality} caseload true {}, " +
		"identity {identity} caseload true {given,family,preferred,pronouns,born,nino}"; traces != want {
		t.Errorf("the trace says %q", traces)
	}
	if text := dump(t, w, "audit"); strings.Contains(text, "Quaye") || strings.Contains(text, "AA070595") || strings.Contains(text, "900456") || strings.Contains(text, "sikh") {
		t.Error("the trace holds values")
	}
}

func TestTheServiceSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	id := w.Rosa()
	s := resident.Service{DB: w.DB, Gate: w.Gate, Store: w.Journeys.Residents}
	ctx := w.As("amina")
	for want, err := range map[string]error{
		"given born nino uln universal_credit": s.ChangeIdentity(ctx, id, resident.Identity{Family: "Quaye", Born: calendar.MustISO("2999-01-01"), Version: 1},
			resident.Identifiers{NINO: "QQ123456C", ULN: "0123456789", UniversalCredit: strings.Repeat("9", 21)}),
		"family": s.ChangeIdentity(ctx, id, resident.Identity{Given: "Rosa", Family: strings.Repeat("x", 101), Version: 1}, resident.Identifiers{}),
		"address email postcode telephone": s.ChangeContact(ctx, id, resident.Contact{Address: strings.Repeat("x", 301), Email: "rosa", Postcode: "W3",
			Telephone: "12", Version: 1}),
		"religion sex": s.SetEquality(ctx, id, resident.Equality{Sex: "maybe", Religion: "pastafarian"}),
	} {
		f := fault.Of(err)
		names := map[string]bool{}
		for _, field := range f.Fields {
			names[field.Name] = true
			if strings.Contains(field.Message, "QQ1") || strings.Contains(field.Message, "pasta") {
				t.Errorf("the message holds what was typed: %q", field.Message)
			}
		}
		for _, name := range strings.Fields(want) {
			if !names[name] || len(names) != len(strings.Fields(want)) {
				t.Errorf("%s: %v", want, names)
				break
			}
		}
	}
	if p := person(t, w, "amina", id); p.Identity.Version != 1 || p.Contact.Version != 1 || p.Identifiers.NINO != "MW123456A" {
		t.Errorf("a refusal changed %+v", p)
	}
}

func TestSearchesAreRememberedForTheirOwnerAlone(t *testing.T) {
	t.Parallel()
	w := fixture.New(t)
	s := w.Journeys.Residents
	var key uuid.UUID
	if err := w.DB.Write(w.As("amina"), func(tx *postgres.Tx) (err error) {
		key, err = s.Remember(tx, w.Policy.Scope(tx.Actor), "rosa adomako")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	recall := func(who string, key uuid.UUID) (text string, err error) {
		err = w.Read(who, func(tx *postgres.Tx) (err error) { text, err = s.Recall(tx, w.Policy.Scope(tx.Actor), key); return err })
		return text, err
	}
	if text, err := recall("amina", key); err != nil || text != "rosa adomako" {
		t.Errorf("%q, %v", text, err)
	}
	for _, who := range []string{"joel", "tom", "bola"} {
		if text, err := recall(who, key); text != "" || !fault.Is(err, fault.Missing) {
			t.Errorf("%s recalls %q, %v", who, text, err)
		}
	}
	if _, err := recall("amina", uuid.New()); !fault.Is(err, fault.Missing) {
		t.Errorf("another key: %v", err)
	}
	if _, err := recall("grace", key); !fault.Is(err, fault.Forbidden) {
		t.Errorf("grace: %v", err)
	}
	if bare(dump(t, w, "search_text"), "adomako") {
		t.Error("what was typed can be read in the table")
	}
}

func TestEqualityQuestions(t *testing.T) {
	t.Parallel()
	var e resident.Equality
	asked := map[*string]bool{}
	for _, q := range resident.Questions {
		answer := e.Answer(q.Name)
		if asked[answer] {
			t.Errorf("%s shares its answer with another question", q.Name)
		}
		asked[answer] = true
		if last := q.Options[len(q.Options)-1]; last.Code != resident.NotSaid || q.Label == "" {
			t.Errorf("%s ends with %q", q.Name, last.Label)
		}
		codes := map[string]bool{}
		for _, o := range q.Options {
			if codes[o.Code] || o.Label == "" {
				t.Errorf("%s offers %q twice or without words", q.Name, o.Code)
			}
			codes[o.Code] = true
			if *answer = o.Code; e.Check() != nil {
				t.Errorf("%s refuses %q", q.Name, o.Code)
			}
		}
		for _, code := range []string{"x", " ", "PREFER_NOT_TO_SAY"} {
			if *answer = code; !fault.Is(e.Check(), fault.Invalid) {
				t.Errorf("%s takes %q", q.Name, code)
			}
		}
		*answer = ""
	}
	if len(asked) != 6 || !e.Empty() || e.Check() != nil {
		t.Errorf("%d questions, %+v", len(asked), e)
	}
	if n := len(resident.Questions[2].Options); n != 20 { // 19 groups of the census, and prefer not to say
		t.Errorf("%d ethnic groups", n)
	}
}
