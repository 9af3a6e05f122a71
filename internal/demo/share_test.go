package demo_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/demo"
	"onward/internal/fault"
	"onward/internal/journey"
	"onward/internal/postgres"
	"onward/internal/sharing"
	"onward/internal/testdb"
)

func TestAgreementsStandInEveryState(t *testing.T) {
	t.Parallel()
	s, db, _ := seed(t, small)
	shelf, err := sharing.Agreements{DB: s.DB, Policy: s.Policy, Box: s.Box}.List(as(post(t, db, "derek")))
	if err != nil {
		t.Fatal(err)
	}
	states, reviews, opens := map[sharing.State]int{}, []string{}, 0
	for _, a := range shelf.Agreements {
		states[a.State]++
		if a.ToReview(shelf.Today) {
			reviews = append(reviews, a.Terms.Title)
		}
		if a.OpensOn(shelf.Today) {
			opens++
		}
		if (a.State == sharing.InForce) != (len(a.Unsigned()) == 0 && a.State != sharing.Suspended && a.State != sharing.Ended) {
			t.Errorf("%s is %s with %d signatures missing", a.Terms.Title, a.State, len(a.Unsigned()))
		}
		if a.State == sharing.Awaiting && len(a.Unsigned()) != 1 {
			t.Errorf("%s waits for %d signatures", a.Terms.Title, len(a.Unsigned()))
		}
	}
	want := map[sharing.State]int{sharing.Draft: 1, sharing.Awaiting: 1, sharing.InForce: 6, sharing.Suspended: 1, sharing.Ended: 2}
	for state, n := range want {
		if states[state] != n {
			t.Errorf("%s: %d, want %d", state, states[state], n)
		}
	}
	if opens != 6 || !slices.Equal(reviews, []string{"Referral for advice"}) {
		t.Errorf("%d open something, to review: %v", opens, reviews)
	}
	for what, sql := range map[string]string{
		"a signature of another organisation's officer": `select g.agreement_id::text from onward.agreement_signature g join onward.post p on p.id = g.post_id
			where p.organisation_id <> g.organisation_id or p.role <> 'governance' or p.staff_id <> g.staff_id`,
		"an agreement without its history": "select a.id::text from onward.agreement a where not exists (select from onward.agreement_event e where e.agreement_id = a.id and e.what = 'drafted')",
		"a borough outside the neighbours": `select o.slug from onward.organisation o where o.kind = 'borough' and not exists (select from onward.agreement_party p join onward.agreement a on a.id = p.agreement_id
			where p.organisation_id = o.id and a.title = 'Neighbouring boroughs' and a.number = 2 and a.state = 'in_force' and a.condition = 'informed')`,
		"an opening that the rule does not have": `select concat_ws(' ', journey_id, key, org_id, categories, refused, sealed_to, open, next_due) from onward.opening
			except select concat_ws(' ', journey_id, key, org_id, categories, refused, sealed_to, open, next_due) from onward.openings(array(select id from onward.journey))`,
		"what the rule has and nobody wrote": `select concat_ws(' ', journey_id, key, org_id, categories, refused, sealed_to, open, next_due) from onward.openings(array(select id from onward.journey))
			except select concat_ws(' ', journey_id, key, org_id, categories, refused, sealed_to, open, next_due) from onward.opening`,
	} {
		if got := ask[string](t, db, sql); len(got) > 0 {
			t.Errorf("%s: %d, like %s", what, len(got), got[0])
		}
	}
	if got := ask[int](t, db, "select count(*)::int from onward.agreement_complaint where (finding = '') = (answered_on is null)")[0]; got != 2 {
		t.Errorf("%d complaints", got)
	}
}

