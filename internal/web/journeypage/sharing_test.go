package journeypage_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/postgres"
	"onward/internal/webtest"
)

// agreed lays an agreement of all organisations down, signed by each and in force.
func agreed(t *testing.T, s *webtest.Site, id int, title, bases, condition string) {
	t.Helper()
	s.AsOwner(t, `insert into onward.agreement (id, partnership_id, drafter_org_id, title, state, bases, categories, condition, from_on, until_on)
		overriding system value select $1, partnership_id, id, $2, 'draft', $3, '{existence,identity,contact,plan,notes}', $4, '2020-01-01', '2099-01-01' from onward.organisation where slug = 'ealing'`,
		id, title, "{"+bases+"}", condition)
	s.AsOwner(t, "insert into onward.agreement_party (agreement_id, organisation_id, discloses, receives) select $1, id, true, true from onward.organisation", id)
	s.AsOwner(t, `insert into onward.agreement_signature (agreement_id, organisation_id, staff_id, post_id, hash) select $1, o.id, p.staff_id, p.id, '' from onward.organisation o
		join lateral (select * from onward.post p where p.organisation_id = o.id order by p.id limit 1) p on true`, id)
	s.AsOwner(t, "update onward.agreement set state = 'awaiting_signature' where id = $1", id)
	s.AsOwner(t, "update onward.agreement set state = 'in_force' where id = $1", id)
}

func contains(t *testing.T, r webtest.Reply, status int, want ...string) {
	t.Helper()
	if r.Status != status {
		t.Errorf("answered %d, not %d: %s", r.Status, status, r.Text())
	}
	for _, w := range want {
		if !strings.Contains(r.Text(), w) {
			t.Errorf("%q is not on the page: %s", w, r.Text())
		}
	}
}

func lacks(t *testing.T, r webtest.Reply, unwanted ...string) {
	t.Helper()
	for _, w := range unwanted {
		if strings.Contains(r.Text(), w) {
			t.Errorf("%q is on the page: %s", w, r.Text())
		}
	}
}

var linked = regexp.MustCompile(`href="([^"]*(?:withdraw|lift))"`)

func TestTheSharingTabRecordsWhatTheResidentSays(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	onDay(t, s, "2026-04-15")
	agreed(t, s, 1, "West cases", "neighbour", "informed")
	agreed(t, s, 2, "West referrals", "referral", "consent")
	at := "/journeys/" + s.Rosa().String()
	amina, bola := s.As("amina"), s.As("bola")
	tab := at + "/sharing"
	contains(t, amina.Get(tab), http.StatusOK, "Who sees what, and why", "Amina Yusufi, Ealing Single point of contact.", "Other advisors, Ealing", "London Borough of Brent Rosie has not been told yet how we share. Nothing is shared before.",
		"Not told yet", "Record that Rosie was told", "West referrals Not agreed", "No objection is on record", "Print for Rosie", "All looks")
	if r := bola.Get(at); r.Status != http.StatusNotFound {
		t.Errorf("Brent before the notice: %d", r.Status)
	}
	contains(t, amina.Get(tab+"/notice"), http.StatusOK, "Nothing is shared before the resident was told how we share")
	told := said("wording", "Leaflet 4", "how", "leaflet_voice", "_key", uuid.NewString())
	for range 2 { // sent twice
		contains(t, amina.Follow(tab+"/notice", told), http.StatusOK, "Told how we share Told 15 April 2026, Leaflet 4, on paper and by voice, Amina Yusufi",
			"Neighbour since 15 April 2026. “West cases” version 1, section 3. Rosie was told.", "Stop sharing with London Borough of Brent")
	}
	if n := count(t, s, "select count(*) from onward.notice"); n != 1 {
		t.Errorf("%d notices of one send", n)
	}
	contains(t, bola.Get(at), http.StatusOK, "Rosa Adomako")
	if r := bola.Get(tab); r.Status != http.StatusNotFound {
		t.Errorf("Brent opens the Sharing tab: %d", r.Status)
	}
	lacks(t, bola.Get(at), "Sharing")
	contains(t, amina.Get(tab), http.StatusOK, "Bola Adeyemi Advisor, Brent Overview Neighbour")
	agree := amina.Get(tab + "/consent?agreement=2")
	contains(t, agree, http.StatusOK, "West referrals, version 1", "Consent is to one version")
	if !strings.Contains(agree.Body, `<option value="2" selected`) {
		t.Error("the agreement of the link is not chosen")
	}
	contains(t, amina.Follow(tab+"/consent", said("agreement", "2", "how", "signed")), http.StatusOK, "Consent recorded.", "West referrals Agreed 15 April 2026, signed, Amina Yusufi.")
	withdraw := linked.FindStringSubmatch(amina.Get(tab).Body)[1]
	contains(t, amina.Get(withdraw), http.StatusOK, "closed from the next request on")
	contains(t, amina.Follow(withdraw, said()), http.StatusOK, "West referrals Withdrawn 15 April 2026, by voice, Amina Yusufi. Agreed 15 April 2026.")
	contains(t, amina.Follow(withdraw, said()), http.StatusOK, "Somebody recorded this withdrawal already")
	brent := strconv.Itoa(s.Orgs["brent"])
	contains(t, amina.Follow(tab+"/objection", said("organisation", brent, "evidence", "“My sister works there.”")), http.StatusOK, "London Borough of Brent Stopped Since 15 April 2026. “My sister works there.”", "Rosie objects to it.")
	if r := bola.Get(at); r.Status != http.StatusNotFound {
		t.Errorf("Brent after the objection: %d", r.Status)
	}
	lacks(t, s.As("joel").Get(tab), "My sister works there")
	lift := linked.FindStringSubmatch(amina.Get(tab).Body)[1]
	contains(t, amina.Follow(lift, said()), http.StatusOK, "Objection lifted.", "London Borough of Brent Lifted")
	contains(t, bola.Get(at), http.StatusOK, "Rosa Adomako")
}

