package sharing

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/calendar"
)

var monday = calendar.MustISO("2026-03-02")

// full are terms that lack nothing.
func full(code string) Terms {
	t, _ := FindTemplate(code)
	terms := t.Terms("West London", monday)
	terms.Parties = []Party{{Organisation: 1, Slug: "ealing", Name: "Ealing", Discloses: true, Receives: true, Capacity: "controller", CanSign: true},
		{Organisation: 2, Slug: "brent", Name: "Brent", Receives: true, Capacity: "controller", CanSign: true}}
	terms.RightsContact, terms.BreachContact, terms.ComplaintsContact = "a", "b", "c"
	for _, key := range []string{"officers", "dpia", "dpia_outcome", "signoff"} {
		terms.Sections[key] = "x"
	}
	return terms
}

func TestEveryTemplateLacksOnlyWhatIsOnesOwn(t *testing.T) {
	t.Parallel()
	for _, template := range Templates {
		if gaps := full(template.Code).Missing(monday); len(gaps) != 0 {
			t.Errorf("%s: %v", template.Code, gaps)
		}
		if err := full(template.Code).check([]Party{{Organisation: 1}, {Organisation: 2}}); err != nil {
			t.Errorf("%s: %v", template.Code, err)
		}
	}
}

func TestWhatIsMissingIsSaidWhereItIs(t *testing.T) {
	t.Parallel()
	for want, spoil := range map[string]func(*Terms){
		"parties/title":             func(t *Terms) { t.Title = "" },
		"parties/party":             func(t *Terms) { t.Parties = t.Parties[:1] },
		"parties/party ":            func(t *Terms) { t.Parties[0].Discloses = false },
		"parties/party  ":           func(t *Terms) { t.Parties[1].Capacity = "joint_controller" },
		"parties/party   ":          func(t *Terms) { t.Parties[1].CanSign = false },
		"parties/party    ":         func(t *Terms) { t.Parties[1].Receives = false },
		"parties/officers":          func(t *Terms) { t.Sections["officers"] = "" },
		"purpose/purpose":           func(t *Terms) { delete(t.Sections, "purpose") },
		"data/categories":           func(t *Terms) { t.Categories = 0 },
		"basis/bases":               func(t *Terms) { t.Bases = nil },
		"basis/condition":           func(t *Terms) { t.Condition = "" },
		"basis/article6":            func(t *Terms) { t.Article6 = "" },
		"basis/consent_form":        func(t *Terms) { t.Condition = "consent" },
		"guarded/article9":          func(t *Terms) { guard(t); t.Article9 = "" },
		"guarded/article9 ":         func(t *Terms) { guard(t); t.Article9 = "10" },
		"guarded/schedule1":         func(t *Terms) { guard(t); t.Schedule1 = "" },
		"guarded/policy_document":   func(t *Terms) { guard(t); t.Sections["policy_document"] = "" },
		"guarded/schedule1 ":        func(t *Terms) { guard(t); t.Categories = access.SetOf(access.Notes); t.Schedule1 = "" },
		"rights/rights_contact":     func(t *Terms) { t.RightsContact = "" },
		"rights/complaints_contact": func(t *Terms) { t.ComplaintsContact = "" },
		"governance/breach_contact": func(t *Terms) { t.BreachContact = "" },
		"governance/retention":      func(t *Terms) { t.Sections["retention"] = "" },
		"dpia/dpia":                 func(t *Terms) { t.Sections["dpia"] = "" },
		"review/from":               func(t *Terms) { t.From = calendar.Date{} },
		"review/until":              func(t *Terms) { t.Until = t.From.Add(-1) },
		"review/until ":             func(t *Terms) { t.From, t.Until, t.Review = monday.Add(-9), monday.Add(-1), monday.Add(-5) },
		"review/review":             func(t *Terms) { t.Review = t.Until.Add(1) },
		"review/review ":            func(t *Terms) { t.Review = calendar.Date{} },
		"review/signoff":            func(t *Terms) { t.Sections["signoff"] = "" },
	} {
		terms := full("neighbours")
		spoil(&terms)
		gaps := terms.Missing(monday)
		if !slices.ContainsFunc(gaps, func(g Gap) bool { return g.Section+"/"+g.Field == strings.TrimSpace(want) && g.Message != "" }) {
			t.Errorf("%s is not said: %v", want, gaps)
		}
	}
	if offences := full("neighbours"); true {
		guard(&offences)
		offences.Categories, offences.Article9 = access.SetOf(access.Offences), "10"
		if gaps := offences.Missing(monday); len(gaps) != 0 {
			t.Errorf("offences alone: %v", gaps)
		}
	}
}

