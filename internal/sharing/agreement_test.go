package sharing_test

import (
	"context"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgconn"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/postgres"
	"onward/internal/sharing"
)

func refused(t *testing.T, what string, err error, kind fault.Kind, say string) {
	t.Helper()
	if !fault.Is(err, kind) || !strings.Contains(fault.Of(err).Public, say) {
		t.Errorf("%s: %v, want %q", what, err, say)
	}
}

func TestAnAgreementGoesFromDraftIntoForceAndOpens(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	rosa := w.Rosa()
	w.told(t, rosa)
	id := w.draft(t, "brent", "jcp-west")
	if a := w.get(t, "grace", id); a.State != sharing.Draft || a.Number != 1 || a.Fingerprint() != "" {
		t.Fatalf("%+v", a)
	}
	if gaps := w.get(t, "grace", id).Terms.Missing(calendar.MustISO("2026-01-01")); len(gaps) != 0 {
		t.Fatalf("a full draft lacks %v", gaps)
	}
	if err := w.Offer(w.As("grace"), id, 2); err != nil {
		t.Fatal(err)
	}
	a := w.get(t, "bea", id)
	if a.State != sharing.Awaiting || len(a.Fingerprint()) != 64 || !a.WaitsFor(w.Orgs["brent"]) || a.OfferedAt.IsZero() || !strings.Contains(a.Wording, "West London case sharing") {
		t.Fatalf("offered: %+v", a)
	}
	w.sign(t, "bea", id)
	w.sign(t, "grace", id)
	if a := w.get(t, "jo", id); a.State != sharing.Awaiting || len(a.Unsigned()) != 1 || !w.sees(t, "bola", rosa).Empty() {
		t.Errorf("with a signature missing: %s %d, Brent sees %v", a.State, len(a.Unsigned()), w.sees(t, "bola", rosa).Words())
	}
	w.sign(t, "jo", id)
	a = w.get(t, "grace", id)
	want := access.SetOf(access.Existence, access.Identity, access.Contact, access.Plan, access.Outcomes)
	if got := w.sees(t, "bola", rosa); a.State != sharing.InForce || got != want {
		t.Errorf("signed by all: %s, Brent sees %v", a.State, got.Words())
	}
	for _, p := range a.Terms.Parties {
		if hex.EncodeToString(p.Hash) != a.Fingerprint() || p.SignedBy == "" {
			t.Errorf("%s signed %x, want %s", p.Slug, p.Hash, a.Fingerprint())
		}
	}
	var what []string
	for _, e := range a.Events {
		what = append(what, e.What)
	}
	if got := strings.Join(what, " "); got != "in_force signed signed signed offered drafted" {
		t.Errorf("its history: %s", got)
	}
}

func TestAnyPartyStopsItAtOnceAndOnlyItResumes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	rosa := w.Rosa()
	w.told(t, rosa)
	id := w.signed(t, "brent", "jcp-west")
	step := func(what, who string, f func(context.Context, int, int, string) error) error {
		t.Helper()
		return f(w.As(who), id, w.get(t, who, id).Revision, "Because of "+what)
	}
	must := func(err error, state sharing.State, opens bool) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		if got := w.get(t, "grace", id).State; got != state || w.sees(t, "bola", rosa).Empty() == opens {
			t.Errorf("%s, open: %v", got, !opens)
		}
	}
	must(step("a breach", "jo", w.Suspend), sharing.Suspended, false)
	refused(t, "another resumes", step("haste", "grace", w.Resume), fault.Forbidden, "Only that party resumes")
	refused(t, "suspends twice", step("doubt", "jo", w.Suspend), fault.Conflict, "once by each party")
	must(step("doubt too", "bea", w.Suspend), sharing.Suspended, false)
	must(step("repair", "jo", w.Resume), sharing.Suspended, false)
	refused(t, "resumes for the other", step("repair", "jo", w.Resume), fault.Forbidden, "Only that party resumes")
	must(step("repair", "bea", w.Resume), sharing.InForce, true)
	refused(t, "resumes what is in force", step("haste", "bea", w.Resume), fault.Conflict, "not suspended")
	must(step("a decision of members", "bea", w.End), sharing.Ended, false)
	refused(t, "ends twice", step("doubt", "grace", w.End), fault.Conflict, "ended already")
	refused(t, "resumes what ended", step("doubt", "grace", w.Resume), fault.Conflict, "not suspended")
	refused(t, "suspends what ended", step("doubt", "grace", w.Suspend), fault.Conflict, "Only an agreement in force")
	refused(t, "reviews what ended", step("doubt", "grace", w.Reviewed), fault.Conflict, "Only an agreement in force")
}