// said is a form of something said on the day of these tests.
func said(more ...string) url.Values {
	v := url.Values{"how": {"voice"}, "on": {"15 4 2026"}, "evidence": {""}}
	for i := 0; i+1 < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return v
}

func TestANoticeRecordedByMistakeIsTakenBack(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	onDay(t, s, "2026-04-15")
	agreed(t, s, 1, "West cases", "neighbour", "informed")
	at := "/journeys/" + s.Rosa().String()
	amina := s.As("amina")
	page := amina.Follow(at+"/sharing/notice", said("wording", "Leaflet 4"))
	undo := regexp.MustCompile(`action="(` + at + `/sharing/notices/[^"]+/remove)"`).FindStringSubmatch(page.Body)
	if undo == nil {
		t.Fatalf("no undo: %s", page.Text())
	}
	if r := s.As("tom").Follow(undo[1], nil); !strings.Contains(r.Text(), "can no longer be taken back") {
		t.Errorf("somebody else's: %s", r.Text())
	}
	contains(t, amina.Follow(undo[1], nil), http.StatusOK, "Taken back.", "Not told yet")
	if r := s.As("bola").Get(at); r.Status != http.StatusNotFound {
		t.Errorf("Brent after it was taken back: %d", r.Status)
	}
	contains(t, amina.Follow(undo[1], nil), http.StatusOK, "can no longer be taken back")
}

func TestWhatIsWrongWithASayingStandsAtItsField(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	onDay(t, s, "2026-04-15")
	agreed(t, s, 1, "West cases", "neighbour", "consent")
	tab := "/journeys/" + s.Rosa().String() + "/sharing"
	amina := s.As("amina")
	for _, c := range []struct {
		path, want string
		form       url.Values
	}{
		{"/notice", "Enter which version of the privacy notice was given", said("wording", "")},
		{"/notice", "Choose how it was said or given", said("wording", "L 4", "how", "")},
		{"/notice", "Enter the day, like 31 3 2026", said("wording", "L 4", "on", "")},
		{"/notice", "Enter a day that is not in the future", said("wording", "L 4", "on", "16 4 2026")},
		{"/notice", "Error", said("wording", "L 4", "on", "31 2 2026")},
		{"/notice", "Shorten this to 200 characters", said("wording", "L 4", "evidence", strings.Repeat("x", 201))},
		{"/consent", "Choose an agreement that asks for consent", said("agreement", "")},
		{"/objection", "Choose the organisation that the resident objects to", said("organisation", strconv.Itoa(s.Orgs["ealing"]))},
	} {
		r := amina.Post(tab+c.path, c.form)
		contains(t, r, http.StatusUnprocessableEntity, c.want, "There is a problem")
		if evidence := c.form.Get("evidence"); !strings.Contains(r.Body, `value="`+evidence+`"`) {
			t.Errorf("%s: what was typed is lost", c.want)
		}
	}
	for who, status := range map[string]int{"joel": http.StatusNotFound, "bola": http.StatusNotFound, "jan": http.StatusNotFound, "grace": http.StatusNotFound, "anil": http.StatusNotFound} {
		c := s.As(who)
		for _, part := range []string{"/notice", "/consent", "/objection", "/objections/" + uuid.NewString() + "/lift"} {
			if r := c.Get(tab + part); r.Status != status {
				t.Errorf("%s opens %s: %d", who, part, r.Status)
			}
			if r := c.Post(tab+part, said()); r.Status != status && !(who == "joel" && r.Status >= 400) {
				t.Errorf("%s sends %s: %d", who, part, r.Status)
			}
		}
	}
	if r := amina.Post(tab+"/objections/"+uuid.NewString()+"/lift", said()); r.Status != http.StatusNotFound {
		t.Errorf("an objection that is none: %d", r.Status)
	}
}

