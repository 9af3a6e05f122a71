package webtest_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"onward/internal/access"
	"onward/internal/actor"
	"onward/internal/calendar"
	"onward/internal/fault"
	"onward/internal/fixture"
	"onward/internal/journey"
	"onward/internal/journey/barrier"
	"onward/internal/journey/note"
	"onward/internal/journey/plan"
	"onward/internal/outcome"
	"onward/internal/postgres"
	"onward/internal/resident"
	"onward/internal/webtest"
)

// marks are words that stand in one category of every journey of the table and
// nowhere else.
var marks = map[string]access.Category{
	"Vantongeren": access.Identity, "Quillmark Road": access.Contact, "Goalmark": access.Plan, "Actionmark": access.Plan,
	"Notemark": access.Notes, "Employmark": access.Work, "Hinder-circumstances": access.Circumstances,
	"Hinder-housing_money": access.HousingMoney, "Hinder-health": access.Health, "Benefitmark": access.HousingMoney,
}

// inHTML and inJSON are the places where a journey's data is read.
var (
	inHTML = []string{"", "/plan", "/barriers", "/timeline", "/work", "/details", "/plan/print"}
	inJSON = []string{"", "/barriers", "/goals", "/actions", "/notes", "/spells", "/timeline"}
)

// truth is the world of the table: one journey for each thing that a resident
// can have said, and two agreements that every state is tried on.
type truth struct {
	*webtest.Site
	t        *testing.T
	journeys map[string]uuid.UUID // by the resident's given name
	terms    []int
	web      map[string]*webtest.Client
	tokens   map[string]string
}

// TestTheTruthTable holds every path to the gate's decision: whose organisation
// asks, how the agreement stands, and what the resident said.
func TestTheTruthTable(t *testing.T) {
	t.Parallel()
	w := newTruth(t)
	opened := 0
	for _, state := range []string{"draft", "awaiting_signature", "in_force", "suspended", "ended"} {
		for _, id := range w.terms {
			w.Move(id, state)
		}
		who := []string{"bola", "bimpe", "jan"}
		if state == "in_force" { // what the lead sees hangs on no agreement
			who = append(who, "amina", "joel", "ines", "grace", "anil")
		}
		for _, name := range who {
			seen := w.hold(state, name)
			if w.foreign(name) {
				opened += seen
				if (seen > 0) != (state == "in_force") {
					t.Errorf("%s, %s: %d journeys are open", state, name, seen)
				}
			}
		}
	}
	if opened != 3+3+1 {
		t.Errorf("%d journeys were open in force: told, consenting and withdrawn to Brent, the referral to the jobcentre", opened)
	}
}

func newTruth(t *testing.T) *truth {
	s := webtest.New(t)
	w := &truth{Site: s, t: t, journeys: map[string]uuid.UUID{}, web: map[string]*webtest.Client{}, tokens: map[string]string{}}
	for _, said := range []string{"Untold", "Told", "Objecting", "Consenting", "Withdrawn", "Sealed"} {
		w.journeys[said] = w.lay(said)
		if said != "Untold" {
			s.Inform(w.journeys[said])
		}
	}
	all := []string{"identity", "contact", "circumstances", "housing_money", "health", "plan", "notes", "work", "outcomes"}
	s.Agree("Unsigned", fixture.Terms{Categories: all, Bases: []string{"neighbour", "referral"}, Unsigned: []string{"brent", "jcp-west"}})
	informed := s.Agree("Names and plans", fixture.Terms{Categories: []string{"identity", "plan", "circumstances"}, Receives: []string{"brent"}})
	consent := s.Agree("Contact", fixture.Terms{Categories: []string{"identity", "contact", "housing_money"}, Receives: []string{"brent"}, Consent: true})
	referred := s.Agree("Referrals", fixture.Terms{Categories: []string{"identity", "plan", "notes", "work", "health"}, Receives: []string{"jcp-west"}, Bases: []string{"referral"}})
	w.terms = []int{informed, consent, referred}
	for _, said := range []string{"Consenting", "Withdrawn"} {
		s.Consent(w.journeys[said], consent)
	}
	s.AsOwner(t, "update onward.consent set withdrawn_on = onward.today() where resident_id = (select resident_id from onward.journey where id = $1)", w.journeys["Withdrawn"])
	for _, slug := range []string{"brent", "jcp-west"} {
		s.Object(w.journeys["Objecting"], slug)
	}
	for _, said := range []string{"Told", "Untold", "Objecting", "Sealed"} {
		s.Refer(w.journeys[said], "jcp-west", "accepted", "identity", "plan", "notes", "work")
	}
	s.Seal(w.journeys["Sealed"], "tom")
	for _, who := range []string{"bola", "bimpe", "jan", "amina", "joel", "ines", "grace", "anil"} {
		token, err := s.App.Tokens.Make(t.Context(), s.Posts[who])
		if err != nil {
			t.Fatal(err)
		}
		w.web[who], w.tokens[who] = s.As(who), token
	}
	return w
}