func TestEveryMoveNeedsItsReason(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.signed(t, "brent")
	for what, f := range map[string]func(context.Context, int, int, string) error{"suspend": w.Suspend, "end": w.End, "review": w.Reviewed} {
		for _, reason := range []string{" ", strings.Repeat("x", 1001)} {
			err := f(w.As("bea"), id, w.get(t, "bea", id).Revision, reason)
			if !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[0].Name != "reason" {
				t.Errorf("%s for %.3q: %v", what, reason, err)
			}
		}
		refused(t, what+" of an old revision", f(w.As("bea"), id, 1, "Because"), fault.Conflict, "Somebody changed")
	}
	if a := w.get(t, "bea", id); a.State != sharing.InForce {
		t.Errorf("%s", a.State)
	}
}

func TestNobodySignsForAnotherOrWhatTheyDidNotRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.offered(t, "brent")
	print := w.get(t, "grace", id).Fingerprint()
	refused(t, "an advisor signs", w.Sign(w.As("amina"), id, print), fault.Forbidden, "governance officer")
	refused(t, "a manager signs", w.Sign(w.As("bimpe"), id, print), fault.Forbidden, "governance officer")
	for _, who := range []string{"jo", "cleo"} {
		if err := w.Sign(w.As(who), id, print); !fault.Is(err, fault.Missing) {
			t.Errorf("%s signs what she is no party to: %v", who, err)
		}
	}
	refused(t, "another text", w.Sign(w.As("bea"), id, strings.Repeat("0", 64)), fault.Conflict, "not the one that you read")
	refused(t, "no text", w.Sign(w.As("bea"), id, ""), fault.Conflict, "not the one that you read")
	w.sign(t, "bea", id)
	refused(t, "twice", w.Sign(w.As("bea"), id, print), fault.Conflict, "signed this version already")
	w.sign(t, "grace", id)
	refused(t, "what is in force", w.Sign(w.As("grace"), id, print), fault.Conflict, "not out for signature")
	refused(t, "a draft", w.Sign(w.As("grace"), w.draft(t, "brent"), print), fault.Conflict, "not out for signature")

	// Whoever drafted for others without being a party signs nothing.
	drafted := w.draft(t, "brent", "jcp-west")
	w.fill(t, "grace", drafted, func(terms *sharing.Terms) {
		terms.Parties = slices.DeleteFunc(terms.Parties, func(p sharing.Party) bool { return p.Organisation == w.Orgs["ealing"] })
	})
	if err := w.Offer(w.As("grace"), drafted, w.get(t, "grace", drafted).Revision); err != nil {
		t.Fatal(err)
	}
	refused(t, "the drafter signs", w.Sign(w.As("grace"), drafted, w.get(t, "grace", drafted).Fingerprint()), fault.Forbidden, "Nobody signs for another")
	refused(t, "the drafter ends it", w.End(w.As("grace"), drafted, w.get(t, "grace", drafted).Revision, "Because"), fault.Forbidden, "Only a party")
}

