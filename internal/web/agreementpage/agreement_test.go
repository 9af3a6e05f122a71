package agreementpage_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/sharing"
	"onward/internal/webtest"
)

func TestAGovernanceOfficerStartsOnAgreements(t *testing.T) {
	t.Parallel()
	s := site(t)
	grace := s.As("grace")
	if r := grace.Get("/"); r.Location != "/agreements" {
		t.Errorf("her start: %q", r.Location)
	}
	contains(t, grace.Get("/agreements"), "No agreements yet", "New agreement")
	contains(t, grace.Get("/agreements/register"), "Register of sharing", "No agreement has been offered")
	for _, who := range []string{"amina", "tom", "ines", "anil", "petra"} {
		if r := s.As(who).Get("/agreements"); r.Status != http.StatusNotFound {
			t.Errorf("%s: %d", who, r.Status)
		}
	}
}

func TestAnAgreementIsDraftedOfferedSignedAndStopped(t *testing.T) {
	t.Parallel()
	s := site(t)
	grace, bea, jo := s.As("grace"), s.As("bea"), s.As("jo")
	id := begin(t, grace, "neighbours")
	contains(t, grace.Get(at(id, "")), "What is missing", "Name at least two parties", "Give a contact for breaches", "Enter the reference of the data protection impact assessment")
	if r := grace.Post(at(id, "/offer"), url.Values{"_version": {"1"}}); r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), "There is a problem") {
		t.Errorf("offered with gaps: %d", r.Status)
	}
	complete(t, s, grace, id, "brent")
	contains(t, grace.Get(at(id, "")), "Nothing. Read it once more", "Offer for signature")
	contains(t, grace.Follow(at(id, "/offer"), url.Values{"_version": {strconv.Itoa(get(t, s, "grace", id).Revision)}}), "Waits for 2 signatures", "0 of 2 signed")
	contains(t, bea.Get("/agreements"), "Agreements 1 to sign", "To sign 1", "West London case sharing")
	contains(t, bea.Get(at(id, "")), "What changes if you sign", "Sign for the London Borough of Brent", "Send back with a question", "Nobody gains or loses sight")
	contains(t, bea.Get(at(id, "/sign")), "1. Parties", "9. Review and sign-off", "Fingerprint", get(t, s, "bea", id).Fingerprint())
	if r := bea.Post(at(id, "/sign"), url.Values{"fingerprint": {get(t, s, "bea", id).Fingerprint()}}); r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), "Tick that you have read it") {
		t.Errorf("signed unread: %d", r.Status)
	}
	form := signing(t, s, id)
	contains(t, bea.Follow(at(id, "/sign"), form), "Signed for the London Borough of Brent.", "1 of 2 signed")
	if r := bea.Post(at(id, "/sign"), form); r.Location != at(id, "") {
		t.Errorf("sent twice: %d %s", r.Status, r.Text())
	}
	if r := bea.Post(at(id, "/sign"), signing(t, s, id)); r.Status != http.StatusConflict {
		t.Errorf("signed twice: %d", r.Status)
	}
	contains(t, grace.Follow(at(id, "/sign"), signing(t, s, id)), "2 of 2 signed", "In force", "Suspend", "Draft a new version")
	contains(t, grace.Get("/agreements/register"), "West London case sharing, version 1", "Who receives", "6(1)(e) public task", "London Borough of Brent (controller)")
	contains(t, grace.Get(at(id, "/text")), "Signatures", "Bea Castellan", "Fingerprint of the text")
	if r := jo.Get(at(id, "")); r.Status != http.StatusNotFound {
		t.Errorf("no party reads it: %d", r.Status)
	}
	stop(t, s, id, bea, grace)
}

// stop suspends, resumes and ends through the pages.
func stop(t *testing.T, s *webtest.Site, id int, bea, grace *webtest.Client) {
	t.Helper()
	reason := func(text string) url.Values {
		return url.Values{"reason": {text}, "_version": {strconv.Itoa(get(t, s, "bea", id).Revision)}, "_key": {uuid.NewString()}}
	}
	contains(t, bea.Get(at(id, "/suspend")), "Sharing under this agreement stops", "Suspend now", "What changes if it stops")
	if r := bea.Post(at(id, "/suspend"), reason(" ")); r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), "Say why sharing stops") {
		t.Errorf("without a reason: %d", r.Status)
	}
	if r := bea.Post(at(id, "/suspend"), url.Values{"reason": {"A breach"}, "_version": {"1"}}); r.Status != http.StatusConflict || !strings.Contains(r.Body, "A breach") {
		t.Errorf("of an old revision: %d", r.Status)
	}
	suspend := reason("A breach")
	contains(t, bea.Follow(at(id, "/suspend"), suspend), "Suspended by London Borough of Brent", "A breach", "Resume")
	if r := bea.Post(at(id, "/suspend"), suspend); r.Location != at(id, "") {
		t.Errorf("sent twice: %d", r.Status)
	}
	if text := grace.Get(at(id, "")).Text(); strings.Contains(text, "Resume") || !strings.Contains(text, "Suspended by") {
		t.Errorf("Ealing is offered to resume: %s", text)
	}
	contains(t, bea.Follow(at(id, "/resume"), reason("Put right")), "Resumed for your organisation.", "In force")
	contains(t, grace.Follow(at(id, "/review"), reason("It serves")), "Review recorded.", "Last reviewed")
	contains(t, grace.Follow(at(id, "/end"), reason("Members decided")), "Ended by London Borough of Ealing", "Members decided")
	contains(t, grace.Get("/agreements"), "Ended 1")
}