// lay starts a journey of Amina's with a mark in every category.
func (w *truth) lay(said string) uuid.UUID {
	w.t.Helper()
	id := w.Start("amina", said, "Vantongeren", func(n *journey.New) {
		n.Resident.Contact = resident.Contact{Address: "12 Quillmark Road"}
		n.Baseline = journey.Baseline{Benefits: "Benefitmark"}
	})
	ctx, a := w.World.As("amina"), w.App
	var today calendar.Date
	must := func(err error) {
		w.t.Helper()
		if err != nil {
			w.t.Fatal(err)
		}
	}
	must(w.Read("amina", func(tx *postgres.Tx) error { today = tx.Actor.Today; return nil }))
	_, err := a.Plan.AddGoal(ctx, id, plan.GoalFacts{Words: "Goalmark"})
	must(err)
	_, err = a.Plan.AddAction(ctx, id, plan.ActionFacts{What: "Actionmark", Owner: plan.Owner{Kind: plan.ByResident}, Due: today.Add(3)})
	must(err)
	_, err = a.Notes.Add(ctx, id, note.New{Contact: note.FaceToFace, On: today, Text: "Notemark"})
	must(err)
	_, err = a.Outcomes.Add(ctx, id, outcome.Record{Title: "Cook", Spell: outcome.Spell{Employer: "Employmark", Start: today.Add(-3)}})
	must(err)
	for _, c := range []access.Category{access.Circumstances, access.HousingMoney, access.Health} {
		code := barrier.KindsIn(access.SetOf(c))[0].Code
		_, err = a.Barriers.Add(ctx, id, barrier.New{Code: code, Facts: barrier.Facts{Severity: barrier.Marked, Detail: "Hinder-" + c.String()}})
		must(err)
	}
	return id
}

func (w *truth) foreign(who string) bool { return who == "bola" || who == "bimpe" || who == "jan" }

// hold asks every path in one person's name, and says how many journeys the
// gate opens to them.
func (w *truth) hold(state, who string) (open int) {
	w.t.Helper()
	names := map[string]bool{}
	for said, id := range w.journeys {
		var d access.Decision
		err := w.Read(who, func(tx *postgres.Tx) (err error) {
			d, err = w.Gate.Decide(tx, id)
			return err
		})
		if err != nil && !fault.Is(err, fault.Missing) {
			w.t.Fatal(err)
		}
		if err != nil {
			d = access.Decision{}
		}
		if d.May(access.View, access.Existence) {
			open++
		}
		names[said] = d.May(access.View, access.Identity)
		w.journey(fmt.Sprintf("%s, %s, %s", state, who, said), who, id, d)
	}
	w.lists(state+", "+who, who, names)
	return open
}

// journey holds the pages and the JSON of one journey to the decision.
func (w *truth) journey(when, who string, id uuid.UUID, d access.Decision) {
	w.t.Helper()
	found := map[string]map[string]bool{"HTML": {}, "JSON": {}}
	ask := func(kind, part string, status int, body string) {
		if (status == http.StatusOK) && !d.May(access.View, access.Existence) || status >= 500 {
			w.t.Errorf("%s: %s %q answers %d", when, kind, part, status)
		}
		for mark, category := range marks {
			if !strings.Contains(body, mark) {
				continue
			}
			found[kind][mark] = true
			if !d.May(access.View, category) {
				w.t.Errorf("%s: %s %q shows %s, which is %s", when, kind, part, mark, category)
			}
		}
	}
	for _, part := range inHTML {
		r := w.web[who].Get("/journeys/" + id.String() + part)
		ask("HTML", part, r.Status, r.Body)
	}
	for _, part := range inJSON {
		status, body := w.json(who, "/journeys/"+id.String()+part)
		ask("JSON", part, status, body)
	}
	for mark, category := range marks {
		for kind, marked := range found {
			if d.May(access.View, category) && !marked[mark] {
				w.t.Errorf("%s: %s shows no %s, though %s is open", when, kind, mark, category)
			}
		}
	}
}

// lists holds list, board, search, export and JSON lists to the names that the
// decisions let through.
func (w *truth) lists(when, who string, names map[string]bool) {
	w.t.Helper()
	c := w.web[who]
	same := func(path, body string) {
		w.t.Helper()
		for said, may := range names {
			if strings.Contains(body, said+" Vantongeren") != may {
				w.t.Errorf("%s: %s shows %s: %v, the decision says %v", when, path, said, !may, may)
			}
		}
	}
	if role := w.Colleague(who).Role; role != actor.Governance && role != actor.Analyst {
		r := c.Post("/find", url.Values{"q": {"Vantongeren"}})
		if r.Status == http.StatusSeeOther {
			r = c.Get(r.Location)
		}
		same("/find", r.Text())
	}
	if !w.foreign(who) {
		return
	}
	count := 0
	for _, may := range names {
		if may {
			count++
		}
	}
	for _, path := range []string{"/caseload?from=shared", "/caseload/board?from=shared"} {
		same(path, c.Get(path).Text())
	}
	for _, path := range []string{"/journeys?from=shared", "/residents?from=shared"} {
		status, body := w.json(who, path)
		if status != http.StatusOK || !strings.Contains(body, fmt.Sprintf(`"total":%d`, count)) {
			w.t.Errorf("%s: %s answers %d, want %d of them: %s", when, path, status, count, body)
		}
	}
	if who == "bimpe" {
		w.export(when, c, same)
	}
}

func (w *truth) export(when string, c *webtest.Client, same func(path, body string)) {
	w.t.Helper()
	r := c.Post("/caseload/export?from=shared", url.Values{"asked": {"1"}, "format": {"csv"}})
	if r.Status != http.StatusSeeOther {
		same("a refused export", r.Text())
		return
	}
	if _, err := w.App.Exports.Work(w.t.Context()); err != nil {
		w.t.Errorf("%s: exporting: %v", when, err)
	}
	same("the exported file", c.Get(r.Location+"/file").Body)
}

// json asks with the person's token.
func (w *truth) json(who, path string) (int, string) {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, w.URL+"/api/v1"+path, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+w.tokens[who])
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return res.StatusCode, string(body)
}