// What changed under the reader's eyes, by whomever, is not signed.
func TestAChangedTextIsNotSigned(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.offered(t, "brent")
	print := w.get(t, "bea", id).Fingerprint()
	w.AsOwner(t, "update onward.agreement set categories = categories || '{health}' where id = $1", id)
	refused(t, "changed columns", w.Sign(w.As("bea"), id, print), fault.Conflict, "not those that were offered")
	w.AsOwner(t, "update onward.agreement set categories = array_remove(categories, 'health') where id = $1", id)
	if err := w.SendBack(w.As("bea"), id, w.get(t, "bea", id).Revision, "Why contact?"); err != nil {
		t.Fatal(err)
	}
	if a := w.get(t, "bea", id); a.State != sharing.Draft || a.Wording != "" || a.Events[0].Detail != "Why contact?" {
		t.Fatalf("sent back: %+v", a)
	}
	w.fill(t, "grace", id, func(terms *sharing.Terms) { terms.Categories &^= access.SetOf(access.Contact) })
	if err := w.Offer(w.As("grace"), id, w.get(t, "grace", id).Revision); err != nil {
		t.Fatal(err)
	}
	refused(t, "read before it was sent back", w.Sign(w.As("bea"), id, print), fault.Conflict, "not the one that you read")
	w.sign(t, "bea", id)
	if err := w.SendBack(w.As("grace"), id, w.get(t, "grace", id).Revision, "And the plan?"); err != nil {
		t.Fatal(err)
	}
	if a := w.get(t, "grace", id); a.State != sharing.Awaiting || a.Events[0].What != "question" {
		t.Errorf("a question after a signature moves it: %s", a.State)
	}
	w.sign(t, "grace", id)
	refused(t, "sent back in force", w.SendBack(w.As("grace"), id, w.get(t, "grace", id).Revision, "?"), fault.Conflict, "not out for signature")
}

func TestTwoWhoDraftSeeOneAnother(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.draft(t, "brent")
	revision := w.get(t, "grace", id).Revision
	w.fill(t, "grace", id, func(terms *sharing.Terms) { terms.Title = "Theirs" })
	refused(t, "a stale revision", w.Draft(w.As("grace"), id, revision, func(terms *sharing.Terms) { terms.Title = "Mine" }), fault.Conflict, "Somebody changed")
	refused(t, "a stale offer", w.Offer(w.As("grace"), id, revision), fault.Conflict, "Somebody changed")
	refused(t, "a party drafts", w.Draft(w.As("bea"), id, revision+1, func(*sharing.Terms) {}), fault.Forbidden, "Only the organisation that drafts")
	refused(t, "a party offers", w.Offer(w.As("bea"), id, revision+1), fault.Forbidden, "Only the organisation that drafts")
	refused(t, "a party drops", w.End(w.As("bea"), id, revision+1, "Because"), fault.Forbidden, "Only the organisation that drafts")
	if a := w.get(t, "bea", id); a.Terms.Title != "Theirs" {
		t.Errorf("%q", a.Terms.Title)
	}
	if err := w.Offer(w.As("grace"), id, revision+1); err != nil {
		t.Fatal(err)
	}
	refused(t, "drafted after the offer", w.Draft(w.As("grace"), id, revision+2, func(*sharing.Terms) {}), fault.Conflict, "does not change")
}

func TestSendingTwiceDoesItOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := postgres.Once(w.As("grace"), uuid.New(), "new")
	first, err := w.New(ctx, "statistics", "Figures")
	second, again := w.New(ctx, "statistics", "Figures")
	if err != nil || again != nil || first != second {
		t.Errorf("%d %v, %d %v", first, err, second, again)
	}
	id := w.offered(t, "brent")
	ctx = postgres.Once(w.As("bea"), uuid.New(), "sign")
	for range 2 {
		if err := w.Sign(ctx, id, w.get(t, "bea", id).Fingerprint()); err != nil {
			t.Error(err)
		}
	}
}