func guard(t *Terms) {
	t.Categories |= access.SetOf(access.Health)
	t.Article9, t.Schedule1 = "9(2)(g)", "6"
	t.Sections["policy_document"] = "x"
}

func TestWhatIsSignedIsEverythingAndInOneOrder(t *testing.T) {
	t.Parallel()
	base := func() Agreement {
		return Agreement{Series: uuid.MustParse("019e0000-0000-7000-8000-000000000001"), Number: 2, Terms: full("provider")}
	}
	text := base().worded()
	same := base()
	slices.Reverse(same.Terms.Parties)
	slices.Reverse(same.Terms.Bases)
	same.Terms.Sections["legislation"] += ""
	same.Terms.Sections["diagram"] = ""
	if same.worded() != text {
		t.Error("the same terms in another order read differently")
	}
	for what, change := range map[string]func(*Agreement){
		"series": func(a *Agreement) { a.Series = uuid.Nil }, "number": func(a *Agreement) { a.Number++ }, "title": func(a *Agreement) { a.Terms.Title = "x" },
		"party": func(a *Agreement) { a.Terms.Parties = a.Terms.Parties[:1] }, "discloses": func(a *Agreement) { a.Terms.Parties[1].Discloses = true },
		"receives": func(a *Agreement) { a.Terms.Parties[1].Receives = false }, "capacity": func(a *Agreement) { a.Terms.Parties[1].Capacity = "processor" },
		"bases": func(a *Agreement) { a.Terms.Bases = []string{"neighbour"} }, "categories": func(a *Agreement) { a.Terms.Categories |= access.SetOf(access.Notes) },
		"condition": func(a *Agreement) { a.Terms.Condition = "informed" }, "article6": func(a *Agreement) { a.Terms.Article6 = "6(1)(f)" },
		"article9": func(a *Agreement) { a.Terms.Article9 = "" }, "schedule1": func(a *Agreement) { a.Terms.Schedule1 = "" },
		"from": func(a *Agreement) { a.Terms.From = monday.Add(1) }, "until": func(a *Agreement) { a.Terms.Until = monday }, "review": func(a *Agreement) { a.Terms.Review = monday },
		"rights": func(a *Agreement) { a.Terms.RightsContact = "x" }, "breach": func(a *Agreement) { a.Terms.BreachContact = "x" }, "complaints": func(a *Agreement) { a.Terms.ComplaintsContact = "x" },
		"a text": func(a *Agreement) { a.Terms.Sections["foi"] = "x" },
	} {
		a := base()
		change(&a)
		if a.worded() == text {
			t.Errorf("%s does not bind", what)
		}
	}
}

func TestCompareNamesWhatDiffersInItsSection(t *testing.T) {
	t.Parallel()
	before, after := full("neighbours"), full("neighbours")
	if diffs := Compare(before, after); len(diffs) != 0 {
		t.Errorf("the same: %v", diffs)
	}
	after.Parties = append(after.Parties[:1:1], Party{Organisation: 3, Name: "Hounslow", Receives: true, Capacity: "processor"})
	after.Categories = after.Categories&^access.SetOf(access.Plan) | access.SetOf(access.Work)
	after.Until = after.Until.Add(1)
	after.Sections["foi"] = "Consult first"
	var got []string
	for _, d := range Compare(before, after) {
		got = append(got, d.Section+"/"+d.Label+"/"+d.Before+"/"+d.After)
	}
	want := []string{"parties/Brent/Receives, controller/", "parties/Hounslow//Receives, processor", "data/Plan/Shared/Not shared", "data/Work and pay/Not shared/Shared",
		"rights/Freedom of information requests/The party that is asked consults the others before it answers./Consult first", "review/Last day/1 March 2027/2 March 2027"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestTheSectionsAreThoseOfTheCode(t *testing.T) {
	t.Parallel()
	list := Contents()
	if len(list) != 10 || list[0].Title != "Parties" || list[8].Key != "review" || list[4].Source == "" {
		t.Errorf("%+v", list)
	}
	if _, ok := FindSection("nothing"); ok {
		t.Error("a section that is none is found")
	}
	for n, want := range map[Count]string{{Ours: 412}: "412", {Others: -1}: "fewer than 5", {Ours: 37, Others: -1}: "37 and fewer than 5 more", {Ours: 1906}: "1,906"} {
		if n.String() != want {
			t.Errorf("%+v is %q", n, n.String())
		}
	}
}