func TestGovernanceSeesWhoReadsByReferenceAlone(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	tab := "/journeys/" + s.Rosa().String() + "/sharing"
	r := s.As("grace").Get(tab)
	contains(t, r, http.StatusOK, "Who sees what, and why", "Who has looked")
	lacks(t, r, "Rosa", "Adomako", "Rosie", "Record", "Withdraw")
	for _, who := range []string{"anil", "petra", "bola"} {
		if r := s.As(who).Get(tab); r.Status != http.StatusNotFound {
			t.Errorf("%s: %d", who, r.Status)
		}
	}
}

func TestAllLooksGoBackInPages(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	id := s.Rosa()
	amina := s.As("amina")
	s.AsOwner(t, `insert into onward.audit (post_id, staff_id, organisation_id, action, subject, journey_id, categories, basis)
		select $1, $2, $3, 'view', 'plan', $4, '{plan}', 'caseload' from generate_series(1, 130)`, s.Posts["joel"], s.Staff["joel"], s.Orgs["ealing"], id)
	first := amina.Get("/journeys/" + id.String() + "/sharing/looks")
	contains(t, first, http.StatusOK, "Joel Hartigan Advisor, Ealing", "Earlier looks")
	next := regexp.MustCompile(`href="([^"]*before=\d+)"`).FindStringSubmatch(first.Body)
	last := amina.Get(next[1])
	contains(t, last, http.StatusOK, "Joel Hartigan")
	lacks(t, last, "Earlier looks")
	contains(t, amina.Get("/journeys/"+id.String()+"/sharing"), http.StatusOK, "looks in 90 days")
	if r := s.As("bola").Get("/journeys/" + id.String() + "/sharing/looks"); r.Status != http.StatusNotFound {
		t.Errorf("Brent reads the trace: %d", r.Status)
	}
}

func TestThePaperForTheResident(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	onDay(t, s, "2026-04-15")
	agreed(t, s, 1, "West cases", "neighbour", "informed")
	at := "/journeys/" + s.Rosa().String()
	amina := s.As("amina")
	contains(t, amina.Get(at+"/sharing/print"), http.StatusOK, "For Rosie Adomako", "We have not told you yet how we share", "Who cannot see anything Jobcentre Plus West London London Borough of Brent")
	amina.Follow(at+"/sharing/notice", said("wording", "Leaflet 4", "evidence", "in the blue folder"))
	paper := amina.Get(at + "/sharing/print")
	contains(t, paper, http.StatusOK, "We told you how we share on Wednesday 15 April 2026 (Leaflet 4). Amina Yusufi told you.", "Can see that we help you, your name and birthday, how to reach you and your plan.",
		"things we keep extra safe", "You can change your mind", "Call Amina Yusufi on")
	lacks(t, paper, "Health", "health", "blue folder", "Official-Sensitive")
	if r := s.As("bola").Get(at + "/sharing/print"); r.Status != http.StatusNotFound {
		t.Errorf("Brent prints it: %d", r.Status)
	}
}

