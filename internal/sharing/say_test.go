package sharing_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/postgres"
	"onward/internal/sharing"
)

// saying is a world with its residents' say, seals and emergencies.
type saying struct {
	*fixture.World
	says        sharing.Says
	seals       sharing.Seals
	emergencies sharing.Emergencies
	rosa        uuid.UUID
	today       calendar.Date
}

func laySay(t *testing.T) *saying {
	t.Helper()
	w := fixture.New(t)
	s := &saying{World: w, says: sharing.Says{DB: w.DB, Gate: w.Gate, Rules: w.Gate.Rules}, seals: sharing.Seals{DB: w.DB, Gate: w.Gate},
		emergencies: sharing.Emergencies{DB: w.DB, Policy: w.Policy, Box: w.Box}, rosa: w.Rosa()}
	s.today = s.day(t)
	return s
}

func (s *saying) day(t *testing.T) (d calendar.Date) {
	t.Helper()
	if err := s.Read("amina", func(tx *postgres.Tx) error { d = tx.Actor.Today; return nil }); err != nil {
		t.Fatal(err)
	}
	return d
}

// agree lays an agreement of all three down, signed by each.
func (s *saying) agree(t *testing.T, id int, title, bases, condition string) {
	t.Helper()
	s.AsOwner(t, `insert into onward.agreement (id, partnership_id, drafter_org_id, title, state, bases, categories, condition, from_on, until_on)
		overriding system value select $1, partnership_id, id, $2, 'draft', $3, '{existence,identity,contact,plan}', $4, onward.today() - 30, onward.today() + 300 from onward.organisation where slug = 'ealing'`,
		id, title, "{"+bases+"}", condition)
	s.AsOwner(t, "insert into onward.agreement_party (agreement_id, organisation_id, discloses, receives) select $1, id, true, true from onward.organisation", id)
	s.AsOwner(t, `insert into onward.agreement_signature (agreement_id, organisation_id, staff_id, post_id, hash) select $1, o.id, p.staff_id, p.id, '' from onward.organisation o
		join lateral (select * from onward.post p where p.organisation_id = o.id order by p.id limit 1) p on true`, id)
	s.AsOwner(t, "update onward.agreement set state = 'awaiting_signature' where id = $1", id)
	s.AsOwner(t, "update onward.agreement set state = 'in_force' where id = $1", id)
}

func (s *saying) on(what string) sharing.Said {
	return sharing.Said{How: "voice", On: s.today, Evidence: what}
}

func (s *saying) told() sharing.Told { return sharing.Told{Wording: "Leaflet 4", Said: s.on("")} }