// What residents said, as counts between bounds that a medium world keeps.
func TestResidentsHadTheirSay(t *testing.T) {
	t.Parallel()
	_, db, _ := seed(t, medium)
	for _, c := range []struct {
		what, from  string
		least, most int
	}{
		{"told", "onward.notice", 970, 1070},
		{"consents", "onward.consent", 150, 500},
		{"withdrawn", "onward.consent where withdrawn_on is not null", 5, 60},
		{"objections", "onward.objection", 4, 40},
		{"states of referrals", "(select distinct state from onward.referral) x", 6, 6},
		{"ways in which notices were given", "(select distinct how from onward.notice) x", 6, 7},
		{"who gave them", "(select distinct author_id from onward.notice) x", 30, 300},
		{"seals", "onward.seal_order where lifted_at is null and cardinality(list) >= 2", 2, 2},
		{"reasons of seals", "(select distinct reason from onward.seal_order where reason in ('colleague', 'at_risk')) x", 2, 2},
		{"emergencies reviewed", "onward.emergency where finding in ('justified', 'training') and reviewed_by is not null", 2, 2},
		{"emergencies of today", "onward.emergency where reviewed_at is null and told_at is null and declared_at > onward.now() - interval '1 hour'", 1, 1},
	} {
		if got := ask[int](t, db, "select count(*)::int from "+c.from)[0]; got < c.least || got > c.most {
			t.Errorf("%s: %d, want %d to %d", c.what, got, c.least, c.most)
		}
	}
	for what, sql := range map[string]string{
		"something said in the future": `select 'notice' from onward.notice where given_on > onward.today() or created_at > onward.now() union all
			select 'consent' from onward.consent where given_on > onward.today() or withdrawn_on > onward.today() or withdrawn_on < given_on or created_at > onward.now() union all
			select 'objection' from onward.objection where lifted_on > onward.today() or lifted_on < objected_on union all
			select 'referral' from onward.referral where greatest(offered_at, answered_at, ended_at) > onward.now() or answered_at < offered_at or ended_at < offered_at`,
		"a referral before consent":      "select f.id::text from onward.referral f where not exists (select from onward.consent c where c.resident_id = f.resident_id and c.given_on <= f.offered_at)",
		"a referral that a lead answers": "select id::text from onward.referral where to_org_id = lead_org_id",
		"a closed journey's open card":   "select f.id::text from onward.referral f join onward.journey j on j.id = f.journey_id where j.closed_on is not null and f.state in ('offered', 'accepted', 'started')",
		"said without a trace": `select n.id::text from onward.notice n where not exists (select from onward.audit a where a.subject_id = n.id and a.subject = 'privacy notice') union all
			select c.id::text from onward.consent c where not exists (select from onward.audit a where a.subject_id = c.id and a.subject = 'consent')`,
	} {
		if got := ask[string](t, db, sql); len(got) > 0 {
			t.Errorf("%s: %d, like %s", what, len(got), got[0])
		}
	}
}

const saidContents = `select concat_ws('|', j.reference,
	(select string_agg(concat_ws('/', n.wording, n.how, n.given_on, n.evidence), ',' order by n.given_on) from onward.notice n where n.resident_id = j.resident_id),
	(select string_agg(concat_ws('/', a.title, c.how, c.given_on, c.withdrawn_on), ',' order by a.title) from onward.consent c join onward.agreement a on a.id = c.agreement_id where c.resident_id = j.resident_id),
	(select string_agg(concat_ws('/', o.slug, x.objected_on, x.lifted_on), ',' order by o.slug) from onward.objection x join onward.organisation o on o.id = x.organisation_id where x.resident_id = j.resident_id),
	(select string_agg(concat_ws('/', o.slug, f.state, f.categories, f.offered_at, f.answered_at, f.ended_at), ',' order by o.slug, f.offered_at) from onward.referral f join onward.organisation o on o.id = f.to_org_id where f.journey_id = j.id),
	(select string_agg(concat_ws('/', s.reason, s.list), ',') from onward.seal_order s where s.journey_id = j.id),
	(select string_agg(concat_ws('/', e.author_id, e.finding), ',') from onward.emergency e where e.journey_id = j.id))
	from onward.journey j order by j.reference`

func TestOneSeedSaysTheSame(t *testing.T) {
	t.Parallel()
	_, a, _ := seed(t, small)
	_, b, _ := seed(t, small)
	first, second := ask[string](t, a, saidContents), ask[string](t, b, saidContents)
	for i := range first {
		if first[i] != second[i] {
			t.Fatalf("the same seed, another say:\n%s\n%s", first[i], second[i])
		}
	}
}