func TestAQuestionSendsItBackAndANewTextIsRead(t *testing.T) {
	t.Parallel()
	s := site(t)
	grace, bea := s.As("grace"), s.As("bea")
	id := offered(t, s, grace, "brent")
	old := signing(t, s, id)
	contains(t, bea.Follow(at(id, "/question"), url.Values{"question": {"Why contact?"}, "_version": {strconv.Itoa(get(t, s, "bea", id).Revision)}}), "Question sent.", "Sent back by London Borough of Brent")
	contains(t, grace.Get(at(id, "")), "Why contact?", "What is missing")
	data := fields(t, grace, at(id, "/draft/data"))
	data["categories"] = []string{"existence", "identity", "plan"}
	contains(t, grace.Follow(at(id, "/draft/data"), data), "Data items saved.")
	grace.Follow(at(id, "/offer"), url.Values{"_version": {strconv.Itoa(get(t, s, "grace", id).Revision)}})
	if r := bea.Post(at(id, "/sign"), old); r.Status != http.StatusConflict || !strings.Contains(r.Text(), "not the one that you read") {
		t.Errorf("a text that was changed: %d %s", r.Status, r.Text())
	}
	if r := grace.Post(at(id, "/draft/data"), data); r.Status != http.StatusConflict {
		t.Errorf("drafted while it is out: %d", r.Status)
	}
}

func TestTwoWhoDraftASectionChoose(t *testing.T) {
	t.Parallel()
	s := site(t)
	grace := s.As("grace")
	id := begin(t, grace, "jobcentre")
	mine := fields(t, grace, at(id, "/draft/purpose"))
	grace.Follow(at(id, "/draft/purpose"), change(fields(t, grace, at(id, "/draft/purpose")), "purpose", "Theirs"))
	r := grace.Post(at(id, "/draft/purpose"), change(mine, "purpose", "Mine"))
	if r.Status != http.StatusConflict {
		t.Fatalf("%d %s", r.Status, r.Text())
	}
	contains(t, r, "Kept now", "Theirs", "Mine", "Grace Mensah changed this")
	if strings.Contains(r.Text(), "Benefits") {
		t.Error("what does not differ is shown")
	}
	contains(t, grace.Follow(at(id, "/draft/purpose"), sent(r.Body)), "Purpose saved.")
	if got := get(t, s, "grace", id).Terms.Sections["purpose"]; got != "Mine" {
		t.Errorf("kept: %q", got)
	}
}

func TestWhatIsWrongInASectionStandsAtItsField(t *testing.T) {
	t.Parallel()
	s := site(t)
	grace := s.As("grace")
	id := begin(t, grace, "provider")
	for part, c := range map[string][3]string{
		"parties": {"title", "", "Give the agreement a title"}, "review": {"until", "31 2 2030", "Error"}, "rights": {"rights_contact", strings.Repeat("x", 201), "Shorten this to 200"},
		"basis": {"article6", "7", "Choose one of the answers"}, "purpose": {"aims", strings.Repeat("x", 6001), "Shorten this to 6000"},
	} {
		r := grace.Post(at(id, "/draft/"+part), change(fields(t, grace, at(id, "/draft/"+part)), c[0], c[1]))
		if r.Status != http.StatusUnprocessableEntity || !strings.Contains(r.Text(), c[2]) || !strings.Contains(r.Text(), "There is a problem") {
			t.Errorf("%s: %d %s", part, r.Status, r.Text())
		}
	}
	for _, form := range []url.Values{{"title": {""}, "template": {"neighbours"}}, {"title": {"X"}}, {"title": {"X"}, "template": {"other"}}} {
		if r := grace.Post("/agreements/new", form); r.Status != http.StatusUnprocessableEntity {
			t.Errorf("%v: %d", form, r.Status)
		}
	}
	if r := grace.Get(at(id, "/draft/other")); r.Status != http.StatusNotFound {
		t.Errorf("no section: %d", r.Status)
	}
	if r := s.As("bea").Get(at(id, "/draft/purpose")); r.Status != http.StatusNotFound {
		t.Errorf("Brent drafts: %d", r.Status)
	}
}