// sees says whether somebody reaches rosa's journey and her identity: by both walls.
func (s *saying) sees(t *testing.T, who string) bool {
	t.Helper()
	var ok bool
	err := s.Read(who, func(tx *postgres.Tx) error {
		var n int
		if err := tx.Conn().QueryRow(tx, "select count(*) from onward.resident_identity i join onward.journey j on j.resident_id = i.resident_id where j.id = $1", s.rosa).Scan(&n); err != nil {
			return err
		}
		d, err := s.Gate.Decide(tx, s.rosa)
		if fault.Is(err, fault.Missing) {
			err = nil
		}
		if ok = d.May(access.View, access.Identity); ok != (n == 1) {
			t.Errorf("%s: the first wall says %t, the second shows %d rows", who, ok, n)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return ok
}

func (s *saying) read(t *testing.T, who string) (say sharing.Say) {
	t.Helper()
	if err := s.Read(who, func(tx *postgres.Tx) error {
		d, err := s.Gate.Decide(tx, s.rosa)
		if err != nil {
			return err
		}
		say, err = s.says.Read(tx, d)
		return err
	}); err != nil {
		t.Fatalf("%s: %v", who, err)
	}
	return say
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func mustBe(t *testing.T, what string, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("%s: %v", what, err)
	}
}

func TestWhatIsSaidHoldsFromTheNextRequest(t *testing.T) {
	t.Parallel()
	s := laySay(t)
	s.agree(t, 1, "West cases", "neighbour", "informed")
	amina := s.As("amina")
	expect := func(what string, want bool) {
		t.Helper()
		if got := s.sees(t, "bola"); got != want {
			t.Errorf("%s: Brent sees her: %t", what, got)
		}
	}
	expect("before the notice", false)
	notice, err := s.says.Tell(amina, s.rosa, s.told())
	must(t, err)
	expect("told", true)
	objection, err := s.says.Object(amina, s.rosa, s.Orgs["brent"], s.on("“My sister works there.”"))
	must(t, err)
	expect("objected", false)
	if !s.sees(t, "jan") {
		t.Error("an objection to Brent shuts the jobcentre out")
	}
	must(t, s.says.Lift(amina, s.rosa, objection, s.on("")))
	expect("lifted", true)
	must(t, s.says.Untell(amina, s.rosa, notice))
	expect("the notice taken back", false)
	mustBe(t, "taken back twice", s.says.Untell(amina, s.rosa, notice), fault.Conflict)
	say := s.read(t, "amina")
	if len(say.Notices) != 0 || len(say.Objections) != 1 || say.Objections[0].Evidence != "“My sister works there.”" || say.Objections[0].Lifted != s.today {
		t.Errorf("kept: %+v", say)
	}
}

func TestConsentIsToOneAgreementAndCanBeWithdrawn(t *testing.T) {
	t.Parallel()
	s := laySay(t)
	s.agree(t, 1, "West cases", "neighbour", "consent")
	s.agree(t, 2, "First contact", "existence", "informed")
	amina := s.As("amina")
	_, err := s.says.Tell(amina, s.rosa, s.told())
	must(t, err)
	if s.sees(t, "bola") {
		t.Error("seen without consent")
	}
	_, err = s.says.Agree(amina, s.rosa, 2, s.on(""))
	mustBe(t, "an agreement that asks for none", err, fault.Invalid)
	_, err = s.says.Agree(amina, s.rosa, 77, s.on(""))
	mustBe(t, "no agreement", err, fault.Invalid)
	key := postgres.Once(amina, uuid.New(), "agree")
	first, err := s.says.Agree(key, s.rosa, 1, s.on("signed form"))
	must(t, err)
	again, err := s.says.Agree(key, s.rosa, 1, s.on("signed form"))
	if err != nil || first != again {
		t.Errorf("sent twice: %v %v %v", first, again, err)
	}
	if !s.sees(t, "bola") {
		t.Error("not seen with consent")
	}
	_, err = s.says.Agree(amina, s.rosa, 1, s.on(""))
	mustBe(t, "agreed already", err, fault.Invalid)
	early := s.on("")
	early.On = s.today.Add(-1)
	mustBe(t, "withdrawn before it was given", s.says.Withdraw(amina, s.rosa, first, early), fault.Invalid)
	must(t, s.says.Withdraw(amina, s.rosa, first, s.on("")))
	if s.sees(t, "bola") {
		t.Error("seen after the withdrawal")
	}
	mustBe(t, "withdrawn twice", s.says.Withdraw(amina, s.rosa, first, s.on("")), fault.Conflict)
	mustBe(t, "another's consent", s.says.Withdraw(amina, s.Start("amina", "Tomasz", "Brandl"), first, s.on("")), fault.Missing)
	if _, err := s.says.Agree(amina, s.rosa, 1, s.on("")); err != nil || !s.sees(t, "bola") {
		t.Errorf("given anew: %v", err)
	}
}

func TestWhoMayRecordAndWhatIsRefused(t *testing.T) {
	t.Parallel()
	s := laySay(t)
	s.agree(t, 1, "West cases", "neighbour", "informed")
	record := func(who string) error { _, err := s.says.Tell(s.As(who), s.rosa, s.told()); return err }
	for _, who := range []string{"amina", "tom", "ines"} {
		must(t, record(who))
	}
	for who, kind := range map[string]fault.Kind{"joel": fault.Forbidden, "grace": fault.Forbidden, "bola": fault.Forbidden, "anil": fault.Missing, "petra": fault.Missing} {
		mustBe(t, who, record(who), kind)
		_, err := s.says.Object(s.As(who), s.rosa, s.Orgs["brent"], s.on(""))
		mustBe(t, who+" objects", err, kind)
	}
	amina := s.As("amina")
	for what, bad := range map[string]sharing.Told{
		"no wording": {Said: s.on("")}, "no manner": {Wording: "Leaflet 4", Said: sharing.Said{On: s.today}}, "an odd manner": {Wording: "Leaflet 4", Said: sharing.Said{How: "pigeon", On: s.today}},
		"no day": {Wording: "Leaflet 4", Said: sharing.Said{How: "voice"}}, "tomorrow": {Wording: "Leaflet 4", Said: sharing.Said{How: "voice", On: s.today.Add(1)}},
		"too long": {Wording: "Leaflet 4", Said: s.on(strings.Repeat("x", 201))}, "a long wording": {Wording: strings.Repeat("x", 61), Said: s.on("")},
	} {
		_, err := s.says.Tell(amina, s.rosa, bad)
		mustBe(t, what, err, fault.Invalid)
	}
	for what, org := range map[string]int{"itself": s.Orgs["ealing"], "nobody": 0, "none": 999} {
		_, err := s.says.Object(amina, s.rosa, org, s.on(""))
		mustBe(t, what, err, fault.Invalid)
	}
	_, err := s.says.Object(amina, s.rosa, s.Orgs["brent"], s.on("x"))
	must(t, err)
	_, err = s.says.Object(amina, s.rosa, s.Orgs["brent"], s.on("x"))
	mustBe(t, "objected already", err, fault.Invalid)
	if say := s.read(t, "joel"); len(say.Objections) != 1 || say.Objections[0].Evidence != "" {
		t.Errorf("a colleague reads the evidence: %+v", say.Objections)
	}
	err = s.Read("jan", func(tx *postgres.Tx) error {
		d, err := s.Gate.Decide(tx, s.rosa)
		must(t, err)
		for _, f := range []func() error{
			func() error { _, err := s.says.Read(tx, d); return err }, func() error { _, err := s.says.Readers(tx, d); return err },
			func() error { _, err := s.says.Looks(tx, d, 90, 0, 5); return err }, func() error { _, err := s.says.Agreements(tx, d); return err },
		} {
			mustBe(t, "a neighbour asks for the say", f(), fault.Missing)
		}
		return nil
	})
	must(t, err)
	var n int
	must(t, s.Read("grace", func(tx *postgres.Tx) error {
		return tx.Conn().QueryRow(tx, "select count(*) from onward.audit where journey_id = $1 and action = 'add' and subject in ('privacy notice', 'objection')", s.rosa).Scan(&n)
	}))
	if n != 4 {
		t.Errorf("%d rows in the audit of 4 recordings", n)
	}
}

func (s *saying) readers(t *testing.T, who string) map[string]sharing.Reader {
	t.Helper()
	found := map[string]sharing.Reader{}
	must(t, s.Read(who, func(tx *postgres.Tx) error {
		d, err := s.Gate.Decide(tx, s.rosa)
		if err != nil {
			return err
		}
		list, err := s.says.Readers(tx, d)
		for _, r := range list {
			found[r.Name] = r
		}
		return err
	}))
	return found
}

func TestReadersAreToldInPlainWordsAndAgreeWithTheWalls(t *testing.T) {
	t.Parallel()
	s := laySay(t)
	s.agree(t, 1, "West cases", "neighbour", "informed")
	s.agree(t, 2, "West referrals", "referral", "consent")
	s.agree(t, 3, "First contact", "existence", "informed")
	const brent, jcp = "London Borough of Brent", "Jobcentre Plus West London"
	because := func(name, want string) {
		t.Helper()
		if r := s.readers(t, "amina")[name]; !strings.Contains(strings.Join(r.Why, " "), want) {
			t.Errorf("%s: %q does not say %q", name, r.Why, want)
		}
	}
	all := s.readers(t, "amina")
	if r := all["Amina Yusufi, Ealing"]; r.Sees.Len() != 13 || r.Why[0] != "Single point of contact." {
		t.Errorf("the single point of contact: %+v", r)
	}
	if r := all["Other advisors, Ealing"]; strings.Join(r.Sees.Words(), " ") != "existence identity contact circumstances plan outcomes" {
		t.Errorf("other advisors: %v", r.Sees.Words())
	}
	if r := all[brent]; !r.Sees.Empty() {
		t.Errorf("Brent sees %v before she was told", r.Sees.Words())
	}
	because(brent, "Rosie has not been told yet how we share")
	_, err := s.says.Tell(s.As("amina"), s.rosa, s.told())
	must(t, err)
	because(brent, "Neighbour since "+s.today.Long()+". “West cases” version 1, section 3. Rosie was told.")
	if r := s.readers(t, "tom")[brent]; strings.Join(r.Sees.Words(), " ") != "existence identity contact plan" {
		t.Errorf("Brent sees %v", r.Sees.Words())
	}
	_, err = s.says.Object(s.As("amina"), s.rosa, s.Orgs["brent"], s.on(""))
	must(t, err)
	because(brent, "Rosie objects to it.")
	s.AsOwner(t, `insert into onward.referral (id, journey_id, resident_id, lead_org_id, author_org_id, author_id, to_org_id, categories, state, offered_at, answered_at)
		select gen_random_uuid(), id, resident_id, lead_org_id, lead_org_id, spoc_id, $2, '{identity,plan}', 'accepted', onward.now(), onward.now() from onward.journey where id = $1`, s.rosa, s.Orgs["jcp-west"])
	s.AsOwner(t, `insert into onward.note (id, note_id, revision, journey_id, lead_org_id, author_org_id, author_id, contact, happened_on, sealed)
		select gen_random_uuid(), gen_random_uuid(), 1, id, lead_org_id, $2, $3, 'none', onward.today(), '' from onward.journey where id = $1`, s.rosa, s.Orgs["jcp-west"], s.Staff["jan"])
	if r := s.readers(t, "amina")[jcp]; !r.Wrote.Has(access.Notes) || r.Sees.Has(access.Notes) {
		t.Errorf("the jobcentre's own notes: %+v", r)
	}
	_, err = s.says.Agree(s.As("amina"), s.rosa, 2, s.on(""))
	must(t, err)
	because(jcp, "Referral accepted "+s.today.Long()+". “West referrals” version 1, section 3. Rosie agreed.")
	for org, who := range map[string]string{brent: "bola", jcp: "jan"} {
		if got := s.readers(t, "amina")[org].Sees.Has(access.Identity); got != s.sees(t, who) {
			t.Errorf("the page says that %s sees her identity: %t; it does not", org, got)
		}
	}
	must(t, s.seals.Seal(s.As("amina"), s.rosa, "at_risk", []int{s.Staff["amina"], s.Staff["tom"]}))
	all = s.readers(t, "amina")
	if _, ok := all["Other advisors, Ealing"]; ok || all["Tom Redgate, Ealing"].Sees.Empty() || !all[jcp].Sees.Empty() {
		t.Errorf("sealed: %+v", all)
	}
	because(jcp, "This journey is sealed.")
}

func TestLooksNameWhoLookedAndAreTheLeadsAlone(t *testing.T) {
	t.Parallel()
	s := laySay(t)
	s.agree(t, 1, "West cases", "neighbour", "informed")
	_, err := s.says.Tell(s.As("amina"), s.rosa, s.told())
	must(t, err)
	looked := func(who string) []sharing.Look {
		var list []sharing.Look
		must(t, s.Read(who, func(tx *postgres.Tx) error {
			rows, err := tx.Conn().Query(tx, "select organisation, staff, role, action from onward.looks($1, 90, $2, 100)", s.rosa, int64(1)<<62)
			must(t, err)
			defer rows.Close()
			for rows.Next() {
				var l sharing.Look
				must(t, rows.Scan(&l.OrgName, &l.Name, &l.Role, &l.Action))
				list = append(list, l)
			}
			return rows.Err()
		}))
		return list
	}
	must(t, s.Read("bola", func(tx *postgres.Tx) error {
		d, err := s.Gate.Decide(tx, s.rosa)
		must(t, err)
		tx.Last("insert into onward.audit (post_id, staff_id, organisation_id, action, subject, journey_id, resident_id, categories, basis) values ($1, $2, $3, 'view', 'plan', $4, $5, '{plan}', 'neighbour')",
			tx.Actor.Post, tx.Actor.User, tx.Actor.Organisation, s.rosa, d.Subject.Resident)
		return nil
	}))
	if list := looked("amina"); !slices.ContainsFunc(list, func(l sharing.Look) bool {
		return l.Name == "Bola Adeyemi" && l.OrgName == "Brent" && l.Role == "advisor" && l.Action == "view"
	}) {
		t.Errorf("the lead does not see who looked: %+v", list)
	}
	for _, who := range []string{"bola", "jan"} {
		if list := looked(who); len(list) != 0 {
			t.Errorf("%s sees the trace of another's journey: %+v", who, list)
		}
	}
	must(t, s.seals.Seal(s.As("amina"), s.rosa, "at_risk", []int{s.Staff["amina"], s.Staff["joel"]}))
	if list := looked("grace"); len(list) != 0 {
		t.Errorf("governance sees the trace of a sealed journey: %+v", list)
	}
	if len(looked("joel")) == 0 {
		t.Error("a colleague named in the seal does not see the trace")
	}
}

func TestManyAreToldInOneGoAndItCanBeUndone(t *testing.T) {
	t.Parallel()
	s := laySay(t)
	s.agree(t, 1, "West cases", "neighbour", "informed")
	s.Start("joel", "Tomasz", "Brandl")
	other := s.Start("bola", "Asha", "Rao")
	tom := s.As("tom")
	w, err := s.says.Untold(tom, sharing.Untold{}, 100)
	must(t, err)
	if w.Total != 2 || len(w.Rows) != 2 || w.Rows[0].Family != "Adomako" || len(w.Advisors) != 2 {
		t.Fatalf("untold: %+v", w)
	}
	if w, _ := s.says.Untold(tom, sharing.Untold{Advisor: s.Staff["joel"]}, 100); w.Total != 1 || w.Rows[0].Family != "Brandl" {
		t.Errorf("of Joel's: %+v", w)
	}
	if w, _ := s.says.Untold(tom, sharing.Untold{Imported: s.today}, 100); w.Total != 0 {
		t.Errorf("imported today: %+v", w)
	}
	_, _, err = s.says.TellMany(tom, []uuid.UUID{other}, false, sharing.Untold{}, s.told())
	mustBe(t, "Brent's resident", err, fault.Invalid)
	_, _, err = s.says.TellMany(tom, nil, true, sharing.Untold{}, sharing.Told{})
	mustBe(t, "nothing typed", err, fault.Invalid)
	_, _, err = s.says.TellMany(s.As("joel"), nil, true, sharing.Untold{}, s.told())
	mustBe(t, "an advisor for others' caseloads", err, fault.Forbidden)
	key := postgres.Once(tom, uuid.New(), "tell")
	n, batch, err := s.says.TellMany(key, nil, true, sharing.Untold{}, s.told())
	must(t, err)
	if m, again, err := s.says.TellMany(key, nil, true, sharing.Untold{}, s.told()); n != 2 || m != 2 || again != batch || err != nil {
		t.Errorf("told %d, again %d %v", n, m, err)
	}
	if !s.sees(t, "bola") {
		t.Error("told, and the neighbour sees nothing")
	}
	if list, err := s.says.Lately(s.As("ines")); err != nil || len(list) != 1 || list[0].Count != 2 || list[0].Ours {
		t.Errorf("lately: %+v %v", list, err)
	}
	_, err = s.says.UntellMany(s.As("ines"), batch)
	mustBe(t, "another's go", err, fault.Conflict)
	if n, err := s.says.UntellMany(tom, batch); n != 2 || err != nil || s.sees(t, "bola") {
		t.Errorf("undone: %d %v", n, err)
	}
	_, err = s.says.UntellMany(tom, batch)
	mustBe(t, "undone twice", err, fault.Conflict)
	_, batch, err = s.says.TellMany(tom, []uuid.UUID{s.rosa}, false, sharing.Untold{}, s.told())
	must(t, err)
	s.AsOwner(t, "insert into onward.clock_shift values (interval '25 hours')")
	_, err = s.says.UntellMany(tom, batch)
	mustBe(t, "after a day", err, fault.Conflict)
	for _, who := range []string{"grace", "petra"} {
		_, err := s.says.Untold(s.As(who), sharing.Untold{}, 10)
		mustBe(t, who, err, fault.Forbidden)
	}
}