// The tour of the README: Rosa seen from four organisations, and by governance.
func TestRosaIsSeenAsTheTourSays(t *testing.T) {
	t.Parallel()
	o := small
	o.Seed = 1 // that of the tour, which names her reference
	s, db, _ := seed(t, o)
	rosa := ask[uuid.UUID](t, db, rosaQuery)[0]
	if got := ask[string](t, db, "select reference from onward.journey where id = $1", rosa)[0]; got != "2P65 0L" {
		t.Errorf("Rosa's reference is %q, not the README's", got)
	}
	all := access.SetOf(access.Existence, access.Identity, access.Contact, access.Circumstances, access.HousingMoney, access.Health, access.Equality, access.Offences,
		access.Plan, access.Notes, access.Work, access.Outcomes, access.Documents)
	for _, c := range []struct {
		who   string
		sees  access.Set
		basis string
		adds  bool // notes
	}{
		{"amina", all, "caseload", true},
		{"joel", access.SetOf(access.Existence, access.Identity, access.Contact, access.Circumstances, access.Plan, access.Outcomes), "own", true},
		{"bola", access.SetOf(access.Existence, access.Identity, access.Contact, access.Circumstances, access.Plan, access.Outcomes), "neighbour", false},
		{"priti", access.SetOf(access.Existence, access.Identity), "offered", false},
		{"neela", access.SetOf(access.Existence, access.Identity, access.Contact, access.Circumstances, access.Plan, access.Work, access.Outcomes), "referral", true},
		{"derek", access.SetOf(access.Existence), "own", false},
		{"kemi", 0, "", false},
	} {
		d := seenBy(t, s, db, c.who, rosa)
		if d.On(access.View) != c.sees || d.Basis(access.View, access.Existence) != c.basis || d.May(access.Add, access.Notes) != c.adds {
			t.Errorf("%s sees %v by %q and adds notes: %v", c.who, d.On(access.View).Words(), d.Basis(access.View, access.Existence), d.May(access.Add, access.Notes))
		}
	}
}

func seenBy(t *testing.T, s demo.Seeder, db *testdb.Database, who string, id uuid.UUID) (d access.Decision) {
	t.Helper()
	err := s.DB.Read(as(post(t, db, who)), func(tx *postgres.Tx) (err error) {
		d, err = journey.NewGate(s.Policy).Decide(tx, id)
		return err
	})
	if err != nil && !fault.Is(err, fault.Missing) {
		t.Fatal(err)
	}
	return d
}

// Sealed journeys are there for those whom the order names, and for no colleague.
func TestSealsAndEmergenciesHold(t *testing.T) {
	t.Parallel()
	s, db, _ := seed(t, small)
	for _, id := range ask[uuid.UUID](t, db, "select journey_id from onward.seal_order") {
		if d := seenBy(t, s, db, "tom", id); d.On(access.View) != 0 {
			t.Errorf("the sealer's manager sees %v", d.On(access.View).Words())
		}
		holder := ask[string](t, db, "select s.username from onward.journey j join onward.staff s on s.id = j.spoc_id where j.id = $1", id)[0]
		if d := seenBy(t, s, db, holder, id); !d.May(access.View, access.Notes) {
			t.Error("a seal shuts the single point of contact out")
		}
	}
	today := ask[uuid.UUID](t, db, "select journey_id from onward.emergency where reviewed_at is null")[0]
	if d := seenBy(t, s, db, "mo", today); d.Basis(access.View, access.Health) != "emergency" {
		t.Errorf("Mo sees health by %q", d.Basis(access.View, access.Health))
	}
	if d := seenBy(t, s, db, "bola", ask[uuid.UUID](t, db, "select journey_id from onward.emergency where finding = 'justified'")[0]); d.May(access.View, access.Health) {
		t.Error("an emergency of weeks ago opens still")
	}
	if got := ask[int](t, db, "select count(*)::int from onward.audit a join onward.emergency e on e.journey_id = a.journey_id and e.author_id = a.staff_id where a.basis = 'emergency' and a.action = 'view' and 'health' = any (a.categories)")[0]; got != 1 {
		t.Errorf("%d looks in the emergency", got)
	}
}

// Whoever the README tells to sign in is there to sign in.
func TestTheTourNamesPeopleWhoAreThere(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, db, _ := seed(t, small)
	emails := regexp.MustCompile("`([a-z.-]+@[a-z-]+\\.example)`").FindAllSubmatch(text, -1)
	if len(emails) < 6 {
		t.Errorf("only %d sign-ins", len(emails))
	}
	for _, email := range emails {
		if ask[int](t, db, "select count(*)::int from onward.staff where email = $1", string(email[1]))[0] != 1 {
			t.Errorf("nobody signs in as %s", email[1])
		}
	}
}
