package agreementpage_test

import (
	"testing"

	"onward/internal/fixture"
	"onward/internal/testbrowser"
	"onward/internal/webtest"
)

func signIn(s *webtest.Site, b *testbrowser.Browser, who string) {
	b.Go(s.URL + "/sign-in")
	b.Type("#email", s.Colleague(who).Email)
	b.Type("#password", fixture.Password)
	b.Click("main button[type=submit]:not([aria-controls])")
	b.See("Official-Sensitive")
}

// journeys gives Ealing and Brent open journeys of residents who were told, one
// of whom objected to Brent.
func journeys(t *testing.T, s *webtest.Site) {
	t.Helper()
	for _, name := range []string{"Brandl", "Castro", "Dembele", "Eriksen", "Farouk", "Gomez", "Hadid"} {
		s.Start("amina", "Tomasz", name)
	}
	for _, name := range []string{"Ibori", "Jansen"} {
		s.Start("bola", "Mira", name)
	}
	s.AsOwner(t, `insert into onward.notice (id, resident_id, lead_org_id, author_org_id, author_id, wording, how, given_on)
		select gen_random_uuid(), resident_id, lead_org_id, lead_org_id, spoc_id, '1', 'in person', onward.today() from onward.journey`)
	s.AsOwner(t, `insert into onward.objection (id, resident_id, lead_org_id, author_org_id, author_id, organisation_id, how, objected_on)
		select gen_random_uuid(), j.resident_id, j.lead_org_id, j.lead_org_id, j.spoc_id, o.id, 'in person', onward.today() from onward.journey j, onward.organisation o
		where j.spoc_id = (select id from onward.staff where username = 'amina') and o.slug = 'brent' order by j.id limit 1`)
}

// TestAgreementsInABrowser goes through an agreement's life, at a desk without
// scripts and on a phone, and holds each page to axe.
func TestAgreementsInABrowser(t *testing.T) {
	t.Parallel()
	for name, option := range map[string]testbrowser.Option{"plain": testbrowser.NoScripts(), "desk": testbrowser.Width(1280), "phone": testbrowser.Phone()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := site(t)
			journeys(t, s)
			b := testbrowser.Open(t, option)
			look := func(shot string) {
				t.Helper()
				b.Axe()
				b.Screenshot("agreement-" + shot + "-" + name)
			}
			signIn(s, b, "grace")
			b.Go(s.URL + "/agreements")
			b.See("No agreements yet")
			look("empty")
			b.Click("text=New agreement")
			b.Click("text=Start a draft")
			b.See("Give the agreement a title")
			look("new")
			b.Type("#title", "West London case sharing")
			b.Click("#template")
			b.Click("text=Start a draft")
			b.See("What is missing")
			look("draft")
			id := only(t, s)
			for _, part := range []string{"parties", "data", "basis", "guarded", "review"} {
				b.Go(s.URL + at(id, "/draft/"+part))
				b.See("Save section")
				look("section-" + part)
			}
			complete(t, s, s.As("grace"), id, "brent", "jcp-west")
			b.Go(s.URL + at(id, ""))
			b.See("Read it once more")
			look("ready")
			b.Click("text=Offer for signature")
			b.See("What changes if you sign")
			b.See("objected")
			look("sign-panel")
			b.Click("text=Read and sign")
			b.See("Fingerprint")
			look("sign")
			b.Click(".onward-panel button[type=submit]")
			b.See("Tick that you have read it")
			look("sign-problem")
			b.Click("#read")
			b.Click(".onward-panel button[type=submit]")
			b.See("Signed for the London Borough of Ealing")
			s.As("bea").Follow(at(id, "/sign"), signing(t, s, id))
			s.As("jo").Follow(at(id, "/sign"), signing(t, s, id))
			b.Go(s.URL + at(id, ""))
			b.See("3 of 3 signed")
			look("force")
			b.Go(s.URL + at(id, "/suspend"))
			b.See("What changes if it stops")
			look("suspend")
			b.Click("text=Suspend now")
			b.See("Say why sharing stops")
			look("suspend-problem")
			b.Type("#reason", "A breach is looked into")
			b.Click("text=Suspend now")
			b.See("Suspended by London Borough of Ealing")
			look("suspended")
			b.Go(s.URL + at(id, "/complaints"))
			b.See("Log a complaint")
			look("complaints")
			b.Go(s.URL + "/agreements/register")
			b.See("Article 30")
			look("register")
			b.Go(s.URL + at(id, "/text"))
			b.See("Signatures")
			look("text")
			next := newVersion(t, s, id)
			b.Go(s.URL + at(next, ""))
			b.See("Version 2")
			b.Go(s.URL + at(next, "/compare"))
			b.See("What version 2 says differently")
			look("compare")
			b.Go(s.URL + "/agreements")
			b.See("Drafts")
			look("index")
		})
	}
}