func TestOtherPartnershipsAndStrangersSeeNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.signed(t, "brent")
	for _, who := range []string{"cleo", "jo", "jan"} {
		shelf, err := w.List(w.As(who))
		if err != nil || len(shelf.Agreements) != 0 {
			t.Errorf("%s lists %d: %v", who, len(shelf.Agreements), err)
		}
		if _, err := w.Get(w.As(who), id); !fault.Is(err, fault.Missing) {
			t.Errorf("%s reads it: %v", who, err)
		}
		for what, f := range map[string]func(context.Context, int, int, string) error{"suspends": w.Suspend, "ends": w.End, "resumes": w.Resume, "sends back": w.SendBack, "reviews": w.Reviewed} {
			if err := f(w.As(who), id, 1, "Because"); !fault.Is(err, fault.Missing) && !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s %s: %v", who, what, err)
			}
		}
		if _, err := w.Next(w.As(who), id); !fault.Is(err, fault.Missing) && !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s drafts the next: %v", who, err)
		}
		if _, err := w.Effect(w.As(who), id, false); !fault.Is(err, fault.Missing) && !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s previews it: %v", who, err)
		}
		if _, err := w.Complaints(w.As(who), id); !fault.Is(err, fault.Missing) && !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s reads complaints: %v", who, err)
		}
	}
	draft := w.draft(t, "brent")
	if _, err := w.Get(w.As("amina"), draft); !fault.Is(err, fault.Missing) {
		t.Errorf("an advisor reads a draft: %v", err)
	}
	if shelf, err := w.List(w.As("amina")); err != nil || len(shelf.Agreements) != 1 {
		t.Errorf("an advisor of a party lists %d: %v", len(shelf.Agreements), err)
	}
	err := w.Draft(w.As("grace"), draft, w.get(t, "grace", draft).Revision, func(terms *sharing.Terms) {
		terms.Parties = append(terms.Parties, sharing.Party{Organisation: w.Orgs["camden"], Receives: true, Capacity: "controller"})
	})
	if !fault.Is(err, fault.Invalid) {
		t.Errorf("a party of another partnership: %v", err)
	}
}

// The second wall keeps the same by itself, whatever the program sends.
func TestTheDatabaseKeepsWhatIsSigned(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id, draft := w.offered(t, "brent", "jcp-west"), w.draft(t, "brent")
	force := w.signed(t, "brent")
	if err := w.Suspend(w.As("grace"), force, w.get(t, "grace", force).Revision, "Because"); err != nil {
		t.Fatal(err)
	}
	try := func(what, who, sql string, args ...any) {
		t.Helper()
		err := w.Read(who, func(tx *postgres.Tx) error {
			tag, err := tx.Conn().Exec(tx, sql, args...)
			if err == nil && tag.RowsAffected() == 0 {
				return fault.NotHere()
			}
			return err
		})
		var pg *pgconn.PgError
		if errors.As(err, &pg) && pg.Code != "OW002" && pg.Code != "42501" || err == nil || pg == nil && !fault.Is(err, fault.Missing) {
			t.Errorf("%s: the database answers %v", what, err)
		}
	}
	sign := "insert into onward.agreement_signature (agreement_id, organisation_id, staff_id, post_id, hash) select $1, $2, $3, $4, sha256(convert_to(wording, 'UTF8')) from onward.agreement where id = $1"
	try("signs for another", "grace", sign, id, w.Orgs["brent"], w.Staff["grace"], w.Posts["grace"])
	try("an advisor signs", "amina", sign, id, w.Orgs["ealing"], w.Staff["amina"], w.Posts["amina"])
	try("signs with another post", "grace", sign, id, w.Orgs["ealing"], w.Staff["grace"], w.Posts["amina"])
	try("signs a draft", "grace", sign, draft, w.Orgs["ealing"], w.Staff["grace"], w.Posts["grace"])
	try("signs another text", "grace", strings.Replace(sign, "wording", "wording || ' '", 1), id, w.Orgs["ealing"], w.Staff["grace"], w.Posts["grace"])
	try("in force unsigned", "grace", "update onward.agreement set state = 'in_force' where id = $1", id)
	try("changes the wording", "grace", "update onward.agreement set wording = 'x' where id = $1", id)
	try("changes the dates", "grace", "update onward.agreement set until_on = until_on - 1 where id = $1", id)
	try("changes another's draft", "bea", "update onward.agreement set title = 'x' where id = $1", draft)
	try("offers another's draft", "bea", "update onward.agreement set state = 'awaiting_signature', wording = 'x' where id = $1", draft)
	try("adds a party to another's draft", "bea", "insert into onward.agreement_party (agreement_id, organisation_id, receives) values ($1, $2, true)", draft, w.Orgs["jcp-west"])
	try("lets another's hold go", "bea", "update onward.agreement set held_by = '{}' where id = $1", force)
	try("resumes over a hold", "bea", "update onward.agreement set state = 'in_force' where id = $1", force)
	try("takes a signature back", "grace", "delete from onward.agreement_signature where agreement_id = $1", force)
	try("a stranger ends it", "cleo", "update onward.agreement set state = 'ended' where id = $1", force)
	try("reads the count's rows", "grace", "select * from onward.reach(array[$1::int])", force)
}