func TestANewVersionIsComparedAndReplaces(t *testing.T) {
	t.Parallel()
	s := site(t)
	grace, bea := s.As("grace"), s.As("bea")
	id := offered(t, s, grace, "brent")
	grace.Follow(at(id, "/sign"), signing(t, s, id))
	bea.Follow(at(id, "/sign"), signing(t, s, id))
	key := url.Values{"_key": {uuid.NewString()}}
	r := bea.Post(at(id, "/version"), key)
	next, err := strconv.Atoi(strings.TrimPrefix(r.Location, "/agreements/"))
	if again := bea.Post(at(id, "/version"), key); err != nil || again.Location != r.Location {
		t.Fatalf("%d %s, again %s", r.Status, r.Location, again.Location)
	}
	if r := grace.Post(at(id, "/version"), nil); r.Status != http.StatusConflict {
		t.Errorf("two next versions: %d", r.Status)
	}
	data := fields(t, bea, at(next, "/draft/data"))
	data["categories"] = []string{"existence", "identity", "work"}
	bea.Follow(at(next, "/draft/data"), data)
	bea.Follow(at(next, "/offer"), url.Values{"_version": {strconv.Itoa(get(t, s, "bea", next).Revision)}})
	contains(t, grace.Get(at(next, "")), "Version 2 replaces version 1 when every party has signed", "Added", "Dropped", "Compare versions")
	contains(t, grace.Get(at(next, "/compare")), "What version 2 says differently from version 1", "Work and pay Not shared Shared", "Plan Shared Not shared")
	contains(t, grace.Get(at(id, "/compare?with="+strconv.Itoa(next))), "What version 2 says differently from version 1")
	contains(t, grace.Get(at(id, "/compare")), "nothing to compare it with")
	grace.Follow(at(next, "/sign"), signing(t, s, next))
	bea.Follow(at(next, "/sign"), signing(t, s, next))
	contains(t, grace.Get(at(id, "")), "Ended", "Replaced by version 2")
	if a := get(t, s, "grace", id); a.State != sharing.Ended {
		t.Errorf("%s", a.State)
	}
}

func TestComplaintsAreLoggedAndAnsweredBesideTheContact(t *testing.T) {
	t.Parallel()
	s := site(t)
	grace, bea := s.As("grace"), s.As("bea")
	id := offered(t, s, grace, "brent")
	contains(t, grace.Get(at(id, "/complaints")), "complaints@ealing.example", "No complaint is logged")
	if r := grace.Post(at(id, "/complaints"), url.Values{"received": {"1 1 2090"}, "about": {""}, "what": {""}}); r.Status != http.StatusUnprocessableEntity {
		t.Errorf("%d", r.Status)
	} else {
		contains(t, r, "Enter a day that is today or earlier", "Choose what it is about", "Write what the complaint says")
	}
	form := url.Values{"received": {"1 10 2026"}, "about": {"objection"}, "what": {"An objection was overlooked"}, "_key": {uuid.NewString()}}
	day := s.DB.Now().AddDate(0, 0, -3)
	form.Set("received", day.Format("2 1 2006"))
	contains(t, grace.Follow(at(id, "/complaints"), form), "Complaint logged.", "An objection was overlooked", "Open")
	if again := grace.Follow(at(id, "/complaints"), form); strings.Count(again.Text(), "An objection was overlooked") != 1 {
		t.Error("sent twice, logged twice")
	}
	if text := bea.Get(at(id, "/complaints")).Text(); !strings.Contains(text, "An objection was overlooked") || !strings.Contains(text, "Not yet") {
		t.Errorf("Brent reads it: %s", text)
	}
	list, err := s.App.Agreements.Complaints(s.World.As("grace"), id)
	if err != nil || len(list) != 1 {
		t.Fatal(err, len(list))
	}
	one := at(id, "/complaints/"+list[0].ID.String())
	if r := bea.Get(one); r.Status != http.StatusNotFound {
		t.Errorf("Brent answers Ealing's: %d", r.Status)
	}
	if r := grace.Post(one, url.Values{"finding": {""}, "answer": {"Sorry"}, "_version": {"1"}}); r.Status != http.StatusUnprocessableEntity {
		t.Errorf("no finding: %d", r.Status)
	}
	contains(t, grace.Follow(one, url.Values{"finding": {"upheld"}, "answer": {"It is honoured now"}, "_version": {"1"}}), "Answer saved.", "Upheld", "It is honoured now")
	if r := grace.Post(one, url.Values{"finding": {"not_upheld"}, "answer": {"No"}, "_version": {"1"}}); r.Status != http.StatusConflict || !strings.Contains(r.Text(), "It is honoured now") {
		t.Errorf("a stale answer: %d", r.Status)
	}
	if r := s.As("jo").Get(at(id, "/complaints")); r.Status != http.StatusNotFound {
		t.Errorf("no party reads the log: %d", r.Status)
	}
}