func TestASealIsMadeChangedAndLifted(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	at := "/journeys/" + s.Rosa().String()
	tom, amina, joel := s.As("tom"), s.As("amina"), s.As("joel")
	staff := func(names ...string) (list []string) {
		for _, n := range names {
			list = append(list, strconv.Itoa(s.Staff[n]))
		}
		return list
	}
	contains(t, tom.Get(at+"/seal"), http.StatusOK, "Seal this journey", "Name at least two people")
	for want, form := range map[string]url.Values{"Choose why the journey is sealed": {"reason": {""}, "list": staff("tom", "joel")}, "Name at least two people": {"reason": {"at_risk"}, "list": staff("tom")},
		"Choose people who work at your organisation today": {"reason": {"at_risk"}, "list": {"x", "9999"}}} {
		contains(t, tom.Post(at+"/seal", form), http.StatusUnprocessableEntity, want, "There is a problem")
	}
	for who, c := range map[string]*webtest.Client{"a colleague": joel, "intake": s.As("ines")} {
		if r := c.Get(at + "/seal"); r.Status != http.StatusNotFound {
			t.Errorf("%s: %d", who, r.Status)
		}
	}
	r := tom.Post(at+"/seal", url.Values{"reason": {"at_risk"}, "list": staff("joel", "ines")})
	if r.Status != http.StatusSeeOther || strings.Contains(r.Location, "journeys") {
		t.Errorf("whoever shut themselves out goes on to %q (%d)", r.Location, r.Status)
	}
	for _, path := range []string{"", "/sharing", "/seal", "/plan"} {
		if r := tom.Get(at + path); r.Status != http.StatusNotFound {
			t.Errorf("the manager still opens %s: %d", path, r.Status)
		}
	}
	const banner = "This journey is sealed. Only the single point of contact and Ines Figueira and Joel Hartigan see it."
	for _, path := range []string{"", "/plan", "/timeline", "/sharing"} {
		contains(t, amina.Get(at+path), http.StatusOK, banner)
	}
	contains(t, joel.Get(at), http.StatusOK, "This journey is sealed.")
	lacks(t, joel.Get(at), "Change the names")
	contains(t, amina.Get(at+"/seal"), http.StatusOK, "The resident would be at risk if others knew", "Lift the seal")
	version := func() string {
		return regexp.MustCompile(`name="_version" value="(\d+)"`).FindStringSubmatch(amina.Get(at + "/seal").Body)[1]
	}
	contains(t, amina.Follow(at+"/seal/list", url.Values{"list": staff("tom", "joel"), "_version": {version()}}), http.StatusOK, "Names saved.", "Joel Hartigan and Tom Redgate")
	contains(t, amina.Follow(at+"/seal/list", url.Values{"list": staff("tom", "ines"), "_version": {"1"}}), http.StatusOK, "Somebody changed this")
	contains(t, tom.Post(at+"/seal/list", url.Values{"list": staff("ines", "joel"), "_version": {version()}}), http.StatusUnprocessableEntity, "Keep yourself on the list")
	key := uuid.NewString()
	v := version()
	for range 2 {
		contains(t, tom.Follow(at+"/seal/lift", url.Values{"_version": {v}, "_key": {key}}), http.StatusOK, "Seal lifted.")
	}
	lacks(t, amina.Get(at), "sealed")
}

func TestAnEmergencyStandsOnEveryPageWithItsEnd(t *testing.T) {
	t.Parallel()
	s := webtest.New(t)
	onDay(t, s, "2026-04-15")
	at := "/journeys/" + s.Rosa().String()
	bola := s.As("bola")
	r := bola.Follow("/emergency", url.Values{"given": {"Rosa"}, "family": {"Adomako"}, "born": {"4 5 1991"}, "reason": {"She collapsed in our office and an ambulance is on its way."}})
	contains(t, r, http.StatusOK, "Emergency declared.", "Rosa Adomako", "Emergency access until 16 April 2026 at 12:0")
	contains(t, bola.Get(at+"/details"), http.StatusOK, "Emergency access until 16 April 2026", "07700 900123")
	lacks(t, bola.Get(at+"/details"), "MW 12 34 56 A")
	if r := bola.Get(at + "/plan"); r.Status != http.StatusForbidden && r.Status != http.StatusNotFound {
		t.Errorf("an emergency opens the plan: %d", r.Status)
	}
	contains(t, s.As("amina").Get(at+"/sharing"), http.StatusOK, "Bola Adeyemi, Brent Declared an emergency. Ends 16 April 2026 at 12:0")
	var n int
	if err := s.Read("grace", func(tx *postgres.Tx) error {
		return tx.Conn().QueryRow(tx, "select count(*) from onward.looks((select id from onward.journey), 90, $1, 100) where basis = 'emergency'", int64(1)<<62).Scan(&n)
	}); err != nil || n < 3 {
		t.Errorf("%d looks on basis emergency: %v", n, err)
	}
}
